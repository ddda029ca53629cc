package policy

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Condition asks one thing about a call. Conditions of a rule must all hold.
type Condition struct {
	Field  string   `json:"field"`            // row of Fields
	Name   string   `json:"name,omitempty"`   // of the header, cookie or parameter
	Op     string   `json:"op"`               // row of Operators
	Values []string `json:"values,omitempty"` // what is compared with
}

// Bounds of conditions, as users of such products know them (P4-04, P4-06, P5-03).
const (
	maxConditions = 10
	maxValues     = 50
	maxValue      = 1000    // characters of one value
	maxNumber     = 1 << 40 // of bytes, milliseconds and the like
)

// test is a compiled condition.
type test struct {
	cost  int
	holds func(*Call) bool
}

// tests are conditions in the order in which they are asked: cheapest and most selective
// first, so that most calls are let go after one comparison.
type tests []test

func (ts tests) hold(c *Call) bool {
	for i := range ts {
		if !ts[i].holds(c) {
			return false
		}
	}
	return true
}

// checkConditions notes what is wrong with a list of conditions for one use.
func checkConditions(f *Faults, at string, cs []Condition, least int, use uses) {
	if len(cs) < least || len(cs) > maxConditions {
		f.add(at, "want from %d to %d conditions, have %d", least, maxConditions, len(cs))
		return
	}
	for i := range cs {
		cs[i].check(f, at+"/"+strconv.Itoa(i), use)
	}
}

func (c *Condition) check(f *Faults, at string, use uses) {
	field, ok := fieldOf(c.Field)
	switch {
	case !ok:
		f.add(at+"/field", "no field %.40q: want one of %s", c.Field, fieldsFor(use))
		return
	case field.uses&use == 0:
		f.add(at+"/field", "%s is not known where this rule is asked: want one of %s", c.Field, fieldsFor(use))
		return
	case field.Named == required && c.Name == "":
		f.add(at+"/name", "want the name of the header, cookie or parameter")
	case field.Named == unnamed && c.Name != "":
		f.add(at+"/name", "%s takes no name", c.Field)
	case utf8.RuneCountInString(c.Name) > maxValue:
		f.add(at+"/name", "want at most %d characters", maxValue)
	}
	op, ok := operatorOf(c.Op)
	if !ok || !slices.Contains(op.kinds, field.kind) {
		f.add(at+"/op", "no operator %.40q for %s: want one of %s", c.Op, c.Field, operatorsFor(field.kind))
		return
	}
	c.checkValues(f, at+"/values", field, op)
}

func (c *Condition) checkValues(f *Faults, at string, field *Field, op *Operator) {
	least, most := 1, maxValues
	switch op.Values {
	case nothing:
		least, most = 0, 0
	case oneNumber:
		most = 1
	}
	if len(c.Values) < least || len(c.Values) > most {
		f.add(at, "%s takes from %d to %d values, have %d", c.Op, least, most, len(c.Values))
		return
	}
	for i, v := range c.Values {
		if err := checkValue(field, op, v); err != nil {
			f.add(at+"/"+strconv.Itoa(i), "%v", err)
		}
	}
}

func checkValue(field *Field, op *Operator, v string) error {
	if n := utf8.RuneCountInString(v); n == 0 || n > maxValue {
		return fmt.Errorf("want from 1 to %d characters, have %d", maxValue, n)
	}
	if field.values != nil && op.Values == someTexts && !slices.Contains(field.values, v) {
		return fmt.Errorf("no %.40q: want one of %s", v, strings.Join(field.values, ", "))
	}
	switch op.Values {
	case oneNumber:
		if n, ok := number(v); !ok || n < 0 || n > maxNumber {
			return fmt.Errorf("want a number from 0 to %d, have %.40q", maxNumber, v)
		}
	case somePrefix:
		_, err := networkOf(v)
		return err
	case someRegexp:
		_, err := expression(v)
		return err
	}
	return nil
}

// expression compiles a regular expression within the bound on its size.
func expression(v string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(v)
	if err != nil {
		return nil, fmt.Errorf("want a regular expression in RE2 syntax: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return re, nil
}

// networkOf reads an address or a network.
func networkOf(v string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(v); err == nil && a.Zone() == "" {
		return netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
	}
	p, err := netip.ParsePrefix(v)
	if err != nil {
		return p, fmt.Errorf("want an address or a network such as 203.0.113.0/24, have %.60q", v)
	}
	return p.Masked(), nil
}

// compileConditions makes the tests of conditions that were checked.
func compileConditions(cs []Condition) tests {
	ts := make(tests, len(cs))
	for i := range cs {
		ts[i] = cs[i].compile()
	}
	slices.SortStableFunc(ts, func(a, b test) int { return cmp.Compare(a.cost, b.cost) })
	return ts
}

func (c *Condition) compile() test {
	field, _ := fieldOf(c.Field)
	op, _ := operatorOf(c.Op)
	t := test{cost: field.cost * op.cost * (1 + len(c.Values)/8)}
	name := c.Name
	switch {
	case field.kind == network:
		var nets []netip.Prefix
		for _, v := range c.Values {
			p, _ := networkOf(v)
			nets = append(nets, p)
		}
		in, not := inNets(nets), op.not
		t.holds = func(c *Call) bool { return in(c.F.Client) != not }
	case field.kind == amount:
		limit, _ := number(c.Values[0])
		is, get := op.amount(limit), field.number
		t.holds = func(c *Call) bool { n, known := get(c); return known && is(n) }
	default:
		is, each := c.matcher(op), field.texts
		if op.not {
			t.holds = func(c *Call) bool { return !each(c, name, is) }
		} else {
			t.holds = func(c *Call) bool { return each(c, name, is) }
		}
	}
	return t
}

// matcher compares one text; without the negation of op.
func (c *Condition) matcher(op *Operator) func(string) bool {
	switch {
	case op.text != nil:
		return op.text(c.Values)
	case op.amount != nil:
		limit, _ := number(c.Values[0])
		is := op.amount(limit)
		return func(s string) bool { n, ok := number(s); return ok && is(n) }
	}
	limit, _ := number(c.Values[0])
	return lengths[c.Op](int(limit))
}

func fieldsFor(use uses) string {
	var ids []string
	for i := range fields {
		if fields[i].uses&use != 0 {
			ids = append(ids, fields[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}

func operatorsFor(k kind) string {
	var ids []string
	for i := range operators {
		if slices.Contains(operators[i].kinds, k) {
			ids = append(ids, operators[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}
