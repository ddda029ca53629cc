package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// te01 judges one client that sends the parameter which says whose data is asked for without a value, in
// several ways, where nobody ever does.
var te01 = &Row{
	ID: 31, Title: "Miss user value",
	Categories: []string{"Permission"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 5, High: 50, Rise: finding.Rise{Medium: 500, High: 10000},
	Advice: "See in the log what came back: an empty user must be refused, never taken for everybody. Let the API check " +
		"that the value is there and that it is the caller's, and block the source if it keeps trying.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestCredential},
	Reason:  "{who} sent {observed:call} in an hour with an empty user: \"{name}\"[; {answered} were answered all the same]. All callers fill it in.",
	Clear:   "A value in the calls, or {threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "用户值缺失",
		Reason: "{who}一小时内发送 {observed} 次用户参数“{name}”为空的调用[，其中 {answered} 次仍得到响应]；平时所有调用者都会填写。",
		Clear:  "调用中填写该值，或每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看返回了什么：用户为空时必须拒绝，绝不能视为所有用户。让 API 校验该值存在且属于调用者；如该来源持续尝试，请予以封禁。",
	},
	endpoint: judgeLacking(31),
	Finds: []Scenario{
		{"a fuzzer leaves the user empty in every combination", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"),
				tried(reads(scene{after: later(14, 11), every: 5 * time.Second, ip: "10.1.2.3", creds: true, status: 400}, 60, newObject), "userId", finding.FormEmpty))
		}},
	},
	Ignores: []Scenario{
		{"a page that lost its user asks again and again", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"),
				empty(reads(scene{after: later(14, 11), every: 20 * time.Second, ip: "10.1.2.3", creds: true, status: 400}, 18, sameObject), "userId"))
		}},
		{"a field that callers may leave empty", func() []finding.Facts {
			return join(empty(office(1, 0, "10.1.2.3"), "userId"), withUser(office(2, 0, "10.1.7.9"), "userId"),
				tried(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 60, newObject), "userId", finding.FormEmpty))
		}},
		{"sessions that ran out", func() []finding.Facts {
			return join(withUser(office(2, 0, "10.1.2.3", "10.1.7.9"), "userId"),
				empty(reads(scene{after: later(14, 11), every: 90 * time.Second, ip: "10.1.2.3", status: 401}, 18, newObject), "userId"))
		}},
	},
}
