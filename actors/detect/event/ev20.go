package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev20 judges how much sensitive data one address is given in an hour. A page of fifty people read
// every minute is 3,000 entries: more than reading is a copy. An address that does so every day
// (a partner, a report) is measured against itself.
var ev20 = &Row{
	ID: 20, Title: "Mass sensitive data access",
	Categories: []string{"Sensitive data leak", "Sensitive data"}, Also: []finding.Event{46},
	Scope: ScopeClient, Version: 1, account: true, Unit: "entries", Window: time.Hour,
	Vote: finding.VoteVolume, Level: finding.Medium, High: 10, Rise: finding.Rise{High: 20000},
	Advice: "Find out which account took the data and for what. Mask what need not be shown in full, page lists, and " +
		"limit the entries one account may read an hour.",
	Suggest: []finding.SuggestionKind{finding.SuggestMask, finding.SuggestRateLimit, finding.SuggestBlacklist},
	Reason: "{who} was given {observed:sensitive entry|sensitive entries} in {window} ({usual})[, shared by " +
		"about {people} people].",
	Clear: "{threshold} or fewer sensitive entries in {window}.",
	Zh: finding.Words{
		Title:  "大量获取敏感数据",
		Reason: "{who}{window}内获取了 {observed} 条敏感数据（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内获取的敏感数据不超过 {threshold} 条。",
		Advice: "查明是哪个账号、因何用途获取这些数据。对无需完整展示的内容做脱敏，列表分页返回，并限制单个账号每小时可读取的条数。",
	},
	tally: &tallyRule{
		window: 3600, floor: 5000, least: 1000, times: 4, people: maxPeople,
		takes: func(f *finding.Facts) (n uint32, _ uint64) {
			if !f.OK() {
				return 0, 0
			}
			return sensitiveEntries(f), 0
		},
	},
	Finds: []Scenario{
		{"pages of a hundred ID cards, one every ten seconds", func() []finding.Facts {
			return does(scene{every: 10 * time.Second, creds: true, data: 100}, 120, "GET", "/customers", func(*finding.Facts, int) {})
		}},
	},
	Ignores: []Scenario{
		{"a clerk reads customers all day", func() []finding.Facts {
			return does(scene{every: time.Minute, creds: true, data: 20}, 480, "GET", "/customers", func(*finding.Facts, int) {})
		}},
		{"an office of forty does", func() []finding.Facts {
			return does(scene{every: 4 * time.Second, creds: true, data: 20, people: 40}, 900, "GET", "/customers", func(*finding.Facts, int) {})
		}},
	},
}
