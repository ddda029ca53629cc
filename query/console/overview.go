package console

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

type overviewBody struct {
	query.Overview
	Since      string
	Spans      []span2
	TodayLink  string
	span       url.Values // of the window, for links into lists
	Charts     []chart
	Request    []dataRow
	Response   []dataRow
	HostSort   []sortLink
	Latest     []caseRow
	EventTypes []typeRow
	RiskTypes  []typeRow
	Curl       string
}

// TodayAt is the list of today's events of one level.
func (b overviewBody) TodayAt(level string) string { return b.TodayLink + "&level=" + level }

// To is the address of a list within the window of the page.
func (b overviewBody) To(path string, pairs ...string) string {
	u := clone(b.span)
	for i := 0; i+1 < len(pairs); i += 2 {
		u.Set(pairs[i], pairs[i+1])
	}
	return address(path, u)
}

type span2 struct {
	Value, Title string
	Chosen       bool
}

// dataRow is one data type on one side, with the list it leads to.
type dataRow struct {
	query.DataUse
	Info query.DataInfo
	Link string
}

// typeRow is one type of case with its count; Part is its share of the largest, 0 to 100.
type typeRow struct {
	query.Choice
	Info query.TypeInfo
	Link string
	Part int
}

var overviewSpans = []span2{
	{
		Value: "24h",
		Title: "24 hours",
	}, {Value: "7d", Title: "7 days"}, {Value: "30d", Title: "30 days"}, {Value: "90d", Title: "90 days"},
}

func spansFor(since string) []span2 {
	out := slices.Clone(overviewSpans)
	found := false
	for i := range out {
		out[i].Chosen = out[i].Value == since
		found = found || out[i].Chosen
	}
	if !found && since != "" {
		out = append(out, span2{since, since, true})
	}
	return out
}

func (c *Console) overview(e echo.Context) error {
	q := e.QueryParams()
	w, err := api.Window(q, c.desk.Now(), "hosts")
	if err != nil {
		return err
	}
	who := api.Asker(e)
	o, err := c.desk.Overview(e.Request().Context(), who, w)
	if err != nil {
		return err
	}
	span := url.Values{}
	for _, k := range []string{"since", "from", "to"} {
		if v := q.Get(k); v != "" {
			span.Set(k, v)
		}
	}
	if len(span) == 0 {
		span.Set("since", "30d") // not every list has the same window by itself
	}
	b := overviewBody{Overview: o, Since: cmp.Or(q.Get("since"), "30d"), span: span}
	b.TodayLink = address("/events", url.Values{"from": {iso(c.desk.Now().Truncate(24 * time.Hour))}})
	if q.Get("from") != "" || q.Get("to") != "" {
		b.Since = ""
	}
	b.Spans = spansFor(b.Since)
	lead := min( // all four begin on the same day
		quiet(o.Bucket, o.EventNew, func(p query.LevelPoint) bool { return p.Total() == 0 }),
		quiet(o.Bucket, o.RiskNew, func(p query.LevelPoint) bool { return p.Total() == 0 }),
		quiet(o.Bucket, o.APITrend, func(p query.AssetPoint) bool { return p.Total == 0 }),
		quiet(o.Bucket, o.Traffic, func(p query.TrafficPoint) bool { return p.Calls == 0 }),
	)
	b.Charts = []chart{
		levelChart("Events", o.EventNew[lead:], o.Bucket).linked("/events", url.Values{}, o.Bucket),
		levelChart("New risks", o.RiskNew[lead:], o.Bucket), // lists know no time of first sight: no link
		assetChart("APIs over time", o.APITrend[lead:], o.Bucket),
		trafficChart("Calls", o.Traffic[lead:], o.Bucket),
	}
	for _, u := range o.Data {
		r := dataRow{DataUse: u, Info: c.desk.Catalog().For(who.Tenant).Data(u.Type)}
		if u.Side == traffic.Request {
			r.Link = b.To("/apis", "request", u.Type.String())
			b.Request = append(b.Request, r)
		} else {
			r.Link = b.To("/apis", "response", u.Type.String())
			b.Response = append(b.Response, r)
		}
	}
	b.HostSort = sortHosts(b.Sites, q.Get("hosts"), q)
	b.Latest = c.rows(o.Latest, who.Tenant, prefsOf(e).Lang)
	b.EventTypes = c.typeRows(o.EventBy, "/events", span, prefsOf(e).Lang)
	b.RiskTypes = c.typeRows(o.RiskBy, "/risks", url.Values{"status": {"open"}}, prefsOf(e).Lang)
	b.Curl = curl(e, "lapwing_...")
	pg := c.newPage(e, "Overview", "overview")
	pg.Body, pg.Coverage = b, &o.Coverage
	return c.show(e, "overview", pg)
}

const shownTypes = 6 // types of cases on the overview

func (c *Console) typeRows(cs []query.Choice, path string, span url.Values, l finding.Lang) []typeRow {
	var out []typeRow
	var most uint64 = 1
	for _, x := range cs[:min(len(cs), shownTypes)] {
		most = max(most, x.Count)
		u := clone(span)
		u.Set("type", x.Value)
		info, _ := c.desk.Catalog().Type(x.Value)
		x.Title = c.typeTitle(x, l)
		out = append(out, typeRow{x, info, address(path, u), int(x.Count * 100 / most)})
	}
	return out
}

// sortLink is a heading by which a table can be ordered.
type sortLink struct {
	Title, Link string
	Now         string // "descending", "ascending" or ""
	Number      bool
}

var hostColumns = []struct {
	key, title string
	of         func(query.Site) uint64
}{
	{"apis", "APIs", func(s query.Site) uint64 { return s.APIs }},
	{"calls", "Calls", func(s query.Site) uint64 { return s.Calls }},
	{"risks", "Open risks", func(s query.Site) uint64 { return s.Risks.Total() }},
	{"events", "Open events", func(s query.Site) uint64 { return s.Events.Total() }},
}

// sortHosts orders the table of hosts (OV-10) and gives its headings.
func sortHosts(sites []query.Site, by string, q url.Values) []sortLink {
	key, desc := strings.CutPrefix(cmp.Or(by, "-events"), "-")
	var heads []sortLink
	for _, col := range hostColumns {
		u := clone(q)
		u.Set("hosts", "-"+col.key)
		h := sortLink{Title: col.title, Number: true}
		if col.key == key {
			h.Now = "ascending"
			if desc {
				h.Now = "descending"
				u.Set("hosts", col.key)
			}
			slices.SortStableFunc(sites, func(a, b query.Site) int {
				n := cmp.Compare(col.of(a), col.of(b))
				if desc {
					n = -n
				}
				return cmp.Or(n, cmp.Compare(a.Host, b.Host))
			})
		}
		h.Link = address("/", u)
		heads = append(heads, h)
	}
	return heads
}
