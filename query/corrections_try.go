package query

import (
	"context"
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// CorrectionEffect is what a correction would change of what was counted so far.
type CorrectionEffect struct {
	APIs     int           // taken out, renamed or divided
	Of       int           // APIs that were looked at
	Hosts    int           // of the APIs
	Calls    uint64        // stored under them
	Examples []traffic.API // the first of them, by time of discovery
}

const (
	effectExamples = 10
	effectPage     = 1000    // APIs a question
	effectMost     = 100_000 // APIs looked at
)

// TryCorrection says what a correction would change if it were put in force now, and changes
// nothing. Descriptions and rules are no corrections: BadRequest.
func (d *Desk) TryCorrection(ctx context.Context, who Asker, w SettingWish) (CorrectionEffect, error) {
	var out CorrectionEffect
	kind, err := settingKind(w.Kind)
	if err != nil {
		return out, err
	}
	if w.Kind != KindCorrection {
		return out, &BadRequest{[]ParamError{{"dry_run", fmt.Sprintf("only for the kind %s", KindCorrection)}}}
	}
	body, err := kind.checked(who, w)
	if err != nil {
		return out, err
	}
	var x traffic.Correction
	if err := readStrict(body, &x); err != nil {
		return out, &BadRequest{[]ParamError{{"/", err.Error()}}}
	}
	q := AssetQuery{Filter: Filter{Tenant: who.Tenant}, Order: Order{By: SortStart}, Limit: effectPage, Life: d.life()}
	hosts := map[string]bool{}
	for out.Of < effectMost {
		p, err := d.store.APIs(ctx, q)
		if err != nil {
			return out, err
		}
		known, calls := make([]traffic.API, len(p.Rows)), map[traffic.API]uint64{}
		for i := range p.Rows {
			known[i] = p.Rows[i].API
			calls[known[i]] = p.Rows[i].Calls
		}
		out.Of += len(known)
		for _, a := range traffic.Affects(x, known) {
			out.APIs++
			out.Calls += calls[a]
			hosts[a.Host] = true
			if len(out.Examples) < effectExamples {
				out.Examples = append(out.Examples, a)
			}
		}
		if q.After = p.Next; q.After == nil {
			break
		}
	}
	out.Hosts = len(hosts)
	return out, nil
}

// HasAPI is nil where the inventory has the API, else a Missing.
func (d *Desk) HasAPI(ctx context.Context, who Asker, id string) error {
	f := Filter{Tenant: who.Tenant, IDs: []string{id}}
	p, err := d.store.APIs(ctx, AssetQuery{Filter: f, Order: Order{By: SortEnd}, Limit: 1, Life: d.life()})
	if err == nil && len(p.Rows) == 0 {
		return missing("API", id, nil)
	}
	return err
}
