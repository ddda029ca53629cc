package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	crossFloor  = 2 // records of others that an account may read in a week: a shared link, a couple
	crossOwners = 3 // and of so many others from which on it is no hand-over
	crossTimes  = 3 // times its habit
)

// xv13 judges an account that is given records of others, on an API whose records are otherwise given to
// one account each. Support, reports and jobs that read everybody's do so from the beginning, or from where
// such come from, and are measured against themselves; records that are for everybody have no owners.
var xv13 = &Row{
	ID: 60, Title: "Horizontal privilege escalation",
	Categories: []string{"Permission"}, Also: []finding.Event{61},
	Scope: ScopeAccount, Version: 1, Unit: "objects", Window: time.Duration(crossWindow) * time.Second,
	Vote: finding.VoteOwner, Level: finding.Medium, High: 10, Rise: finding.Rise{High: 100},
	Advice: "Make the API check that the record belongs to whoever asks, not only that somebody is logged in. Find out from " +
		"the log whose records were read, and end the sessions of the account until it is known who used it.",
	Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestRateLimit, finding.SuggestMask},
	Reason: "{who} was given {observed:different object} of other accounts within seven days ({usual})[; they belong to " +
		"{owners:other account} or more].",
	Clear: "{threshold} or fewer different objects of others.",
	Zh: finding.Words{
		Title:  "水平越权",
		Reason: "{who}七天内获取了属于其他账号的 {observed} 个不同对象（{usual}）[；分属至少 {owners} 个其他账号]。",
		Clear:  "获取他人的不同对象不超过 {threshold} 个。",
		Advice: "让 API 校验记录是否属于请求者，而不仅仅校验是否已登录。通过日志查明哪些人的记录被读取，" +
			"并在查明使用者之前终止该账号的会话。",
	},
	records: judgeCross,
	Finds: []Scenario{
		{"one customer reads the orders of forty others", func() []finding.Facts {
			return join(ownedDays(4, 60, 3), visits(visit{account: 5, day: 4, every: 20 * time.Second}, othersOf(5, 40)...))
		}},
		{"low and slow: one a day", func() []finding.Facts {
			return join(ownedDays(8, 30, 3), visits(visit{account: 5, day: 4, every: 3 * time.Hour}, othersOf(5, 1)...),
				visits(visit{account: 5, day: 5, every: 3 * time.Hour}, othersOf(5, 2)[1:]...),
				visits(visit{account: 5, day: 6, every: 3 * time.Hour}, othersOf(5, 3)[2:]...))
		}},
		{"twelve customers who are known for two hours", func() []finding.Facts {
			return join(soon(12, 3), visits(visit{account: 5, after: 2 * time.Hour, every: 20 * time.Second}, othersOf(5, 10)...))
		}},
		{"records are deleted, not read", func() []finding.Facts {
			return join(ownedDays(4, 30, 3), visits(visit{account: 5, day: 4, every: 20 * time.Second, status: deleted}, othersOf(5, 10)...))
		}},
		{"a clerk takes ten times as much as every day", func() []finding.Facts {
			all := ownedDays(9, 100, 2)
			for day := range 8 {
				all = append(all, visits(visit{account: 900, day: day, every: 3 * time.Minute}, othersOf(900, 8+day%3)...)...)
			}
			return join(all, visits(visit{account: 900, day: 8, every: time.Minute}, othersOf(900, 90)...))
		}},
		{"only sessions are known, another one each day, and each record is looked at once a day", func() []finding.Facts {
			return bySession(join(evenings(7, 60, 3), visits(visit{account: 5, day: 6, after: 10 * time.Hour, every: 20 * time.Second}, objectsOf(5, 1)...),
				visits(visit{account: 5, day: 6, after: 11 * time.Hour, every: 20 * time.Second}, othersOf(5, 40)...)), oneDay, false)
		}},
		{"likewise, and the attacker's session reads nothing of its own", func() []finding.Facts {
			return bySession(join(evenings(7, 60, 3), visits(visit{account: 99, day: 6, after: 10 * time.Hour, every: 20 * time.Second}, othersOf(5, 30)...)), oneDay, false)
		}},
		{"only sessions are known, and the answers name whose a record is: after two hours", func() []finding.Facts {
			return bySession(join(soon(12, 3), visits(visit{account: 5, after: 2 * time.Hour, every: 20 * time.Second}, othersOf(5, 10)...)), oneDay, true)
		}},
		{"sessions of an hour", func() []finding.Facts {
			return bySession(join(ownedDays(6, 40, 3), visits(visit{account: 5, day: 5, after: 10 * time.Hour, every: 20 * time.Second}, othersOf(5, 20)...)), time.Hour, false)
		}},
	},
	Ignores: []Scenario{
		{"only sessions are known: everybody looks at their own", func() []finding.Facts { return bySession(evenings(8, 60, 4), oneDay, false) }},
		{"likewise, records are added every day and old ones read again", func() []finding.Facts {
			var all []finding.Facts
			for day := range 8 {
				for a := range 50 {
					own := objectsOf(a, day+2)
					all = append(all, visits(visit{account: a, day: day, after: time.Duration(a) * 5 * time.Minute, every: 30 * time.Second},
						own[len(own)-1], own[len(own)-2], own[(a*3+day)%len(own)])...)
				}
			}
			return bySession(join(all), oneDay, false)
		}},
		{"sessions of half an hour, morning and evening", func() []finding.Facts { return bySession(ownedDays(8, 40, 3), 30*time.Minute, false) }},
		{"sessions, and a couple and a link that was passed on", func() []finding.Facts {
			return bySession(join(ownedDays(8, 40, 4), visits(visit{account: 5, day: 6, every: time.Hour}, objectsOf(6, 4)...),
				visits(visit{account: 7, day: 6, every: time.Hour}, objectsOf(8, 1)...)), oneDay, false)
		}},
		{"sessions in a catalog", func() []finding.Facts {
			return bySession(join(catalogDays(6, 40, 30), visits(visit{account: 5, day: 5, after: 9 * time.Hour, every: 20 * time.Second}, fresh(30)...)), oneDay, false)
		}},
		{"strangers whom a link leads to one thing each, and one who looks at all", func() []finding.Facts {
			return bySession(join(landings(6, 100, 40), visits(visit{account: 9999, day: 5, after: 9 * time.Hour, every: 20 * time.Second}, fresh(40)...)), oneDay, false)
		}},
		{"likewise, and the answers name who sells it", func() []finding.Facts {
			return bySession(join(landings(6, 100, 40), visits(visit{account: 9999, day: 5, after: 9 * time.Hour, every: 20 * time.Second}, fresh(40)...)), oneDay, true)
		}},
		{"support whose sessions change daily", func() []finding.Facts {
			all := ownedDays(7, 100, 2)
			for day := range 7 {
				for clerk := range 3 {
					all = append(all, visits(visit{account: 900 + clerk, day: day, every: 5 * time.Minute, ip: "10.9.8.7"}, othersOf(clerk*31, 12+day)...)...)
				}
			}
			return bySession(join(all), oneDay, false)
		}},
		{"customers who read their own", func() []finding.Facts { return ownedDays(7, 40, 5) }},
		{"a catalog", func() []finding.Facts {
			return join(catalogDays(5, 40, 30), visits(visit{account: 5, day: 5, every: 20 * time.Second}, fresh(30)...))
		}},
		{"support reads everybody's from the first day", func() []finding.Facts {
			all := ownedDays(7, 100, 2)
			for day := range 7 {
				for clerk := range 3 {
					all = append(all, visits(visit{account: 900 + clerk, day: day, every: 5 * time.Minute}, othersOf(clerk*31, 12+day)...)...)
				}
			}
			return join(all)
		}},
		{"a new colleague in support's room", func() []finding.Facts {
			all := ownedDays(9, 100, 2)
			for day := range 9 {
				for clerk := range 3 {
					if clerk < 2 || day > 5 {
						all = append(all, visits(visit{account: 900 + clerk, day: day, every: 5 * time.Minute, ip: "10.9.8.7"}, othersOf(clerk*31, 12)...)...)
					}
				}
			}
			return join(all)
		}},
		{"a job reads all of them every night", func() []finding.Facts {
			all := ownedDays(8, 50, 2)
			for day := range 8 {
				all = append(all, visits(visit{account: 990, day: day, after: 15 * time.Hour, every: 10 * time.Second, ip: "10.1.1.1"}, othersOf(990, 45)...)...)
			}
			return join(all)
		}},
		{"a couple, and a link that was passed on", func() []finding.Facts {
			return join(ownedDays(8, 40, 4), visits(visit{account: 5, day: 6, every: time.Hour}, objectsOf(6, 4)...),
				visits(visit{account: 7, day: 6, every: time.Hour}, objectsOf(8, 1)...))
		}},
		{"a hand-over of all of a colleague's", func() []finding.Facts {
			return join(ownedDays(8, 40, 9), visits(visit{account: 5, day: 6, every: time.Minute}, objectsOf(6, 9)...),
				visits(visit{account: 5, day: 7, every: time.Minute}, objectsOf(7, 9)...))
		}},
		{"sessions that begin anew every day", func() []finding.Facts {
			all := ownedDays(8, 40, 3)
			for i := range all {
				all[i].Session = hashOf("session", int(all[i].Account>>8)+1000*all[i].Time.Day())
				all[i].Account = 0
			}
			return all
		}},
		{"what was asked for was refused", func() []finding.Facts {
			return join(ownedDays(4, 40, 3), visits(visit{account: 5, day: 4, every: time.Minute, status: refusedInside}, othersOf(5, 9)...))
		}},
	},
}

func judgeCross(r *Records, f *finding.Facts, at uint32) (verdict, *episode, *string) {
	c := r.crime
	if c == nil || !r.Owned(at) {
		return verdict{}, nil, nil
	}
	line := lineOf(60, f)
	n, exact := c.objects.Count(at, secondsPerDay)
	v := verdict{observed: max(float64(n), float64(c.few.n)), threshold: line.Floor, estimate: !exact}
	r.scale(&v)
	most, learned := c.habit.Most(at / secondsPerDay)
	most = max(most, float64(c.peak))
	switch {
	case learned:
		v.baseline, v.learned, v.observed = most, true, float64(n)
		v.threshold = max(line.Floor, most*line.Times)
	case c.staff, c.owners.n < crossOwners:
		v.threshold = v.observed
	}
	if c.owners.n > 0 {
		v.extra = ownersArgs[c.owners.n]
	}
	return v, &c.episode, &c.name
}

// ownersArgs says how many others the records belong to, made once.
var ownersArgs = func() (all [len(tagSet{}.tags) + 1]string) {
	for n := range all {
		all[n] = finding.Arg("owners", figure(float64(n)))
	}
	return all
}()

// scale makes what was seen of a sample of the records an estimate for all of them.
func (r *Records) scale(v *verdict) {
	if l := r.owners.level; l > 0 {
		v.observed, v.estimate = v.observed*min(float64(uint64(1)<<l), scaleLimit), true
	}
}

// crossing reports that XV-13 goes on for the account of this call.
func (r *Records) crossing(at uint32) bool {
	e := r.cross.Find(r.who)
	return e != nil && e.Value.episode.running(at, crossWindow)
}
