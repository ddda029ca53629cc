package main

import (
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// riskCase is one call that shows a risk, or one that looks much like it and does not. What
// else a call shows is not judged: a call that shows one risk often shows others too.
type riskCase struct {
	id    finding.Risk
	shows bool
	text  risk.Example
}

// risksArea measures each risk that a single call can show, over its forms and its traps, and
// all of them over the recorded day.
func risksArea() report {
	var r report
	type tally struct{ tp, fn, fp, tn int }
	sums := map[finding.Risk]*tally{}
	e := detect.New(detect.Options{})
	for _, c := range riskCases() {
		t := sums[c.id]
		if t == nil {
			t = &tally{}
			sums[c.id] = t
		}
		found, err := riskShown(e, c)
		switch {
		case err != nil:
			r.mistake(c.id.String(), "unreadable", string(c.text))
			t.fn++
		case c.shows && found:
			t.tp++
		case c.shows:
			t.fn++
			r.mistake(c.id.String(), "-", string(c.text))
		case found:
			t.fp++
			r.mistake("-", c.id.String(), string(c.text))
		default:
			t.tn++
		}
	}
	var all tally
	worst, rows := 1.0, 0
	for _, row := range risk.Table() {
		t := sums[row.ID]
		if row.PerCall == nil {
			continue
		}
		if t == nil {
			t = &tally{}
		}
		n := t.tp + t.fn + t.fp + t.tn
		r.add(row.Type()+" F1", f1(t.tp, t.fp, t.fn), riskFloor(row.Type()), n)
		worst = min(worst, f1(t.tp, t.fp, t.fn))
		all.tp, all.fn, all.fp, all.tn = all.tp+t.tp, all.fn+t.fn, all.fp+t.fp, all.tn+t.tn
		rows++
	}
	r.add("all: recall", share(all.tp, all.tp+all.fn), 0.97, all.tp+all.fn)
	r.add("all: traps left alone", share(all.tn, all.tn+all.fp), 0.97, all.tn+all.fp)
	found, unexpected, pairs := riskDay()
	r.add("day: known weaknesses found", found, 0.96, pairs)
	r.add("day: pairs of risk and API that are true", unexpected, 1, pairs)
	return r
}

// riskFloor is just under what was measured.
func riskFloor(typ string) float64 {
	if f, ok := riskFloors[typ]; ok {
		return f
	}
	return 0.95
}

// riskFloors are those of rows that are worse than the rest.
var riskFloors = map[string]float64{
	"RK-01": 0.80, // TRACK and DEBUG on an API that was never called by them are taken as probes and not as calls
	"RK-09": 0.92,
}

func riskShown(e *detect.Engine, c riskCase) (bool, error) {
	x, err := c.text.Exchange()
	if err != nil {
		return false, fmt.Errorf("%w in %s", err, c.text)
	}
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	templates.Learn(x.Host, x.Method, x.Path, 200) // the tenant knows the API: the call is no probe
	in := e.Inspect("quality", []byte("a key of thirty-two bytes, or so"), templates, x)
	return slices.ContainsFunc(in.Facts.Risks, func(h finding.RiskHit) bool { return h.Risk == c.id }), nil
}
