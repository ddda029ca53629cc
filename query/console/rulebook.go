package console

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// ruleRow is one built-in event or risk on the page of policies.
type ruleRow struct {
	query.RuleInfo
	Name, About string // title and advice
	Drawn       string // where its line is, in words
	List        string // its cases
}

// rulebook lists the built-in events and risks that a search is about (P2-01).
func (c *Console) rulebook(e echo.Context, q url.Values) ([]ruleRow, error) {
	all, err := c.desk.Rulebook(e.Request().Context(), api.Asker(e))
	if err != nil {
		return nil, err
	}
	text := strings.ToLower(strings.TrimSpace(q.Get("q")))
	var out []ruleRow
	for _, r := range all {
		x := ruleRow{RuleInfo: r, Drawn: drawn(&r)}
		x.Name, x.About = c.desk.Catalog().TypeWords(r.TypeInfo, api.Lang(e))
		list := "/risks?type="
		if r.Kind == finding.KindEvent {
			list = "/events?since=3650d&type="
		}
		x.List = list + url.QueryEscape(r.ID)
		if text == "" || strings.Contains(strings.ToLower(x.Name+" "+r.ID), text) {
			out = append(out, x)
		}
	}
	return out, nil
}

// drawn says where a rule draws its line.
func drawn(r *query.RuleInfo) string {
	var parts []string
	if r.Line.Floor > 0 {
		parts = append(parts, fmt.Sprintf("more than %g %s", r.Line.Floor, r.Unit))
	} else if r.Unit != "" {
		parts = append(parts, r.Unit)
	}
	if r.Line.Times > 0 {
		parts = append(parts, fmt.Sprintf("or %g times the usual", r.Line.Times))
	}
	if r.Line.Window > 0 {
		parts = append(parts, "in "+duration(time.Duration(r.Line.Window)*time.Second))
	}
	if len(r.Line.Also) > 0 {
		also := make([]string, len(r.Line.Also))
		for i, w := range r.Line.Also {
			also[i] = duration(w)
		}
		parts = append(parts, "(and in "+strings.Join(also, ", ")+", against the most the API's clients usually do)")
	}
	return strings.Join(parts, " ")
}
