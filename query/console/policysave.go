package console

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// savePolicy writes, tries, switches, deletes or restores; the form's button says which.
func (c *Console) savePolicy(e echo.Context) error {
	kind, name, do := e.FormValue("kind"), e.FormValue("name"), e.FormValue("do")
	seen, _ := strconv.ParseUint(e.FormValue("seen"), 10, 64) // none: a new name
	w := query.SettingWish{Kind: kind, Name: name, Seen: seen, Why: e.FormValue("why")}
	ctx, who := e.Request().Context(), api.Asker(e)
	switch do {
	case "on", "off":
		w.Body = []byte(`{"enabled":` + strconv.FormatBool(do == "on") + `}`)
		_, err := c.desk.ChangeSetting(ctx, who, w)
		if wrong, bad := refusal(err); wrong != "" {
			return c.policiesPage(e, http.StatusUnprocessableEntity, policiesBody{Now: tabOf(kind), Wrong: wrong + detail(bad)})
		}
		return done(e, err, back(e.FormValue("back")))
	case "restore":
		version, _ := strconv.ParseUint(e.FormValue("version"), 10, 64) // none: refused
		_, err := c.desk.RestoreSetting(ctx, who, kind, name, version, seen, w.Why)
		return c.policySaved(e, w, nil, err)
	case "promote":
		_, err := c.desk.PromoteSetting(ctx, who, kind, name, seen, w.Why)
		return c.policySaved(e, w, nil, err)
	case "delete":
		w.Delete = true
		_, err := c.desk.ChangeSetting(ctx, who, w)
		return c.policySaved(e, w, nil, err)
	}
	body, bad := sentRule(e, kind)
	w.Body = body
	switch {
	case bad != nil:
		return c.policyRefused(e, w, "", bad)
	case do == "more":
		return c.policyAgain(e, http.StatusOK, w, policyEdit{}, nil, mostConditions)
	case do == "try":
		return c.tryPolicy(e, w)
	case do == "replay":
		return c.replayPolicy(e, w)
	}
	return c.putPolicy(e, w)
}

// putPolicy puts a rule in force, or asks first.
func (c *Console) putPolicy(e echo.Context, w query.SettingWish) error {
	edit, err := c.sure(e, w)
	if err == nil && edit.Ask != "" {
		return c.policyAgain(e, http.StatusOK, w, edit, nil, 0)
	}
	if err == nil {
		_, err = c.desk.ChangeSetting(e.Request().Context(), api.Asker(e), w)
	}
	return c.policySaved(e, w, w.Body, err)
}

// sentRule reads the rule of a form: text, or the fields of its kind.
func sentRule(e echo.Context, kind string) ([]byte, []query.ParamError) {
	form, err := e.FormParams()
	if err != nil {
		return nil, []query.ParamError{{Param: "/", Detail: "the form cannot be read"}}
	}
	if _, text := form["rule"]; !text {
		return ruleOf(kind, form)
	}
	body, err := query.RuleJSON([]byte(form.Get("rule")))
	if err != nil {
		return nil, []query.ParamError{{Param: "/", Detail: "the rule cannot be read: want YAML or JSON"}}
	}
	return body, nil
}

// refusal says why a change was not made, in words for its form; "" where that is not why.
func refusal(err error) (string, []query.ParamError) {
	var bad *query.BadRequest
	switch {
	case errors.As(err, &bad):
		return "It is not in force:", bad.Errors
	case errors.Is(err, query.ErrConflict):
		return "Somebody else changed it in the meantime: open it again and look at what changed.", nil
	case errors.Is(err, query.ErrExists):
		return "There is one of that name already: open it to change it.", nil
	}
	return "", nil
}

func detail(bad []query.ParamError) string {
	if len(bad) == 0 {
		return ""
	}
	return " " + (&query.BadRequest{Errors: bad}).Error() + "."
}

func done(e echo.Context, err error, to string) error {
	if err != nil {
		return err
	}
	return e.Redirect(http.StatusSeeOther, to)
}

// policySaved leads to the rule, or back to the form with what is wrong.
func (c *Console) policySaved(e echo.Context, w query.SettingWish, body []byte, err error) error {
	if wrong, bad := refusal(err); wrong != "" {
		w.Body = body
		return c.policyRefused(e, w, wrong, bad)
	}
	to := policyAddress(w.Kind, w.Name)
	if !w.Delete {
		to += "?saved=1"
	}
	return done(e, err, to)
}

func (c *Console) policyRefused(e echo.Context, w query.SettingWish, wrong string, bad []query.ParamError) error {
	if wrong == "" {
		wrong = "It is not in force:"
	}
	edit := policyEdit{Wrong: wrong + detail(bad)}
	return c.policyAgain(e, http.StatusUnprocessableEntity, w, edit, bad, 0)
}

// policyAgain shows the form as it was sent, with the history of what is stored under the name.
func (c *Console) policyAgain(e echo.Context, status int, w query.SettingWish, more policyEdit, bad []query.ParamError, rows int) error {
	edit := policyEdit{Kind: kindOf(w.Kind), Name: w.Name}
	if w.Seen > 0 {
		stored, body, err := c.storedPolicy(e, w.Kind, w.Name)
		if err != nil {
			return err
		}
		edit = stored
		if w.Body == nil {
			w.Body = body
		}
	}
	edit.Seen, edit.Why, edit.Wrong, edit.Tried, edit.Warnings = w.Seen, w.Why, more.Wrong, more.Tried, more.Warnings
	edit.Ask, edit.Sure, edit.Replay = more.Ask, more.Sure, more.Replay
	edit.Since = e.FormValue("since")
	edit.Text, edit.Key = e.FormValue("text"), e.FormValue("key")
	edit.Rule = policyStarts[w.Kind]
	if w.Body != nil {
		edit.Rule = ruleText(w.Body)
	}
	if form, err := e.FormParams(); err == nil && form["rule"] != nil {
		edit.AsText, edit.Rule = true, form.Get("rule")
	}
	return c.policyForm(e, status, edit, w.Body, bad, rows)
}

// tryPolicy says what a rule would find, without putting it in force.
func (c *Console) tryPolicy(e echo.Context, w query.SettingWish) error {
	if !api.Who(e).May(access.ReadSample) {
		return &api.Problem{Code: api.Forbidden, Detail: "this needs the permission " + access.ReadSample.String()}
	}
	text := e.FormValue("text")
	t, err := c.desk.TryRule(e.Request().Context(), api.Asker(e), w.Kind, w.Body, e.FormValue("key"), text)
	if _, bad := refusal(err); bad != nil {
		return c.policyRefused(e, w, "It cannot be tried:", bad)
	}
	if err != nil {
		return err
	}
	return c.policyAgain(e, http.StatusOK, w, policyEdit{Tried: trialOf(t, text), Warnings: t.Warnings}, nil, 0)
}

// replayPolicy says what an own event would have found in the calls of the last days.
func (c *Console) replayPolicy(e echo.Context, w query.SettingWish) error {
	if !api.Who(e).May(access.ReadSample) {
		return &api.Problem{Code: api.Forbidden, Detail: "this needs the permission " + access.ReadSample.String()}
	}
	ctx, turn, err := c.desk.ReplayTurn(e.Request().Context(), api.Asker(e))
	var busy *query.TooSoon
	if errors.As(err, &busy) {
		e.Response().Header().Set("Retry-After", strconv.Itoa(int(busy.For/time.Second)))
		return c.policyAgain(e, http.StatusTooManyRequests, w, policyEdit{Wrong: "It was not replayed: " + busy.Detail + "."}, nil, 0)
	}
	if err != nil {
		return err
	}
	defer turn.End()
	r, err := turn.Event(ctx, w.Kind, w.Body, e.FormValue("since"))
	if _, bad := refusal(err); bad != nil {
		return c.policyRefused(e, w, "It cannot be replayed:", bad)
	}
	if err != nil {
		return err
	}
	return c.policyAgain(e, http.StatusOK, w, policyEdit{Replay: c.replayView(r, api.Lang(e))}, nil, 0)
}
