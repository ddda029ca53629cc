package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"golang.org/x/sync/errgroup"
)

// CaseList is one page of risks or events with what stands around it.
type CaseList struct {
	View     View
	Window   Window
	Rows     []Case
	Total    uint64
	Next     string         // cursor of the next page, "" after the last
	Choices  []Choices      // first page only
	Trend    []LevelPoint   // first page only
	Bucket   time.Duration  // of the trend
	Coverage CoverageReport //
}

const atOnce = 4 // questions to the store at the same time for one answer

// Cases answers a view of risks or events.
func (d *Desk) Cases(ctx context.Context, who Asker, v View) (CaseList, error) {
	f, err := d.filter(who, v)
	if err != nil {
		return CaseList{}, err
	}
	after, err := d.after(who, v)
	if err != nil {
		return CaseList{}, err
	}
	l := CaseList{View: v, Window: f.Window}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() error {
		q := CaseQuery{Kind: v.List.Kind, Filter: f, Order: v.Order, After: after, Limit: v.Limit}
		p, err := d.store.Cases(gctx, q)
		l.Rows, l.Total, l.Next = p.Rows, p.Total, d.next(who, v, p.Next)
		return err
	})
	g.Go(func() (err error) {
		l.Coverage, err = d.Coverage(gctx, who, f.Window)
		return err
	})
	if v.Cursor == "" {
		g.Go(func() error {
			counted, err := d.store.CaseFacets(gctx, v.List.Kind, f, v.List.Facets, facetLimit)
			l.Choices = d.choices(who, v, counted)
			return err
		})
		if v.List.Period > 0 {
			g.Go(func() (err error) {
				tf := f
				tf.Window, l.Bucket = chartWindow(closeWindow(f.Window, d.now()))
				l.Trend, err = d.store.CaseTrend(gctx, v.List.Kind, tf, l.Bucket)
				return err
			})
		}
	}
	return l, g.Wait()
}

// EachCase walks a whole view, page by page, at most limit rows; yield's error ends it.
func (d *Desk) EachCase(ctx context.Context, who Asker, v View, limit int, yield func(Case) error) error {
	f, err := d.filter(who, v)
	if err != nil {
		return err
	}
	q := CaseQuery{Kind: v.List.Kind, Filter: f, Order: v.Order, Limit: min(MaxLimit, limit)}
	return eachPage(limit, func(after *Key) (Page[Case], error) {
		q.After = after
		return d.store.Cases(ctx, q)
	}, yield)
}

func eachPage[T any](limit int, read func(after *Key) (Page[T], error), yield func(T) error) error {
	var after *Key
	for {
		p, err := read(after)
		if err != nil {
			return err
		}
		for _, row := range p.Rows {
			if limit == 0 {
				return nil
			}
			limit--
			if err := yield(row); err != nil {
				return err
			}
		}
		if after = p.Next; after == nil || limit == 0 {
			return nil
		}
	}
}

// one reads one case, ErrNotFound where the tenant has none of that ID and kind.
func (d *Desk) one(ctx context.Context, who Asker, k finding.Kind, id string) (Case, error) {
	f := Filter{Tenant: who.Tenant, IDs: []string{id}}
	p, err := d.store.Cases(ctx, CaseQuery{Kind: k, Filter: f, Order: Order{By: SortEnd}, Limit: 1})
	if err != nil {
		return Case{}, err
	}
	if len(p.Rows) == 0 {
		return Case{}, missing(caseWord(k), id, nil)
	}
	return p.Rows[0], nil
}

func caseWord(k finding.Kind) string {
	if k == finding.KindEvent {
		return "event"
	}
	return "risk"
}

// closeWindow gives an open end the clock, and an open beginning the default period.
func closeWindow(w Window, now time.Time) Window {
	if w.To.IsZero() {
		w.To = now.UTC()
	}
	if w.From.IsZero() {
		w.From = w.To.Add(-month)
	}
	return w
}

// chartWindow gives a bucket for a chart of the window, and the window begun earlier so that
// buckets begin at full hours or, days, at midnight UTC.
func chartWindow(w Window) (Window, time.Duration) {
	b := bucketFor(w)
	w.From = w.From.UTC().Truncate(min(b, 24*time.Hour)) // all shorter buckets divide a day
	return w, b
}

// bucketFor gives a bucket with which a chart of the window has 24 to 100 bars.
func bucketFor(w Window) time.Duration {
	span := w.To.Sub(w.From)
	for _, b := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour} {
		const most = 72 // bars a person can still tell apart
		if span <= most*b {
			return b
		}
	}
	return max(24*time.Hour, (span / 90).Truncate(24*time.Hour))
}
