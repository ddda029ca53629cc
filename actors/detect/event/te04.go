package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// te04 judges one client that calls a logon without saying what is to be done, where every call does.
var te04 = &Row{
	ID: 34, Title: "Miss log-in action",
	Categories: []string{"Permission", "Account"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 5, High: 50, Rise: finding.Rise{Medium: 500, High: 10000},
	Advice: "See in the log what the API did without being told: it must refuse a call that names no action instead of " +
		"choosing one. Block the source if it keeps trying.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestBot},
	Reason: "{who} sent {observed:call} in an hour that do not say what is to be done: \"{name}\"[; {answered} were answered all the " +
		"same]. At least 99 of 100 calls learned from do.",
	Clear: "The parameter in the calls, or {threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "登录动作缺失",
		Reason: "{who}一小时内发送 {observed} 次未指明操作（参数“{name}”）的调用[，其中 {answered} 次仍得到响应]；平时至少 99% 的调用会指明。",
		Clear:  "调用中携带该参数，或每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看 API 在未被告知操作时做了什么：它必须拒绝未指明操作的调用，而不是自行选择。如该来源持续尝试，请予以封禁。",
	},
	endpoint: judgeLacking(34),
	Finds: []Scenario{
		{"the action is left out, the rest varied", func() []finding.Facts {
			return join(logonDays(8, "action"), asked(logins(scene{after: later(8, 11), every: 30 * time.Second, ip: "10.9.2.3"}, 40, sameName, samePassword, finding.OutcomeOK), ""))
		}},
		{"the action is left out and others are made up", func() []finding.Facts {
			return join(logonDays(8, "action"), madeUp(asked(logins(scene{after: later(8, 11), every: 30 * time.Second, ip: "10.9.2.3"}, 40, sameName, samePassword, finding.OutcomeOK), ""), 5))
		}},
		{"the action is left out for one that is made up, again and again", func() []finding.Facts {
			return join(logonDays(8, "action"), madeUp(asked(logins(scene{after: later(8, 11), every: 10 * time.Second, ip: "10.9.2.3"}, 300, sameName, samePassword, finding.OutcomeOK), ""), 1))
		}},
	},
	Ignores: []Scenario{
		{"an office whose page is new: it says more, and no action any more", func() []finding.Facts {
			return join(logonDays(8, "action"), madeUp(asked(logins(scene{after: later(8, 11), every: time.Minute, ip: "10.9.2.3"}, 60, newName, samePassword, finding.OutcomeOK), ""), 1))
		}},
		{"a new page names the action otherwise, and says more", func() []finding.Facts {
			return join(logonDays(8, "action"), madeUp(asked(logins(scene{after: later(8, 11), every: 20 * time.Second, ip: "10.9.2.3"}, 150, newName, samePassword, finding.OutcomeOK), "operation"), 4))
		}},
		{"everybody's page leaves it out from today", func() []finding.Facts {
			all := logonDays(8, "action")
			for i := range 5 {
				s := scene{after: later(8, 11) + time.Duration(i)*time.Second, every: 30 * time.Second, ip: fmt.Sprintf("10.9.2.%d", i+1)}
				all = append(all, asked(logins(s, 30, sameName, samePassword, finding.OutcomeOK), "")...)
			}
			return join(all)
		}},
		{"somebody's old page, a few times a day", func() []finding.Facts {
			return join(logonDays(8, "action"), asked(logins(scene{after: later(8, 11), every: 20 * time.Minute, ip: "10.9.2.3"}, 12, sameName, samePassword, finding.OutcomeOK), ""))
		}},
	},
}
