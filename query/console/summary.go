package console

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// attackersBody is the page of sources over all their events.
type attackersBody struct {
	Rows  []attackerRow
	Total int
	Spans []span2
}

type attackerRow struct {
	query.Attacker
	Names []string // of types
	Link  string   // its events
}

const shownAttackers = 100

func (c *Console) attackers(e echo.Context) error {
	v, err := query.ParseView(query.Events, e.QueryParams())
	if err != nil {
		return err
	}
	all, err := c.desk.Attackers(e.Request().Context(), api.Asker(e), v)
	if err != nil {
		return err
	}
	b := attackersBody{Total: len(all), Spans: spansFor(v.Since)}
	for _, a := range all[:min(len(all), shownAttackers)] {
		field := "source"
		if a.OfAccount {
			field = "account"
		}
		row := attackerRow{Attacker: a, Link: "/events?" + field + "=" + escape(a.Source)}
		for _, t := range a.Types {
			row.Names = append(row.Names, c.typeTitle(query.Choice{Value: t, Title: t}, prefsOf(e).Lang))
		}
		b.Rows = append(b.Rows, row)
	}
	pg := c.newPage(e, "Attackers", "events")
	pg.Body = b
	return c.show(e, "attackers", pg)
}

// qualityBody is the page of how right the rules were.
type qualityBody struct {
	Kinds []qualityKind
}

type qualityKind struct {
	Title string
	Rows  []qualityRow
}

type qualityRow struct {
	query.RuleQuality
	Title string
	Share string // precision in words
	Link  string
}

func (c *Console) quality(e echo.Context) error {
	var b qualityBody
	for _, l := range []*query.List{query.Events, query.Risks} {
		v, err := query.ParseView(l, nil)
		if err != nil {
			return err
		}
		all, err := c.desk.Quality(e.Request().Context(), api.Asker(e), v)
		if err != nil {
			return err
		}
		k := qualityKind{Title: map[finding.Kind]string{finding.KindEvent: "Events", finding.KindRisk: "Risks"}[l.Kind]}
		for _, q := range all {
			row := qualityRow{RuleQuality: q, Title: c.typeTitle(query.Choice{Value: q.Type, Title: q.Type}, prefsOf(e).Lang), Link: "/" + l.Name + "?type=" + escape(q.Type), Share: "not said"}
			if p, ok := q.Precision(); ok {
				row.Share = fmt.Sprintf("%.0f %%", p*100)
			}
			k.Rows = append(k.Rows, row)
		}
		b.Kinds = append(b.Kinds, k)
	}
	pg := c.newPage(e, "How right the rules are", "events")
	pg.Body = b
	return c.show(e, "quality", pg)
}
