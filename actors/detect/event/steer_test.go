package event

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

func order(id uint64, act baseline.Act) Order {
	return Order{ID: id, Act: act, User: "ada", Why: "a release", At: scenarioStart.Add(later(15, 8)), IfRevision: AnyRevision}
}

func usualPart(t *testing.T, e *Endpoint) string {
	t.Helper()
	b := e.Baseline("t", scenarioStart)
	b.Ruling, b.Notices = baseline.Ruling{}, nil
	j, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(j)
}

func TestNF15AFrozenBaselineLearnsNothingAndStillJudges(t *testing.T) {
	e := taught(shop(15))
	if rev, err := e.Steer(order(1, baseline.Freeze)); rev != 1 || err != nil {
		t.Fatal(rev, err)
	}
	was := usualPart(t, e)
	e = throughEndpoint(t, e)
	var out []finding.Finding
	apply := func(all []finding.Facts) {
		for i := range all {
			e.Apply(&all[i], &out)
		}
	}
	apply(shop(25)[len(shop(15)):])
	apply(reads(scene{after: later(25, 11), every: time.Minute, ip: "8.8.8.9", creds: true}, 8, sameObject))
	if is := usualPart(t, e); is != was {
		t.Errorf("it moved:\n%s\n%s", was, is)
	}
	found := false
	for _, f := range out {
		found = found || f.Type == "EV-02" || f.Type == "EV-03"
	}
	if !found {
		t.Error("it does not judge")
	}
	r := e.Baseline("t", scenarioStart).Ruling
	if !r.Frozen || r.By != "ada" || r.Why != "a release" || r.Act != baseline.Freeze || r.At == nil || r.Revision != 1 {
		t.Errorf("ruling %+v", r)
	}
	if _, err := e.Steer(order(2, baseline.Unfreeze)); err != nil {
		t.Fatal(err)
	}
	monday := scenarioStart.Add(later(28, 10)).Unix() / 3600
	a, _ := e.rate.Expected(monday)
	apply(shop(32)[len(shop(25)):])
	if b, _ := e.rate.Expected(monday); b < a*.8 {
		t.Errorf("the frozen time is taken as silence: from %.2f to %.2f", a, b)
	}
	if e.until < uint32(scenarioStart.Add(later(31, 9)).Unix()) {
		t.Error("it does not learn on")
	}
}

func TestNF15ResetBeginsAnew(t *testing.T) {
	e := taught(shop(15))
	if _, err := e.Steer(order(1, baseline.Reset)); err != nil {
		t.Fatal(err)
	}
	b := throughEndpoint(t, e).Baseline("t", scenarioStart)
	if b.Learned || len(b.ColdStart) == 0 || b.Since != nil || len(b.Networks.Blocks) != 0 || b.Clients.ClientHours != 0 || b.Ruling.Reset == nil {
		t.Errorf("after a reset: %+v", b)
	}
	if a := e.Asset("t"); a.Calls == 0 {
		t.Error("the inventory was reset too")
	}
}

// What share of the logons goes astray is a baseline as well.
func TestNF15FreezeAndResetHoldForLogonsToo(t *testing.T) {
	shares := func(e *Endpoint) baseline.Habit { return e.rotating.share }
	days := customers(10, 4)
	e := taught(days[:len(days)/2])
	was := shares(e)
	if was.Days() < 3 {
		t.Fatalf("learned from %d days", was.Days())
	}
	if _, err := e.Steer(order(1, baseline.Freeze)); err != nil {
		t.Fatal(err)
	}
	var out []finding.Finding
	for i := range days[len(days)/2:] {
		e.Apply(&days[len(days)/2+i], &out)
	}
	if shares(e) != was {
		t.Errorf("frozen, it went from %+v to %+v", was, shares(e))
	}
	if _, err := e.Steer(order(2, baseline.Reset)); err != nil || shares(e) != (baseline.Habit{}) {
		t.Errorf("after a reset: %+v, %v", shares(e), err)
	}
}

func TestNF15ADecisionIsMadeOnce(t *testing.T) {
	e := taught(shop(1))
	first := order(7, baseline.Freeze)
	first.IfRevision = 0
	for range 2 {
		if rev, err := e.Steer(first); rev != 1 || err != nil {
			t.Errorf("revision %d, %v", rev, err)
		}
	}
	late := order(8, baseline.Reset)
	late.IfRevision = 0
	if rev, err := e.Steer(late); rev != 1 || !errors.Is(err, ErrRuled) || e.since == 0 {
		t.Errorf("who saw an older state decides: %d, %v", rev, err)
	}
	if _, err := e.Steer(order(9, "melt")); err == nil {
		t.Error("takes what is no decision")
	}
	long := order(10, baseline.Unfreeze)
	long.Why = strings.Repeat("é", 500)
	if _, err := e.Steer(long); err != nil || len(e.ruling.why) > maxRuling {
		t.Errorf("%v, a reason of %d bytes", err, len(e.ruling.why))
	}
	throughEndpoint(t, e)
}
