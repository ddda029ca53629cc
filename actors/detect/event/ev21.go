package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev21 judges how much sensitive data one address outside the tenant's home is given in an hour:
// it crosses a border, so less of it matters than of what stays (EV-20). The source's title says
// "outside China"; home is CN until a tenant says otherwise (policy.Home). Addresses of no known
// country are not abroad.
var ev21 = &Row{
	ID: 21, Title: "Mass sensitive data access by IP addresses outside the home jurisdiction",
	Categories: []string{"Sensitive data leak"},
	Scope:      ScopeClient, Version: 1, Unit: "entries", Window: time.Hour,
	Vote: finding.VoteVolume, Level: finding.Medium, High: 10, Rise: finding.Rise{High: 20000},
	Advice: "Find out who receives the data and whether they may: data of persons that leaves the country may need an " +
		"assessment, a contract or a certificate first. Refuse the regions that have no business with this API.",
	Suggest: []finding.SuggestionKind{finding.SuggestRegion, finding.SuggestMask, finding.SuggestBlacklist},
	Reason: "{who}, outside the home jurisdiction, was given {observed:sensitive entry|sensitive entries} in an hour ({usual})[, shared by " +
		"about {people} people].",
	Clear: "{threshold} or fewer sensitive entries in an hour, or an address at home.",
	Zh: finding.Words{
		Title:  "境外 IP 大量获取敏感数据",
		Reason: "{who}位于本辖区之外，一小时内获取了 {observed} 条敏感数据（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "每小时获取的敏感数据不超过 {threshold} 条，或来源位于本辖区之内。",
		Advice: "查明数据接收方及其是否有权获取：个人数据出境可能需要先完成安全评估、订立标准合同或通过认证。拒绝与该 API 无业务往来的地区访问。",
	},
	tally: &tallyRule{
		window: 3600, floor: 2000, least: 1000, times: 4, people: maxPeople,
		takes: func(f *finding.Facts) (n uint32, _ uint64) {
			if !f.OK() || !f.Abroad {
				return 0, 0
			}
			return sensitiveEntries(f), 0
		},
	},
	Finds: []Scenario{
		{"lists of fifty ID cards to an address abroad, one every minute", func() []finding.Facts {
			return abroad(does(scene{every: time.Minute, creds: true, data: 50, ip: "8.8.8.9"}, 60, "GET", "/customers", func(*finding.Facts, int) {}))
		}},
	},
	Ignores: []Scenario{
		{"the same at home", func() []finding.Facts {
			return does(scene{every: time.Minute, creds: true, data: 50, ip: "114.114.114.7"}, 60, "GET", "/customers", func(*finding.Facts, int) {})
		}},
		{"a customer abroad reads what is theirs", func() []finding.Facts {
			return abroad(does(scene{every: time.Minute, creds: true, data: 3, ip: "8.8.8.9"}, 480, "GET", "/orders", func(*finding.Facts, int) {}))
		}},
		{"a branch abroad of thirty people", func() []finding.Facts {
			return abroad(does(scene{every: 5 * time.Second, creds: true, data: 10, people: 30, ip: "8.8.8.9"}, 1400, "GET", "/customers", func(*finding.Facts, int) {}))
		}},
		{"much that is not sensitive", func() []finding.Facts {
			return abroad(does(scene{every: time.Second, creds: true, ip: "8.8.8.9"}, 200, "GET", "/catalogue", func(f *finding.Facts, _ int) {
				f.ResData = []finding.DataCount{{Type: 34, Entries: 100}}
			}))
		}},
	},
}

// abroad marks calls as those of a client outside the tenant's home.
func abroad(all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Abroad = true
	}
	return all
}

// sensitiveEntries counts the S2 and S3 entries of an answer.
func sensitiveEntries(f *finding.Facts) (n uint32) {
	for _, d := range f.ResData {
		if levelOf(d.Type) >= finding.S2 {
			n += d.Entries
		}
	}
	return n
}
