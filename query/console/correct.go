package console

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// correct makes a correction of the API of a page: one of a kind and API, so that a second one
// is a change of the first, made where its history stands.
func (c *Console) correct(e echo.Context) error {
	x := traffic.Correction{
		Kind: traffic.CorrectionKind(e.FormValue("kind")), Host: e.FormValue("host"), Template: strings.TrimSpace(e.FormValue("template")),
		Paths: strings.Fields(e.FormValue("paths")), Match: traffic.Matching(e.FormValue("match")), Text: e.FormValue("text"),
	}
	body, err := json.Marshal(x)
	if err != nil {
		return err
	}
	edit := policyEdit{
		Kind: query.KindCorrection, Name: string(x.Kind) + "-" + e.Param("id"), Rule: ruleText(body), Why: e.FormValue("why"),
	}
	_, err = c.desk.ChangeSetting(e.Request().Context(), api.Asker(e), query.SettingWish{
		Kind: edit.Kind, Name: edit.Name, Body: body, Why: edit.Why,
	})
	var bad *query.BadRequest
	switch {
	case errors.As(err, &bad):
		edit.Wrong = whole(bad.Error())
	case errors.Is(err, query.ErrExists), errors.Is(err, query.ErrConflict):
		edit.Wrong = "There is one of that name already: open it to change it."
	case err != nil:
		return err
	default:
		return e.Redirect(http.StatusSeeOther, "/policies/"+edit.Kind+"/"+url.PathEscape(edit.Name))
	}
	return c.policiesPage(e, http.StatusUnprocessableEntity, tabOf(edit.Kind).ID, edit)
}
