package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev15 judges one address that has many e-mails sent. People ask twice when one does not come; each
// e-mail costs money and annoys whoever gets it.
var ev15 = &Row{
	ID: 15, Title: "Malicious consumption of e-mail resources",
	Categories: []string{"API abuse", "Resource abuse"}, Also: []finding.Event{42},
	Scope: ScopeClient, Version: 2, Unit: "calls", Window: 10 * time.Minute, Windows: []time.Duration{time.Hour, 24 * time.Hour},
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 300, High: 3000},
	Advice: "Send at most one e-mail a minute and ten a day to one receiver, ask for a captcha before the second one, " +
		"and limit what one address may ask for. Block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason:  "{who} had {observed:e-mail} sent in {window} ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "邮件资源恶意消耗",
		Reason: "{who}{window}内触发发送 {observed} 封邮件（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内不超过 {threshold} 封。",
		Advice: "对同一收件人每分钟最多发送一封、每天最多十封，第二封之前要求图形验证码，并限制单个 IP 的请求量。封禁该来源。",
	},
	flood: true,
	tally: &tallyRule{
		window: 600, floor: sendFloor, least: sendFloor, times: 3, people: maxPeople, day: &receivers,
		takes: func(f *finding.Facts) (uint32, uint64) { return sent(f, 19) },
	},
	Finds: []Scenario{
		{"one every two seconds", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, tool: attack.Library}, 100, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{19}
			})
		}},
	},
	Ignores: []Scenario{
		{"two people ask five times each", func() []finding.Facts {
			return does(scene{every: 30 * time.Second}, 10, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{19}
			})
		}},
		{"a hundred tries that were all told to wait", func() []finding.Facts {
			return does(scene{every: 8 * time.Second, status: 429}, 15, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{19}
			})
		}},
	},
}
