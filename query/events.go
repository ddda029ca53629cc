package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"golang.org/x/sync/errgroup"
)

// CaseDetail is everything known of one risk or event except the samples, which only some
// may see.
type CaseDetail struct {
	Case
	Type     TypeInfo
	History  []Change
	Asset    *finding.Asset // the API, nil where it is no longer in the inventory
	Timeline []TrafficPoint // events: calls of the source block to the API around the case
	Bucket   time.Duration  // of the timeline
	Callers  []Caller       // events: addresses of the block that called the API
	Related  []Case         // the other cases of the same API, newest first
	Events   uint64         // risks: all events of the API (RH-08)
	Ignored  time.Time      // when it was last put to ignored, zero if it is not (RH-08)
	Verified *Verification  // risks: how far the watch over a claimed fix has come, nil if none is going on
	Measures []finding.Suggestion
	Rules    []StoredRule   // for gateways, of the API and of its whole host
	Rule     *RuleState     // the case's rule is off or on trial by now: it is from before; nil: as it was
	Similar  []Case         // of the same type, with the API or the source in common
	Former   *Case          // the same attack of another day, nil if there was none
	Coverage CoverageReport // of the time of the case
}

const (
	aroundCase   = 6  // a timeline shows this part of the case's length before and after it: 1/6
	shownCallers = 20 // addresses
	shownRelated = 10 // cases
)

// Event tells all of one event.
func (d *Desk) Event(ctx context.Context, who Asker, id string) (CaseDetail, error) {
	return d.detail(ctx, who, finding.KindEvent, id)
}

// Risk tells all of one risk.
func (d *Desk) Risk(ctx context.Context, who Asker, id string) (CaseDetail, error) {
	return d.detail(ctx, who, finding.KindRisk, id)
}

func (d *Desk) detail(ctx context.Context, who Asker, k finding.Kind, id string) (CaseDetail, error) {
	c, err := d.one(ctx, who, k, id)
	if err != nil {
		return CaseDetail{}, err
	}
	out := CaseDetail{Case: c}
	out.Type, _ = d.catalog.For(who.Tenant).Type(c.Type)
	if c.State.Status == Ignored {
		out.Ignored = c.State.Changed
	}
	apiID := c.API.ID(who.Tenant)
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() (err error) {
		out.History, err = d.store.History(gctx, who.Tenant, id)
		return err
	})
	g.Go(func() error {
		f := Filter{Tenant: who.Tenant, IDs: []string{apiID}}
		p, err := d.store.APIs(gctx, AssetQuery{Filter: f, Order: Order{By: SortEnd}, Limit: 1, Life: d.life()})
		if len(p.Rows) > 0 {
			out.Asset = &p.Rows[0]
		}
		return err
	})
	g.Go(func() (err error) {
		out.Rule, err = d.ruleState(gctx, who.Tenant, &c.Finding)
		return err
	})
	g.Go(func() (err error) {
		out.Verified, err = d.verification(gctx, who.Tenant, c)
		return err
	})
	g.Go(func() (err error) {
		out.Coverage, err = d.Coverage(gctx, who, Window{c.Start, c.End.Add(time.Nanosecond)})
		return err
	})
	g.Go(func() error {
		f := Filter{Tenant: who.Tenant, Values: map[Field][]string{FieldAPI: {apiID}}}
		q := CaseQuery{Kind: finding.KindEvent, Filter: f, Order: Order{SortEnd, true}, Limit: shownRelated + 1}
		p, err := d.store.Cases(gctx, q)
		out.Events = p.Total
		for _, r := range p.Rows {
			if r.ID != id && len(out.Related) < shownRelated {
				out.Related = append(out.Related, r)
			}
		}
		return err
	})
	if k == finding.KindEvent {
		q := TrafficQuery{Tenant: who.Tenant, Window: aroundWindow(c.Start, c.End), API: apiID, Net: c.Source.Block}
		if c.Source.OfAccount() {
			q.Whose, _ = ParseWhose(c.Source.Account)
		}
		g.Go(func() (err error) {
			out.Bucket = bucketFor(q.Window)
			out.Timeline, err = d.store.Traffic(gctx, q, out.Bucket)
			return err
		})
		if c.Source.OfMany() { // whoever called most is none of them
			return out, g.Wait()
		}
		g.Go(func() (err error) {
			out.Callers, err = d.store.Callers(gctx, q, shownCallers)
			return err
		})
	}
	g.Go(func() (err error) {
		out.Rules, err = d.rulesOf(gctx, who, c.API)
		return err
	})
	g.Go(func() (err error) {
		out.Similar, out.Former, err = d.similar(gctx, who, &c)
		return err
	})
	if err := g.Wait(); err != nil {
		return out, err
	}
	out.Measures = d.measures(ctx, who, c, out.Asset)
	return out, nil
}

// Around is the time of a case with a margin before and after.
func Around(c *Case) Window { return aroundWindow(c.Start, c.End) }

// aroundWindow is the time of a case with a margin before and after.
func aroundWindow(start, end time.Time) Window {
	margin := max(end.Sub(start)/aroundCase, 2*time.Minute)
	return Window{start.Add(-margin).Truncate(time.Minute), end.Add(margin).Truncate(time.Minute).Add(time.Minute)}
}
