package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

func (c *Console) decideEvents(e echo.Context) error { return c.decide(e, finding.KindEvent) }
func (c *Console) decideRisks(e echo.Context) error  { return c.decide(e, finding.KindRisk) }

// decide records the decision of a form: each field "case" is an ID and the revision that
// was on the screen, joined by a colon.
func (c *Console) decide(e echo.Context, k finding.Kind) error {
	form, err := e.FormParams()
	if err != nil {
		return err
	}
	w := query.Wish{Kind: k, To: query.Status(form.Get("status")), Remark: form.Get("remark"), Disposition: query.Disposition(form.Get("disposition"))}
	for _, x := range form["case"] {
		id, rev, _ := strings.Cut(x, ":")
		n, err := strconv.ParseUint(rev, 10, 64)
		if err != nil {
			return &query.BadRequest{Errors: []query.ParamError{{Param: "case", Detail: "want an ID and a revision"}}}
		}
		w.Cases = append(w.Cases, query.Seen{ID: id, Revision: n})
	}
	outs, err := c.desk.Decide(e.Request().Context(), api.Asker(e), w)
	if err != nil {
		return err
	}
	done, conflict := 0, 0
	for _, o := range outs {
		switch {
		case o.Err == nil:
			done++
		case errors.Is(o.Err, query.ErrConflict):
			conflict++
		}
	}
	to, err := url.Parse(back(form.Get("back")))
	if err != nil || to.Path == "/" {
		to = &url.URL{Path: casePath(k)}
	}
	q := to.Query()
	q.Del("done")
	q.Del("conflict")
	if done > 0 {
		q.Set("done", strconv.Itoa(done)+"."+string(w.To))
	}
	if conflict > 0 {
		q.Set("conflict", strconv.Itoa(conflict))
	}
	to.RawQuery = q.Encode()
	return e.Redirect(http.StatusSeeOther, to.String())
}

func dispositionTitle(d query.Disposition) string {
	for _, r := range query.Dispositions() {
		if r.ID == d {
			return r.Title
		}
	}
	return ""
}
