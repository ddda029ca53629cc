package event

import (
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
	Scope: ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Minute,
	Vote: finding.VoteRate, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 10000, High: 100000},
	Advice: "See in the log what was called and with which answers. Block the source if it has no reason to be that " +
		"fast, and put a rate limit on the API that lies just above its usual rate.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{who} made {observed} calls in one minute ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer calls in a minute.",
	Zh: finding.Words{
		Title:  "异常高频访问",
		Reason: "{who}一分钟内发起 {observed} 次调用（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "每分钟不超过 {threshold} 次调用。",
		Advice: "在日志中查看其调用了哪些接口、得到什么响应。如无正当理由请封禁该来源，并在网关为该 API 设置略高于日常频次的限流。",
	},
	endpoint: judgeFast,
	Finds: []Scenario{
		{"ten calls a second on an API without a past", func() []finding.Facts {
			return reads(scene{every: 100 * time.Millisecond, tool: attack.Library}, 1200, sameObject)
		}},
		{"two calls a second where five a minute are usual", func() []finding.Facts {
			return join(usualDays(5, 5, 1), reads(scene{
				after: 5 * 24 * time.Hour, every: 500 * time.Millisecond, ip: "198.51.100.9",
			}, 360, sameObject))
		}},
	},
	Ignores: []Scenario{
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
	if people := min(c.users.Count(), fastPeople); people > 1 {
		v.threshold *= float64(people)
		v.people = people
	}
	return v, &c.fast
}
