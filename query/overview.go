package query

import (
	"context"
	"strconv"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"golang.org/x/sync/errgroup"
)

// Overview is the first page (OV-01..OV-12). Each number equals the total of the list its
// link leads to: same filter, same window.
type Overview struct {
	Window   Window
	Bucket   time.Duration
	Assets   AssetCounts
	Risks    LevelCounts // open
	Events   LevelCounts // of the window, all states
	Today    LevelCounts // events of today, UTC
	RiskIs   []Choice    // risks by status
	EventIs  []Choice    // events of the window by status
	RiskBy   []Choice    // open risks by type
	EventBy  []Choice    // events of the window by type
	Latest   []Case      // newest events
	Traffic  []TrafficPoint
	APITrend []AssetPoint
	RiskNew  []LevelPoint // by the day they were first seen
	EventNew []LevelPoint
	Sites    []Site
	Data     []DataUse
	Coverage CoverageReport
}

// AssetCounts counts the inventory: by life, and what of it carries sensitive data.
type AssetCounts struct {
	Total, New, Active, Inactive uint64

	NewToday       uint64 // first seen since midnight, UTC
	Sensitive      uint64 // APIs of any grade but none
	SensitiveHosts uint64 // hosts with such an API
}

const (
	latestEvents = 10 // BD-03
	shownSites   = 20
)

// Overview sums a window up; a zero beginning takes the last 30 days (OV-08).
func (d *Desk) Overview(ctx context.Context, who Asker, w Window) (Overview, error) {
	w = closeWindow(w, d.now())
	cw, bucket := chartWindow(w)
	o := Overview{Window: w, Bucket: bucket}
	t := who.Tenant
	in, drawn := Filter{Tenant: t, Window: w}, Filter{Tenant: t, Window: cw}
	open := Filter{Tenant: t, Values: map[Field][]string{FieldStatus: words(OpenStatuses(finding.KindRisk))}}
	today := Filter{Tenant: t, Window: Window{From: d.Now().Truncate(24 * time.Hour)}}
	g, c := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() error {
		var err error
		o.Assets, err = d.assetCounts(c, t, today.Window.From)
		return err
	})
	g.Go(func() error {
		f, err := d.store.CaseFacets(c, finding.KindRisk, open, []Field{FieldLevel, FieldType}, facetLimit)
		o.Risks, o.RiskBy = levelCounts(f[FieldLevel]), d.readable(who, finding.KindRisk, FieldType, f)
		return err
	})
	g.Go(func() error {
		f, err := d.store.CaseFacets(c, finding.KindRisk, Filter{Tenant: t}, []Field{FieldStatus}, facetLimit)
		o.RiskIs = d.readable(who, finding.KindRisk, FieldStatus, f)
		return err
	})
	g.Go(func() error {
		f, err := d.store.CaseFacets(c, finding.KindEvent, in, []Field{FieldLevel, FieldType, FieldStatus}, facetLimit)
		o.Events, o.EventBy = levelCounts(f[FieldLevel]), d.readable(who, finding.KindEvent, FieldType, f)
		o.EventIs = d.readable(who, finding.KindEvent, FieldStatus, f)
		return err
	})
	g.Go(func() error {
		f, err := d.store.CaseFacets(c, finding.KindEvent, today, []Field{FieldLevel}, facetLimit)
		o.Today = levelCounts(f[FieldLevel])
		return err
	})
	g.Go(func() error {
		q := CaseQuery{Kind: finding.KindEvent, Filter: in, Order: Order{SortEnd, true}, Limit: latestEvents}
		p, err := d.store.Cases(c, q)
		o.Latest = p.Rows
		return err
	})
	g.Go(func() (err error) {
		o.Traffic, err = d.store.Traffic(c, TrafficQuery{Tenant: t, Window: cw}, o.Bucket)
		return err
	})
	g.Go(func() (err error) { o.APITrend, err = d.store.AssetTrend(c, t, cw, o.Bucket); return err })
	g.Go(func() (err error) {
		o.RiskNew, err = d.store.CaseTrend(c, finding.KindRisk, drawn, o.Bucket)
		return err
	})
	g.Go(func() (err error) {
		o.EventNew, err = d.store.CaseTrend(c, finding.KindEvent, drawn, o.Bucket)
		return err
	})
	g.Go(func() (err error) { o.Sites, err = d.store.Sites(c, t, w, shownSites); return err })
	g.Go(func() (err error) { o.Data, err = d.store.DataTypes(c, t, w); return err })
	g.Go(func() (err error) { o.Coverage, err = d.Coverage(c, who, w); return err })
	return o, g.Wait()
}

// readable gives what was counted for a field outside of a list.
func (d *Desk) readable(who Asker, k finding.Kind, f Field, counted Facets) []Choice {
	var out []Choice
	for _, c := range counted[f] {
		out = append(out, Choice{Value: c.Value, Title: d.title(who, k, f, c.Value), Count: c.Count})
	}
	return out
}

func levelCounts(fs []Facet) (c LevelCounts) {
	for _, f := range fs {
		switch f.Value {
		case "high":
			c.High = f.Count
		case "medium":
			c.Medium = f.Count
		case "low":
			c.Low = f.Count
		}
	}
	return c
}

func words(ss []Status) []string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	return out
}

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }
