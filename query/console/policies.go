package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
)

// policyTab is one part of the page.
type policyTab struct {
	ID, Title string
	Own       []string // kinds whose rules have names of the tenant's
	Builtin   string   // kind of switches, "" none
}

var policyTabs = []policyTab{
	{"data", "Sensitive data", []string{policy.DataTypes, policy.Allows, policy.HomeKind}, policy.BuiltinTypes},
	{"credentials", "Credentials", []string{policy.Credentials, policy.AuthRules}, ""},
	{"purposes", "Purposes", []string{policy.Purposes}, policy.BuiltinPurposes},
	{"events", "Events and risks", []string{policy.OwnEvents, policy.TunedRules}, ""},
	{"apis", "APIs", []string{query.KindCorrection, query.KindSpec}, ""},
	{"gateways", "Gateways", []string{query.KindGatewayRule}, ""},
	{"alarms", "Alarms", []string{query.KindAlarm, query.KindRecipient, query.KindOwner}, ""},
}

// policyStarts are rules that a new one written as text begins with; kinds without are not
// written here.
var policyStarts = map[string]string{
	policy.DataTypes: "level: S3\nexpert:\n  patterns: [\"EMP-[0-9]{6}\"]\nkeywords:\n  match: any\n  words: [badge]\n",
	policy.Allows:    "conditions:\n  - {field: host, op: equals, values: [shop.example.com]}\nfields:\n  - {name: hotline, position: response.body}\ntypes: [cn_phone]\n",
	policy.OwnEvents: "level: medium\nsimulate: true\nconditions:\n  - {field: response.data, op: equals, values: [cn_mobile]}\nper: account\nperiod: 600\nrequests: 5\n" +
		"statistics:\n  - {count: distinct, field: response.data, name: cn_mobile, at_least: 500}\n",
	policy.TunedRules: "mode: simulate\nhost: shop.example.com\n",

	policy.HomeKind:    "countries: [CN]\n",
	policy.Credentials: "conditions:\n  - {field: request.header, name: X-Ticket, op: prefix, values: [\"TK-\"]}\n",
	policy.AuthRules:   "conditions:\n  - {field: api, op: prefix, values: [/api/v1/staff]}\nposition: header\nparameters: [X-Staff]\n",
	policy.Purposes:    "conditions:\n  - {field: url, op: contains, values: [/badges]}\n",

	query.KindAlarm: alarmStarts[query.KindAlarm], query.KindRecipient: alarmStarts[query.KindRecipient], query.KindOwner: alarmStarts[query.KindOwner],

	query.KindCorrection: "kind: split\nhost: shop.example.com\ntemplate: /api/users/{id}\nplace: 1\nvalues: [me]\n",
}

type policyGroup struct {
	Kind query.SettingKind
	Rows []policyRow
	Add  bool // rules of it are written here
}

type policyRow struct {
	query.Setting
	Off      bool
	Warnings []string
}

type policySwitch struct {
	ID, Title, Level string
	On               bool
	Seen             uint64
}

type policiesBody struct {
	Tabs       []policyTab
	Now        policyTab
	Kind       string // only this one is shown, "" all of the tab
	Groups     []policyGroup
	Switches   []policySwitch
	Switchable int // before the search
	SwitchKind string
	Levels     []string  // of the switches
	Rules      []ruleRow // the built-in events and risks
	Query      string
	Level      string
	State      string
	Wrong      string
	May        bool
}

type policyVersion struct {
	query.Setting
	Diff string
}

func (c *Console) policies(e echo.Context) error {
	return c.policiesPage(e, http.StatusOK, policiesBody{Now: tabByID(e.QueryParam("tab"))})
}

// policyKind is the list of one kind, or the form for a new rule of it.
func (c *Console) policyKind(e echo.Context) error {
	id := e.Param("kind")
	if _, err := c.desk.Settings(e.Request().Context(), api.Asker(e), id); err != nil {
		return err
	}
	if e.QueryParam("add") != "" && policyStarts[id] != "" {
		edit := policyEdit{Kind: kindOf(id), Rule: policyStarts[id], Name: e.QueryParam("name")}
		return c.policyForm(e, http.StatusOK, edit, nil, nil, 0)
	}
	return c.policiesPage(e, http.StatusOK, policiesBody{Now: tabOf(id), Kind: id})
}

// policyPage is one rule in its form, and its history.
func (c *Console) policyPage(e echo.Context) error {
	edit, body, err := c.storedPolicy(e, e.Param("kind"), e.Param("name"))
	if err != nil {
		return err
	}
	return c.policyForm(e, http.StatusOK, edit, body, nil, 0)
}

// storedPolicy reads a rule with its history; body is that of the newest version, nil where deleted.
func (c *Console) storedPolicy(e echo.Context, kind, name string) (policyEdit, []byte, error) {
	h, err := c.desk.SettingHistory(e.Request().Context(), api.Asker(e), kind, name)
	if errors.Is(err, query.ErrNotFound) { // perhaps what is in force where nobody set anything
		s, none := c.desk.Setting(e.Request().Context(), api.Asker(e), kind, name)
		if none == nil {
			return policyEdit{Kind: kindOf(kind), Name: name, Rule: ruleText(s.Body)}, s.Body, nil
		}
	}
	if err != nil {
		return policyEdit{}, nil, err
	}
	last := h[len(h)-1]
	edit := policyEdit{Kind: kindOf(kind), Name: last.Name, Deleted: last.Deleted}
	if !last.Deleted {
		edit.Seen, edit.Rule = last.Version, ruleText(last.Body)
	}
	var before []byte
	for _, x := range h {
		edit.History = append(edit.History, policyVersion{x, query.SettingDiff(before, x.Body)})
		before = x.Body
	}
	slices.Reverse(edit.History)
	return edit, last.Body, nil
}

// policyForm shows one rule. more is how many further conditions are wanted.
func (c *Console) policyForm(e echo.Context, status int, edit policyEdit, body []byte, bad []query.ParamError, more int) error {
	kind, who := edit.Kind.ID, api.Who(e)
	if policyStarts[kind] != "" {
		edit.Fields = formOf(kind, body, bad, more)
	}
	edit.Asks, edit.Ops = policy.FieldsOf(kind), policy.Operators()
	edit.TryText = kind == policy.DataTypes
	edit.CanTry = edit.TryText || edit.Asks != nil && kind != policy.AuthRules
	edit.MayTry = who.May(access.ReadSample)
	_, edit.Trial = policy.Promoted(kind, body)
	edit.Trial = edit.Trial && edit.Seen > 0
	if body != nil && edit.Warnings == nil {
		edit.Warnings = query.RuleWarnings(kind, body)
	}
	title := "New: " + edit.Kind.One
	if edit.Name != "" && (edit.Seen > 0 || edit.Deleted) {
		title = edit.Name
	}
	pg := c.newPage(e, title, "policies")
	if e.QueryParam("saved") != "" && edit.Seen > 0 && status == http.StatusOK {
		pg.Says = append(pg.Says, notice{"good", "In force as version " + strconv.FormatUint(edit.Seen, 10) + "."})
	}
	pg.Body = editBody{edit, tabOf(kind), who.May(access.Configure)}
	return c.render(e, status, "policy", pg)
}

// editBody is a rule with where it belongs.
type editBody struct {
	policyEdit
	Tab policyTab
	May bool
}

func ruleText(body []byte) string {
	b, err := yaml.JSONToYAML(body)
	if err != nil {
		return string(body)
	}
	return string(b)
}

func kindOf(id string) query.SettingKind {
	for _, k := range query.SettingKinds() {
		if k.ID == id {
			return k
		}
	}
	return query.SettingKind{ID: id, Title: id, One: id}
}

func tabByID(id string) policyTab {
	for _, t := range policyTabs {
		if t.ID == id {
			return t
		}
	}
	return policyTabs[0]
}

func tabOf(kind string) policyTab {
	for _, t := range policyTabs {
		if t.Builtin == kind || slices.Contains(t.Own, kind) {
			return t
		}
	}
	return policyTabs[0]
}

func (c *Console) policiesPage(e echo.Context, status int, b policiesBody) error {
	all, err := c.desk.Settings(e.Request().Context(), api.Asker(e), "")
	if err != nil {
		return err
	}
	q := e.QueryParams()
	b.Tabs, b.May, b.Query, b.Level, b.State = policyTabs, api.Who(e).May(access.Configure), q.Get("q"), q.Get("level"), q.Get("state")
	for _, id := range b.Now.Own {
		if b.Kind == "" || b.Kind == id {
			b.Groups = append(b.Groups, groupOf(id, all))
		}
	}
	if b.Kind == "" || b.Kind == b.Now.Builtin {
		b.SwitchKind = b.Now.Builtin
		switches := c.switches(b.SwitchKind, all)
		b.Switchable, b.Switches, b.Levels = len(switches), filterSwitches(switches, q), levelsIn(switches)
	}
	if b.Kind == "" && slices.Contains(b.Now.Own, policy.TunedRules) {
		if b.Rules, err = c.rulebook(e, q); err != nil {
			return err
		}
	}
	pg := c.newPage(e, "Policies", "policies")
	pg.Body = b
	return c.render(e, status, "policies", pg)
}

func groupOf(kind string, all []query.Setting) policyGroup {
	g := policyGroup{Kind: kindOf(kind), Add: policyStarts[kind] != ""}
	for _, s := range all {
		if s.Kind == kind {
			off := at(ruleRead(s.Body), "enabled") == false
			g.Rows = append(g.Rows, policyRow{s, off, query.RuleWarnings(kind, s.Body)})
		}
	}
	return g
}

// switches are the built-in rows of a kind, on where nobody switched them off.
func (c *Console) switches(kind string, all []query.Setting) []policySwitch {
	var out []policySwitch
	add := func(id, title, level string) {
		x := policySwitch{ID: id, Title: title, Level: level, On: true}
		for _, s := range all {
			if s.Kind == kind && s.Name == id {
				x.On, x.Seen = string(s.Body) != `{"enabled":false}`, s.Version
			}
		}
		out = append(out, x)
	}
	switch kind {
	case policy.BuiltinTypes:
		for _, d := range c.desk.Catalog().DataTypes() {
			add(d.Name, d.Title, d.Level.String())
		}
	case policy.BuiltinPurposes:
		for _, p := range query.BuiltinPurposes() {
			add(p.ID, p.Title, "")
		}
	}
	return out
}

func levelsIn(all []policySwitch) []string {
	var out []string
	for _, s := range all {
		if s.Level != "" && !slices.Contains(out, s.Level) {
			out = append(out, s.Level)
		}
	}
	slices.Sort(out)
	return out
}

// policyAddress is the page of a rule.
func policyAddress(kind, name string) string {
	return "/policies/" + url.PathEscape(kind) + "/" + url.PathEscape(name)
}
