package console

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
)

// fieldKind says how a part of a rule is shown and read.
type fieldKind string

const (
	oneOf      fieldKind = "one"        // a choice of one
	someOf     fieldKind = "some"       // boxes to tick
	aLine      fieldKind = "line"       // one text
	aNumber    fieldKind = "number"     // one whole number
	aFigure    fieldKind = "figure"     // one number
	statistics fieldKind = "stats"      // lines of statistics
	someLines  fieldKind = "lines"      // texts, one a line
	yes        fieldKind = "yes"        // a box; true where ticked
	enabled    fieldKind = "enabled"    // a box; left out where ticked
	conditions fieldKind = "conditions" // rows of field, name, operator and values
	placed     fieldKind = "placed"     // lines of a position and a name
	toldTo     fieldKind = "told"       // lines of a recipient, levels and types
	aSecret    fieldKind = "secret"     // one text that is not shown
)

// ruleField is one row of the form of a kind of rules. The table is all a kind needs to have a form.
type ruleField struct {
	Path    string // in the rule, "expert/patterns"; also the name in the form
	Title   string
	Hint    string
	As      fieldKind
	Options []option
	With    string // sent only where that other field is filled in
	If      string // sent only where another field has one of these values: "every=hour,burst"
	Group   string // heading over it, where it begins a group
	Small   bool   // stands beside its neighbours
}

type option struct{ Value, Title string }

func plain(values ...string) []option {
	out := make([]option, len(values))
	for i, v := range values {
		out[i] = option{v, v}
	}
	return out
}

var (
	inForce = ruleField{Path: "enabled", Title: "In force", As: enabled, Hint: "Untick to keep the rule without using it."}
	scoped  = ruleField{Path: "conditions", Title: "Which APIs", As: conditions, Hint: "All conditions must hold. Values one a line; any of them may fit. Texts are compared with case."}
)

// nameHints say what a rule of a kind is to be called, where not every name will do.
var nameHints = map[string]string{
	policy.TunedRules: "The row's ID such as EV-09, with a dot and a word behind it where there are several about it.",
}

// ruleForms are the forms there are, by kind. TestRuleFormsHoldEveryRule holds them to the rules.
var ruleForms = map[string][]ruleField{
	policy.DataTypes: {
		{Path: "level", Title: "Level", As: oneOf, Options: append([]option{{"", "choose"}}, plain("S1", "S2", "S3", "S4")...), Hint: "S1 is hardly sensitive, S4 most."},
		{Path: "expert/patterns", Title: "Patterns", As: someLines, Group: "By pattern",
			Hint: `Regular expressions (RE2), one a line; any may match, each at least six characters. For example EMP-[0-9]{6}`},
		{Path: "basic/classes", Title: "Made of", As: someOf, Options: []option{{"digits", "digits"}, {"upper", "capital letters"}, {"lower", "small letters"}},
			Group: "Or by characters", Hint: "A word of exactly these characters, each at least once."},
		{Path: "basic/min", Title: "Shortest", As: aNumber, Small: true, With: "basic/classes", Hint: "6 to 63 characters"},
		{Path: "basic/max", Title: "Longest", As: aNumber, Small: true, With: "basic/classes", Hint: "7 to 64 characters"},
		{Path: "keywords/words", Title: "Keywords beside it", As: someLines, Group: "Narrower",
			Hint: "One a line; looked for in the field's name and the text around the value. None: the value alone is enough."},
		{Path: "keywords/match", Title: "Of the keywords", As: oneOf, Options: []option{{"any", "any is enough"}, {"all", "all must be there"}}, With: "keywords/words"},
		{Path: "positions/request", Title: "Only in requests", As: someOf, Options: plain("headers", "cookie", "query", "path", "body"), Hint: "Nothing ticked on either side: everywhere."},
		{Path: "positions/response", Title: "Only in responses", As: someOf, Options: plain("headers", "cookie", "body")},
		inForce,
	},
	policy.Allows: {
		scoped,
		{Path: "fields", Title: "Fields", As: placed, Hint: "One a line: where it is, then its name, such as response.body hotline. None: the whole call."},
		{Path: "types", Title: "Data types", As: someLines, Hint: "Names such as cn_phone, one a line. None: all."},
		inForce,
	},
	policy.OwnEvents: {
		{Path: "level", Title: "Level", As: oneOf, Options: append([]option{{"", "choose"}}, plain("low", "medium", "high")...)},
		{Path: "conditions", Title: "Which calls", As: conditions, Hint: "All conditions must hold. Values one a line; any of them may fit. Texts are compared with case."},
		{Path: "per", Title: "Counted for each", As: oneOf, Options: []option{{"", "address (ip)"}, {"account", "account, or session where none is known"}, {"api", "API"}, {"domain", "domain"}}},
		{Path: "period", Title: "Period, seconds", As: aNumber, Small: true, Hint: "10 to 900"},
		{Path: "requests", Title: "Calls in it", As: aNumber, Small: true, Hint: "From so many on it fires."},
		{Path: "statistics", Title: "Statistics", As: statistics, Hint: "One a line, all must hold: distinct response.data cn_mobile at_least 500; share response.status more 399 at_least 50; sum response.data_entries at_least 1000"},
		{Path: "suggestion", Title: "Suggestion", As: aLine, Hint: "What to do about it; shown in its cases."},
		{Path: "simulate", Title: "On trial", As: yes, Hint: "It runs and counts; its cases are marked and alarm nobody."},
		inForce,
	},
	policy.TunedRules: {
		{Path: "mode", Title: "How it runs", As: oneOf, Options: []option{{"", "on"}, {"simulate", "on trial: its cases are marked and alarm nobody"}, {"off", "off"}}},
		{Path: "host", Title: "Domain", As: aLine, Hint: "None: all. Of several that fit, the one about least counts."},
		{Path: "api", Title: "API", As: aLine, Hint: "A path template of the domain, such as /orders/{id}"},
		{Path: "method", Title: "Method", As: aLine, Hint: "Of the API; none: all"},
		{Path: "level", Title: "Level", As: oneOf, Options: append([]option{{"", "as its volume says"}}, plain("low", "medium", "high")...)},
		{Path: "floor", Title: "Floor", As: aFigure, Small: true, Hint: "The line is never below it."},
		{Path: "times", Title: "Times the usual", As: aFigure, Small: true, Hint: "1.1 to 100"},
		{Path: "window", Title: "Window, seconds", As: aNumber, Small: true, Hint: "60 to 3600, where the rule counts over one"},
	},
	policy.HomeKind: {
		{Path: "countries", Title: "Countries and territories", As: someLines,
			Hint: "Codes such as CN, one a line. HK, MO and TW are codes of their own. The name of this rule is home."},
	},
	policy.Credentials: {
		{Path: "conditions", Title: "Calls that carry it", As: conditions, Hint: "All conditions must hold; at least one is about a header, cookie, parameter or body field. Values one a line."},
		inForce,
	},
	policy.AuthRules: {
		scoped,
		{Path: "position", Title: "Where callers show who they are", As: oneOf, Options: plain("header", "cookie", "query", "body")},
		{Path: "parameters", Title: "Names there", As: someLines, Hint: "One a line; one of them must be there and not be empty."},
		{Path: "only", Title: "Nothing else counts", As: yes, Hint: "Tick where other credentials of these APIs say nothing."},
		inForce,
	},
	policy.Purposes: {
		scoped,
		{Path: "as", Title: "Purpose", As: oneOf, Options: purposeOptions(), Hint: "One of its own is called as the rule is."},
		inForce,
	},
	query.KindAlarm: alarmForm, query.KindRecipient: recipientForm(), query.KindOwner: ownerForm,
	query.KindCorrection: {
		{Path: "kind", Title: "What to do", As: oneOf, Options: []option{
			{"pin", "pin: paths that fit the template are that API"}, {"split", "split: some values are APIs of their own"},
			{"merge", "merge: several paths belong to the template"}, {"exclude", "exclude: paths that match are no API"},
			{"recognise", "recognise: paths that match are the API"}, {"generalise", "generalise: segments that match are values"},
		}},
		{Path: "host", Title: "Host", As: aLine, Hint: "shop.example.com, *.example.com or *"},
		{Path: "template", Title: "Template", As: aLine, Hint: "pin, split, merge and recognise: values in braces, /orders/{id}"},
		{Path: "methods", Title: "Methods", As: someLines, Hint: "One a line. None: all."},
		{Path: "paths", Title: "Paths", As: someLines, Hint: "merge: what belongs to the template, one a line"},
		{Path: "place", Title: "Which value", As: aNumber, Hint: "split: 1 is the first value of the template"},
		{Path: "values", Title: "Values", As: someLines, Hint: "split: those that are APIs of their own, one a line"},
		{Path: "match", Title: "Match", As: oneOf, Options: append([]option{{"", "–"}}, plain("prefix", "suffix", "contains", "regex")...), Hint: "exclude, recognise, generalise"},
		{Path: "text", Title: "Text to match", As: aLine, Hint: "of the path; for generalise of one segment"},
	},
}

func purposeOptions() []option {
	out := []option{{"", "one of its own"}}
	for _, p := range query.BuiltinPurposes() {
		out = append(out, option{p.ID, p.ID + " " + p.Title})
	}
	return out
}

// ruleOf reads the form of a kind into a rule, JSON. Nothing is checked here but numbers: the rule's
// own check names what is wrong by the same paths.
func ruleOf(kind string, form url.Values) ([]byte, []query.ParamError) {
	rule := map[string]any{}
	var bad []query.ParamError
	for _, f := range ruleForms[kind] {
		if f.With != "" && len(filled(form[f.With])) == 0 || !f.applies(form) {
			continue
		}
		var v any
		switch vals := filled(form[f.Path]); f.As {
		case enabled:
			if len(vals) == 0 {
				v = false
			}
		case yes:
			if len(vals) > 0 {
				v = true
			}
		case oneOf, aLine, aSecret:
			if len(vals) > 0 {
				v = vals[0]
			}
		case aNumber:
			if len(vals) > 0 {
				n, err := strconv.ParseInt(vals[0], 10, 64)
				if err != nil {
					bad = append(bad, query.ParamError{Param: "/" + f.Path, Detail: "want a whole number"})
				}
				v = n
			}
		case aFigure:
			if len(vals) > 0 {
				n, err := strconv.ParseFloat(vals[0], 64)
				if err != nil {
					bad = append(bad, query.ParamError{Param: "/" + f.Path, Detail: "want a number"})
				}
				v = n
			}
		case statistics:
			if ls := lined(form.Get(f.Path)); len(ls) > 0 {
				all, wrong := statsOf(ls, f.Path)
				v, bad = all, append(bad, wrong...)
			}
		case someOf:
			if len(vals) > 0 {
				v = vals
			}
		case someLines:
			if ls := lined(form.Get(f.Path)); len(ls) > 0 {
				v = ls
			}
		case placed:
			var at []policy.AllowField
			for _, l := range lined(form.Get(f.Path)) {
				position, name, _ := strings.Cut(l, " ")
				at = append(at, policy.AllowField{Position: position, Name: strings.TrimSpace(name)})
			}
			if at != nil {
				v = at
			}
		case toldTo:
			var to []digest.Subscription
			for _, l := range lined(form.Get(f.Path)) {
				to = append(to, subscribed(l))
			}
			if to != nil {
				v = to
			}
		case conditions:
			v = conditionsOf(form)
		}
		if v != nil {
			put(rule, f.Path, v)
		}
	}
	body, err := json.Marshal(rule)
	if err != nil {
		bad = append(bad, query.ParamError{Param: "/", Detail: err.Error()})
	}
	return body, bad
}

// conditionsOf reads the rows of conditions; a row without a field is none.
func conditionsOf(form url.Values) []policy.Condition {
	out := []policy.Condition{}
	at := func(name string, i int) string {
		if vs := form[name]; i < len(vs) {
			return vs[i]
		}
		return ""
	}
	for i, field := range form["c.field"] {
		if field != "" {
			out = append(out, policy.Condition{Field: field, Name: strings.TrimSpace(at("c.name", i)), Op: at("c.op", i), Values: lined(at("c.values", i))})
		}
	}
	return out
}

// put sets a value at a path of nested objects.
func put(rule map[string]any, path string, v any) {
	head, rest, deep := strings.Cut(path, "/")
	if !deep {
		rule[head] = v
		return
	}
	sub, ok := rule[head].(map[string]any)
	if !ok {
		sub = map[string]any{}
		rule[head] = sub
	}
	put(sub, rest, v)
}

// at gives what stands at a path of a rule, nil where nothing does.
func at(rule any, path string) any {
	for part := range strings.SplitSeq(path, "/") {
		m, ok := rule.(map[string]any)
		if !ok {
			return nil
		}
		rule = m[part]
	}
	return rule
}

func filled(vs []string) []string {
	var out []string
	for _, v := range vs {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func lined(s string) []string { return filled(strings.Split(s, "\n")) }

// ruleRead decodes a rule for the form; numbers stay as they were written.
func ruleRead(body []byte) any {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var rule any
	if d.Decode(&rule) != nil {
		return nil
	}
	return rule
}

// textsOf gives a value of a rule as texts.
func textsOf(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case json.Number:
		return []string{v.String()}
	case bool:
		return []string{strconv.FormatBool(v)}
	case []any:
		var out []string
		for _, x := range v {
			if m, ok := x.(map[string]any); ok { // a position and a name, or a recipient
				words := append(textsOf(m["position"]), textsOf(m["name"])...)
				out = append(out, strings.Join(append(append(words, textsOf(m["levels"])...), textsOf(m["types"])...), " "))
				continue
			}
			out = append(out, textsOf(x)...)
		}
		return out
	}
	return nil
}

// faultsAt are the errors about a path of the rule and what is below it.
func faultsAt(all []query.ParamError, path string) []string {
	var out []string
	for _, e := range all {
		if p := strings.TrimPrefix(e.Param, "/"); p == path || strings.HasPrefix(p, path+"/") {
			out = append(out, e.Detail)
		}
	}
	return slices.Compact(out)
}
