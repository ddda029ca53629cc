package console

import (
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// caseBody is one risk or event, as a page of its own or in the drawer of a list.
type caseBody struct {
	caseRow
	Detail   query.CaseDetail
	Tabs     []tab
	Tab      string
	States   []query.StatusRow
	Shown    []shownSample
	Hidden   bool // there may be samples, but this person may not see them
	Timeline chart
	Related  []caseRow
	Similar  []caseRow
	Former   *caseRow
	Why      whyView
	Gateway  gatewayView
	Back     string
	Close    string // the list without the drawer, "" on its own page
}

type tab struct {
	Name, Title, Link string
	Count             int
	Now               bool
}

// whyView puts the three figures of a judgement on one scale, 0 to 100.
type whyView struct {
	Figures                       bool
	Observed, Baseline, Threshold float64
}

func (c *Console) event(e echo.Context) error { return c.casePage(e, finding.KindEvent) }
func (c *Console) risk(e echo.Context) error  { return c.casePage(e, finding.KindRisk) }

func (c *Console) casePage(e echo.Context, k finding.Kind) error {
	q := e.QueryParams()
	b, err := c.caseBody(e, k, e.Param("id"), q.Get("tab"))
	if err != nil {
		return err
	}
	for i, t := range b.Tabs {
		b.Tabs[i].Link = address(b.Page, url.Values{"tab": {t.Name}})
	}
	b.Back = address(b.Page, url.Values{"tab": {b.Tab}})
	pg := c.newPage(e, b.Info.Title, casePath(k)[1:])
	pg.Says = said(q)
	pg.Body, pg.Coverage = b, &b.Detail.Coverage
	return c.show(e, "case", pg)
}

func (c *Console) caseBody(e echo.Context, k finding.Kind, id, name string) (*caseBody, error) {
	who, ctx := api.Asker(e), e.Request().Context()
	var d query.CaseDetail
	var err error
	if k == finding.KindEvent {
		d, err = c.desk.Event(ctx, who, id)
	} else {
		d, err = c.desk.Risk(ctx, who, id)
	}
	if err != nil {
		return nil, err
	}
	b := &caseBody{
		caseRow: c.row(d.Case, who.Tenant, prefsOf(e).Lang), Detail: d, States: settable(k), Related: c.rows(d.Related, who.Tenant, prefsOf(e).Lang),
		Why: scale(d.Why),
	}
	if k == finding.KindEvent {
		b.Timeline = trafficChart("Calls of this source to this API", d.Timeline, d.Bucket)
	}
	b.Similar = c.rows(d.Similar, who.Tenant, prefsOf(e).Lang)
	if d.Former != nil {
		former := c.row(*d.Former, who.Tenant, prefsOf(e).Lang)
		b.Former = &former
	}
	b.Tabs, b.Tab = tabs(d, name)
	if b.Tab == "advice" {
		b.Gateway = gatewayOf(&d, b.Page, e.QueryParam("gateway"))
	}
	if b.Tab == "evidence" {
		if !api.Who(e).May(access.ReadSample) {
			b.Hidden = true
		} else if got, err := c.desk.CaseSamples(ctx, who, d.Case); err != nil {
			return nil, err
		} else {
			b.Shown = c.shown(got)
		}
	}
	return b, nil
}

// tabs lists the parts of a case; an unknown name opens the first.
func tabs(d query.CaseDetail, name string) ([]tab, string) {
	ts := []tab{{Name: "why", Title: "Why"}, {Name: "evidence", Title: "Evidence"}}
	if d.Kind == finding.KindEvent {
		ts = append(ts, tab{Name: "timeline", Title: "Timeline"}, tab{Name: "source", Title: "Source", Count: len(d.Callers)})
	}
	ts = append(ts, tab{Name: "advice", Title: "Advice"}, tab{Name: "history", Title: "History", Count: len(d.History)})
	i := max(0, slices.IndexFunc(ts, func(t tab) bool { return t.Name == name }))
	ts[i].Now = true
	return ts, ts[i].Name
}

func scale(w finding.Why) whyView {
	top := max(w.Observed, w.Baseline, w.Threshold)
	if top <= 0 {
		return whyView{}
	}
	return whyView{true, w.Observed / top * 100, w.Baseline / top * 100, w.Threshold / top * 100}
}
