package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev25 judges an address nearly all of whose calls to an API end in an error: more than 80 %, and
// more than a stale bookmark gives. Failed logons have rows of their own.
var ev25 = &Row{
	ID: 25, Title: "Abnormal response",
	Categories: []string{"Response exception"},
	Scope:      ScopeClient, Version: 1, Unit: "answers", Window: 10 * time.Minute,
	Vote: finding.VoteErrors, Level: finding.Low, Medium: 10, Rise: finding.Rise{Medium: 1000, High: 10000},
	Advice: "See in the log what the calls ask for: a program that lost its way, or somebody who looks for what is " +
		"there. Tell its owner, or block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{share} % of the calls of {who} were answered with an error in {window}: {observed} ({usual}).",
	Clear:   "{threshold} or fewer errors in {window}, or no more than 80 % of the calls.",
	Zh: finding.Words{
		Title:  "响应异常",
		Reason: "{who}{window}内 {share}% 的调用返回错误，共 {observed} 次（{usual}）。",
		Clear:  "{window}内错误不超过 {threshold} 次，或错误占比不超过 80%。",
		Advice: "在日志中查看这些调用请求了什么：是程序出错，还是有人在探测接口。通知其负责人，或封禁该来源。",
	},
	tally: &tallyRule{
		window: 600, floor: 40, least: 40, times: 3, share: 0.8,
		takes: func(f *finding.Facts) (uint32, uint64) {
			if f.Status < 400 || f.Login.Outcome != finding.OutcomeNone {
				return 0, 0
			}
			return 1, 0
		},
	},
	Finds: []Scenario{
		{"81 of a hundred", func() []finding.Facts {
			return does(scene{every: 5 * time.Second, status: 404}, 100, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%100 >= 81 {
					f.Status = 200
				}
			})
		}},
	},
	Ignores: []Scenario{
		{"eighty of a hundred", func() []finding.Facts {
			return does(scene{every: 6 * time.Second, status: 404}, 100, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%5 == 0 {
					f.Status = 200
				}
			})
		}},
		{"a watchdog asks for a page that is gone, twice a minute", func() []finding.Facts {
			return does(scene{every: 30 * time.Second, status: 404}, 200, "GET", "/status", func(*finding.Facts, int) {})
		}},
	},
}
