package event

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// sendFloor is how many messages one address may have sent in ten minutes: a family or a small office does not.
const sendFloor = 15

// receivers is the line of different receivers of one address in a day: a family, a shop with its customers.
var receivers = dayRule{floor: 80, times: 3, share: 0.25, thing: func(f *finding.Facts) uint64 { return f.Receiver }}

// sent counts a call for a message that was not refused.
func sent(f *finding.Facts, sends finding.Purpose) (n uint32, hash uint64) {
	if f.Status >= 400 || !has(f, sends) {
		return 0, 0
	}
	return 1, 0
}

// ev14 judges one address that has many short messages sent. People ask twice when one does not come; each
// short message costs money and annoys whoever gets it.
var ev14 = &Row{
	ID: 14, Title: "Malicious consumption of short message resources",
	Categories: []string{"API abuse", "Resource abuse"}, Also: []finding.Event{40},
	Scope: ScopeClient, Version: 2, Unit: "calls", Window: 10 * time.Minute, Windows: []time.Duration{time.Hour, 24 * time.Hour},
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 300, High: 3000},
	Advice: "Send at most one short message a minute and ten a day to one receiver, ask for a captcha before the second " +
		"one, and limit what one address may ask for. Block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason: "{who} had {observed:short message} sent in {window} ({usual})[, shared by about {people} " +
		"people].",
	Clear: "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "短信资源恶意消耗",
		Reason: "{who}{window}内触发发送 {observed} 条短信（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内不超过 {threshold} 条。",
		Advice: "对同一接收号码每分钟最多发送一条、每天最多十条，第二条之前要求图形验证码，并限制单个 IP 的请求量。封禁该来源。",
	},
	flood: true,
	tally: &tallyRule{
		window: 600, floor: sendFloor, least: sendFloor, times: 3, people: maxPeople, day: &receivers,
		takes: func(f *finding.Facts) (uint32, uint64) { return sent(f, 18) },
	},
	Finds: []Scenario{
		{"one every two seconds", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, tool: attack.Library}, 100, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
		{"from two hundred networks that take turns, eight each", func() []finding.Facts {
			return join(usualVisitors(6, 60, 6, "/send", sends), pool(scene{after: later(6, 9), every: 30 * time.Second}, 1600, 200, "/send", sends))
		}},
		{"slowly: twelve an hour, day and night", func() []finding.Facts {
			return join(usualVisitors(6, 60, 6, "/send", sends), pool(scene{after: later(6, 1), every: 5 * time.Minute}, 260, 260, "/send", sends))
		}},
		{"one telephone, from forty networks", func() []finding.Facts {
			return join(usualVisitors(2, 60, 6, "/send", sends),
				toOne(pool(scene{after: later(2, 9), every: 2 * time.Minute}, 40, 40, "/send", sends)))
		}},
		{"many telephones from one address that keeps below the line of ten minutes", func() []finding.Facts {
			return does(scene{every: 3 * time.Minute}, 200, "POST", "/send", sends)
		}},
	},
	Ignores: []Scenario{
		{"a campaign: fifteen times as many ask for a code and send it", func() []finding.Facts {
			return join(usualVisitors(6, 60, 6, "/send", sends), visitors(6, 9, 900, 6, 3*time.Hour, "/send", sends))
		}},
		{"a host that only sends messages: a campaign brings seven times as many", func() []finding.Facts {
			var all []finding.Facts
			for day := range 7 {
				people := 60
				if day == 6 {
					people = 420
				}
				for i := range people {
					s := scene{after: later(day, 9) + time.Duration(i)*10*time.Hour/time.Duration(people), ip: netOf(i % 300), from: day*1000 + i}
					all = append(all, does(s, 1, "POST", "/send", sends)...)
				}
			}
			return join(all)
		}},
		{"the telephone of a company with which thirty branches log in every day", func() []finding.Facts {
			all := usualVisitors(6, 60, 6, "/send", sends)
			for day := range 6 {
				all = append(all, toOne(visitors(day, 9, 9, 10, 4*time.Hour, "/send", sends))...)
			}
			return join(all, toOne(visitors(6, 9, 22, 23, 8*time.Hour, "/send", sends)))
		}},
		{"a carrier's address with a hundred and fifty people behind it, who call other things as well", func() []finding.Facts {
			all := visitors(0, 9, 150, 6, 20*time.Hour, "/send", sends)
			for i := range 4 {
				all = append(all, visitors(0, 9, 150, 6, 20*time.Hour, fmt.Sprintf("/p%d", i), func(*finding.Facts, int) {})...)
			}
			for i := range all {
				all[i].Client = netip.MustParseAddr(scenarioIP)
			}
			return join(all)
		}},
		{"a shop that registers its hundred customers a day", func() []finding.Facts {
			var all []finding.Facts
			for day := range 6 {
				all = append(all, does(scene{after: later(day, 9), every: 6 * time.Minute, from: day * 100}, 70+6*day, "POST", "/send", sends)...)
			}
			return all
		}},
		{"the gateway of messages is slow: everybody asks three times", func() []finding.Facts {
			all := usualVisitors(6, 60, 6, "/send", sends)
			for i := range 3 {
				all = append(all, shift(visitors(6, 9, 60, 6, 10*time.Hour, "/send", sends), time.Duration(i)*70*time.Second)...)
			}
			return join(all)
		}},
		{"two people ask five times each", func() []finding.Facts {
			return does(scene{every: 30 * time.Second}, 10, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
		{"a hundred tries that were all told to wait", func() []finding.Facts {
			return does(scene{every: 8 * time.Second, status: 429}, 15, "POST", "/send", func(f *finding.Facts, _ int) {
				f.Purposes = []finding.Purpose{18}
			})
		}},
	},
}
