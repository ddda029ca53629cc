package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// codesFloor is how many different codes one address may try in ten minutes: more than a person does.
const codesFloor = 20

// codeTried counts a code that did not clearly succeed, on an API whose codes come by mail or by
// short message.
func codeTried(f *finding.Facts, mail bool) (n uint32, hash uint64) {
	byMail := has(f, 3, 14)
	if f.Code == 0 || f.Login.Outcome == finding.OutcomeOK || byMail != mail || !mail && !has(f, 2, 13, 20, 21) {
		return 0, 0
	}
	return 1, f.Code
}

// ev11 judges many different verification codes tried from one address where codes come by short
// message: on logons, registrations, resets and checks of a code. Six digits fall to a million
// tries, four to ten thousand; people type one code, twice at most. What succeeded is not counted.
var ev11 = &Row{
	ID: 11, Title: "Brute-force against SMS verification code",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{37},
	Scope: ScopeClient, Version: 1, account: true, Unit: "codes", Window: 10 * time.Minute,
	Vote: finding.VoteFailures, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Let a code be tried five times and then void it, and tie it to the session that asked for it. Block the " +
		"source, and see in the log whether one of the tries got in.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{who} tried {observed:different code} in {window} ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer different codes that did not succeed in {window}.",
	Zh: finding.Words{
		Title:  "短信验证码暴力破解",
		Reason: "{who}{window}内尝试了 {observed} 个不同的验证码（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内未成功的不同验证码不超过 {threshold} 个。",
		Advice: "每个验证码最多允许尝试五次即作废，并与请求它的会话绑定。封禁该来源，并在日志中确认是否有尝试成功。",
	},
	tally: &tallyRule{
		window: 600, floor: codesFloor, least: codesFloor, times: 3, people: maxPeople,
		takes: func(f *finding.Facts) (uint32, uint64) { return codeTried(f, false) },
	},
	Finds: []Scenario{
		{"a hundred codes in three minutes", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, status: 400}, 100, "POST", "/sms/login", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{2}, hashOf("code", i)
			})
		}},
		{"codes are checked and every answer is 200", func() []finding.Facts {
			return does(scene{every: time.Second}, 60, "POST", "/code/check", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{21}, hashOf("code", i)
			})
		}},
	},
	Ignores: []Scenario{
		{"three people mistype their codes", func() []finding.Facts {
			return does(scene{every: 20 * time.Second, status: 400}, 9, "POST", "/sms/login", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{2}, hashOf("code", i)
			})
		}},
		{"a hundred customers behind one address log on with their codes", func() []finding.Facts {
			return does(scene{every: 5 * time.Second}, 100, "POST", "/sms/login", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{2}, hashOf("code", i)
				f.Login = finding.Login{Name: hashOf("name", i), Outcome: finding.OutcomeOK}
			})
		}},
		{"a captcha with every password is no code", func() []finding.Facts {
			return does(scene{every: 2 * time.Second}, 100, "POST", "/captcha-login", func(f *finding.Facts, i int) {
				f.Purposes, f.Code = []finding.Purpose{1}, hashOf("code", i)
			})
		}},
	},
}
