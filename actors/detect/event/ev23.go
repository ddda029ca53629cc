package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev23 judges an address that keeps being given what the program should keep to itself: whoever
// provokes it is looking for a way in. That the API does so at all is a risk of the API.
var ev23 = &Row{
	ID: 23, Title: "Return of database error message",
	Categories: []string{"Response exception"},
	Scope:      ScopeClient, Version: 2, Unit: "answers", Window: 10 * time.Minute,
	Vote: finding.VoteErrors, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Catch the database's errors in the program and answer with a number that the log explains; statements and " +
		"table names help an attacker. See in the log what this address sent to provoke it.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason: "{who} was given {observed:error message of the database|error messages of the database} in " +
		"{window} ({usual}).",
	Clear: "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "返回数据库报错信息",
		Reason: "{who}{window}内收到 {observed} 条数据库报错信息（{usual}）。",
		Clear:  "{window}内不超过 {threshold} 条。",
		Advice: "在程序中捕获数据库错误，仅返回可在日志中查询的编号；SQL 语句与表名会为攻击者提供线索。在日志中查看该 " +
			"IP 发送了什么而引发报错。",
	},
	tally: &tallyRule{
		window: 600, floor: 10, least: 10, times: 3, // as of EV-22: who meets a broken page tries it again
		takes: func(f *finding.Facts) (uint32, uint64) { return gave(f, finding.ErrorDatabase) },
	},
	Finds: []Scenario{
		{"a tool provokes it thirty times", func() []finding.Facts {
			return does(scene{every: 5 * time.Second, status: 500}, 30, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				f.Error = finding.ErrorDatabase
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
					f.Error, f.Status = finding.ErrorDatabase, 500
				}
			})
		}},
		{"a customer whose name has an apostrophe tries the search again and again", func() []finding.Facts {
			return does(scene{every: 40 * time.Second}, 9, "GET", "/search", func(f *finding.Facts, _ int) {
				f.Error, f.Status = finding.ErrorDatabase, 500
			})
		}},
	},
}
