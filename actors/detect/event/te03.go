package event

import (
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
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestBot},
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
