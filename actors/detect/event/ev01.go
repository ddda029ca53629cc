package event

import (
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Calls of one client to one API in one minute.
const (
	fastCold    = 300 // floor while nothing is learned: five a second for a whole minute
	fastLearned = 60  // least line ever: a page's burst of thumbnails stays below
	fastTimes   = 3   // times what 99 % of the API's client-hours stay below
	fastHabit   = 2.5 // times what this very client is used to
	fastPeople  = 50  // people behind one address that are allowed for at most
)

// ev01 judges how fast one client calls one API, against how fast its clients usually
// are. The line moves with the API as a whole (growth), with the client's own habit (a
// partner's job) and with the number of people behind its address (an office).
var ev01 = &Row{
	ID: 1, Title: "Abnormal high-frequency access",
	Categories: []string{"Baseline exception", "Resource abuse"}, Also: []finding.Event{42},
	Scope: ScopeEndpoint, Version: 3, Unit: "calls", Window: time.Minute, Windows: []time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute, time.Hour, 24 * time.Hour},
	Vote: finding.VoteRate, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 10000, High: 100000},
	Advice: "See in the log what was called and with which answers. Block the source if it has no reason to be that " +
		"fast, and put a rate limit on the API that lies just above its usual rate.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{who} made {observed} calls in {window} ({usual})[, shared by about {people} people][, from about {ips} addresses, {lead} among the busiest].",
	Clear:   "{threshold} or fewer calls in {window}.",
	Zh: finding.Words{
		Title:  "异常高频访问",
		Reason: "{who}在{window}内发起 {observed} 次调用（{usual}）[，该来源约由 {people} 人共用][，来自约 {ips} 个 IP，其中 {lead} 最为活跃]。",
		Clear:  "{window}内不超过 {threshold} 次调用。",
		Advice: "在日志中查看其调用了哪些接口、得到什么响应。如无正当理由请封禁该来源，并在网关为该 API 设置略高于日常频次的限流。",
	},
	endpoint: judgePace,
	Finds: []Scenario{
		{"twelve a minute for hours, where a client has a few an hour", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 5 * time.Second, ip: netOf(900)}, 1500, sameObject))
		}},
		{"sixty addresses of one network, each slow", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 1500 * time.Millisecond}, 2000, sameObject)
			for i := range all {
				all[i].Client = netip.AddrFrom4([4]byte{198, 51, 100, byte(i%60 + 1)})
			}
			return join(crowdDays(8, 60), all)
		}},
		{"one account over two hundred addresses, each as slow as anybody", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 6 * time.Second, creds: true}, 1500, sameObject)
			for i := range all {
				all[i].Client = netip.MustParseAddr(netOf(3000 + i%200))
			}
			return join(crowdDays(8, 60), all)
		}},
		{"one account of a team's server farm, where all others have their own", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 6 * time.Second, creds: true}, 1500, sameObject)
			for i := range all {
				all[i].Client, all[i].Account = netip.MustParseAddr(netOf(3000+i%30)), hashOf("account", 7)
			}
			return join(crowdDays(8, 60), all)
		}},
		{"three hundred addresses of as many networks, each slow", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 300 * time.Millisecond}, 6000, sameObject)
			for i := range all {
				all[i].Client = netip.MustParseAddr(netOf(2000 + i%300))
			}
			return join(crowdDays(8, 60), all)
		}},
		{"ten calls a second on an API without a past", func() []finding.Facts {
			return reads(scene{every: 100 * time.Millisecond, tool: attack.Library}, 1200, sameObject)
		}},
		{"the one program that an API is for sends a dozen times as much", func() []finding.Facts {
			return join(soleProgram(14), reads(scene{after: later(14, 18), every: 2 * time.Second, ip: netOf(900), tool: attack.Library}, 1200, sameObject))
		}},
		{"eight calls a minute for a quarter of an hour, where a customer makes a dozen a day", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 7500 * time.Millisecond, ip: netOf(900)}, 112, sameObject))
		}},
		{"twenty addresses of one network, twenty calls each in four minutes", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 600 * time.Millisecond}, 400, sameObject)
			for i := range all {
				all[i].Client = netip.AddrFrom4([4]byte{198, 51, 100, byte(i%20 + 1)})
			}
			return join(crowdDays(8, 60), all)
		}},
		{"it sends five times as much at another hour", func() []finding.Facts {
			return join(soleProgram(14), reads(scene{after: later(14, 12), every: 5 * time.Second, ip: netOf(900), tool: attack.Library}, 550, sameObject))
		}},
		{"two calls a second where five a minute are usual", func() []finding.Facts {
			return join(usualDays(5, 5, 1), reads(scene{
				after: 5 * 24 * time.Hour, every: 500 * time.Millisecond, ip: "198.51.100.9",
			}, 360, sameObject))
		}},
	},
	Ignores: []Scenario{
		{"a campaign brings five times as many people", func() []finding.Facts {
			days := [][]finding.Facts{crowdDays(8, 60)}
			for i := range 5 {
				more := crowdDay(8, 60, 0)
				for j := range more {
					a := more[j].Client.As4()
					more[j].Client = netip.AddrFrom4([4]byte{a[0], a[1], a[2], byte(20 + i)})
				}
				days = append(days, more)
			}
			return join(days...)
		}},
		{"a telephone on the way: another address every ten minutes, a call every half minute", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 30 * time.Second, creds: true}, 1000, sameObject)
			for i := range all {
				all[i].Client = netip.MustParseAddr(netOf(i / 20 % 60))
			}
			return join(crowdDays(8, 60), all)
		}},
		{"a partner's key on forty machines that calls a lot every day", func() []finding.Facts {
			days := [][]finding.Facts{crowdDays(9, 60)}
			for day := range 9 {
				all := reads(scene{after: later(day, 8), every: 15 * time.Second, creds: true}, 2400+day*100, sameObject)
				for i := range all {
					all[i].Client = netip.MustParseAddr(netOf(3000 + i%40))
				}
				days = append(days, all)
			}
			return join(days...)
		}},
		{"a month's end doubles and doubles again what the one program sends that an API is for", func() []finding.Facts {
			return join(soleProgram(14), reads(scene{after: later(14, 18), every: 5 * time.Second, ip: netOf(900), tool: attack.Library}, 550, sameObject))
		}},
		{"a customer clicks through the month's orders, one every six seconds for five minutes", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 6 * time.Second, ip: netOf(900)}, 50, sameObject))
		}},
		{"pages that load their pictures one by one, where they always do", func() []finding.Facts {
			var all [][]finding.Facts
			for day := range 9 {
				for i := range 20 {
					all = append(all, reads(scene{after: later(day, 9) + time.Duration(i)*20*time.Minute, every: time.Second, ip: netOf(i)}, 40, sameObject))
				}
			}
			return join(append(all, reads(scene{after: later(9, 9), every: 2 * time.Second, ip: netOf(900)}, 140, sameObject))...)
		}},
		{"a page of a new release asks again every half minute", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 30 * time.Second, ip: netOf(900)}, 900, sameObject))
		}},
		{"a page's burst of fifty calls", func() []finding.Facts {
			return join(usualDays(5, 5, 1), reads(scene{
				after: 5 * 24 * time.Hour, every: 20 * time.Millisecond, ip: "192.0.77.9",
			}, 50, sameObject))
		}},
		{"an API that doubles its clients and their pace in a week", func() []finding.Facts {
			return join(usualDays(5, 20, 1), shift(usualDays(4, 40, 2), 5*24*time.Hour))
		}},
		{"an office of forty people behind one address", func() []finding.Facts {
			return join(usualDays(5, 5, 1), reads(scene{
				after: 5 * 24 * time.Hour, every: 200 * time.Millisecond, ip: "192.0.77.9", people: 40,
			}, 3000, sameObject))
		}},
	},
}

// soleProgram is days on which the one program that an API is for calls it a hundred times in the evening.
func soleProgram(days int) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		all = append(all, reads(scene{after: later(day, 18), every: 25 * time.Second, ip: netOf(900), tool: attack.Library}, 100, sameObject)...)
	}
	return all
}

// judgePace judges a minute first, then hours and days, then the source block and the API as a whole.
func judgePace(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	p := e.caller.pace
	if p != nil {
		p.hurry.see(at, dayWindow)
	}
	v, ep := judgeFast(e, f, at)
	if v.fires() {
		if p != nil { // its calls are said
			p.hurry.pending = 0
		}
		if e.roamer != nil {
			e.roamer.episode.pending = 0
		}
		return v, ep
	}
	line := lineOf(1, f)
	by := line.Times / fastTimes
	least := line.Least / fastLearned
	if v, over := e.overSoon(f, at, by, least); over {
		return v, &p.hurry
	}
	lines := [2]float64{fastHour * least, fastDay * least}
	v, over := e.overUsual(ofCalls, crowdTimes*by, lines, callsOf)
	if over && e.itsOwn(f, at) {
		v, over = e.overUsual(ofCalls, soleTimes*crowdTimes*by, lines, callsOf)
	}
	if over {
		if e.roamer != nil {
			e.roamer.episode.pending = 0
		}
		return v, &p.hurry
	}
	if v, ep := e.judgeRoamer(f, crowdTimes*by, least); v.fires() {
		return v, ep
	}
	if v, ep := e.judgeBlock(at, crowdTimes*by, least); v.fires() {
		return v, ep
	}
	return e.judgeLoad(f, at, loadTimes*by, least)
}

// itsOwn reports the program that an API is there for, alone or with one more, at an hour at which it usually calls: how much
// it has to say on a day is its own affair.
func (e *Endpoint) itsOwn(f *finding.Facts, at uint32) bool {
	w := &e.ways
	return !human(f.Tool) && w.blocks.Few(mostSole) && w.blocks.Knows(f.Client) && w.hours.Open(int64(at/3600)) && w.tools.Usual(toolKind(f.Tool))
}

func callsOf(s *stretch) float64 { return float64(s.calls) }

func judgeFast(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	c := e.caller
	minute, line := at/60, lineOf(1, f)
	c.fast.see(at, 60)
	v := verdict{observed: float64(c.in(minute)), threshold: line.Floor}
	v.calls = uint32(v.observed)
	if usual, learned := e.peaks.Usual(int64(minute / 60)); learned {
		v.baseline, v.learned = usual, true
		v.threshold = max(line.Least, usual*line.Times)
	}
	if v.observed <= v.threshold {
		if c.fast.running(at, 60) { // the rest of a burst that was called one belongs to it
			v.observed = v.threshold + 1
		}
		if v.observed <= v.threshold {
			return v, &c.fast
		}
	}
	habit := fastHabit * line.Times / fastTimes
	if most, learned := e.habits.Most(e.callerKey, at/secondsPerDay); learned && most*habit > v.threshold {
		v.baseline, v.learned, v.threshold = most, true, most*habit
	}
	v.shared(c)
	return v, &c.fast
}

// shared moves the line by the number of people behind an address.
func (v *verdict) shared(c *caller) {
	if people := min(c.users.Count(), fastPeople); people > 1 {
		v.threshold *= float64(people)
		v.people = people
	}
}
