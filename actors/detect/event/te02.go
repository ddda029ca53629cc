package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// te02 judges one client that leaves the parameter out which says whose data is asked for, in several ways, where
// everybody sends it.
var te02 = &Row{
	ID: 32, Title: "Miss user parameters",
	Categories: []string{"Permission"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 5, High: 50, Rise: finding.Rise{Medium: 500, High: 10000},
	Advice: "See in the log what came back: without a user the API must refuse, never answer for everybody. Take the user " +
		"from the session where that can be done, and block the source if it keeps trying.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestCredential},
	Reason: "{who} sent {observed:call} in an hour without a user: \"{name}\"[; {answered} were answered all the same]. At least " +
		"99 of 100 calls learned from name one.",
	Clear: "The parameter in the calls, or {threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "用户参数缺失",
		Reason: "{who}一小时内发送 {observed} 次缺少用户参数“{name}”的调用[，其中 {answered} 次仍得到响应]；平时至少 99% 的调用携带该参数。",
		Clear:  "调用中携带该参数，或每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看返回了什么：没有用户参数时 API 必须拒绝，绝不能返回所有人的数据。尽量从会话中获取用户；如该来源持续尝试，请予以封禁。",
	},
	endpoint: judgeLacking(32),
	Finds: []Scenario{
		{"pages of everybody's orders, the user left out", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"),
				tried(reads(scene{after: later(14, 11), every: 10 * time.Second, ip: "10.1.2.3", creds: true, data: 3}, 30, newObject), "", 0))
		}},
		{"refused each time", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "member_no"),
				tried(reads(scene{after: later(14, 11), every: 5 * time.Second, ip: "10.1.2.3", creds: true, tool: attack.Browser, status: 400}, 80, newObject), "", 0))
		}},
	},
	Ignores: []Scenario{
		{"a new version of the page names the user otherwise", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"),
				tried(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 50, newObject), "customerId", finding.FormInteger))
		}},
		{"a new version that knows the user from the session reaches everybody", func() []finding.Facts {
			all := withUser(office(2, 0, "10.1.2.3", "10.1.7.9", "10.1.7.10"), "userId")
			for i, ip := range []string{"10.1.2.3", "10.1.7.9", "10.1.7.10"} {
				all = append(all, tried(reads(scene{after: later(14, 11) + time.Duration(i)*time.Second, every: time.Minute, ip: ip, creds: true}, 50, newObject), "", 0)...)
			}
			return join(all)
		}},
		{"it was always left out now and then", func() []finding.Facts {
			all := withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId")
			for i := range all {
				if i%40 == 0 {
					all[i].Forms = nil
				}
			}
			return join(all,
				tried(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 50, newObject), "", 0))
		}},
		{"bodies are no longer recorded", func() []finding.Facts {
			all := reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 50, newObject)
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"), all)
		}},
		{"too early to know", func() []finding.Facts {
			return join(withUser(office(1, 0, "10.1.2.3", "10.1.7.9"), "userId")[:150],
				tried(reads(scene{after: later(4, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 50, newObject), "", 0))
		}},
	},
}
