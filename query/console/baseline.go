package console

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// baselineBody is the part of an API's page that shows what is usual for it.
type baselineBody struct {
	baseline.Export
	None     string // why there is nothing to show, "" if there is
	Heat     []heatRow
	Shares   []statusShare
	Said     string // after a decision
	Compared *compared
}

// compared is what is different from an export.
type compared struct {
	With        time.Time // when it was taken
	Differences []baseline.Difference
}

type heatRow struct {
	Day   string
	Cells []heatCell
}

type heatCell struct {
	Class string // of five, by the share of the busiest hour
	Text  string
	Tip   string
}

type statusShare struct{ Name, Share string }

// usual asks for the baseline of an API. What cannot be shown now is said in its place: the rest of the
// page does not depend on the API's actor.
func (c *Console) usual(e echo.Context, id string) (out baselineBody, err error) {
	b, err := c.desk.Baseline(e.Request().Context(), api.Asker(e), id)
	switch {
	case errors.Is(err, query.ErrNotFound):
		out.None = "Nothing was learned yet."
		return out, nil
	case errors.Is(err, query.ErrAway):
		out.None = "The node that has learned it does not answer now; it may be starting or moving."
		return out, nil
	case err != nil:
		return out, err
	}
	return baselineBody{Export: b, Heat: heat(&b.Rate), Shares: statusShares(&b.Statuses)}, nil
}

var weekdays = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

func heat(r *baseline.RateView) []heatRow {
	top := 0.0
	for _, day := range r.Week {
		for _, n := range day {
			top = max(top, n)
		}
	}
	out := make([]heatRow, len(r.Week))
	for d, day := range r.Week {
		out[d].Day = weekdays[d]
		for h, n := range day {
			c := heatCell{Class: "h0", Text: figureOf(n), Tip: fmt.Sprintf("%s %02d:00 UTC: %s calls a minute", weekdays[d], h, figureOf(n))}
			switch {
			case n < 0:
				c.Class, c.Text, c.Tip = "hx", "", fmt.Sprintf("%s %02d:00 UTC: not known yet", weekdays[d], h)
			case n > 0:
				c.Class = "h" + strconv.Itoa(1+int(min(n/top*4, 3.999)))
			}
			out[d].Cells = append(out[d].Cells, c)
		}
	}
	return out
}

// figureOf writes a rate in few characters.
func figureOf(n float64) string {
	switch {
	case n >= 1000:
		return short(uint64(n))
	case n >= 10 || n == 0:
		return fmt.Sprintf("%.0f", n)
	case n >= 0.1:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0")
	}
	return "<.1"
}

func statusShares(s *baseline.StatusView) []statusShare {
	if s.Days == 0 {
		return nil
	}
	var out []statusShare
	for _, x := range []struct {
		name  string
		share float64
	}{{"2xx", s.OK}, {"3xx", s.Move}, {"4xx", s.Bad}, {"5xx", s.Fail}} {
		out = append(out, statusShare{x.name, fmt.Sprintf("%.1f %%", x.share*100)})
	}
	return out
}

// baseline freezes, unfreezes, resets or compares, from a form on an API's page.
func (c *Console) baseline(e echo.Context) error {
	id := e.Param("id")
	revision, err := strconv.ParseUint(e.FormValue("revision"), 10, 64)
	if err != nil {
		return &query.BadRequest{Errors: []query.ParamError{{Param: "revision", Detail: "want a number"}}}
	}
	to := "/apis/" + id
	_, err = c.desk.SteerBaseline(e.Request().Context(), api.Asker(e), id, query.BaselineWish{
		Act: baseline.Act(e.FormValue("act")), Why: e.FormValue("why"), Revision: revision,
	})
	switch {
	case errors.Is(err, query.ErrConflict):
		to += "?baseline=conflict"
	case err != nil:
		return err
	default:
		to += "?baseline=" + e.FormValue("act")
	}
	return e.Redirect(http.StatusSeeOther, to+"#baseline")
}

// compare shows the page of an API with what is different from an export.
func (c *Console) compare(e echo.Context) error {
	var with baseline.Export
	if bad := policy.Read([]byte(e.FormValue("export")), &with); bad != nil {
		return &query.BadRequest{Errors: []query.ParamError{{Param: "export", Detail: "this is no export of a baseline: " + bad.Error()}}}
	}
	diff, err := c.desk.CompareBaseline(e.Request().Context(), api.Asker(e), e.Param("id"), &with)
	if err != nil {
		return err
	}
	return c.apiPage(e, &compared{With: with.Taken, Differences: diff})
}

// baselineSaid is what the page says after a decision.
var baselineSaid = map[string]string{
	"freeze":   "The baseline is frozen: it learns nothing until you unfreeze it. Judging goes on.",
	"unfreeze": "The baseline learns on. The time it was frozen is left out.",
	"reset":    "The baseline begins anew. Until it has learned enough, built-in floors hold.",
	"conflict": "Somebody else has decided meanwhile. What holds now is below; decide again if you still want to.",
}
