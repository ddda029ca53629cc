package console

import (
	"context"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// searchBody is what a search over everything found, a few of each kind.
type searchBody struct {
	Query    string
	lang     finding.Lang
	APIs     []apiRow
	Events   []caseRow
	Risks    []caseRow
	Policies []foundPolicy
	Steps    string // the calls of the caller that is named so, in order; "" if it names none
	MoreAPIs string // the whole list, "" where all of it is here
	MoreEv   string
	MoreRi   string
}

// foundPolicy is a rule, or something built in, whose name fits.
type foundPolicy struct{ Title, Detail, Link string }

const (
	foundShown  = 8
	foundLength = 200 // bytes of what is searched for, as lists take it
)

// None reports that nothing fits.
func (b searchBody) None() bool {
	return len(b.APIs)+len(b.Events)+len(b.Risks)+len(b.Policies) == 0 && b.Steps == ""
}

// search looks for a text in hosts, paths, IDs and the names of rules and of what is built in (P3-01).
func (c *Console) search(e echo.Context) error {
	b := searchBody{Query: strings.TrimSpace(e.QueryParam("q")), lang: prefsOf(e).Lang}
	if _, err := query.ParseWhose(b.Query); err == nil {
		b.Steps = address("/steps", url.Values{"who": {b.Query}})
	}
	if b.Query != "" {
		if err := c.find(e.Request().Context(), api.Asker(e), &b); err != nil {
			return err
		}
	}
	pg := c.newPage(e, "Search", "search")
	pg.Body = b
	return c.show(e, "search", pg)
}

func (c *Console) find(ctx context.Context, who query.Asker, b *searchBody) error {
	q := url.Values{"q": {b.Query}}
	if len(b.Query) > foundLength {
		return &query.BadRequest{Errors: []query.ParamError{{Param: "q", Detail: "at most 200 bytes"}}}
	}
	v, err := query.ParseView(query.Inventory, q)
	if err != nil {
		return err
	}
	err = c.desk.EachAPI(ctx, who, v, foundShown+1, func(r query.APIRow) error {
		if len(b.APIs) == foundShown {
			b.MoreAPIs = viewLink(v)
			return nil
		}
		b.APIs = append(b.APIs, c.apiRow(r))
		return nil
	})
	if err != nil {
		return err
	}
	if b.Events, b.MoreEv, err = c.foundCases(ctx, who, query.Events, q, b.lang); err != nil {
		return err
	}
	if b.Risks, b.MoreRi, err = c.foundCases(ctx, who, query.Risks, q, b.lang); err != nil {
		return err
	}
	all, err := c.desk.Settings(ctx, who, "")
	b.Policies = c.foundPolicies(all, b.Query)
	return err
}

func (c *Console) foundCases(
	ctx context.Context, who query.Asker, l *query.List, q url.Values, in finding.Lang,
) (rows []caseRow, more string, err error) {
	v, err := query.ParseView(l, q)
	if err != nil {
		return nil, "", err
	}
	err = c.desk.EachCase(ctx, who, v, foundShown+1, func(x query.Case) error {
		if len(rows) == foundShown {
			more = viewLink(v)
			return nil
		}
		rows = append(rows, c.row(x, who.Tenant, in))
		return nil
	})
	return rows, more, err
}

// foundPolicies lists rules of the tenant's and built-in rows whose name or title fits.
func (c *Console) foundPolicies(all []query.Setting, text string) []foundPolicy {
	var out []foundPolicy
	for _, s := range all {
		if strings.Contains(strings.ToLower(s.Name), strings.ToLower(text)) {
			out = append(out, foundPolicy{s.Name, sentence(kindOf(s.Kind).One), policyAddress(s.Kind, s.Name)})
		}
	}
	for _, t := range policyTabs {
		for _, s := range filterSwitches(c.switches(t.Builtin, all), url.Values{"q": {text}}) {
			link := address("/policies", params("tab", t.ID, "q", s.ID)) + "#builtin"
			out = append(out, foundPolicy{s.Title, sentence(kindOf(t.Builtin).One) + " " + s.ID, link})
		}
	}
	return out
}
