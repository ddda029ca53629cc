package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// policyTab is one part of the page; starts are rules that a new one begins with.
type policyTab struct {
	ID, Title string
	Own       []string // kinds whose rules have names of the tenant's
	Builtin   string   // kind of switches, "" none
}

var policyTabs = []policyTab{
	{"data", "Sensitive data", []string{policy.DataTypes, policy.Allows}, policy.BuiltinTypes},
	{"credentials", "Credentials", []string{policy.Credentials, policy.AuthRules}, ""},
	{"purposes", "Purposes", []string{policy.Purposes}, policy.BuiltinPurposes},
	{"apis", "APIs", []string{query.KindCorrection}, ""},
}

var policyStarts = map[string]string{
	policy.DataTypes:   "level: S3\nexpert:\n  patterns: [\"EMP-[0-9]{6}\"]\nkeywords:\n  match: any\n  words: [badge]\n",
	policy.Allows:      "conditions:\n  - {field: host, op: equals, values: [shop.example.com]}\nfields:\n  - {name: hotline, position: response.body}\ntypes: [cn_phone]\n",
	policy.Credentials: "conditions:\n  - {field: request.header, name: X-Ticket, op: prefix, values: [\"TK-\"]}\n",
	policy.AuthRules:   "conditions:\n  - {field: api, op: prefix, values: [/api/v1/staff]}\nposition: header\nparameters: [X-Staff]\n",
	policy.Purposes:    "conditions:\n  - {field: url, op: contains, values: [/badges]}\n",

	query.KindCorrection: "kind: split\nhost: shop.example.com\ntemplate: /api/users/{id}\nplace: 1\nvalues: [me]\n",
}

type policyGroup struct {
	Kind  query.SettingKind
	Rows  []query.Setting
	Start string
}

type policySwitch struct {
	ID, Title, Level string
	On               bool
	Seen             uint64
}

type policiesBody struct {
	Tabs       []policyTab
	Now        policyTab
	Groups     []policyGroup
	Switches   []policySwitch
	SwitchKind string
	Edit       policyEdit
	Fields     []policy.Field
	Operators  []policy.Operator
	May        bool
}

// policyEdit is the form as it was sent, where it could not be taken.
type policyEdit struct {
	Kind, Name, Rule, Why, Wrong string
	Seen                         uint64
	History                      []policyVersion
}

type policyVersion struct {
	query.Setting
	Diff string
}

func (c *Console) policies(e echo.Context) error {
	return c.policiesPage(e, http.StatusOK, e.QueryParam("tab"), policyEdit{})
}

// policyPage is the page with one rule in its form, and its history.
func (c *Console) policyPage(e echo.Context) error {
	h, err := c.desk.SettingHistory(e.Request().Context(), api.Asker(e), e.Param("kind"), e.Param("name"))
	if err != nil {
		return err
	}
	last := h[len(h)-1]
	edit := policyEdit{Kind: last.Kind, Name: last.Name}
	if !last.Deleted {
		edit.Seen, edit.Rule = last.Version, ruleText(last.Body)
	}
	var before []byte
	for _, x := range h {
		edit.History = append([]policyVersion{{x, query.SettingDiff(before, x.Body)}}, edit.History...)
		before = x.Body
	}
	return c.policiesPage(e, http.StatusOK, tabOf(last.Kind).ID, edit)
}

func ruleText(body []byte) string {
	b, err := yaml.JSONToYAML(body)
	if err != nil {
		return string(body)
	}
	return string(b)
}

func tabOf(kind string) policyTab {
	for _, t := range policyTabs {
		if t.Builtin == kind {
			return t
		}
		for _, k := range t.Own {
			if k == kind {
				return t
			}
		}
	}
	return policyTabs[0]
}

func (c *Console) policiesPage(e echo.Context, status int, tab string, edit policyEdit) error {
	all, err := c.desk.Settings(e.Request().Context(), api.Asker(e), "")
	if err != nil {
		return err
	}
	b := policiesBody{
		Tabs: policyTabs, Now: policyTabs[0], Edit: edit, Fields: policy.Fields(), Operators: policy.Operators(),
		May: api.Who(e).May(access.Configure),
	}
	for _, t := range policyTabs {
		if t.ID == tab {
			b.Now = t
		}
	}
	set := map[string]query.Setting{}
	for _, s := range all {
		set[s.Kind+"/"+s.Name] = s
	}
	for _, kind := range query.SettingKinds() {
		for _, own := range b.Now.Own {
			if own != kind.ID {
				continue
			}
			g := policyGroup{Kind: kind, Start: policyStarts[kind.ID]}
			for _, s := range all {
				if s.Kind == kind.ID {
					g.Rows = append(g.Rows, s)
				}
			}
			b.Groups = append(b.Groups, g)
		}
	}
	b.SwitchKind = b.Now.Builtin
	add := func(id, title, level string) {
		s, ok := set[b.SwitchKind+"/"+id]
		b.Switches = append(b.Switches, policySwitch{id, title, level, !ok || string(s.Body) != `{"enabled":false}`, s.Version})
	}
	switch b.SwitchKind {
	case policy.BuiltinTypes:
		for _, d := range c.desk.Catalog().DataTypes() {
			add(d.Name, d.Title, d.Level.String())
		}
	case policy.BuiltinPurposes:
		for _, p := range query.BuiltinPurposes() {
			add(p.ID, p.Title, "")
		}
	}
	pg := c.newPage(e, "Policies", "policies")
	pg.Body = b
	return c.render(e, status, "policies", pg)
}

// savePolicy writes, switches, deletes or restores; the form's button says which.
func (c *Console) savePolicy(e echo.Context) error {
	kind, name := e.FormValue("kind"), e.FormValue("name")
	seen, _ := strconv.ParseUint(e.FormValue("seen"), 10, 64) // none: a new name
	edit := policyEdit{Kind: kind, Name: name, Rule: e.FormValue("rule"), Why: e.FormValue("why"), Seen: seen}
	ctx, who := e.Request().Context(), api.Asker(e)
	var err error
	switch do := e.FormValue("do"); do {
	case "restore":
		version, _ := strconv.ParseUint(e.FormValue("version"), 10, 64) // none: refused below
		_, err = c.desk.RestoreSetting(ctx, who, kind, name, version, seen, edit.Why)
	case "on", "off":
		_, err = c.desk.ChangeSetting(ctx, who, query.SettingWish{
			Kind: kind, Name: name, Seen: seen, Body: []byte(`{"enabled":` + strconv.FormatBool(do == "on") + `}`),
		})
	default:
		w := query.SettingWish{Kind: kind, Name: name, Seen: seen, Delete: do == "delete", Why: edit.Why}
		if !w.Delete {
			if w.Body, err = query.RuleJSON([]byte(edit.Rule)); err != nil {
				edit.Wrong = "The rule cannot be read: want YAML or JSON."
				return c.policiesPage(e, http.StatusUnprocessableEntity, tabOf(kind).ID, edit)
			}
		}
		_, err = c.desk.ChangeSetting(ctx, who, w)
	}
	var bad *query.BadRequest
	switch {
	case errors.As(err, &bad):
		edit.Wrong = whole(bad.Error())
	case errors.Is(err, query.ErrConflict):
		edit.Wrong = "Somebody else changed it in the meantime: open it again and look at what changed."
	case errors.Is(err, query.ErrExists):
		edit.Wrong = "There is one of that name already: open it to change it."
	case err != nil:
		return err
	default:
		return e.Redirect(http.StatusSeeOther, "/policies?tab="+url.QueryEscape(tabOf(kind).ID))
	}
	return c.policiesPage(e, http.StatusUnprocessableEntity, tabOf(kind).ID, edit)
}
