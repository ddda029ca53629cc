package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev02 judges who calls an API of the house, or of a partner, from a network that never did: one that
// is usually called from at most six networks (IPv4 /16, IPv6 /32), or from more of them among which nothing
// new came for a week, if the account calls from two places at once. A new colleague sits in one of them. Where
// each of a few programs always calls from its own block (IPv4 /24, IPv6 /64), the credential of one belongs there,
// whoever else calls from the network in which it is used now.
var ev02 = &Row{
	ID: 2, Title: "Access to internal API from unusual IP address",
	Categories: []string{"Baseline exception", "Business"}, Also: []finding.Event{44},
	Scope: ScopeEndpoint, Version: 2, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteNetwork, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "Ask whoever the account belongs to whether they called from there. Let the API be called from the usual " +
		"networks only.",
	Suggest: []finding.SuggestionKind{finding.SuggestWhitelist, finding.SuggestBlacklist},
	Reason: "{who} from a network that never called this API before[ with {held}] got {observed:answer} in an hour; usual " +
		"are {baseline:network}.",
	Clear: "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "异常 IP 访问内部 API",
		Reason: "来自从未[以{held}]访问过此 API 的网段的{who}一小时内获得 {observed} 次响应；平时共 {baseline} 个网段。",
		Clear:  "每小时此类调用不超过 {threshold} 次。",
		Advice: "向该账号的使用者核实是否在该处访问。建议仅允许常用网段访问此 API。",
	},
	endpoint: judgeOdd(2, oddRule{
		unusual: func(e *Endpoint, f *finding.Facts, at uint32) (int, bool, string) {
			return e.strangeSource(f, at/secondsPerDay)
		},
		plain: func(w *ways, f *finding.Facts) bool {
			_, elsewhere := w.elsewhere(f)
			return elsewhere || w.leakedOut(f)
		},
	}),
	Finds: []Scenario{
		{"the staff's API is read from the internet", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9", "10.2.2.8"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "8.8.4.7", creds: true}, 6, sameObject))
		}},
		{"a partner's API is called from elsewhere", func() []finding.Facts {
			return join(office(2, attack.Library, "114.114.114.7"),
				reads(scene{after: later(15, 12), every: time.Minute, ip: "114.115.9.1", creds: true, tool: attack.Library}, 10, sameObject))
		}},
		{"a token is used elsewhere while its owner works, where people work at home as well", func() []finding.Facts {
			mine := reads(scene{after: later(16, 11), every: 3 * time.Minute, ip: "119.29.29.3", creds: true}, 20, sameObject)
			stolen := reads(scene{after: later(16, 11) + time.Minute, every: 2 * time.Minute, ip: "47.92.5.1", creds: true}, 20, sameObject)
			return join(homes(3), ofAccount(2, mine), ofAccount(2, stolen))
		}},
		{"a partner's key, from a hoster where another partner has its server", func() []finding.Facts {
			return join(partners(2, attack.Library, 14, 0),
				keyOf(3, reads(scene{after: later(14, 11), every: time.Minute, ip: "136.144.9.10", creds: true, tool: attack.Library}, 2, sameObject)))
		}},
		{"one of many partners' keys, from the block of another of them", func() []finding.Facts {
			return join(partners(2, attack.App, 9, 0),
				keyOf(8, reads(scene{after: later(14, 11), every: time.Minute, ip: partnerIP(2), creds: true, tool: attack.Library}, 2, sameObject)))
		}},
	},
	Ignores: []Scenario{
		{"a colleague goes home at noon, to a new connection", func() []finding.Facts {
			office := reads(scene{after: later(16, 11), every: 3 * time.Minute, ip: "114.114.114.7", creds: true}, 22, sameObject)
			home := reads(scene{after: later(16, 12) + 10*time.Minute, every: 2 * time.Minute, ip: "47.92.5.1", creds: true}, 60, sameObject)
			return join(homes(3), ofAccount(50, office), ofAccount(50, home))
		}},
		{"a new colleague works at home only", func() []finding.Facts {
			return join(homes(3), ofAccount(77, reads(scene{after: later(16, 11), every: 2 * time.Minute, ip: "47.92.5.1", creds: true}, 60, sameObject)))
		}},
		{"somebody with telephone and computer, in a house where new networks come each week", func() []finding.Facts {
			var all []finding.Facts
			for week := range 3 {
				all = append(all, ofAccount(30+week, reads(scene{after: later(7*week+1, 10), every: 2 * time.Minute, ip: fmt.Sprintf("47.%d.5.1", 93+week), creds: true}, 20, sameObject))...)
			}
			mine := reads(scene{after: later(16, 11), every: 3 * time.Minute, ip: "119.29.29.3", creds: true}, 20, sameObject)
			phone := reads(scene{after: later(16, 11) + time.Minute, every: 2 * time.Minute, ip: "106.52.5.1", creds: true}, 20, sameObject)
			return join(homes(3), all, ofAccount(2, mine), ofAccount(2, phone))
		}},
		{"a partner's second server beside its first", func() []finding.Facts {
			return join(partners(2, attack.Library, 9, 0),
				keyOf(3, reads(scene{after: later(14, 11), every: time.Minute, ip: "20.3.3.200", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"a new partner, at a hoster where another is", func() []finding.Facts {
			return join(partners(2, attack.Library, 9, 0),
				keyOf(20, reads(scene{after: later(14, 11), every: time.Minute, ip: "136.144.9.10", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"partners whose programs run now here, now there", func() []finding.Facts {
			return join(partners(2, attack.Library, 9, 4),
				keyOf(5, reads(scene{after: later(14, 11), every: time.Minute, ip: "136.144.9.10", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"people who are at home one day, with their own accounts", func() []finding.Facts {
			return join(partners(2, attack.Browser, 9, 0),
				keyOf(3, reads(scene{after: later(14, 11), every: time.Minute, ip: "136.144.9.10", creds: true}, 40, sameObject)))
		}},
		{"a partner that has been here for three days only", func() []finding.Facts {
			young := keyOf(20, office(1, attack.Library, "20.9.9.9")[:75])
			return join(partners(2, attack.Library, 9, 0), shift(young, 9*24*time.Hour),
				keyOf(20, reads(scene{after: later(14, 11), every: time.Minute, ip: "136.144.9.10", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"a new colleague in another room", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.90.4", creds: true}, 60, sameObject))
		}},
		{"an API of the public", func() []finding.Facts {
			var ips []string
			for i := range 12 {
				ips = append(ips, fmt.Sprintf("114.%d.3.4", 20+i))
			}
			return join(office(2, attack.Browser, ips...),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "117.136.5.1"}, 20, sameObject))
		}},
		{"a stranger who is refused", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "8.8.4.7", status: 403}, 20, sameObject))
		}},
		{"two calls by mistake", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "8.8.4.7", creds: true}, 2, sameObject))
		}},
	},
}

// homes is weeks of eight people who work at home, each with an account and a network of their own.
func homes(weeks int) []finding.Facts {
	var all [][]finding.Facts
	for i, ip := range []string{
		"114.114.114.7", "117.136.1.9", "119.29.29.3", "120.92.1.1", "121.40.1.1", "123.125.1.1", "182.254.1.1", "202.96.128.8",
	} {
		all = append(all, ofAccount(i, office(weeks, attack.Browser, ip)))
	}
	return join(all...)
}

// ofAccount gives calls an account.
func ofAccount(n int, all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Account = hashOf("account", n)
	}
	return all
}
