package event

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestEventTableIsComplete(t *testing.T) {
	seen := map[finding.Event]bool{}
	for _, r := range Table() {
		for _, a := range r.Also {
			if strings.HasPrefix(a.String(), "EV-") {
				t.Errorf("%s is also %v: one of them is too many", r.Type(), a)
			}
		}
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.Type())
		}
		seen[r.ID] = true
		if r.Title == "" || len(r.Categories) == 0 || len(r.Advice) < 40 || r.Unit == "" || r.Window == 0 ||
			r.Level == 0 || r.Vote == 0 || r.Version == 0 || len(r.Suggest) == 0 || r.Reason == "" || r.Clear == "" {
			t.Errorf("%s is not complete", r.Type())
		}
		judges := 0
		for scope, judges1 := range map[Scope]bool{ScopeClient: r.client != nil, ScopeEndpoint: r.endpoint != nil, ScopeAccount: r.records != nil || r.domain != nil} {
			if judges1 {
				judges++
			}
			if scope == ScopeClient && r.account && r.endpoint != nil { // its client rule is that of accounts
				judges -= 1
				continue
			}
			if judges1 != (r.Scope == scope) {
				judges = -10
			}
		}
		if judges != 1 {
			t.Errorf("%s: scope %s and its judge do not agree", r.Type(), r.Scope)
		}
		if len(r.Finds) == 0 || len(r.Ignores) == 0 {
			t.Errorf("%s does not prove itself", r.Type())
		}
	}
	for id := finding.Event(1); id <= 25; id++ {
		if !seen[id] {
			t.Errorf("%v is missing", id)
		}
	}
}

// TestEventRowsProveThemselves runs the scenarios of every row; their names say which.
func TestEventRowsProveThemselves(t *testing.T) {
	for _, r := range Table() {
		for _, s := range r.Finds {
			t.Run(r.Type()+" finds "+s.Name, func(t *testing.T) {
				w := newWorld(t)
				w.run(s.Facts())
				cases := w.cases()
				if len(cases[r.Type()]) != 1 {
					t.Fatalf("gave %d cases of it, want 1; all: %v", len(cases[r.Type()]), cases)
				}
				checkNF14(t, r, &cases[r.Type()][0])
			})
		}
		for _, s := range r.Ignores {
			t.Run(r.Type()+" ignores "+s.Name, func(t *testing.T) {
				w := newWorld(t)
				w.run(s.Facts())
				for typ, c := range w.cases() {
					if c[0].Kind == finding.KindEvent {
						t.Errorf("gave %s: %s", typ, c[0].Why.Reason)
					}
				}
			})
		}
	}
}

// checkNF14 wants an event explained in full.
func checkNF14(t *testing.T, r *Row, f *finding.Finding) {
	t.Helper()
	y := f.Why
	if y.Observed <= y.Threshold || y.Unit != r.Unit || y.Window != r.Window && !r.many && !slices.Contains(r.Windows, y.Window) ||
		!strings.HasPrefix(y.Rule, r.Type()+"@") || Say(f, finding.English).Reason == "" {
		t.Errorf("NF-14: not explained: %+v", y)
	}
	if y.Learned != (y.Baseline > 0) && r.ID != 19 {
		t.Errorf("NF-14: learned %v with baseline %v", y.Learned, y.Baseline)
	}
	if len(f.Samples) == 0 || f.Count == 0 || f.Source.Agent == "" || f.Source.Block.IsValid() == (f.Source.OfAccount() || f.Source.OfMany()) {
		t.Errorf("no evidence: %+v", f)
	}
	if f.End.Before(f.Start) || f.Level < r.Level {
		t.Errorf("times %v to %v, level %v", f.Start, f.End, f.Level)
	}
	for _, s := range Suggest(f) {
		switch s.Kind {
		case finding.SuggestBlacklist:
			if len(s.Sources) != 1 && !f.Source.OfAccount() && !f.Source.OfMany() {
				t.Errorf("HA-03: suggests to block %v", s.Sources)
			}
		case finding.SuggestRateLimit:
			if s.PerMinute == 0 {
				t.Error("HA-05: suggests no rate")
			}
		}
	}
}

func TestEV09CountsEveryTry(t *testing.T) {
	w := newWorld(t)
	w.pack = 7
	w.run(logins(scene{every: time.Second}, 120, sameName, newPassword, finding.OutcomeFailed))
	got := w.cases()["EV-09"][0]
	if got.Count != 120 || !got.Start.Equal(scenarioStart) || got.End.Sub(got.Start) != 119*time.Second {
		t.Errorf("%d tries from %v to %v", got.Count, got.Start, got.End)
	}
	if got.Level != finding.High || got.Why.Observed < 109 {
		t.Errorf("level %v, observed %v", got.Level, got.Why.Observed)
	}
}

func TestEV09SuccessMakesItHigh(t *testing.T) {
	w := newWorld(t)
	w.run(logins(scene{every: time.Second}, 15, sameName, newPassword, finding.OutcomeFailed))
	if got := w.cases()["EV-09"][0].Level; got != finding.Low {
		t.Errorf("level %v before", got)
	}
	w.run(logins(scene{after: 20 * time.Second, every: time.Second}, 1, sameName, newPassword, finding.OutcomeOK))
	got := w.cases()["EV-09"][0]
	if got.Level != finding.High || !strings.Contains(Say(&got, finding.English).Reason, "got in") {
		t.Errorf("level %v, reason %s", got.Level, got.Why.Reason)
	}
	w.run(logins(scene{after: 30 * time.Second, every: time.Second}, 5, sameName, samePassword, finding.OutcomeOK))
	if len(w.cases()) != 0 {
		t.Error("the session after it still counts as the attack")
	}
}

func TestES01AttacksInAnOfficeAreSeen(t *testing.T) {
	w := newWorld(t)
	w.run(join(
		officeMorning(60, 10),
		logins(
			scene{after: time.Minute, every: 5 * time.Second, from: 5000},
			200,
			newName,
			newPassword,
			finding.OutcomeFailed,
		),
	))
	if len(w.cases()["EV-10"]) != 1 {
		t.Error("two hundred tries among sixty colleagues were not seen")
	}
}

func TestEV17PartnerWithAHabit(t *testing.T) {
	night := func(day int, n int) []finding.Facts {
		return reads(scene{
			after: time.Duration(day) * 24 * time.Hour, every: 300 * time.Millisecond, tool: attack.Library,
			from: day * 100_000, creds: true,
		}, n, newObject)
	}
	w := newWorld(t)
	w.learn = true
	for day := range 7 {
		w.run(night(day, 1500))
	}
	w.learn = false
	w.pack = 100
	w.run(night(7, 1500))
	w.run(night(8, 2200)) // and growth
	for typ, c := range w.cases() {
		if c[0].Kind == finding.KindRisk {
			continue
		}
		t.Errorf("the partner's job gave %s: %s", typ, c[0].Why.Reason)
	}
	w.run(
		reads(
			scene{after: 9 * 24 * time.Hour, every: 40 * time.Millisecond, tool: attack.Library, creds: true},
			9000,
			newObject,
		),
	)
	if c := w.cases(); len(c["EV-17"]) != 1 || !c["EV-17"][0].Why.Learned {
		t.Errorf("six times its habit gave %v", c)
	}
}

func TestEV01PartnerWithAHabit(t *testing.T) {
	job := func(day, perSecond, n int) []finding.Facts {
		return reads(scene{
			after: time.Duration(day)*24*time.Hour + 12*time.Hour, every: time.Second / time.Duration(perSecond),
			tool: attack.Library, ip: "198.51.100.20", creds: true,
		}, n, sameObject)
	}
	w := newWorld(t)
	w.learn = true
	days := usualDays(6, 5, 1)
	for day := range 6 {
		days = append(days, job(day, 5, 3000)...)
	}
	w.run(join(days))
	w.learn = false
	w.run(job(7, 5, 3000))
	for typ, c := range w.cases() {
		if c[0].Kind == finding.KindRisk {
			continue
		}
		t.Errorf("the partner's job gave %s: %s", typ, c[0].Why.Reason)
	}
	w.run(job(8, 50, 30000))
	if c := w.cases(); len(c["EV-01"]) != 1 || c["EV-01"][0].Source.IP.String() != "198.51.100.20" {
		t.Errorf("ten times its habit gave %v", c)
	}
}

func TestNF15ThreeDaysOfAttackInAnAPI(t *testing.T) {
	e := NewEndpoint(traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"})
	var out []finding.Finding
	feed := func(all []finding.Facts) {
		for i := range all {
			out = out[:0]
			e.Apply(&all[i], &out)
		}
	}
	feed(usualDays(10, 8, 1))
	at := scenarioStart.Add(10 * 24 * time.Hour)
	_, before, learned := e.Usual(at)
	if !learned {
		t.Fatal("nothing learned in ten days")
	}
	wave := shift(usualDays(3, 8, 1), 10*24*time.Hour)
	for day := range 3 {
		for hour := range 10 {
			wave = append(wave, reads(scene{
				after: time.Duration(10+day)*24*time.Hour + time.Duration(hour)*time.Hour,
				every: 50 * time.Millisecond, ip: "198.51.100.66", tool: attack.Library,
			}, 4000, sameObject)...)
		}
	}
	feed(join(wave))
	_, after, _ := e.Usual(at.Add(3 * 24 * time.Hour))
	if d := (after - before) / before; d > 0.05 || d < -0.05 {
		t.Errorf("three days of attack moved the baseline from %.2f to %.2f", before, after)
	}
}

func TestES03RestartInTheMiddleChangesNothing(t *testing.T) {
	for _, r := range Table() {
		for _, s := range r.Finds {
			facts := s.Facts()
			if len(facts) > 5000 {
				continue
			}
			one, two := newWorld(t), newWorld(t)
			two.pack = 13
			one.run(facts)
			two.run(facts)
			a, b := one.cases()[r.Type()], two.cases()[r.Type()]
			if len(a) != 1 || len(b) != 1 || a[0].Count != b[0].Count || a[0].Why != b[0].Why {
				t.Errorf("%s %s: with restarts %+v, without %+v", r.Type(), s.Name, b, a)
			}
		}
	}
}

func TestLateCallsAreCountedNotJudged(t *testing.T) {
	c := NewClient()
	var out []finding.Finding
	fresh := logins(scene{after: time.Hour}, 1, newName, newPassword, finding.OutcomeFailed)
	c.Apply(&fresh[0], &out)
	for _, f := range logins(scene{every: time.Second}, 100, sameName, newPassword, finding.OutcomeFailed) {
		c.Apply(&f, &out)
	}
	if all, late := c.Calls(); all != 101 || late != 100 || len(out) != 0 {
		t.Errorf("%d calls, %d late, %d contributions", all, late, len(out))
	}
}

// TestEV09NoiseDoesNotHideIt reads here and there between the tries, to drive their
// memory out.
func TestEV09NoiseDoesNotHideIt(t *testing.T) {
	all := logins(scene{every: 10 * time.Second}, 40, sameName, newPassword, finding.OutcomeFailed)
	for i := range 800 {
		f := reads(scene{after: time.Duration(i) * 500 * time.Millisecond, every: time.Second, from: i}, 1, newObject)[0]
		f.API.Template = fmt.Sprint("/items/", i%40)
		all = append(all, f)
	}
	w := newWorld(t)
	w.run(join(all))
	if c := w.cases()["EV-09"]; len(c) != 1 || c[0].Count != 40 {
		t.Errorf("gave %v", c)
	}
}

func TestRK10AndRK16ShowOnce(t *testing.T) {
	w := newWorld(t)
	w.pack = 9
	w.run(logins(scene{every: 10 * time.Second}, 200, newName, newPassword, finding.OutcomeFailed))
	c := w.cases()["RK-10"]
	if len(c) != 1 || c[0].Level != finding.Medium || c[0].Why.Observed < 31 || c[0].Why.Reason == "" {
		t.Errorf("unrestricted logon gave %+v", c)
	}
	w = newWorld(t)
	w.run(reads(scene{every: 50 * time.Millisecond}, 3000, sameObject))
	if c := w.cases()["RK-16"]; len(c) != 1 {
		t.Errorf("unrestricted rate gave %+v", c)
	}
	w = newWorld(t)
	all := reads(scene{every: 50 * time.Millisecond}, 3000, sameObject)
	all[0].Status = 429
	w.run(all)
	if c := w.cases()["RK-16"]; len(c) != 0 {
		t.Errorf("an API that limits gave %+v", c)
	}
}

func TestRH02RisksOfCallsBecomeOneCase(t *testing.T) {
	w := newWorld(t)
	w.pack = 5
	all := reads(scene{every: time.Hour, data: 1}, 30, newObject)
	for i := range all {
		all[i].Risks = []finding.RiskHit{{Risk: 18, Reason: fmt.Sprint("reason ", i)}}
	}
	w.run(all)
	c := w.cases()["RK-18"]
	if len(c) != 1 || c[0].Count != 30 || c[0].Level != finding.High || len(c[0].Samples) != 3 || Say(&c[0], finding.English).Clear == "" {
		t.Errorf("gave %+v", c)
	}
}
