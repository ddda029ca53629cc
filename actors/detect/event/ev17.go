package event

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Different objects of one API that one address may read in ten minutes before it is
// called crawling.
const (
	walkTool    = 100  // by a program: one object each six seconds
	walkHuman   = 300  // by a browser or app: pages that load lists item by item reach 100
	walkEven    = 150  // by a browser or app whose calls come evenly, second after second: nobody clicks so
	walkAttack  = 20   // by what calls itself an attack tool
	walkBot     = 1000 // by a declared search engine that is not given sensitive data
	walkLearned = 60   // least line once the client's habit is known
	walkTimes   = 3    // times its habit: growth and a busy day stay below
	walkPeople  = 50   // people behind one address that are allowed for at most
	askedLeast  = 2    // times the least line, where only a parameter that may name a thing tells calls apart
)

// ev17 judges one address that reads many different objects of one API: the values in the
// path's places and of its id and page parameters; against what the API's clients usually do also what is looked up by
// other parameters (a stop, a number plate). A search engine's robot is left alone
// up to walkBot unless the API gives it sensitive data: whoever publishes pages wants
// them crawled, and whoever fakes the name of a robot wants the data.
var ev17 = &Row{
	ID: 17, Title: "Data crawling",
	Categories: []string{"API abuse", "Resource abuse"}, Also: []finding.Event{42},
	Scope: ScopeEndpoint, Version: 3, account: true, Unit: "objects", Window: time.Duration(crawlWindow) * time.Second, Windows: spanLength[:],
	Vote: finding.VoteWalk, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 2000, High: 20000},
	Advice: "Find out whether a partner or an own program is behind it; if not, block the source. Limit the objects one " +
		"client may read a minute, and use ids that cannot be counted up.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason:  "{who} read {observed:different object} in {window} ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer different objects in {window}.",
	Zh: finding.Words{
		Title:  "数据爬取",
		Reason: "{who}在{window}内读取了 {observed} 个不同对象（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内读取的不同对象不超过 {threshold} 个。",
		Advice: "核实是否为合作方或自有程序；如不是，请封禁该来源。限制单个客户端每分钟可读取的对象数，并使用不可遍历的 ID。",
	},
	client: judgeWalk, endpoint: judgeWalkers,
	Finds: []Scenario{
		{"nine hundred stops asked for one after the other by a parameter, where riders look up a few", func() []finding.Facts {
			return join(lookUps(crowdDays(8, 60)), lookUps(reads(scene{after: later(8, 9), every: 3 * time.Second, ip: netOf(900)}, 900, newObject)))
		}},
		{"an order every fifty seconds all day, where a customer reads a few", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 50 * time.Second, ip: netOf(900)}, 640, newObject))
		}},
		{"one account over a hundred and twenty addresses, each of which reads less than anybody", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 6 * time.Second, creds: true}, 600, newObject)
			for i := range all {
				all[i].Client, all[i].Account = netip.MustParseAddr(netOf(3000+i%120)), hashOf("account", 7)
			}
			return join(crowdDays(8, 60), all)
		}},
		{"one of the people behind an address reads on and on", func() []finding.Facts {
			others := reads(scene{after: later(8, 9), every: 10 * time.Minute, ip: netOf(900), people: 20}, 20, newObject)
			return join(crowdDays(8, 60), others, reads(scene{after: later(8, 9), every: 12 * time.Second, ip: netOf(900), from: 500}, 300, newObject))
		}},
		{"a script reads a new order every second", func() []finding.Facts {
			return reads(scene{every: time.Second, tool: attack.Library}, 300, newObject)
		}},
		{"a wordlist of numbers runs against records, thirty in ten seconds", func() []finding.Facts {
			return reads(scene{every: 300 * time.Millisecond, tool: attack.ScannerTool}, 30, newObject)
		}},
		{"a driven browser reads faster than any person", func() []finding.Facts {
			return reads(scene{every: 500 * time.Millisecond}, 600, newObject)
		}},
		{"a program under a browser's name, from four addresses of one customer's network", func() []finding.Facts {
			all := reads(scene{every: 350 * time.Millisecond, ip: "2001:db8::1"}, 300, newObject)
			for i := range all {
				all[i].Client = netip.MustParseAddr(fmt.Sprintf("2001:db8::%d", i%4+1))
			}
			return all
		}},
		{"a robot by name is given ID card numbers", func() []finding.Facts {
			return reads(scene{every: 2 * time.Second, tool: attack.Bot, data: 1}, 250, newObject)
		}},
		{"a newcomer reads two thousand orders where thirty partners each poll one of their own all day", func() []finding.Facts {
			return join(pollers(30, 9*time.Hour), reads(scene{after: 8 * time.Hour, every: 1100 * time.Millisecond, ip: netOf(900), from: 1000}, 2000, newObject))
		}},
	},
	Ignores: []Scenario{
		{"a telephone on the way, whose address changes with each cell", func() []finding.Facts {
			all := reads(scene{after: later(8, 9), every: 90 * time.Second, creds: true}, 40, newObject)
			for i := range all {
				all[i].Client = netip.MustParseAddr(netOf(i / 4))
			}
			return join(crowdDays(8, 60), all)
		}},
		{"a partner's key on forty machines that reads a lot every day", func() []finding.Facts {
			days := [][]finding.Facts{crowdDays(9, 60)}
			for day := range 9 {
				all := reads(scene{after: later(day, 8), every: 15 * time.Second, creds: true, from: day * 5000}, 2400+day*100, newObject)
				for i := range all {
					all[i].Client = netip.MustParseAddr(netOf(3000 + i%40))
				}
				days = append(days, all)
			}
			return join(days...)
		}},
		{"a customer who reads three times as much as others ever do", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 2 * time.Minute, ip: netOf(900)}, 50, newObject))
		}},
		{"nine hundred stops by a parameter on the first day: nothing is known of riders", func() []finding.Facts {
			return lookUps(reads(scene{every: 3 * time.Second, ip: netOf(900)}, 900, newObject))
		}},
		{"a rider who looks up a hundred stops", func() []finding.Facts {
			return join(lookUps(crowdDays(8, 60)), lookUps(reads(scene{after: later(8, 9), every: 20 * time.Second, ip: netOf(900)}, 100, newObject)))
		}},
		{"an office of thirty new customers behind one address", func() []finding.Facts {
			return join(crowdDays(8, 60), reads(scene{after: later(8, 9), every: 15 * time.Second, ip: netOf(900), people: 30}, 240, newObject))
		}},
		{"thirty partners each poll one order of their own, and a newcomer does as well, ten times as often", func() []finding.Facts {
			return join(pollers(30, 8*time.Hour), reads(scene{after: 4 * time.Hour, every: 6 * time.Second, ip: netOf(900), from: 1000}, 2000, sameObject))
		}},
		{"a customer opens sixty products in ten minutes", func() []finding.Facts {
			return reads(scene{every: 10 * time.Second}, 60, newObject)
		}},
		{"pages that load their twenty items one by one", func() []finding.Facts {
			var all []finding.Facts
			for page := range 10 {
				all = append(all, reads(scene{
					after: time.Duration(page) * 50 * time.Second, every: 50 * time.Millisecond, from: page * 20,
				}, 20, newObject)...)
			}
			return all
		}},
		{"a dashboard polls the same object every second", func() []finding.Facts {
			return reads(scene{every: time.Second, tool: attack.Library}, 2000, sameObject)
		}},
		{"a scan of an own site tries an object or two of each API", func() []finding.Facts {
			return reads(scene{every: time.Minute, tool: attack.ScannerTool}, 12, newObject)
		}},
		{"a search engine reads 400 public pages", func() []finding.Facts {
			return reads(scene{every: 1500 * time.Millisecond, tool: attack.Bot}, 400, newObject)
		}},
		{"an office of sixty reads eight objects each", func() []finding.Facts {
			return reads(scene{every: 1200 * time.Millisecond, people: 60}, 480, newObject)
		}},
	},
}

// judgeWalk judges an account's window.
func judgeWalk(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
	c := w.crawl
	if c == nil || f.Object == 0 {
		return verdict{}, nil
	}
	c.walk.see(at, crawlWindow)
	most, learned := c.habit.Most(at / secondsPerDay)
	v := c.verdict(f, at, most, learned)
	return v, &c.walk
}

// judgeWalkers judges one client of the API, over ten minutes by what it says it is and is used to,
// over an hour and a day by what the API's clients do.
func judgeWalkers(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	c, line := e.caller, lineOf(17, f)
	switch {
	case f.Thing() == 0:
		return verdict{}, nil
	case c.pace == nil:
		return e.judgeReading(f, at, &line)
	}
	walking := &c.pace.walking
	walking.see(at, dayWindow)
	if c.pace.walk != nil && f.Object != 0 {
		most, learned := e.walkers.Most(e.callerKey, at/secondsPerDay)
		v := c.pace.walk.verdict(f, at, most, learned)
		if usual, known := e.crowd.client[ofObjects][0].Usual(); known && usual > v.threshold { // others read as many
			v.baseline, v.learned, v.threshold = usual, true, usual
		}
		if v.fires() {
			return v, walking
		}
	}
	if f.Tool == attack.Bot && mostSensitive(f.ResData) < finding.S2 && line.Floor == walkTool {
		return verdict{}, nil
	}
	least := line.Least / walkLearned
	if f.Object == 0 { // nothing says that it is a record
		least *= askedLeast
	}
	v, over := e.overUsual(ofObjects, crowdTimes*line.Times/walkTimes, [2]float64{walkHour * least, walkDay * least}, readsOf)
	if !over {
		return e.judgeReading(f, at, &line)
	}
	return v, walking
}

func readsOf(s *stretch) float64 { return min(s.objects.Count(), float64(s.calls)) }

// verdict measures the window; most is what the client is used to.
func (c *crawl) verdict(f *finding.Facts, at uint32, most float64, learned bool) verdict {
	line := lineOf(17, f)
	if f.Tool == attack.ScannerTool && line.Floor == walkTool {
		line.Floor, line.Least = walkAttack, walkAttack
	}
	if float64(c.n) <= min(line.Floor, line.Least) {
		return verdict{threshold: line.Least}
	}
	v := verdict{observed: float64(c.n), estimate: !c.exact, calls: c.calls.Sum(at, crawlWindow)}
	v.within(v.calls)
	v.calls = max(v.calls, uint32(v.observed)) // exact objects reach a slot further back than calls
	v.threshold = walkLine(f, &line, c.run.even())
	if learned {
		v.baseline, v.learned = most, true
		least := line.Least
		if human(f.Tool) && least == walkLearned {
			least *= walkHuman / walkTool
		}
		v.threshold = max(least, most*line.Times)
	}
	if people := min(c.users.Count(), walkPeople); people > 1 {
		v.threshold *= float64(people)
		v.people = people
	}
	return v
}

// walkLine is the floor by what the client says it is and what it is given; one that a tenant
// has set is that of all.
func walkLine(f *finding.Facts, line *Line, even bool) float64 {
	switch {
	case line.Floor != walkTool:
		return line.Floor
	case human(f.Tool) && even:
		return walkEven
	case human(f.Tool):
		return walkHuman
	case f.Tool == attack.Bot && mostSensitive(f.ResData) < finding.S2:
		return walkBot
	}
	return walkTool
}
