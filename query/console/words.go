package console

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// verb is the method of an API without the name of an operation behind it: "POST" of
// "POST query products".
func verb(method string) string {
	m, _, _ := strings.Cut(method, " ")
	return m
}

// operation is what follows the method: of GraphQL, SOAP and RPC; "" for all else.
func operation(method string) string {
	_, op, _ := strings.Cut(method, " ")
	return op
}

// told makes a sentence of a reason: it starts with a capital and ends with a stop.
func told(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	if word, _, _ := strings.Cut(s, " "); !strings.ContainsAny(word, "/.=_{") { // a path or a name stays as it is
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "!") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// amount writes a figure with its unit, which is a plural: "1 call", "2 calls a minute".
func amount(f float64, unit string) string {
	if f == 1 {
		first, rest, more := strings.Cut(unit, " ")
		if len(first) > 3 && strings.HasSuffix(first, "s") && !strings.HasSuffix(first, "ss") {
			first = first[:len(first)-1]
			if stem, ok := strings.CutSuffix(first, "ie"); ok { // "entries"
				first = stem + "y"
			} else if strings.HasSuffix(first, "sse") { // "addresses"
				first = first[:len(first)-1]
			}
		}
		if unit = first; more {
			unit += " " + rest
		}
	}
	return strings.TrimSpace(figure(f) + " " + unit)
}

// count writes a number of things, which have an ordinary plural.
func count(n uint64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return num(n) + " " + one + "s"
}
