package console

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
	"github.com/lapwing-sec/lapwing/query/gateway"
)

// gatewayView is what gateways could do about a case, and what they were asked to do.
type gatewayView struct {
	Formats  []tab // gateways
	Title    string
	Measures []measureView
}

// measureView is one measure as a line of text and, for the chosen gateway, as its rule.
type measureView struct {
	query.Written
	Line  string
	Note  string
	Added bool // there is a stored rule for it that is not removed
}

// ID is the kind's stable name.
func (m measureView) ID() string { return string(m.Kind) }

// Lines is the rule and what else must stand where.
func (m measureView) Lines() string {
	if m.Text.Use == "" {
		return m.Text.Main
	}
	return "# in the http block:\n" + m.Text.Main + "\n# in each server block it is for:\n" + m.Text.Use + "\n"
}

func gatewayOf(d *query.CaseDetail, page, chosen string) gatewayView {
	f := gateway.Format(chosen)
	if f.Title() == "" {
		f = gateway.Nginx
	}
	v := gatewayView{Title: f.Title()}
	for _, x := range gateway.Formats() {
		v.Formats = append(v.Formats, tab{Title: x.Title(), Now: x == f, Link: address(page, url.Values{"tab": {"advice"}, "gateway": {string(x)}})})
	}
	for _, w := range d.WrittenMeasures(f) {
		m := measureView{Written: w, Line: measure(w.Suggestion), Note: strings.Join(w.Text.Notes, " ")}
		for _, r := range d.Rules {
			m.Added = m.Added || r.Case == d.ID && r.Kind == w.Kind && r.State != query.RuleRemoved
		}
		v.Measures = append(v.Measures, m)
	}
	return v
}

// limits counts the rules that bound what an API takes.
func limits(a traffic.API, rules []query.StoredRule) int {
	n := 0
	for i := range rules {
		if rules[i].Limits(a) {
			n++
		}
	}
	return n
}

func (c *Console) addEventRule(e echo.Context) error { return c.addRule(e, finding.KindEvent) }
func (c *Console) addRiskRule(e echo.Context) error  { return c.addRule(e, finding.KindRisk) }

// addRule stores a measure as a rule, or takes a stored one off the list.
func (c *Console) addRule(e echo.Context, k finding.Kind) error {
	ctx, who := e.Request().Context(), api.Asker(e)
	if name := e.FormValue("name"); name != "" {
		if _, err := c.desk.SetRule(ctx, who, name, e.FormValue("state"), e.FormValue("why")); err != nil {
			return err
		}
		return e.Redirect(http.StatusSeeOther, back(e.FormValue("back")))
	}
	read := c.desk.Event
	if k == finding.KindRisk {
		read = c.desk.Risk
	}
	d, err := read(ctx, who, e.Param("id"))
	if err != nil {
		return err
	}
	if _, err := c.desk.AddRule(ctx, who, d, finding.SuggestionKind(e.FormValue("kind")), query.RuleAdded, e.FormValue("why")); err != nil {
		return err
	}
	return e.Redirect(http.StatusSeeOther, back(e.FormValue("back")))
}
