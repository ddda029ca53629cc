package console

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// own are the parameters of the page itself; the list does not know them.
var own = []string{"open", "tab", "done", "conflict"}

// partHeader is how the script asks for one part of a page whose rest it has.
const partHeader = "Lapwing-Part"

type caseListBody struct {
	query.CaseList
	listFrame
	Kind     string // "events" or "risks"
	IsEvents bool
	Rows     []caseRow
	Trend    chart
	States   []query.StatusRow // a person may choose
	Open     *caseBody         // the drawer
	Part     bool              // nothing but the drawer is asked for
	Back     string            // where a decision comes back to
}

func (c *Console) events(e echo.Context) error { return c.cases(e, query.Events) }
func (c *Console) risks(e echo.Context) error  { return c.cases(e, query.Risks) }

func (c *Console) cases(e echo.Context, l *query.List) error {
	q := e.QueryParams()
	v, err := query.ParseView(l, q, own...)
	if err != nil {
		return err
	}
	who := api.Asker(e)
	var list query.CaseList
	part := q.Get("open") != "" && e.Request().Header.Get(partHeader) == "drawer" // the list stands there already
	if !part {
		if list, err = c.desk.Cases(e.Request().Context(), who, v); err != nil {
			return err
		}
	}
	b := caseListBody{
		CaseList: list, Part: part, Kind: l.Name, IsEvents: l.Kind == finding.KindEvent, Rows: c.rows(list.Rows, who.Tenant, prefsOf(e).Lang),
		States: settable(l.Kind), Back: viewWith(v, "open", q.Get("open"), "tab", q.Get("tab")),
		listFrame: c.listFrame(v, c.typesIn(list.Choices, prefsOf(e).Lang), list.Next),
	}
	b.CSV += "&lang=" + prefsOf(e).Lang.String()
	for i := range b.Rows {
		b.Rows[i].Open = viewWith(v, "open", b.Rows[i].ID)
	}
	if list.Trend != nil {
		lead := quiet(list.Bucket, list.Trend, func(p query.LevelPoint) bool { return p.Total() == 0 })
		b.Trend = levelChart(sentence(l.Name), list.Trend[lead:], list.Bucket).linked("/"+l.Name, v.URL(), list.Bucket)
	}
	pg := c.newPage(e, sentence(l.Name), l.Name)
	if id := q.Get("open"); id != "" {
		b.Open, err = c.caseBody(e, l.Kind, id, q.Get("tab"))
		if err != nil {
			return err
		}
		b.Open.Back, b.Open.Close = b.Back, viewWith(v)
		for i, t := range b.Open.Tabs {
			b.Open.Tabs[i].Link = viewWith(v, "open", id, "tab", t.Name)
		}
	}
	pg.Says = said(q)
	if pg.Body = b; !part {
		pg.Coverage = &list.Coverage
	}
	return c.show(e, "cases", pg)
}

func settable(k finding.Kind) []query.StatusRow {
	return slices.DeleteFunc(query.Statuses(k), func(r query.StatusRow) bool { return !r.ByMan })
}

// said tells what a decision before this page did: "done=3.handled", "conflict=1".
func said(q url.Values) (out []notice) {
	n, state, _ := strings.Cut(q.Get("done"), ".")
	if k, err := strconv.Atoi(n); err == nil && k > 0 {
		for _, kind := range []finding.Kind{finding.KindEvent, finding.KindRisk} {
			if row, ok := query.StatusOf(kind, query.Status(state)); ok {
				out = append(out, notice{"good", plural(k, "case is", "cases are") + " now " + strings.ToLower(row.Title) + "."})
				break
			}
		}
	}
	if k, err := strconv.Atoi(q.Get("conflict")); err == nil && k > 0 {
		out = append(out, notice{"warn", plural(k, "case was", "cases were") +
			" changed by somebody else in the meantime and left as they are. Look again and decide anew."})
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return num(n) + " " + many
}
