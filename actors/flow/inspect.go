package flow

import (
	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/spool"
)

// inspect gives what each call of a record says, in order, and the samples worth keeping.
//
// One engine does it: the templates it asks keep caches, and the other core is busy with
// receiving, the actors and the store. Calls whose doubts the rule set must decide are left
// out at first and looked at again when all verdicts are there.
func inspect(
	e *detect.Engine, q *confirm.Queue, r *policy.Rules, m *tenantMemory, rec spool.Record, xs []numbered,
) ([]finding.Facts, []finding.Sample) {
	e.UseRules(r)
	facts := make([]finding.Facts, len(xs))
	var samples []finding.Sample
	keep := func(i int, in *detect.Inspection) {
		facts[i] = in.Facts
		facts[i].Seq, facts[i].Sensor = xs[i].seq, rec.Sensor
		m.params.Note(&param.Call{Facts: &facts[i], Exchange: &xs[i].Exchange, Values: in.Values, Found: in.Counts})
		if reasons, keep := m.sampler.Reasons(&facts[i]); keep {
			samples = append(samples, e.Sample(&xs[i].Exchange, in, reasons))
		}
	}
	var waiting []doubted
	for i := range xs {
		x := &xs[i].Exchange
		in := e.Inspect(rec.Tenant, m.key, m.templates, x)
		if in.Doubt.Any() {
			set, pending := q.Ask(x, in.Doubt)
			if pending != nil {
				waiting = append(waiting, doubted{i, pending})
				continue
			}
			if set != 0 {
				in = e.InspectConfirmed(rec.Tenant, m.key, m.templates, x, set)
			}
		}
		keep(i, &in)
	}
	for _, d := range waiting {
		in := e.InspectConfirmed(rec.Tenant, m.key, m.templates, &xs[d.at].Exchange, d.verdict.Set())
		keep(d.at, &in)
	}
	return facts, samples
}

// doubted is a call that waits for the second stage's verdict.
type doubted struct {
	at      int // index in the record
	verdict *confirm.Pending
}
