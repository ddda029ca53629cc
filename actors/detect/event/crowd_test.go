package event

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Three days of attack, flagged from their first calls on or not at all, leave the usual most of an
// API's clients where it was: within 5 %, or one call where they make ten.
func TestNF15AttacksDoNotMoveWhatClientsDoAtMost(t *testing.T) {
	usual := func(more ...[]finding.Facts) (out [measures][2]float64) {
		e := NewEndpoint(reads(scene{}, 1, sameObject)[0].API)
		var found []finding.Finding
		for _, f := range join(append(more, crowdDays(16, 60))...) {
			found = found[:0]
			e.Apply(&f, &found)
		}
		for m := range out {
			for i := range out[m] {
				out[m][i], _ = e.crowd.client[m][i].Usual()
			}
		}
		return out
	}
	before := usual()
	var loud, quiet [][]finding.Facts
	for day := 9; day < 12; day++ {
		loud = append(loud, reads(scene{after: later(day, 9), every: 2 * time.Second, ip: netOf(900)}, 5000, newObject))
		quiet = append(quiet, reads(scene{after: later(day, 9), every: 70 * time.Second, ip: netOf(900)}, 190, newObject)) // below the lines of an hour
	}
	for name, attack := range map[string][][]finding.Facts{"loud": loud, "quiet": quiet} {
		after := usual(attack...)
		for m := range after {
			for i := range after[m] {
				if b, a := before[m][i], after[m][i]; (a < b*0.95 || a > b*1.05) && math.Abs(a-b) > 1 {
					t.Errorf("%s attack: measure %d over %v was %.1f, is %.1f", name, m, spanLength[i], b, a)
				}
			}
		}
	}
	if before[ofCalls][0] == 0 || before[ofObjects][1] == 0 {
		t.Errorf("nothing was learned: %v", before)
	}
}

// A frozen baseline is judged by and learns nothing.
func TestNF15FrozenCrowdLearnsNothing(t *testing.T) {
	e := NewEndpoint(reads(scene{}, 1, sameObject)[0].API)
	var found []finding.Finding
	play := func(days int, people, first int) {
		for _, f := range shift(crowdDays(days, people), time.Duration(first)*24*time.Hour) {
			e.Apply(&f, &found)
		}
	}
	play(8, 60, 0)
	was, learned := e.crowd.client[ofCalls][0].Usual()
	if _, err := e.Steer(Order{ID: 1, Act: baseline.Freeze, User: "u", At: scenarioStart, IfRevision: AnyRevision}); err != nil || !learned {
		t.Fatal(err, learned)
	}
	for day := 8; day < 20; day++ {
		for _, f := range reads(scene{after: later(day, 9), every: 40 * time.Second, ip: netOf(900)}, 60, sameObject) {
			e.Apply(&f, &found)
		}
	}
	if is, _ := e.crowd.client[ofCalls][0].Usual(); is != was {
		t.Errorf("frozen at %v, is %v", was, is)
	}
}

// Many busy clients at once do not hide one that crawls: it takes the place of one that does less.
func TestEV17CrawlerAmongManyBusyClients(t *testing.T) {
	busy := func(day int) []finding.Facts {
		var all [][]finding.Facts
		for i := range 80 {
			all = append(all, reads(scene{
				after: later(day, 8) + time.Duration(i)*time.Second, every: 3 * time.Minute, ip: netOf(i), from: (day*80 + i) * 100,
			}, 40, newObject))
		}
		return join(all...)
	}
	var days [][]finding.Facts
	for day := range 9 {
		days = append(days, busy(day))
	}
	w := newWorld(t)
	w.run(join(append(days, reads(scene{after: later(8, 9), every: 3 * time.Second, ip: netOf(900)}, 900, newObject))...))
	found := 0
	for _, c := range w.cases()["EV-17"] {
		if got := c.Source.IP.String(); got != netOf(900) {
			t.Errorf("blames %s: %s", got, Say(&c, finding.English).Reason)
		}
		found++
	}
	if found != 1 {
		t.Errorf("%d cases", found)
	}
}

// A flood that is slow, over midnight, is explained by the hour or the day it was found over, never by a minute.
func TestEV01SlowFloodIsExplainedByItsHours(t *testing.T) {
	w := newWorld(t)
	from := later(8, 21)
	w.run(join(crowdDays(9, 60), reads(scene{after: from, every: 6 * time.Second, ip: netOf(900)}, 3600, sameObject)))
	var said, calls int
	for _, c := range w.cases()["EV-01"] {
		said++
		calls += int(c.Count)
		if c.Why.Window != time.Hour && c.Why.Window != 24*time.Hour || c.Why.Observed <= c.Why.Threshold || c.Why.Observed > 3600 {
			t.Errorf("%+v", c.Why)
		}
	}
	if said != 2 || calls < 3500 || calls > 3600 { // one a day
		t.Errorf("%d cases of %d calls", said, calls)
	}
}

func BenchmarkCrowd(b *testing.B) {
	for _, people := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			facts := crowdDay(0, people, 0)
			e := NewEndpoint(facts[0].API)
			var out []finding.Finding
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				f := &facts[i%len(facts)]
				f.Time = scenarioStart.Add(time.Duration(i) * time.Second)
				out = out[:0]
				e.Apply(f, &out)
			}
		})
	}
}
