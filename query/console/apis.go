package console

import (
	"cmp"
	"fmt"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

type apiListBody struct {
	query.APIList
	listFrame
	Rows []apiRow
	Curl string
}

// apiRow is an API as tables show it.
type apiRow struct {
	query.APIRow
	Page     string
	Purposes []string
	Request  []query.DataInfo
	Response []query.DataInfo
	Creds    []string
	Words    map[string]string // titles of the closed words
}

func (c *Console) apiRow(r query.APIRow) apiRow {
	out := apiRow{APIRow: r, Page: "/apis/" + url.PathEscape(r.ID), Words: map[string]string{
		"auth":       query.TitleOf(query.FieldAuth, r.Auth.String()),
		"grade":      query.TitleOf(query.FieldGrade, r.Grade.String()),
		"service":    query.TitleOf(query.FieldService, query.ServiceName(r.Service)),
		"importance": query.TitleOf(query.FieldImportance, r.Importance().String()),
		"life":       query.TitleOf(query.FieldLife, r.Life),
	}}
	cat := c.desk.Catalog().For(r.Tenant)
	for _, p := range r.Purposes {
		out.Purposes = append(out.Purposes, cat.Purpose(p))
	}
	for _, t := range r.ReqTypes {
		out.Request = append(out.Request, cat.Data(t))
	}
	for _, t := range r.ResTypes {
		out.Response = append(out.Response, cat.Data(t))
	}
	r.Creds.Each(func(n uint8) { out.Creds = append(out.Creds, cat.Credential(finding.Credential(n))) })
	return out
}

func (c *Console) apis(e echo.Context) error {
	v, err := query.ParseView(query.Inventory, e.QueryParams())
	if err != nil {
		return err
	}
	list, err := c.desk.APIs(e.Request().Context(), api.Asker(e), v)
	if err != nil {
		return err
	}
	b := apiListBody{APIList: list, listFrame: c.listFrame(v, list.Choices, list.Next), Curl: curl(e, "lapwing_...")}
	for _, r := range list.Rows {
		b.Rows = append(b.Rows, c.apiRow(r))
	}
	pg := c.newPage(e, "APIs", "apis")
	pg.Body, pg.Coverage = b, &list.Coverage
	return c.show(e, "apis", pg)
}

type apiBody struct {
	Rules []query.StoredRule
	apiRow
	Detail    query.APIDetail
	Spans     []span2
	CallChart chart
	Latency   lineChart
	RiskRows  []caseRow
	EventRows []caseRow
	Shown     []shownSample
	Hidden    bool
	Reason    string
	ToRisks   string
	ToEvent   string
	Sides     []paramSide
	Describe  string // address of the host's OpenAPI document
	May       bool   // correct it
	Usual     baselineBody
	Weekly    string // change against the week before
}

func (c *Console) api(e echo.Context) error { return c.apiPage(e, nil) }

// apiPage shows an API, with what is different from an export if there is one.
func (c *Console) apiPage(e echo.Context, diff *compared) error {
	q, who, ctx := e.QueryParams(), api.Asker(e), e.Request().Context()
	w, err := api.Window(q, c.desk.Now(), "reason", "baseline")
	if err != nil {
		return err
	}
	d, err := c.desk.API(ctx, who, e.Param("id"), w)
	if err != nil {
		return err
	}
	u := url.Values{"api": {d.ID}}
	lead := quiet(d.Bucket, d.Traffic, func(p query.TrafficPoint) bool { return p.Calls == 0 })
	d.Traffic = d.Traffic[lead:]
	b := apiBody{
		apiRow: c.apiRow(d.APIRow), Detail: d, Spans: spansFor(cmp.Or(q.Get("since"), "30d")),
		CallChart: trafficChart("Calls", d.Traffic, d.Bucket), Latency: latencyChart(d.Traffic, d.Bucket),
		RiskRows: c.rows(d.RiskList, who.Tenant, prefsOf(e).Lang), Rules: d.Rules, EventRows: c.rows(d.Events, who.Tenant, prefsOf(e).Lang), Reason: q.Get("reason"),
		ToRisks: address("/risks", u), ToEvent: address("/events", u), Hidden: !api.Who(e).May(access.ReadSample),
		Sides: c.sides(d.Params), Describe: address("/api/v1/apis/openapi", url.Values{"host": {d.Asset.API.Host}, "format": {"yaml"}}),
		May: api.Who(e).May(access.Configure),
	}
	if b.Usual, err = c.usual(e, d.ID); err != nil {
		return err
	}
	if s := &d.Spread; s.LastWeek > 0 {
		b.Weekly = fmt.Sprintf("%+.0f %%", (float64(s.ThisWeek)/float64(s.LastWeek)-1)*100)
	}
	b.Usual.Said, b.Usual.Compared = baselineSaid[q.Get("baseline")], diff
	if !b.Hidden {
		const shown = 3 // masked calls on the page
		got, err := c.desk.APISamples(ctx, who, d.ID, b.Reason, shown)
		if err != nil {
			return err
		}
		b.Shown = c.shown(got)
	}
	pg := c.newPage(e, d.Asset.API.Method+" "+d.Asset.API.Template, "apis")
	pg.Body, pg.Coverage = b, &d.Coverage
	return c.show(e, "api", pg)
}
