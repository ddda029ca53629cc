package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev24 judges an address that keeps being given what the program should keep to itself: whoever
// provokes it is looking for a way in. That the API does so at all is a risk of the API.
var ev24 = &Row{
	ID: 24, Title: "Return of sensitive system information",
	Categories: []string{"Response exception"},
	Scope:      ScopeClient, Version: 1, Unit: "answers", Window: 10 * time.Minute,
	Vote: finding.VoteErrors, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Remove versions, paths and addresses of the inside from answers, and switch debugging off. See in the log " +
		"what this address sent to provoke it.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason: "{who} was given {observed:answer with details of the system|answers with details of the system} " +
		"in {window} ({usual}).",
	Clear: "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "返回系统敏感信息",
		Reason: "{who}{window}内收到 {observed} 次含有系统细节的响应（{usual}）。",
		Clear:  "{window}内不超过 {threshold} 次。",
		Advice: "从响应中去除版本号、内部路径与内网地址，并关闭调试模式。在日志中查看该 IP 发送了什么而引发此类响应。",
	},
	tally: &tallyRule{
		window: 600, floor: 3, least: 3, times: 3,
		takes: func(f *finding.Facts) (uint32, uint64) { return gave(f, finding.ErrorSystemInfo) },
	},
	Finds: []Scenario{
		{"a tool provokes it thirty times", func() []finding.Facts {
			return does(scene{every: 5 * time.Second, status: 500}, 30, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				f.Error = finding.ErrorSystemInfo
				if i%3 == 0 {
					f.Status = 200
				}
			})
		}},
	},
	Ignores: []Scenario{
		{"now and then, as bugs are", func() []finding.Facts {
			return does(scene{every: 10 * time.Second}, 120, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%40 == 7 {
					f.Error, f.Status = finding.ErrorSystemInfo, 500
				}
			})
		}},
	},
}
