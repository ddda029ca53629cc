package policy

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Operator is one row of the table of what a condition can do with a field. Text is compared
// with case. A field can have several values (three headers of a name): an operator holds
// where any value does, its negation where none does, so a missing field is "none of" all.
type Operator struct {
	ID     string // stable
	Title  string
	Values wanted
	kinds  []kind // of fields that have it
	cost   int    // relative: rises with what one comparison costs and falls with what it sorts out
	not    bool   // holds where compile's answer holds for no value
	text   func(values []string) func(string) bool
	amount func(limit float64) func(float64) bool
}

// wanted tells what values an operator compares with.
type wanted uint8

const (
	someTexts  wanted = iota // one of several
	oneNumber                // one number
	nothing                  // none
	somePrefix               // addresses or networks
	someRegexp               // one of several regular expressions
)

// Operators is the table, in the order of the form.
func Operators() []Operator { return slices.Clone(operators) }

func operatorOf(id string) (*Operator, bool) {
	i := slices.IndexFunc(operators, func(o Operator) bool { return o.ID == id })
	if i < 0 {
		return nil, false
	}
	return &operators[i], true
}

var (
	texts   = []kind{text}
	amounts = []kind{text, amount}
	nets    = []kind{network}
)

var operators = []Operator{
	{ID: "equals", Title: "equals one of", Values: someTexts, kinds: texts, cost: 1, text: equals},
	{ID: "not_equals", Title: "equals none of", Values: someTexts, kinds: texts, cost: 4, not: true, text: equals},
	{ID: "contains", Title: "contains one of", Values: someTexts, kinds: texts, cost: 3,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.Contains) }},
	{ID: "not_contains", Title: "contains none of", Values: someTexts, kinds: texts, cost: 6, not: true,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.Contains) }},
	{ID: "prefix", Title: "begins with one of", Values: someTexts, kinds: texts, cost: 2,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.HasPrefix) }},
	{ID: "not_prefix", Title: "begins with none of", Values: someTexts, kinds: texts, cost: 5, not: true,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.HasPrefix) }},
	{ID: "suffix", Title: "ends with one of", Values: someTexts, kinds: texts, cost: 2,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.HasSuffix) }},
	{ID: "not_suffix", Title: "ends with none of", Values: someTexts, kinds: texts, cost: 5, not: true,
		text: func(vs []string) func(string) bool { return anyOf(vs, strings.HasSuffix) }},
	{ID: "regex", Title: "matches one of (RE2)", Values: someRegexp, kinds: texts, cost: 40, text: matches},
	{ID: "not_regex", Title: "matches none of (RE2)", Values: someRegexp, kinds: texts, cost: 43, not: true, text: matches},
	{ID: "exists", Title: "is there", Values: nothing, kinds: texts, cost: 2, text: whatever},
	{ID: "not_exists", Title: "is not there", Values: nothing, kinds: texts, cost: 5, not: true, text: whatever},
	{ID: "longer", Title: "has more characters than", Values: oneNumber, kinds: texts, cost: 3},
	{ID: "shorter", Title: "has fewer characters than", Values: oneNumber, kinds: texts, cost: 3},
	{ID: "length", Title: "has as many characters as", Values: oneNumber, kinds: texts, cost: 2},
	{ID: "more", Title: "is more than", Values: oneNumber, kinds: amounts, cost: 2,
		amount: func(l float64) func(float64) bool { return func(n float64) bool { return n > l } }},
	{ID: "less", Title: "is less than", Values: oneNumber, kinds: amounts, cost: 2,
		amount: func(l float64) func(float64) bool { return func(n float64) bool { return n < l } }},
	{ID: "is", Title: "is the number", Values: oneNumber, kinds: amounts, cost: 1,
		amount: func(l float64) func(float64) bool { return func(n float64) bool { return n == l } }},
	{ID: "in_net", Title: "lies in one of", Values: somePrefix, kinds: nets, cost: 2},
	{ID: "not_in_net", Title: "lies in none of", Values: somePrefix, kinds: nets, cost: 4, not: true},
}

// fewTexts is up to how many values comparing one after another beats hashing.
const fewTexts = 4

func equals(vs []string) func(string) bool {
	if len(vs) == 1 {
		v := vs[0]
		return func(s string) bool { return s == v }
	}
	if len(vs) <= fewTexts {
		return func(s string) bool { return slices.Contains(vs, s) }
	}
	set := make(map[string]struct{}, len(vs))
	for _, v := range vs {
		set[v] = struct{}{}
	}
	return func(s string) bool { _, ok := set[s]; return ok }
}

func anyOf(vs []string, is func(s, v string) bool) func(string) bool {
	if len(vs) == 1 {
		v := vs[0]
		return func(s string) bool { return is(s, v) }
	}
	return func(s string) bool {
		for _, v := range vs {
			if is(s, v) {
				return true
			}
		}
		return false
	}
}

// mostRead bounds what a condition's regular expression reads of one value, in bytes: at
// some 50 ns a byte 0.2 ms.
const mostRead = 4 << 10

// matches compiles expressions that were checked before.
func matches(vs []string) func(string) bool {
	res := make([]*regexp.Regexp, len(vs))
	for i, v := range vs {
		res[i] = regexp.MustCompile(v)
	}
	return func(s string) bool {
		s = s[:min(len(s), mostRead)]
		for _, re := range res {
			if re.MatchString(s) {
				return true
			}
		}
		return false
	}
}

func whatever([]string) func(string) bool { return func(string) bool { return true } }

// lengths compares a text's length in characters.
var lengths = map[string]func(limit int) func(string) bool{
	"longer": func(l int) func(string) bool {
		return func(s string) bool { return len(s) > l && utf8.RuneCountInString(s) > l }
	},
	"shorter": func(l int) func(string) bool { return func(s string) bool { return utf8.RuneCountInString(s) < l } },
	"length": func(l int) func(string) bool {
		return func(s string) bool { return len(s) >= l && utf8.RuneCountInString(s) == l }
	},
}

// inNets tries up to 50 networks one after another: at most 0.2 us, without a table.
func inNets(vs []netip.Prefix) func(netip.Addr) bool {
	return func(a netip.Addr) bool {
		for _, p := range vs {
			if p.Contains(a) {
				return true
			}
		}
		return false
	}
}
