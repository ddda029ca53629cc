package traffic

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Corrections are a tenant's corrections and declared templates, compiled: what goes before
// the learned templates. They never change after NewCorrections, so that one value may be
// read from many goroutines.
type Corrections struct {
	hosts map[string]*hostRules // exact names
	wild  []*hostRules          // "*.example.com", longest first, then "*"
	size  int
}

// hostRules are the rules of one host or pattern of hosts, in the order in which they are asked.
type hostRules struct {
	name       string
	exclude    []bound           // 1. no API at all
	pinned     pinned            // 2. templates: pinned, split, merged, declared
	recognise  []bound           // 3. what only a rule tells
	generalise []bound           // 4. values inside what is learned
	declared   map[string]uint32 // template to the bits of the methods that descriptions declare for it
}

// bound is a matcher with what it leads to.
type bound struct {
	matcher
	methods  uint32
	template string
}

// NewCorrections compiles. The list is in the order in which the corrections were made. Of two
// templates that fit a path the one with more fixed words counts, of two alike the newer. The error names the first that is
// not valid; corrections that were written through Faults never give one.
func NewCorrections(list []Correction, declared []Declared) (*Corrections, error) {
	if len(list) > MaxCorrections || len(declared) > MaxDeclared {
		return nil, fmt.Errorf("%d corrections and %d declared operations: at most %d and %d", len(list), len(declared),
			MaxCorrections, MaxDeclared)
	}
	c := &Corrections{hosts: map[string]*hostRules{}, size: len(list) + len(declared)}
	for i := range list {
		if f := list[i].Faults(); f != nil {
			return nil, fmt.Errorf("correction %d: %s: %s", i, f[0].Field, f[0].Detail)
		}
		row, _ := kindRow(list[i].Kind)
		row.compile(&list[i], c.rules(list[i].Host))
	}
	for _, d := range declared {
		r := c.rules(d.Host)
		r.declare(d)
	}
	slices.SortFunc(c.wild, func(a, b *hostRules) int {
		return cmp.Or(cmp.Compare(len(b.name), len(a.name)), cmp.Compare(a.name, b.name))
	})
	return c, nil
}

// Len is how many corrections and declared operations there are.
func (c *Corrections) Len() int {
	if c == nil {
		return 0
	}
	return c.size
}

func (c *Corrections) rules(host string) *hostRules {
	if !strings.HasPrefix(host, "*") {
		if c.hosts[host] == nil {
			c.hosts[host] = &hostRules{name: host}
		}
		return c.hosts[host]
	}
	for _, r := range c.wild {
		if r.name == host {
			return r
		}
	}
	r := &hostRules{name: host}
	c.wild = append(c.wild, r)
	return r
}

// each calls f with the rules of a host, the nearest first, until f has an answer.
func (c *Corrections) each(host string, f func(*hostRules) bool) {
	if r := c.hosts[host]; r != nil && f(r) {
		return
	}
	for _, r := range c.wild {
		if r.name == "*" || strings.HasSuffix(host, r.name[1:]) {
			if f(r) {
				return
			}
		}
	}
}

// Ruling is what corrections say of a path.
type Ruling uint8

// Rulings.
const (
	Unsaid   Ruling = iota // nothing: what was learned counts
	Excluded               // it is no API
	Named                  // it is the API of that template
)

// Of says what the corrections make of a call's path. segs are its normalised segments.
func (c *Corrections) Of(host, method, path string) (template string, v Ruling) {
	if c.Len() == 0 {
		return "", Unsaid
	}
	return c.of(host, method, path, segments(nil, path))
}

func (c *Corrections) of(host, method, path string, segs []string) (template string, v Ruling) {
	bit := methodBits([]string{method})
	path = withoutQuery(path)
	c.each(host, func(r *hostRules) bool {
		template, v = r.of(bit, path, segs)
		return v != Unsaid
	})
	return template, v
}

func (r *hostRules) of(method uint32, path string, segs []string) (string, Ruling) {
	for _, b := range r.exclude {
		if b.on(method) && b.matches(path) {
			return "", Excluded
		}
	}
	if l := r.pinned.find(segs, method); l != nil {
		return l.template, Named
	}
	for _, b := range slices.Backward(r.recognise) {
		if b.on(method) && b.matches(path) {
			return b.template, Named
		}
	}
	return "", Unsaid
}

// Generalised writes a 0 where a rule says that a segment is a value, so that the learned
// templates see a number there. It gives path itself where no rule applies.
func (c *Corrections) Generalised(host, method, path string) string {
	bit := methodBits([]string{method})
	c.each(host, func(r *hostRules) bool {
		if len(r.generalise) > 0 {
			path = r.generalised(bit, path)
		}
		return false
	})
	return path
}

func (r *hostRules) generalised(method uint32, path string) string {
	var b strings.Builder
	from := 0 // what of path is in b
	whole := len(withoutQuery(path))
	for at := 0; at < whole; {
		end := at + strings.IndexByte(path[at:whole]+"/", '/')
		if seg := path[at:end]; seg != "" && r.isValue(method, seg) {
			b.WriteString(path[from:at])
			b.WriteByte('0')
			from = end
		}
		at = end + 1
	}
	if from == 0 {
		return path
	}
	b.WriteString(path[from:])
	return b.String()
}

func (r *hostRules) isValue(method uint32, seg string) bool {
	for _, b := range r.generalise {
		if b.on(method) && b.matches(seg) {
			return true
		}
	}
	return false
}

// withoutQuery cuts query and fragment off.
func withoutQuery(path string) string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		return path[:i]
	}
	return path
}

func (b bound) on(method uint32) bool { return b.methods == 0 || b.methods&method != 0 }

func methodBits(names []string) (bits uint32) {
	for _, m := range names {
		bits |= 1 << methodIndex(m)
	}
	return bits
}

func compilePin(c *Correction, r *hostRules) {
	r.pinned.add(templateParts(c.Template), leaf{methodBits(c.Methods), Normal(c.Template), true})
}

func compileSplit(c *Correction, r *hostRules) {
	for _, v := range c.Values {
		parts := SplitOff(c.Template, c.Place, v)
		r.pinned.add(parts, leaf{methodBits(c.Methods), "/" + strings.Join(parts, "/"), true})
	}
}

// SplitOff gives the segments of a template with one of its values, counted from 1, fixed.
func SplitOff(template string, place int, value string) []string {
	parts := templateParts(template)
	n := 0
	for i, p := range parts {
		if strings.Contains(p, "{id}") {
			if n++; n == place {
				parts[i] = strings.Replace(p, "{id}", value, 1)
			}
		}
	}
	return parts
}

func compileJoin(c *Correction, r *hostRules) {
	into := leaf{methodBits(c.Methods), Normal(c.Template), true}
	for _, p := range append([]string{c.Template}, c.Paths...) {
		r.pinned.add(templateParts(p), into)
	}
}

func compileExclude(c *Correction, r *hostRules) {
	r.exclude = append(r.exclude, bound{matcher: newMatcher(c.Match, c.Text), methods: methodBits(c.Methods)})
}

func compileRecognise(c *Correction, r *hostRules) {
	r.recognise = append(r.recognise, bound{newMatcher(c.Match, c.Text), methodBits(c.Methods), Normal(c.Template)})
}

func compileGeneralise(c *Correction, r *hostRules) {
	r.generalise = append(r.generalise, bound{matcher: newMatcher(c.Match, c.Text), methods: methodBits(c.Methods)})
}
