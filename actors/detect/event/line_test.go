package event

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// under gives the calls of a scenario as they are where a policy tunes a row.
func under(t *finding.Tune, all []finding.Facts) []finding.Facts {
	t.Policy = "policy@3"
	tuning := finding.NewTuning([]finding.Tune{*t})
	for i := range all {
		all[i].Tuning = tuning
	}
	return all
}

func tuneOf(r *Row) finding.Tune { return finding.Tune{Kind: finding.KindEvent, Row: uint8(r.ID)} }

// TestPE31EveryRowCanBeTuned runs every scenario that shall be found under each policy there
// can be about its row.
func TestPE31EveryRowCanBeTuned(t *testing.T) {
	for _, r := range Table() {
		for _, s := range r.Finds {
			t.Run(r.Type()+" "+s.Name, func(t *testing.T) {
				found := func(tune finding.Tune) []finding.Finding {
					w := newWorld(t)
					w.run(under(&tune, s.Facts()))
					return w.cases()[r.Type()]
				}
				x := tuneOf(r)
				plain := found(x)[0]
				x.Mode = finding.ModeOff
				if got := found(x); len(got) != 0 {
					t.Errorf("switched off it gave %+v", got)
				}
				x.Mode = finding.ModeSimulate
				if got := found(x); len(got) != 1 || !got[0].Simulated || got[0].Why.Tuned != "policy@3" || got[0].Why.Reason == "" {
					t.Errorf("on trial it gave %+v", got)
				}
				for _, l := range []finding.Level{finding.Low, finding.High} {
					x := tuneOf(r)
					x.Level = l
					if got := found(x); len(got) != 1 || got[0].Level != l || got[0].Simulated {
						t.Errorf("at level %v it gave %+v", l, got)
					}
				}
				if _, ok := r.Line(); !ok {
					return
				}
				x = tuneOf(r)
				x.Floor = MostFloor
				if got := found(x); len(got) != 0 {
					t.Errorf("with a floor of a million it gave %+v", got)
				}
				x.Floor = LeastFloor
				if got := found(x); len(got) < 1 && plain.Why.Observed > LeastFloor || len(got) > 0 && got[0].Why.Tuned != "policy@3" {
					t.Errorf("with the least floor it gave %+v", got)
				}
			})
		}
	}
}

func TestPE31FigureOfALine(t *testing.T) {
	hundred := logins(scene{every: 6 * time.Second}, 30, sameName, newPassword, finding.OutcomeFailed)
	run := func(tune finding.Tune, all []finding.Facts) []finding.Finding {
		w := newWorld(t)
		w.pack = 5 // through its saved form, too
		w.run(under(&tune, all))
		return w.cases()[tune.At()]
	}
	x := tuneOf(ev09)
	x.Floor = 25
	if got := run(x, hundred); len(got) != 1 || got[0].Why.Threshold != 25 || got[0].Why.Observed <= 25 {
		t.Errorf("floor 25: %+v", got)
	}
	// Codes: 40 in ten minutes are too many, and 5 of a minute are not; over a minute they are
	// with a floor of 4.
	codes := does(scene{every: 12 * time.Second, status: 400}, 40, "POST", "/sms/login", func(f *finding.Facts, i int) {
		f.Purposes, f.Code = []finding.Purpose{2}, hashOf("code", i)
	})
	x = tuneOf(ev11)
	if got := run(x, codes); len(got) != 1 || got[0].Why.Window != 10*time.Minute {
		t.Errorf("as built in: %+v", got)
	}
	x.Window = 60
	if got := run(x, codes); len(got) != 0 {
		t.Errorf("over a minute: %+v", got)
	}
	x.Floor = 3
	if got := run(x, codes); len(got) != 1 || got[0].Why.Window != time.Minute || got[0].Why.Threshold != 3 {
		t.Errorf("more than 3 in a minute: %+v", got)
	}
	// What is usual, times something.
	busy := join(usualDays(5, 5, 1), reads(scene{
		after: 5 * 24 * time.Hour, every: 500 * time.Millisecond, ip: "198.51.100.9",
	}, 360, sameObject))
	x = tuneOf(ev01)
	x.Times = 100
	if got := run(x, busy); len(got) != 0 {
		t.Errorf("a hundred times the usual: %+v", got)
	}
}

// A policy that puts a row in force begins a case of its own, explained in full (NF-12).
func TestNF12PromotionBeginsACase(t *testing.T) {
	w := newWorld(t)
	trial, on := tuneOf(ev09), tuneOf(ev09)
	trial.Mode, on.Level = finding.ModeSimulate, finding.Medium
	w.run(under(&trial, logins(scene{every: time.Second}, 40, sameName, newPassword, finding.OutcomeFailed)))
	w.run(under(&on, logins(scene{after: 41 * time.Second, every: time.Second, from: 41}, 40, sameName, newPassword, finding.OutcomeFailed)))
	got := w.cases()["EV-09"]
	if len(got) != 2 || got[0].Simulated == got[1].Simulated || got[0].Why.Reason == "" || got[1].Why.Reason == "" {
		t.Fatalf("got %+v, want one case on trial and one in force", got)
	}
	for _, c := range got {
		if c.Count != 40 {
			t.Errorf("simulated %v: %d calls, want 40", c.Simulated, c.Count)
		}
	}
}

// TestPE31RisksCanBeTuned does the same for risks, of single calls and of the whole API.
func TestPE31RisksCanBeTuned(t *testing.T) {
	shows := func(tune finding.Tune) []finding.Finding {
		w := newWorld(t)
		w.run(under(&tune, reads(scene{every: time.Minute}, 9, sameObject)))
		all := reads(scene{after: time.Hour, every: time.Minute}, 9, sameObject)
		for i := range all {
			all[i].Risks = []finding.RiskHit{{Risk: 18, Reason: "no credential"}}
		}
		w.run(under(&tune, all))
		w.run(under(&tune, reads(scene{after: 3 * time.Hour, every: 40 * time.Millisecond}, 3000, sameObject)))
		return w.cases()[tune.At()]
	}
	line := finding.Tune{Kind: finding.KindRisk, Row: 16, Floor: 20}
	if got := shows(line); len(got) != 1 || got[0].Why.Threshold != 20 {
		t.Errorf("RK-16 with a floor of 20: %+v", got)
	}
	if line.Floor = 5000; len(shows(line)) != 0 {
		t.Error("RK-16 with a floor of 5,000 is there")
	}
	for _, r := range []finding.Risk{18, 16} {
		x := finding.Tune{Kind: finding.KindRisk, Row: uint8(r)}
		plain := shows(x)
		if len(plain) != 1 || plain[0].Level != risk.ByID(r).Level {
			t.Fatalf("%v: in force it gave %+v", r, plain)
		}
		x.Mode = finding.ModeOff
		if got := shows(x); len(got) != 0 {
			t.Errorf("%v: off it gave %+v", r, got)
		}
		x.Mode, x.Level = finding.ModeSimulate, finding.High
		if got := shows(x); len(got) != 1 || !got[0].Simulated || got[0].Level != finding.High || got[0].Why.Tuned != "policy@3" {
			t.Errorf("%v: on trial it gave %+v", r, got)
		}
	}
}
