package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// gave counts an answer that gives something of the kind away.
func gave(f *finding.Facts, kind finding.ErrorKind) (n uint32, hash uint64) {
	if f.Error != kind {
		return 0, 0
	}
	return 1, 0
}

// ev22 judges an address that keeps being given what the program should keep to itself: whoever
// provokes it is looking for a way in. That the API does so at all is a risk of the API.
var ev22 = &Row{
	ID: 22, Title: "Return of error message",
	Categories: []string{"Response exception"},
	Scope:      ScopeClient, Version: 1, Unit: "answers", Window: 10 * time.Minute,
	Vote: finding.VoteErrors, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Answer errors with a number that the log explains, and not with the program's own text. See in the log " +
		"what this address sent to provoke it.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{who} was given {observed:error message} in {window} ({usual}).",
	Clear:   "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "返回报错信息",
		Reason: "{who}{window}内收到 {observed} 条报错信息（{usual}）。",
		Clear:  "{window}内不超过 {threshold} 条。",
		Advice: "出错时仅返回可在日志中查询的编号，不返回程序自身的报错文本。在日志中查看该 IP 发送了什么而引发报错。",
	},
	tally: &tallyRule{
		window: 600, floor: 10, least: 10, times: 3,
		takes: func(f *finding.Facts) (uint32, uint64) { return gave(f, finding.ErrorApplication) },
	},
	Finds: []Scenario{
		{"a tool provokes it thirty times", func() []finding.Facts {
			return does(scene{every: 5 * time.Second, status: 500}, 30, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				f.Error = finding.ErrorApplication
				if i%3 == 0 {
					f.Status = 200
				}
			})
		}},
	},
	Ignores: []Scenario{
		{"now and then, as bugs are", func() []finding.Facts {
			return does(scene{every: 10 * time.Second}, 120, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%12 == 7 {
					f.Error, f.Status = finding.ErrorApplication, 500
				}
			})
		}},
	},
}
