package query

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// SourceRow is one sensor: what it delivered as stored, and what the live nodes know of it.
type SourceRow struct {
	Source
	Lag      time.Duration // how long ago its newest call happened
	Refused  []Refusal     // since the nodes started
	Accepted uint64        // since the nodes started
	Arrived  time.Time     // of its newest delivery; zero: none since the nodes started
}

// SourceReport is the page about where the traffic comes from.
type SourceReport struct {
	Window   Window
	Sources  []SourceRow
	Nodes    []Node
	Problem  string // why the live part is missing, "" if it is not
	Traffic  []TrafficPoint
	Bucket   time.Duration
	Coverage CoverageReport
}

// Sources reports on sensors and nodes. Silent nodes are said, not an error: the stored
// part is an answer by itself.
func (d *Desk) Sources(ctx context.Context, who Asker, w Window) (SourceReport, error) {
	if w.From.IsZero() && w.To.IsZero() {
		w.From = d.Now().Add(-24 * time.Hour) // health is about today
	}
	w = closeWindow(w, d.now())
	cw, bucket := chartWindow(w)
	r := SourceReport{Window: w, Bucket: bucket}
	var stored []Source
	g, c := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() (err error) { stored, err = d.store.Sources(c, who.Tenant, w); return err })
	g.Go(func() (err error) { r.Coverage, err = d.Coverage(c, who, w); return err })
	g.Go(func() (err error) {
		r.Traffic, err = d.store.Traffic(c, TrafficQuery{Tenant: who.Tenant, Window: cw}, r.Bucket)
		return err
	})
	if err := g.Wait(); err != nil {
		return r, err
	}
	live, err := d.live.Sensors(ctx, who.Tenant)
	if err != nil {
		r.Problem = "the nodes did not say what arrived and what was refused"
	}
	if r.Nodes, err = d.live.Nodes(ctx); err != nil {
		r.Problem = "the nodes did not answer"
	}
	r.Sources = joinSources(stored, live, d.now())
	return r, nil
}

func joinSources(stored []Source, live []SensorState, now time.Time) []SourceRow {
	rows := map[string]*SourceRow{}
	for _, s := range stored {
		rows[s.Sensor] = &SourceRow{Source: s, Lag: max(0, now.Sub(s.Last))}
	}
	for _, l := range live {
		r := rows[l.Sensor]
		if r == nil {
			r = &SourceRow{Source: Source{Sensor: l.Sensor}}
			rows[l.Sensor] = r
		}
		r.Refused, r.Accepted, r.Arrived = l.Refused, l.Accepted, l.LastSeen
	}
	var out []SourceRow
	for _, r := range rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b SourceRow) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Sensor, b.Sensor))
	})
	return out
}

// Nodes lists the nodes of the cluster.
func (d *Desk) Nodes(ctx context.Context) ([]Node, error) { return d.live.Nodes(ctx) }

// DataReport is sensitive data by type and side.
type DataReport struct {
	Window   Window
	Uses     []DataUse
	Coverage CoverageReport
}

// DataTypes reports which sensitive data the calls of a window carried (OV-06, OV-07).
func (d *Desk) DataTypes(ctx context.Context, who Asker, w Window) (DataReport, error) {
	w = closeWindow(w, d.now())
	uses, err := d.store.DataTypes(ctx, who.Tenant, w)
	if err != nil {
		return DataReport{}, err
	}
	c, err := d.Coverage(ctx, who, w)
	return DataReport{w, uses, c}, err
}
