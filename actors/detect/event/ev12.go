package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev12 is ev11 where codes come by e-mail.
var ev12 = &Row{
	ID: 12, Title: "Brute-force against e-mail verification code",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{37},
	Scope: ScopeClient, Version: 1, account: true, Unit: "codes", Window: 10 * time.Minute,
	Vote: finding.VoteFailures, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Let a code be tried five times and then void it, let it expire after ten minutes, and tie it to the " +
		"address it was sent to. Block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason: "{who} tried {observed:different code} from e-mails in {window} ({usual})[, shared by about " +
		"{people} people].",
	Clear: "{threshold} or fewer different codes that did not succeed in {window}.",
	Zh: finding.Words{
		Title:  "邮箱验证码暴力破解",
		Reason: "{who}{window}内尝试了 {observed} 个不同的邮箱验证码（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内未成功的不同验证码不超过 {threshold} 个。",
		Advice: "每个验证码最多允许尝试五次即作废，十分钟后过期，并与接收邮箱绑定。封禁该来源。",
	},
	tally: &tallyRule{
		window: 600, floor: codesFloor, least: codesFloor, times: 3, people: maxPeople,
		takes: func(f *finding.Facts) (uint32, uint64) { return codeTried(f, true) },
	},
	Finds: []Scenario{
		{"eighty codes in four minutes", func() []finding.Facts {
			return does(scene{every: 3 * time.Second, status: 422}, 80, "POST", "/mail/login", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{3}, hashOf("code", i)
			})
		}},
	},
	Ignores: []Scenario{
		{"one code is sent again and again by a program that does not see the answer", func() []finding.Facts {
			return does(scene{every: time.Second, status: 422}, 35, "POST", "/mail/login", func(f *finding.Facts, _ int) {
				f.Purposes, f.Code = []finding.Purpose{3}, hashOf("code", 1)
			})
		}},
	},
}
