package console

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
)

// Statistics of own events are written one a line, in the order in which a person would say them:
//
//	distinct response.data cn_mobile at_least 500
//	share response.status more 399 at_least 50
//	sum response.data_entries at_most 1000
//
// Several values of a share's condition stand between bars: share method equals GET|HEAD at_most 10.

// statsOf reads the lines; what is wrong in one is named by its place in the rule.
func statsOf(lines []string, path string) (out []policy.Statistic, bad []query.ParamError) {
	for i, l := range lines {
		s, ok := statOf(strings.Fields(l))
		if !ok {
			bad = append(bad, query.ParamError{Param: "/" + path + "/" + strconv.Itoa(i),
				Detail: "want a line such as: distinct client.account at_least 20"})
		}
		out = append(out, s)
	}
	return out, bad
}

func statOf(words []string) (s policy.Statistic, ok bool) {
	if len(words) < 4 {
		return s, false
	}
	n, err := strconv.ParseFloat(words[len(words)-1], 64)
	bound, what := words[len(words)-2], words[1:len(words)-2]
	switch {
	case err != nil:
		return s, false
	case bound == "at_least":
		s.AtLeast = &n
	case bound == "at_most":
		s.AtMost = &n
	default:
		return s, false
	}
	if s.Count = words[0]; s.Count != "share" {
		s.Field, s.Name = what[0], strings.Join(what[1:], " ")
		return s, true
	}
	at := slices.IndexFunc(what, isOperator)
	if at < 1 {
		return s, false
	}
	s.Condition = &policy.Condition{Field: what[0], Name: strings.Join(what[1:at], " "), Op: what[at]}
	if rest := strings.Join(what[at+1:], " "); rest != "" {
		s.Condition.Values = filled(strings.Split(rest, "|"))
	}
	return s, true
}

func isOperator(word string) bool {
	return slices.ContainsFunc(policy.Operators(), func(o policy.Operator) bool { return o.ID == word })
}

// statLines writes the statistics of a rule as its form has them.
func statLines(list any) (out []string) {
	all, _ := list.([]any)
	for _, x := range all {
		words := append(textsOf(at(x, "count")), append(textsOf(at(x, "field")), textsOf(at(x, "name"))...)...)
		if c := at(x, "condition"); c != nil {
			words = append(append(append(words, textsOf(at(c, "field"))...), textsOf(at(c, "name"))...), textsOf(at(c, "op"))...)
			if vs := textsOf(at(c, "values")); vs != nil {
				words = append(words, strings.Join(vs, "|"))
			}
		}
		for _, bound := range []string{"at_least", "at_most"} {
			if n := textsOf(at(x, bound)); n != nil {
				words = append(words, bound, n[0])
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}
