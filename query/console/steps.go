package console

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// stepsBody is what one account, session or address did, in order.
type stepsBody struct {
	query.Steps
	Who    string
	Wrong  string
	Spans  []span2
	Rows   []stepRow
	Hidden []pair // what the choice of a time keeps
	Next   string // the calls after the last, "" if there are none
}

type stepRow struct {
	query.Step
	APILink string
	Session string // how it is named, "" if there is none
	Other   bool   // another session than the call before
	Moved   bool   // another address than the call before
	Share   string // of the callers that go here from the call before
}

const shownSteps = 200

func (c *Console) steps(e echo.Context) error {
	q := e.QueryParams()
	w, err := api.Window(q, c.desk.Now(), "who")
	if err != nil {
		return err
	}
	since := q.Get("since")
	if since == "" && q.Get("from") == "" {
		since = "24h"
	}
	b := stepsBody{Who: strings.TrimSpace(q.Get("who")), Spans: spansFor(since), Hidden: []pair{{"who", strings.TrimSpace(q.Get("who"))}}}
	if b.Who != "" {
		if _, err := query.ParseWhose(b.Who); err != nil {
			b.Wrong = err.Error()
		} else if b.Steps, err = c.desk.Steps(e.Request().Context(), api.Asker(e), b.Who, w, shownSteps); err != nil {
			return err
		}
	}
	for i, s := range b.Steps.Rows {
		r := stepRow{Step: s, Session: finding.AccountText(&finding.Facts{Session: s.Session})}
		if !s.Noise {
			r.APILink = "/apis/" + s.API.ID(api.Asker(e).Tenant)
		}
		if s.Usual > 0 {
			r.Share = figureShare(s.Likely)
		}
		if i > 0 {
			r.Other, r.Moved = s.Session != b.Steps.Rows[i-1].Session, s.Client != b.Steps.Rows[i-1].Client
		}
		b.Rows = append(b.Rows, r)
	}
	if b.More {
		last := b.Steps.Rows[len(b.Steps.Rows)-1].At
		b.Next = address("/steps", url.Values{"who": {b.Who}, "from": {query.Stamp(last)}, "to": {query.Stamp(b.Window.To)}})
	}
	pg := c.newPage(e, "Calls in order", "steps")
	pg.Body = b
	return c.show(e, "steps", pg)
}

// stepsOf leads to what the source of an event did around it.
func stepsOf(c *query.Case) string {
	who := query.WhoseOf(&c.Source)
	if c.Kind != finding.KindEvent || who == "" {
		return ""
	}
	w := query.Around(c)
	return address("/steps", url.Values{"who": {who}, "from": {query.Stamp(w.From)}, "to": {query.Stamp(w.To)}})
}

// Steps leads to what the source did, in order.
func (r caseRow) Steps() string { return stepsOf(&r.Case) }

// figureShare writes a small share so that it is not 0 %.
func figureShare(share float64) string {
	const percents = 100
	if p := share * percents; p < 1 {
		return fmt.Sprintf("%.2f %%", p)
	}
	return fmt.Sprintf("%.0f %%", share*percents)
}
