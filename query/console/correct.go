package console

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/api"
)

// correct makes a correction of the API of a page: one of a kind and API, so that a second one
// is a change of the first, made where its history stands.
func (c *Console) correct(e echo.Context) error {
	if err := c.desk.HasAPI(e.Request().Context(), api.Asker(e), e.Param("id")); err != nil {
		return err
	}
	x := traffic.Correction{
		Kind: traffic.CorrectionKind(e.FormValue("kind")), Host: e.FormValue("host"), Template: strings.TrimSpace(e.FormValue("template")),
		Paths: strings.Fields(e.FormValue("paths")), Match: traffic.Matching(e.FormValue("match")), Text: e.FormValue("text"),
	}
	body, err := json.Marshal(x)
	if err != nil {
		return err
	}
	w := query.SettingWish{Kind: query.KindCorrection, Name: string(x.Kind) + "-" + e.Param("id"), Body: body, Why: e.FormValue("why")}
	return c.putPolicy(e, w)
}

// sure asks before a correction takes out more than one API: Ask says how many, and the form
// comes back with that number, so that what was not read is not put in force.
func (c *Console) sure(e echo.Context, w query.SettingWish) (edit policyEdit, err error) {
	var x traffic.Correction
	if w.Kind != query.KindCorrection || json.Unmarshal(w.Body, &x) != nil || x.Kind != traffic.Exclude {
		return edit, nil
	}
	effect, err := c.desk.TryCorrection(e.Request().Context(), api.Asker(e), w)
	if err != nil || effect.APIs < 2 {
		return edit, err
	}
	if edit.Sure = strconv.Itoa(effect.APIs); e.FormValue("sure") == edit.Sure {
		return edit, nil
	}
	names := make([]string, len(effect.Examples))
	for i, a := range effect.Examples {
		names[i] = a.String()
	}
	more := ""
	if effect.APIs > len(names) {
		more = " and more"
	}
	edit.Ask = fmt.Sprintf("This takes %d of %d APIs out of the lists, with %d calls: %s%s. Put it in force again to confirm; deleting it brings them back.",
		effect.APIs, effect.Of, effect.Calls, strings.Join(names, ", "), more)
	return edit, nil
}
