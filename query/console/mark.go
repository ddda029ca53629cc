package console

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

func (c *Console) markEvents(e echo.Context) error { return c.mark(e, finding.KindEvent) }
func (c *Console) markRisks(e echo.Context) error  { return c.mark(e, finding.KindRisk) }

// markDeeds are the values of the buttons that mark.
var markDeeds = map[string]func(w *query.MarkWish, note string){
	"follow":   func(w *query.MarkWish, _ string) { yes := true; w.Follow = &yes },
	"unfollow": func(w *query.MarkWish, _ string) { no := false; w.Follow = &no },
	"note":     func(w *query.MarkWish, note string) { w.Note = &note },
	"delete":   func(w *query.MarkWish, _ string) { w.Delete = true },
}

// mark follows, notes or deletes what a form selected. A field "case" is an ID, with or
// without the revision that the form for decisions puts behind it.
func (c *Console) mark(e echo.Context, k finding.Kind) error {
	form, err := e.FormParams()
	if err != nil {
		return err
	}
	deed := markDeeds[form.Get("do")]
	if deed == nil {
		return &query.BadRequest{Errors: []query.ParamError{{Param: "do", Detail: "want follow, unfollow, note or delete"}}}
	}
	w := query.MarkWish{Kind: k}
	for _, x := range form["case"] {
		id, _, _ := strings.Cut(x, ":")
		w.IDs = append(w.IDs, id)
	}
	deed(&w, form.Get("note"))
	if _, err := c.desk.Mark(e.Request().Context(), api.Asker(e), w); err != nil {
		return err
	}
	to := back(form.Get("back"))
	if to == "/" || w.Delete {
		to = casePath(k)
	}
	return e.Redirect(http.StatusSeeOther, to)
}
