package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev13 judges many registrations from one address that were not refused: accounts made for coupons,
// votes and reviews. A classroom that signs up together stays below the floor.
var ev13 = &Row{
	ID: 13, Title: "Batch registration",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{39},
	Scope: ScopeClient, Version: 2, Unit: "calls", Window: time.Hour, Windows: []time.Duration{24 * time.Hour},
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "See in the log which accounts were made and lock those that look alike. Ask for a captcha and a telephone " +
		"number, and let one address register a few accounts an hour.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason:  "{who} registered {observed:account} in {window} ({usual}).",
	Clear:   "{threshold} or fewer registrations in {window}.",
	Zh: finding.Words{
		Title:  "批量注册",
		Reason: "{who}{window}内注册了 {observed} 个账号（{usual}）。",
		Clear:  "{window}内注册不超过 {threshold} 次。",
		Advice: "在日志中查看注册了哪些账号，锁定其中相似者。注册时要求图形验证码和手机号验证，并限制单个 IP 每小时可注册的账号数。",
	},
	flood: true,
	tally: &tallyRule{
		window: 3600, floor: 30, least: 30, times: 3,
		takes: func(f *finding.Facts) (uint32, uint64) {
			if f.Status >= 400 || f.Status == 0 || !has(f, 12, 13, 14, 15, 16, 17) {
				return 0, 0
			}
			return 1, 0
		},
	},
	Finds: []Scenario{
		{"a program registers a hundred accounts in ten minutes", func() []finding.Facts {
			return does(scene{every: 6 * time.Second, tool: attack.Library}, 100, "POST", "/register", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{12}
			})
		}},
		{"slowly: one a minute for an hour", func() []finding.Facts {
			return does(scene{every: time.Minute}, 60, "POST", "/register", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{13}
			})
		}},
		{"from three hundred networks, one each", func() []finding.Facts {
			return join(usualVisitors(6, 60, 4, "/register", signsUp),
				pool(scene{after: later(6, 2), every: 3 * time.Minute}, 300, 300, "/register", signsUp))
		}},
		{"programs from two hundred networks on a site's first day", func() []finding.Facts {
			return join(pool(scene{after: later(0, 9), every: time.Minute, tool: attack.Library}, 300, 200, "/register", signsUp))
		}},
	},
	Ignores: []Scenario{
		{"a campaign brings fifteen times as many people, most of whom look on", func() []finding.Facts {
			return join(usualVisitors(6, 60, 4, "/register", signsUp), visitors(6, 9, 900, 3, 3*time.Hour, "/register", signsUp))
		}},
		{"a campaign on the first day of a site", func() []finding.Facts {
			return join(visitors(0, 9, 900, 3, 3*time.Hour, "/register", signsUp))
		}},
		{"a campaign on a site where all leave after they registered", func() []finding.Facts {
			all := usualVisitors(6, 60, 1, "/register", signsUp)
			return join(all, visitors(6, 9, 200, 1, 6*time.Hour, "/register", signsUp))
		}},
		{"a lecture registers over its own telephones", func() []finding.Facts {
			return join(usualVisitors(6, 20, 4, "/register", signsUp), visitors(6, 10, 180, 5, 10*time.Minute, "/register", signsUp))
		}},
		{"a class of 25 signs up in a lesson", func() []finding.Facts {
			return does(scene{every: 90 * time.Second}, 25, "POST", "/register", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{12}
			})
		}},
		{"registrations that are all refused", func() []finding.Facts {
			return does(scene{every: 30 * time.Second, status: 403}, 60, "POST", "/register", func(f *finding.Facts, i int) {
				f.Purposes = []finding.Purpose{12}
				if i%3 > 0 { // the rest of what the client does there
					f.Status = 200
					f.Purposes = nil
				}
			})
		}},
	},
}
