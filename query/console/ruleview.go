package console

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// fieldView is a row of a form with what is in it.
type fieldView struct {
	ruleField
	Values []string
	Rows   []conditionView // of conditions
	Wrong  []string
}

// conditionView is one condition in the form; an empty Field is a row to fill in.
type conditionView struct {
	N                       int // from 1
	Field, Name, Op, Values string
	Wrong                   []string
}

// Text is the value of a field of one text.
func (f fieldView) Text() string {
	if len(f.Values) == 0 {
		return ""
	}
	return f.Values[0]
}

// Lines is the value of a field of several lines.
func (f fieldView) Lines() string { return strings.Join(f.Values, "\n") }

// Has reports that an option is chosen.
func (f fieldView) Has(value string) bool { return slices.Contains(f.Values, value) }

// ID is for labels.
func (f fieldView) ID() string { return "f-" + strings.ReplaceAll(f.Path, "/", "-") }

const (
	mostConditions = 10
	spareRows      = 1 // empty conditions after those there are
)

// formOf lays a rule out in the form of its kind; nil where the kind has none. more is how many
// further rows for conditions are wanted.
func formOf(kind string, body []byte, bad []query.ParamError, more int) []fieldView {
	fields := ruleForms[kind]
	if fields == nil {
		return nil
	}
	rule := ruleRead(body)
	out := make([]fieldView, len(fields))
	for i, f := range fields {
		v := fieldView{ruleField: f, Values: textsOf(at(rule, f.Path)), Wrong: faultsAt(bad, f.Path)}
		switch {
		case f.As == enabled && len(v.Values) == 0:
			v.Values = []string{"true"}
		case f.As == statistics:
			v.Values = statLines(at(rule, f.Path))
		case f.As == conditions:
			v.Values, v.Rows = nil, rowsOf(at(rule, f.Path), bad, more)
			if len(v.Rows) > spareRows+more {
				v.Wrong = slices.DeleteFunc(v.Wrong, func(s string) bool { return inRows(v.Rows, s) })
			}
		}
		out[i] = v
	}
	return out
}

func inRows(rows []conditionView, wrong string) bool {
	return slices.ContainsFunc(rows, func(r conditionView) bool { return slices.Contains(r.Wrong, wrong) })
}

func rowsOf(list any, bad []query.ParamError, more int) []conditionView {
	var out []conditionView
	all, _ := list.([]any)
	for i, x := range all {
		out = append(out, conditionView{
			N: i + 1, Field: first(textsOf(at(x, "field"))), Name: first(textsOf(at(x, "name"))), Op: first(textsOf(at(x, "op"))),
			Values: strings.Join(textsOf(at(x, "values")), "\n"), Wrong: faultsAt(bad, "conditions/"+strconv.Itoa(i)),
		})
	}
	for n := len(out); n < min(len(all)+spareRows+more, max(mostConditions, len(all))); n++ {
		out = append(out, conditionView{N: n + 1})
	}
	return out
}

func first(vs []string) string {
	if len(vs) == 0 {
		return ""
	}
	return vs[0]
}

// policyEdit is one rule being written: as it is stored, or as it was sent and could not be taken.
type policyEdit struct {
	Kind       query.SettingKind
	Name       string
	Rule       string // as YAML
	Why, Wrong string
	Ask, Sure  string // what it would do, and the answer that says it was read
	AsText     bool   // sent as YAML
	Seen       uint64
	Deleted    bool
	Fields     []fieldView // nil: the kind has no form
	Asks       []policy.Field
	Ops        []policy.Operator
	History    []policyVersion
	Warnings   []string
	Text, Key  string // to try it on
	Tried      *trialView
	Replay     *replayView
	Since      string // of a replay
	MayTry     bool
	Trial      bool // it runs on trial: it can be promoted
	CanTry     bool // some kinds have nothing to try
	TryText    bool // it is looked for in texts
}

// NameHint says what the rule is to be called, "" where any name will do.
func (p policyEdit) NameHint() string { return nameHints[p.Kind.ID] }

// CanReplay tells whether the rule can be judged over stored calls.
func (p policyEdit) CanReplay() bool { return p.Kind.ID == policy.OwnEvents }

// Spans are the times a replay may go back.
func (p policyEdit) Spans() []option {
	return []option{{"24h", "the last 24 hours"}, {"7d", "the last 7 days"}, {"31d", "the last 31 days"}}
}

// replayView is what a replay found, for the page.
type replayView struct {
	query.EventReplay
	Rows []replayedCase
}

type replayedCase struct {
	finding.Finding
	Reason string
}

func (c *Console) replayView(r query.EventReplay, l finding.Lang) *replayView {
	v := &replayView{EventReplay: r}
	for i := range r.First {
		v.Rows = append(v.Rows, replayedCase{r.First[i], c.desk.Catalog().Say(&r.First[i], l).Reason})
	}
	return v
}

// trialView is what a trial found, for the page.
type trialView struct {
	Tried, Applied int
	Calls          []triedCall
	Hits           []query.RuleHit
	Text           bool // a text was given
}

type triedCall struct{ ID, Method, Host, Path string }

const triedShown = 10 // calls of a trial that are listed

func trialOf(t query.RuleTrial, text string) *trialView {
	v := &trialView{Tried: t.Tried, Applied: len(t.Samples), Hits: t.Hits, Text: text != ""}
	for _, s := range t.Samples[:min(len(t.Samples), triedShown)] {
		v.Calls = append(v.Calls, triedCall{s.ID, s.API.Method, s.API.Host, s.API.Template})
	}
	return v
}

// filterSwitches keeps the built-in rows that a search is about (P3-01).
func filterSwitches(all []policySwitch, q url.Values) []policySwitch {
	text, level, state := strings.ToLower(strings.TrimSpace(q.Get("q"))), q.Get("level"), q.Get("state")
	return slices.DeleteFunc(slices.Clone(all), func(s policySwitch) bool {
		return text != "" && !strings.Contains(strings.ToLower(s.Title+" "+s.ID), text) ||
			level != "" && s.Level != level || state != "" && s.On != (state == "on")
	})
}
