package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"golang.org/x/sync/errgroup"
)

// What "new" and "inactive" mean until a tenant's policy says otherwise.
const (
	newFor        = 7 * 24 * time.Hour
	inactiveAfter = 30 * 24 * time.Hour // no call in 30 days
)

// APIRow is an API with the number of its open risks and events.
type APIRow struct {
	finding.Asset
	Life   string // LifeNew, LifeActive or LifeInactive
	Risks  LevelCounts
	Events LevelCounts
}

// APIList is one page of the inventory with what stands around it.
type APIList struct {
	View     View
	Window   Window
	Rows     []APIRow
	Total    uint64
	Next     string
	Choices  []Choices
	Coverage CoverageReport
}

// APIDetail is everything known of one API except the samples.
type APIDetail struct {
	APIRow
	Traffic  []TrafficPoint
	Bucket   time.Duration
	Window   Window
	Callers  []Caller
	Spread   Spread
	Params   Parameters
	RiskList []Case       // all states, worst first
	Events   []Case       // newest first
	Rules    []StoredRule // for gateways (XV-23)
	Coverage CoverageReport
}

func (d *Desk) life() Life {
	now := d.Now()
	return Life{NewSince: now.Add(-newFor), ActiveSince: now.Add(-inactiveAfter)}
}

func (l Life) of(a finding.Asset) string {
	switch {
	case a.LastSeen.Before(l.ActiveSince):
		return LifeInactive
	case !a.FirstSeen.Before(l.NewSince):
		return LifeNew
	}
	return LifeActive
}

// APIs answers a view of the inventory.
func (d *Desk) APIs(ctx context.Context, who Asker, v View) (APIList, error) {
	q, err := d.assetQuery(who, v)
	if err != nil {
		return APIList{}, err
	}
	l := APIList{View: v, Window: q.Filter.Window}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() error {
		p, err := d.store.APIs(gctx, q)
		if err != nil {
			return err
		}
		l.Total, l.Next = p.Total, d.next(who, v, p.Next)
		l.Rows, err = d.apiRows(gctx, who, p.Rows, q.Life)
		return err
	})
	g.Go(func() (err error) {
		l.Coverage, err = d.Coverage(gctx, who, closeWindow(q.Filter.Window, d.now()))
		return err
	})
	if v.Cursor == "" {
		g.Go(func() error {
			counted, err := d.store.APIFacets(gctx, q, v.List.Facets, facetLimit)
			l.Choices = d.choices(who, v, counted)
			return err
		})
	}
	return l, g.Wait()
}

// EachAPI walks a whole view of the inventory, at most limit rows.
func (d *Desk) EachAPI(ctx context.Context, who Asker, v View, limit int, yield func(APIRow) error) error {
	q, err := d.assetQuery(who, v)
	if err != nil {
		return err
	}
	q.Limit = min(MaxLimit, limit)
	return eachPage(limit, func(after *Key) (Page[APIRow], error) {
		q.After = after
		p, err := d.store.APIs(ctx, q)
		if err != nil {
			return Page[APIRow]{}, err
		}
		rows, err := d.apiRows(ctx, who, p.Rows, q.Life)
		return Page[APIRow]{rows, p.Total, p.Next}, err
	}, yield)
}

func (d *Desk) assetQuery(who Asker, v View) (AssetQuery, error) {
	f, err := d.filter(who, v)
	if err != nil {
		return AssetQuery{}, err
	}
	after, err := d.after(who, v)
	return AssetQuery{Filter: f, Order: v.Order, After: after, Limit: v.Limit, Life: d.life()}, err
}

// apiRows adds what each API has open.
func (d *Desk) apiRows(ctx context.Context, who Asker, assets []finding.Asset, life Life) ([]APIRow, error) {
	if len(assets) == 0 {
		return nil, nil
	}
	ids := make([]string, len(assets))
	for i, a := range assets {
		ids[i] = a.ID
	}
	risks, err := d.store.CaseCounts(ctx, who.Tenant, finding.KindRisk, ids)
	if err != nil {
		return nil, err
	}
	events, err := d.store.CaseCounts(ctx, who.Tenant, finding.KindEvent, ids)
	rows := make([]APIRow, len(assets))
	for i, a := range assets {
		rows[i] = APIRow{a, life.of(a), risks[a.ID], events[a.ID]}
	}
	return rows, err
}

// API tells all of one API over a window.
func (d *Desk) API(ctx context.Context, who Asker, id string, w Window) (APIDetail, error) {
	f := Filter{Tenant: who.Tenant, IDs: []string{id}}
	p, err := d.store.APIs(ctx, AssetQuery{Filter: f, Order: Order{By: SortEnd}, Limit: 1, Life: d.life()})
	if err != nil {
		return APIDetail{}, err
	}
	if len(p.Rows) == 0 {
		return APIDetail{}, missing("API", id, nil)
	}
	rows, err := d.apiRows(ctx, who, p.Rows, d.life())
	if err != nil {
		return APIDetail{}, err
	}
	w = closeWindow(w, d.now())
	cw, bucket := chartWindow(w)
	out := APIDetail{APIRow: rows[0], Window: w, Bucket: bucket}
	drawn := TrafficQuery{Tenant: who.Tenant, Window: cw, API: id}
	tq := TrafficQuery{Tenant: who.Tenant, Window: w, API: id}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() (err error) { out.Traffic, err = d.store.Traffic(gctx, drawn, out.Bucket); return err })
	g.Go(func() (err error) { out.Callers, err = d.store.Callers(gctx, tq, shownCallers); return err })
	g.Go(func() (err error) { out.Spread, err = d.spread(gctx, who, id, w); return err })
	g.Go(func() (err error) { out.Coverage, err = d.Coverage(gctx, who, w); return err })
	g.Go(func() (err error) { out.Rules, err = d.rulesOf(gctx, who, out.API); return err })
	g.Go(func() (err error) { out.Params, err = d.parameters(gctx, who, &rows[0].Asset); return err })
	cases := func(k finding.Kind, o Order, into *[]Case) func() error {
		return func() error {
			f := Filter{Tenant: who.Tenant, Values: map[Field][]string{FieldAPI: {id}}}
			p, err := d.store.Cases(gctx, CaseQuery{Kind: k, Filter: f, Order: o, Limit: DefaultLimit})
			*into = p.Rows
			return err
		}
	}
	g.Go(cases(finding.KindRisk, Order{SortLevel, true}, &out.RiskList))
	g.Go(cases(finding.KindEvent, Order{SortEnd, true}, &out.Events))
	return out, g.Wait()
}
