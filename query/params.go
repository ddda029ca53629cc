package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Parameters is what the calls of an API carry, as far as it was learned.
type Parameters struct {
	Calls    uint64   // learned from
	Over     uint64   // times a further parameter was seen that found no room
	Statuses []string // of responses, rising
	Types    [2][]string
	Rows     []Parameter // by side, place and name
}

// Parameter is one of them. Fields of a body are named by the way to them: "items[].id".
type Parameter struct {
	finding.Param
	Required bool   // there in every call learned from, or in every object around it
	Mark     string // MarkNew, MarkChanged, MarkUnused or ""
}

// Marks of parameters.
const (
	MarkNew     = "new"     // first seen in the last seven days, of an API known for longer
	MarkChanged = "changed" // its type or format widened in the last seven days
	MarkUnused  = "unused"  // not seen for the 30 days before its API was last called
)

// grace is how long after an API's first call parameters are as old as the API.
const grace = 24 * time.Hour

// parameters reads what is known of one API.
func (d *Desk) parameters(ctx context.Context, who Asker, a *finding.Asset) (Parameters, error) {
	all, err := d.store.Params(ctx, who.Tenant, []string{a.ID})
	if err != nil {
		return Parameters{}, err
	}
	return parametersOf(param.Merge(all[a.ID]...), a, d.now()), nil
}

func parametersOf(p finding.Params, a *finding.Asset, now time.Time) Parameters {
	out := Parameters{Over: p.Over}
	for _, q := range p.List {
		switch q.Place {
		case finding.ParamCall:
			if q.Side == traffic.Request {
				out.Calls = q.N
			}
		case finding.ParamStatus:
			out.Statuses = append(out.Statuses, q.Name)
		case finding.ParamType:
			out.Types[q.Side] = append(out.Types[q.Side], q.Name)
		default:
			out.Rows = append(out.Rows, Parameter{q, param.Required(p, q), mark(&q, a, now)})
		}
	}
	return out
}

func mark(q *finding.Param, a *finding.Asset, now time.Time) string {
	fresh := now.Add(-newFor)
	switch {
	case q.First.After(fresh) && q.First.After(a.FirstSeen.Add(grace)):
		return MarkNew
	case q.Changed.After(fresh):
		return MarkChanged
	case q.Last.Before(a.LastSeen.Add(-inactiveAfter)):
		return MarkUnused
	}
	return ""
}
