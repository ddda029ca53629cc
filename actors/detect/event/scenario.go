package event

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Scenario is a small story that proves a row, as the facts of its calls.
type Scenario struct {
	Name  string
	Facts func() []finding.Facts
}

// scene sets a scenario's calls; the zero value is one browser without a credential that
// gets 200 and no sensitive data.
type scene struct {
	after  time.Duration // from scenarioStart to the first call
	every  time.Duration // between calls
	ip     string        // "" is scenarioIP
	tool   finding.Tool
	status uint16
	creds  bool
	data   uint32 // ID card numbers in each answer
	people int    // sessions that take turns
	from   int    // number of the first call
}

const scenarioIP = "203.0.113.7"

var scenarioStart = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC) // a Monday

// hashOf stands for the keyed hash of a text in scenarios.
func hashOf(kind string, n int) uint64 {
	return xxh3.Hash(binary.AppendVarint([]byte(kind), int64(n))) | 1
}

func (s scene) call(i int, api traffic.API) finding.Facts {
	n := s.from + i
	f := finding.Facts{
		ID: fmt.Sprintf("%s-%s-%d", s.ip, s.after, n), Tenant: "default", API: api,
		Time:   scenarioStart.Add(s.after + time.Duration(i)*s.every),
		Client: netip.MustParseAddr(scenarioIP), Status: 200, Tool: attack.Browser, Agent: "Firefox",
		Latency: 12 * time.Millisecond,
	}
	if s.ip != "" {
		f.Client = netip.MustParseAddr(s.ip)
	}
	if s.tool != 0 {
		f.Tool, f.Agent = s.tool, "python-requests"
	}
	if s.status != 0 {
		f.Status = s.status
	}
	if s.creds || s.people > 0 {
		f.Creds, f.Session = f.Creds.With(1), hashOf("session", n%max(s.people, 1))
	}
	if s.data > 0 && f.OK() {
		f.ResData = []finding.DataCount{{Type: 1, Entries: s.data}}
	}
	return f
}

type numbering func(i int) int

func sameName(int) int     { return 0 }
func newName(i int) int    { return i + 1 }
func otherName(i int) int  { return i + 100_000 }
func samePassword(int) int { return 0 }
func newPassword(i int) int {
	return i + 1
}
func sameObject(int) int  { return 0 }
func newObject(i int) int { return i + 1 }

// logins makes n login attempts.
func logins(s scene, n int, name, password numbering, o finding.Outcome) []finding.Facts {
	api := traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"}
	all := make([]finding.Facts, n)
	for i := range all {
		f := s.call(i, api)
		if o == finding.OutcomeFailed {
			f.Status = 401
		}
		k := s.from + i
		f.Login = finding.Login{
			Name: hashOf("name", name(k)), Password: hashOf("password", password(k)+1000*int(s.after/time.Second)), Outcome: o,
		}
		all[i] = f
	}
	return all
}

// officeMorning is n people behind one address who log in within half an hour, every
// k-th of them after a typing error.
func officeMorning(n, k int) []finding.Facts {
	var all []finding.Facts
	gap := 30 * time.Minute / time.Duration(n)
	for i := range n {
		s := scene{after: time.Duration(i) * gap, every: 8 * time.Second, from: i}
		if i%k == 0 {
			all = append(all, logins(s, 1, newName, newPassword, finding.OutcomeFailed)...)
			s.after += 8 * time.Second
		}
		all = append(all, logins(s, 1, newName, newPassword, finding.OutcomeOK)...)
	}
	return join(all)
}

// reads makes n reads of /orders/{id}.
func reads(s scene, n int, object numbering) []finding.Facts {
	api := traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}
	all := make([]finding.Facts, n)
	for i := range all {
		all[i] = s.call(i, api)
		all[i].Object = hashOf("object", object(s.from+i))
	}
	return all
}

// does makes n calls of an API; set completes each.
func does(s scene, n int, method, template string, set func(f *finding.Facts, i int)) []finding.Facts {
	api := traffic.API{Host: "shop.example.com", Method: method, Template: template}
	all := make([]finding.Facts, n)
	for i := range all {
		all[i] = s.call(i, api)
		set(&all[i], s.from+i)
	}
	return all
}

// misses is n calls for as many of some paths that are not there, one after the other.
func misses(s scene, n, paths int) []finding.Facts {
	s.status = 404
	return does(s, n, "GET", "", func(f *finding.Facts, i int) {
		f.Noise, f.Near, f.Object = true, "/{other}", hashOf("path", i%paths)
	})
}

// usualDays is n days on which some clients call from 8 to 18 o'clock, each a few times a
// minute every quarter of an hour, at 1 to 5 calls times pace.
func usualDays(n, clients, pace int) []finding.Facts {
	var all []finding.Facts
	for day := range n {
		for c := range clients {
			for quarter := range 40 {
				s := scene{
					after: time.Duration(day)*24*time.Hour + time.Duration(quarter)*15*time.Minute +
						time.Duration(c)*7*time.Second,
					every: time.Second, ip: fmt.Sprintf("192.0.2.%d", c+1), creds: true,
				}
				all = append(all, reads(s, (1+(c+quarter)%5)*pace, sameObject)...)
			}
		}
	}
	return join(all)
}

// office is n weeks of working days on which some clients call one API now and then from 9 to 17
// o'clock.
func office(weeks int, tool finding.Tool, ips ...string) []finding.Facts {
	var all []finding.Facts
	for day := range weeks * 7 {
		if day%7 >= 5 {
			continue // scenarioStart is a Monday
		}
		for c, ip := range ips {
			s := scene{
				after: time.Duration(day)*24*time.Hour + time.Hour + time.Duration(c)*7*time.Minute,
				every: 20 * time.Minute, ip: ip, creds: true, tool: tool,
			}
			all = append(all, reads(s, 25, sameObject)...)
		}
	}
	return join(all)
}

// partnerIP is where the program of a partner runs; that of the first stands where others may as well.
func partnerIP(n int) string {
	if n == 0 {
		return "136.144.240.7"
	}
	return fmt.Sprintf("20.%d.%d.10", n, n)
}

// partners is n weeks of working days on which the programs of so many partners call one API with a key each, from
// a place each, but for those that run now here, now there.
func partners(weeks int, tool finding.Tool, n, wander int) []finding.Facts {
	var all [][]finding.Facts
	for i := range n {
		calls := keyOf(i, office(weeks, tool, partnerIP(i)))
		for j := range calls {
			if i < wander {
				calls[j].Client = netip.MustParseAddr(fmt.Sprintf("20.%d.%d.10", 100+i, calls[j].Time.Day()))
			}
		}
		all = append(all, calls)
	}
	return join(all...)
}

// keyOf gives calls the credential of a partner.
func keyOf(n int, all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Session = hashOf("key", n)
	}
	return all
}

// crowdDays is days on which so many people of as many networks each read a few objects between 8 and 20 o'clock.
func crowdDays(days, people int) []finding.Facts {
	var all [][]finding.Facts
	for day := range days {
		all = append(all, crowdDay(day, people, 0))
	}
	return join(all...)
}

// crowdDay is one such day; the people are those numbered from first.
func crowdDay(day, people, first int) []finding.Facts {
	var all [][]finding.Facts
	for i := range people {
		all = append(all, reads(scene{
			after: later(day, 8) + time.Duration(i)*12*time.Hour/time.Duration(people), every: 25 * time.Second, ip: netOf(first + i),
			creds: true, from: (day*people + i) * 20,
		}, 3+(i+day)%10, newObject))
	}
	return join(all...)
}

// later is the time from scenarioStart to an hour of a day.
func later(day, hour int) time.Duration {
	return time.Duration(day)*24*time.Hour + time.Duration(hour-scenarioStart.Hour())*time.Hour
}

// shift moves calls in time.
func shift(all []finding.Facts, by time.Duration) []finding.Facts {
	for i := range all {
		all[i].Time = all[i].Time.Add(by)
	}
	return all
}

// join puts calls in the order of their times.
func join(parts ...[]finding.Facts) []finding.Facts {
	all := slices.Concat(parts...)
	slices.SortStableFunc(all, func(a, b finding.Facts) int { return a.Time.Compare(b.Time) })
	return all
}

// pollers are n clients that read one order of their own each minute.
func pollers(n int, span time.Duration) []finding.Facts {
	var all []finding.Facts
	for i := range n {
		s := scene{after: time.Duration(i) * time.Second, every: time.Minute, ip: netOf(100 + i)}
		all = append(all, reads(s, int(span/time.Minute), func(int) int { return i })...)
	}
	return all
}

// lookUps has calls look up by a parameter what others name as a record.
func lookUps(all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Asked, all[i].Object = all[i].Object, 0
	}
	return all
}
