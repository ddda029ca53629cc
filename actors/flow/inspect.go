package flow

import (
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/spool"
)

// inspect gives what each call of a record says, in order, and the samples worth keeping.
//
// One engine does it: the templates it asks keep caches, and the other core is busy with
// receiving, the actors and the store.
func inspect(
	e *detect.Engine, r *policy.Rules, m *tenantMemory, rec spool.Record, xs []numbered,
) ([]finding.Facts, []finding.Sample) {
	e.UseRules(r)
	facts := make([]finding.Facts, len(xs))
	var samples []finding.Sample
	for i := range xs {
		in := e.Inspect(rec.Tenant, m.key, m.templates, &xs[i].Exchange)
		facts[i] = in.Facts
		facts[i].Seq, facts[i].Sensor = xs[i].seq, rec.Sensor
		m.params.Note(&param.Call{Facts: &facts[i], Exchange: &xs[i].Exchange, Values: in.Values, Found: in.Counts})
		if reasons, keep := m.sampler.Reasons(&facts[i]); keep {
			samples = append(samples, e.Sample(&xs[i].Exchange, &in, reasons))
		}
	}
	return facts, samples
}
