package console

import (
	"strings"
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
