package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// te03 judges one client that calls a logon without name and password, where every call carries them.
var te03 = &Row{
	ID: 33, Title: "Miss username and password",
	Categories: []string{"Permission", "Account"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 5, High: 50, Rise: finding.Rise{Medium: 500, High: 10000},
	Advice: "See in the log whether one of the calls was answered with a session: a logon without name and password must " +
		"be refused before anything else is looked at. Block the source if it keeps trying.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason: "{who} called this logon {observed:time} in an hour without name and password[; {answered} were answered all the same]. " +
		"At least 99 of 100 calls learned from carry both.",
	Clear: "Name and password in the calls, or {threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "用户名和密码缺失",
		Reason: "{who}一小时内 {observed} 次调用登录接口而未携带用户名和密码[，其中 {answered} 次仍得到响应]；平时至少 99% 的调用两者都携带。",
		Clear:  "调用中携带用户名和密码，或每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看是否有调用获得了会话：没有用户名和密码的登录必须在其他处理之前即被拒绝。如该来源持续尝试，请予以封禁。",
	},
	endpoint: judgeLacking(33),
	Finds: []Scenario{
		{"a fuzzer tries what a logon does without", func() []finding.Facts {
			return join(logonDays(8, ""), bare(scene{after: later(8, 11), every: 4 * time.Second, ip: "10.9.2.3", status: 400}, 60, 7))
		}},
		{"the same empty call, a hundred times and more", func() []finding.Facts {
			return join(logonDays(8, ""), bare(scene{after: later(8, 11), every: 3 * time.Second, ip: "10.9.2.3", status: 422}, 400, 1))
		}},
	},
	Ignores: []Scenario{
		{"a health check a minute", func() []finding.Facts {
			return join(logonDays(8, ""), bare(scene{after: later(8, 11), every: time.Minute, ip: "10.9.2.3"}, 280, 1))
		}},
		{"the button pressed with empty fields", func() []finding.Facts {
			return join(logonDays(8, ""), bare(scene{after: later(8, 11), every: 5 * time.Second, ip: "10.9.2.3", status: 400}, 4, 2))
		}},
		{"a logon of two pages: the name first", func() []finding.Facts {
			all := bare(scene{after: later(8, 11), every: 20 * time.Second, ip: "10.9.2.3"}, 80, 5)
			for i := range all {
				all[i].Forms = append(all[i].Forms, finding.Written{Name: "username", Form: finding.FormWord, Means: finding.MeansUser})
			}
			return join(logonDays(8, ""), all)
		}},
		{"tokens are refreshed at the same place by a new app", func() []finding.Facts {
			all := bare(scene{after: later(8, 11), every: 20 * time.Second, ip: "10.9.2.3"}, 80, 5)
			for i := range all {
				all[i].Forms = append(all[i].Forms, finding.Written{Name: "refresh_token", Form: finding.FormToken})
			}
			return join(logonDays(8, ""), all)
		}},
	},
}

// te04 judges one client that calls a logon without saying what is to be done, where every call does.
var te04 = &Row{
	ID: 34, Title: "Miss log-in action",
	Categories: []string{"Permission", "Account"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 5, High: 50, Rise: finding.Rise{Medium: 500, High: 10000},
	Advice: "See in the log what the API did without being told: it must refuse a call that names no action instead of " +
		"choosing one. Block the source if it keeps trying.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
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
	},
	Ignores: []Scenario{
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

// logonDays is days on which people log in, each call with an action where it has a name.
func logonDays(days int, action string) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		for i := range 40 {
			s := scene{after: time.Duration(day)*24*time.Hour + time.Duration(i)*12*time.Minute, ip: fmt.Sprintf("10.9.2.%d", 1+i%9), from: i % 9}
			all = append(all, asked(logins(s, 1, newName, newName, finding.OutcomeOK), action)...)
		}
	}
	return all
}

// asked gives logons the parameters they have, and an action where it has a name.
func asked(all []finding.Facts, action string) []finding.Facts {
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Params = uint64(i%4) + 1
		all[i].Forms = []finding.Written{{Name: "username", Form: finding.FormWord, Means: finding.MeansUser}}
		if action != "" {
			all[i].Forms = append(all[i].Forms, finding.Written{Name: action, Form: finding.FormWord, Means: finding.MeansAction})
		}
	}
	return all
}

// bare is calls of a logon without what belongs to it, in some shapes.
func bare(s scene, n, shapes int) []finding.Facts {
	all := logins(s, n, sameName, samePassword, finding.OutcomeNone)
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Params = uint64(i%shapes) + 100
		all[i].Login = finding.Login{}
	}
	return all
}
