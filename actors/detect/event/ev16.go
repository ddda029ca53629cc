package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev16 judges many exports and downloads by one address: different files where the call names one,
// calls where it does not.
var ev16 = &Row{
	ID: 16, Title: "Batch download",
	Categories: []string{"API abuse", "Resource abuse"}, Also: []finding.Event{42},
	Scope: ScopeClient, Version: 1, account: true, Unit: "downloads", Window: 10 * time.Minute,
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 500, High: 5000},
	Advice: "Find out who the account belongs to and whether so much is its work. Limit exports an hour, and let large " +
		"ones be approved and marked with who asked for them.",
	Suggest: []finding.SuggestionKind{finding.SuggestRateLimit, finding.SuggestBlacklist, finding.SuggestClient},
	Reason:  "{who} made {observed:download} in {window} ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer downloads in {window}.",
	Zh: finding.Words{
		Title:  "批量下载",
		Reason: "{who}{window}内下载 {observed} 次（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内下载不超过 {threshold} 次。",
		Advice: "核实该账号的使用者以及如此大量的下载是否为其工作所需。限制每小时导出次数；大批量导出须经审批并标记申请人。",
	},
	tally: &tallyRule{
		window: 600, floor: 50, least: 30, times: 3, people: maxPeople,
		takes: func(f *finding.Facts) (uint32, uint64) {
			if !f.OK() || !has(f, 24, 29, 34, 43) {
				return 0, 0
			}
			return 1, f.Object
		},
	},
	Finds: []Scenario{
		{"two hundred reports in five minutes", func() []finding.Facts {
			return does(scene{every: 1500 * time.Millisecond, creds: true}, 80, "GET", "/reports/{id}/download", func(f *finding.Facts, i int) {
				f.Purposes, f.Object = []finding.Purpose{43}, hashOf("object", i)
			})
		}},
		{"one export, called again and again", func() []finding.Facts {
			return does(scene{every: 3 * time.Second, creds: true}, 100, "GET", "/orders/export", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{24}
			})
		}},
	},
	Ignores: []Scenario{
		{"a clerk downloads thirty invoices", func() []finding.Facts {
			return does(scene{every: 10 * time.Second, creds: true}, 30, "GET", "/invoices/{id}/download", func(f *finding.Facts, i int) {
				f.Purposes, f.Object = []finding.Purpose{43}, hashOf("object", i)
			})
		}},
		{"a program that resumes one download", func() []finding.Facts {
			return does(scene{every: 5 * time.Second}, 90, "GET", "/files/{id}", func(f *finding.Facts, _ int) {
				f.Purposes, f.Object = []finding.Purpose{34}, hashOf("object", 1)
			})
		}},
	},
}
