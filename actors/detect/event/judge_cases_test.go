package event

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const judgedCalls = 8192

// judgeCases are the kinds of states, each called as usual, under the attacks it judges, and by somebody who
// knows how it is made: everything new with every call, every table full.
var judgeCases = []struct {
	name  string
	fresh bool // the state is made anew for each round
	make  func() judged
}{
	{"client/steady", false, func() judged {
		return judged{NewClient().Apply, reads(scene{every: 5 * time.Second, creds: true, data: 3}, judgedCalls, sameObject)}
	}},
	{"client/attack", false, func() judged {
		return judged{NewClient().Apply, logins(scene{every: 300 * time.Millisecond}, judgedCalls, newName, newPassword, finding.OutcomeFailed)}
	}},
	{"client/one name", false, func() judged {
		return judged{NewClient().Apply, logins(scene{every: 300 * time.Millisecond}, judgedCalls, sameName, newPassword, finding.OutcomeFailed)}
	}},
	{"client/adversarial", false, func() judged { return judged{NewClient().Apply, everything(500*time.Millisecond, 24)} }},
	{"account/steady", false, func() judged {
		return judged{NewAccount().Apply, of(1, reads(scene{every: 3 * time.Second}, judgedCalls, newObject))}
	}},
	{"account/attack", false, func() judged {
		return judged{NewAccount().Apply, of(1, over(5, 1, reads(scene{every: 300 * time.Millisecond}, judgedCalls, newObject)))}
	}},
	{"account/adversarial", false, func() judged {
		return judged{NewAccount().Apply, of(1, fromAll(everything(500*time.Millisecond, 24)))}
	}},
	{"api/steady", false, func() judged {
		days := usualDays(5, 40, 1)
		return judged{knownAPI(days).Apply, days}
	}},
	{"api/attack", false, func() judged {
		days := usualDays(5, 40, 1)
		return judged{knownAPI(days).Apply, reads(scene{
			after: later(6, 9), every: 50 * time.Millisecond, ip: "198.51.100.9", data: 3, tool: attack.Library,
		}, judgedCalls, newObject)}
	}},
	{"api/stuffing", false, func() judged {
		e := NewEndpoint(traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"})
		return judged{e.Apply, fromAll(logins(scene{every: 300 * time.Millisecond}, judgedCalls, newName, newPassword, finding.OutcomeFailed))}
	}},
	{"api/adversarial", false, func() judged {
		days := usualDays(5, 40, 1)
		return judged{knownAPI(days).Apply, fromAll(shift(everything(300*time.Millisecond, 1), later(6, 9)))}
	}},
	{"records/steady", false, func() judged { return judgedRecords(func() []finding.Facts { return nil }) }},
	{"records/catalog", false, func() judged { return judged{NewRecords().Apply, catalogDays(3, 300, 200)} }},
	{"records/attack", true, func() judged {
		return judgedRecords(func() []finding.Facts {
			return visits(visit{account: 2000, day: 5, every: 100 * time.Millisecond}, allRecords()...)
		})
	}},
	{"records/read once", true, func() judged { // by 1,500 others, and then by one after the other of twenty
		j := judgedRecords(func() []finding.Facts {
			all := visits(visit{account: 2000, day: 5, after: 2 * time.Hour, every: time.Second}, fresh(1500)...)
			for i := range all {
				all[i].Account = hashOf("account", 3000+i/100)
			}
			return all
		})
		var out []finding.Finding
		for i := range j.calls {
			f := j.calls[i]
			f.Account, f.Time = hashOf("account", 5000+i), f.Time.Add(-time.Hour)
			j.apply(&f, &out)
		}
		return j
	}},
	{"records/adversarial", true, func() judged {
		return judgedRecords(func() []finding.Facts {
			all := visits(visit{account: 2000, day: 5, every: 100 * time.Millisecond, marks: finding.MarkTwice}, append(allRecords(), fresh(3000)...)...)
			for i := range all {
				all[i].Account = hashOf("account", 2000+i%100)
				if i%3 == 0 {
					all[i].Status = 404
				}
			}
			return fromAll(all)
		})
	}},
	{"domain/steady", false, func() judged { return judgedDomain(func() []finding.Facts { return nil }) }},
	{"domain/attack", true, func() judged {
		return judgedDomain(func() []finding.Facts {
			var all []finding.Facts
			for i := range judgedCalls {
				p := [...]string{"/admin/users", "/reports/revenue", "/reports/margins", "/reports/refunds", "/admin/orders"}[i%5]
				f := calls("GET", p, visit{account: 7, day: 6, after: time.Duration(i) * time.Second}, 1)[0]
				if i%2 == 0 {
					f.Status = 403
				}
				all = append(all, f)
			}
			return all
		})
	}},
	{"domain/adversarial", true, func() judged {
		return judgedDomain(func() []finding.Facts {
			var all []finding.Facts
			for i := range judgedCalls {
				p := [...]string{"/admin/users", "/reports/revenue", "/reports/margins"}[i%3]
				if i%4 == 0 {
					p = fmt.Sprintf("/new/%d", i)
				}
				f := calls("GET", p, visit{account: 2000 + i, day: 6, after: time.Duration(i) * time.Second}, 1)[0]
				f.Marks = [...]finding.Marks{0, finding.MarkRole, finding.MarkURL, finding.MarkRefused}[i/3%4]
				all = append(all, f)
			}
			return fromAll(all)
		})
	}},
	{"own/steady", false, func() judged { return judgedOwn(10, 60, 1e6) }},
	{"own/attack", false, func() judged { return judgedOwn(10, judgedCalls, 10) }},
	{"own/adversarial", false, func() judged { return judgedOwn(10, judgedCalls, 1e6) }},
}

func knownAPI(days []finding.Facts) *Endpoint {
	e := NewEndpoint(days[0].API)
	var out []finding.Finding
	for i := range days {
		e.Apply(&days[i], &out)
	}
	return e
}

func allRecords() (all []int) {
	for a := range 900 {
		all = append(all, objectsOf(a, 5)...)
	}
	return all
}

func judgedRecords(calls func() []finding.Facts) judged {
	r, next := busyRecords(new(testing.B))
	if all := calls(); all != nil {
		next = all
	}
	return judged{r.Apply, next}
}

func judgedDomain(calls func() []finding.Facts) judged {
	d, next := busyHost(new(testing.B))
	if all := calls(); all != nil {
		next = all
	}
	return judged{d.Apply, next}
}

// fromAll gives each call an address, a network and a session of its own.
func fromAll(all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Client = netip.AddrFrom4([4]byte{byte(11 + i%200), byte(i >> 3), byte(i >> 5), byte(i)})
		all[i].Session = hashOf("session", i)
	}
	return all
}

// everything is calls of so many APIs of which each has something of all that is counted, new every time.
func everything(every time.Duration, apis int) []finding.Facts {
	all := reads(scene{every: every, data: 40}, judgedCalls, newObject)
	for i := range all {
		f := &all[i]
		if apis > 1 {
			f.API = traffic.API{Host: "shop.example.com", Method: "POST", Template: fmt.Sprintf("/a/%d", i%apis)}
		}
		f.Account, f.Code, f.Params = hashOf("account", i), hashOf("code", i), hashOf("params", i)
		f.Login = finding.Login{Name: hashOf("name", i), Password: hashOf("password", i), Outcome: finding.Outcome(i % 4)}
		f.ReqData = []finding.DataCount{{Type: finding.DataType(i % 40), Entries: 30}}
		f.ResData = []finding.DataCount{{Type: finding.DataType(i % 40), Entries: 30}, {Type: 41, Entries: 2}}
		f.Purposes = []finding.Purpose{finding.Purpose(i % 60), finding.Purpose(60 + i%20)}
		f.Forms = []finding.Written{{Name: fmt.Sprintf("p%d", i%3000), Form: finding.Form(i % 8)}}
		f.Risks = []finding.RiskHit{{Risk: finding.Risk(i % 40), Reason: "query id"}}
		f.Answer, f.Tool, f.Status = hashOf("answer", i), finding.Tool(i%12), [...]uint16{200, 404, 500, 403, 302}[i%5]
		f.Bodies = finding.ReqRead | finding.ResRead
		if i%3 == 0 {
			f.Attacks = f.Attacks.With(uint8(i % 20))
		}
	}
	return all
}

// judgedOwn is a client whose calls meet so many own events of 15 minutes, each with two different-value
// counts, a share and a sum; values of them there are.
func judgedOwn(events, values int, limit float64) judged {
	all := reads(scene{every: 100 * time.Millisecond}, judgedCalls, sameObject)
	made := make([]*finding.OwnRule, events)
	for k := range made {
		made[k] = (&finding.OwnRule{
			Name: "x", Version: uint64(k), Level: finding.Low, Period: 900, Requests: 50, Stats: []finding.OwnStat{
				{What: finding.OwnDistinct, Limit: min(limit, 200)}, {What: finding.OwnShare, Limit: min(limit, 50)},
				{What: finding.OwnSum, Limit: min(limit, 1000)}, {What: finding.OwnDistinct, Limit: limit},
			},
		}).Made()
	}
	for i := range all {
		for k := range made {
			all[i].Own = append(all[i].Own, finding.OwnHit{Rule: made[k], Values: []finding.OwnValue{
				{Hashes: []uint64{hashOf("v", i%values)}}, {N: 1}, {N: 7}, {Hashes: []uint64{hashOf("w", i%values)}},
			}})
		}
	}
	return judged{NewClient().Apply, all}
}
