package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// sendFloor is how many messages one address may have sent in ten minutes: a family or a small office does not.
const sendFloor = 15

// sent counts a call for a message that was not refused.
func sent(f *finding.Facts, sends finding.Purpose) (n uint32, hash uint64) {
	if f.Status >= 400 || !has(f, sends) {
		return 0, 0
	}
	return 1, 0
}

// ev14 judges one address that has many short messages sent. People ask twice when one does not come; each
// short message costs money and annoys whoever gets it.
var ev14 = &Row{
	ID: 14, Title: "Malicious consumption of short message resources",
	Categories: []string{"API abuse", "Resource abuse"}, Also: []finding.Event{40},
	Scope: ScopeClient, Version: 1, Unit: "calls", Window: 10 * time.Minute,
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 300, High: 3000},
	Advice: "Send at most one short message a minute and ten a day to one receiver, ask for a captcha before the second " +
		"one, and limit what one address may ask for. Block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason: "{who} had {observed:short message} sent in {window} ({usual})[, shared by about {people} " +
		"people].",
	Clear: "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "短信资源恶意消耗",
		Reason: "{who}{window}内触发发送 {observed} 条短信（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内不超过 {threshold} 条。",
		Advice: "对同一接收号码每分钟最多发送一条、每天最多十条，第二条之前要求图形验证码，并限制单个 IP 的请求量。封禁该来源。",
	},
	tally: &tallyRule{
		window: 600, floor: sendFloor, least: sendFloor, times: 3, people: maxPeople,
		takes: func(f *finding.Facts) (uint32, uint64) { return sent(f, 18) },
	},
	Finds: []Scenario{
		{"one every two seconds", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, tool: attack.Library}, 100, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
	},
	Ignores: []Scenario{
		{"two people ask five times each", func() []finding.Facts {
			return does(scene{every: 30 * time.Second}, 10, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
		{"a hundred tries that were all told to wait", func() []finding.Facts {
			return does(scene{every: 8 * time.Second, status: 429}, 15, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
	},
}
