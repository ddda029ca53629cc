package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	badWindow = uint32(10 * 60) // seconds
	badFloor  = 40              // errors in badWindow
	badShare  = 0.8             // of the calls, and more
)

// ev25 judges an address nearly all of whose calls to an API end in an error: more than 80 %, and
// more than a stale bookmark gives. Failed logons have rows of their own.
var ev25 = &Row{
	ID: 25, Title: "Abnormal response",
	Categories: []string{"Response exception"},
	Scope:      ScopeEndpoint, Version: 2, Unit: "answers", Window: 10 * time.Minute, Windows: spanLength[:],
	Vote: finding.VoteErrors, Level: finding.Low, Medium: 10, Rise: finding.Rise{Medium: 1000, High: 10000},
	Advice: "See in the log what the calls ask for: a program that lost its way, or somebody who looks for what is " +
		"there. Tell its owner, or block the source.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{share} % of the calls of {who} were answered with an error in {window}: {observed} ({usual}).",
	Clear:   "{threshold} or fewer errors in {window}, or no more than 80 % of the calls.",
	Zh: finding.Words{
		Title:  "响应异常",
		Reason: "{who}在{window}内 {share}% 的调用返回错误，共 {observed} 次（{usual}）。",
		Clear:  "{window}内错误不超过 {threshold} 次，或错误占比不超过 80%。",
		Advice: "在日志中查看这些调用请求了什么：是程序出错，还是有人在探测接口。通知其负责人，或封禁该来源。",
	},
	endpoint: judgeFailing,
	Finds: []Scenario{
		{"fifty errors in twenty minutes, where nobody has more than one a day", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 24 * time.Second, ip: netOf(900), status: 500}, 50, sameObject))
		}},
		{"a slow search for what is there, over a working day", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 4 * time.Minute, ip: netOf(900), status: 404}, 120, newObject))
		}},
		{"a list of names runs against paths that are not there", func() []finding.Facts {
			return misses(scene{every: 100 * time.Millisecond, tool: attack.Library}, 300, 300)
		}},
		{"a browser's name before it, a name every five seconds", func() []finding.Facts {
			return misses(scene{every: 5 * time.Second}, 100, 100)
		}},
		{"81 of a hundred", func() []finding.Facts {
			return does(scene{every: 5 * time.Second, status: 404}, 100, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%100 >= 81 {
					f.Status = 200
				}
			})
		}},
	},
	Ignores: []Scenario{
		{"a robot comes back for five hundred pages that were taken away", func() []finding.Facts {
			return misses(scene{every: time.Second, tool: attack.Bot}, 500, 500)
		}},
		{"an old program asks for three paths that are gone, again and again", func() []finding.Facts {
			return misses(scene{every: time.Second, tool: attack.Library}, 600, 3)
		}},
		{"somebody who develops a page mistypes thirty paths", func() []finding.Facts {
			return misses(scene{every: 15 * time.Second}, 60, 30)
		}},
		{"one call in four is for a path that is not there", func() []finding.Facts {
			return join(misses(scene{every: 4 * time.Second}, 120, 120), does(scene{every: time.Second}, 480, "GET", "/news", func(*finding.Facts, int) {}))
		}},
		{"an API that is out of order for everybody", func() []finding.Facts {
			all := join(crowdDays(8, 60), crowdDay(8, 60, 0), reads(scene{after: later(8, 9), every: time.Minute, ip: netOf(3)}, 90, sameObject))
			for i := range all {
				if all[i].Time.After(scenarioStart.Add(later(8, 0))) {
					all[i].Status = 503
				}
			}
			return all
		}},
		{"a program that goes on asking for what was taken away, as often as before", func() []finding.Facts {
			var days [][]finding.Facts
			for day := range 9 {
				job := reads(scene{after: later(day, 9), every: time.Minute, ip: netOf(900), tool: attack.Library}, 60, sameObject)
				for i := range job {
					if day == 8 {
						job[i].Status = 404
					}
				}
				days = append(days, job)
			}
			return join(append(days, crowdDays(9, 60))...)
		}},
		{"eighty of a hundred", func() []finding.Facts {
			return does(scene{every: 6 * time.Second, status: 404}, 100, "GET", "/items/{id}", func(f *finding.Facts, i int) {
				if i%5 == 0 {
					f.Status = 200
				}
			})
		}},
		{"a watchdog asks for a page that is gone, twice a minute", func() []finding.Facts {
			return does(scene{every: 30 * time.Second, status: 404}, 200, "GET", "/status", func(*finding.Facts, int) {})
		}},
	},
}

func judgeFailing(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	if e.caller.pace == nil || e.caller.pace.failing == nil || !failed(f) {
		return verdict{}, nil
	}
	b := e.caller.pace.failing
	line := lineOf(25, f)
	v := verdict{
		observed: float64(b.bad.Sum(at, badWindow)), threshold: line.Floor, calls: b.calls.Sum(at, badWindow),
	}
	if most, learned := e.crowd.client[ofErrors][0].Usual(); learned { // others fail as often
		v.baseline, v.learned, v.threshold = most, true, max(line.Floor, most)
	}
	if mostly(&v) && !e.outage(at) {
		return v, &b.episode
	}
	least := line.Least / badHour
	v, over := e.overUsual(ofErrors, line.Times, [2]float64{badHour * least, badDay * least}, errorsOf)
	if !over || !mostly(&v) || e.outage(at) {
		return verdict{}, nil
	}
	return v, &b.episode
}

func errorsOf(s *stretch) float64 { return float64(s.bad) }

// mostly reports that nearly all calls failed, and says which share.
func mostly(v *verdict) bool {
	v.share = v.observed / float64(max(v.calls, 1))
	return v.fires() && v.observed > badShare*float64(v.calls)+badShare // a window may begin with one call too many of them
}
