package console

import (
	"encoding/json"
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
	w := query.SettingWish{Kind: query.KindCorrection, Name: string(x.Kind) + "-" + e.Param("id"), Body: body, Why: e.FormValue("why")}
	_, err = c.desk.ChangeSetting(e.Request().Context(), api.Asker(e), w)
	return c.policySaved(e, w, body, err)
}
