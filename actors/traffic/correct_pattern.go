package traffic

import (
	"regexp"
	"slices"
	"strings"
)

// matcher is a compiled rule over a text.
type matcher struct {
	how  Matching
	text string
	re   *regexp.Regexp
}

func newMatcher(how Matching, text string) matcher {
	m := matcher{how: how, text: text}
	if how == Regex {
		m.re = regexp.MustCompile(text) // checked by Faults
	}
	return m
}

func (m matcher) matches(s string) bool {
	switch m.how {
	case Prefix:
		return strings.HasPrefix(s, m.text)
	case Suffix:
		return strings.HasSuffix(s, m.text)
	case Contains:
		return strings.Contains(s, m.text)
	}
	return m.re.MatchString(s)
}

// templateParts splits a template as written by people or by a description into segments,
// every value written {id}: "/a/{x}.json" is "a", "{id}.json". Several values in one
// segment are one, but for those that are told apart when they are learned (see pair).
func templateParts(template string) []string {
	var parts []string
	for _, seg := range strings.Split(template, "/") {
		if seg == "" {
			continue
		}
		parts = append(parts, severalValues(seg))
	}
	return parts
}

// Normal gives a template in the form in which it is stored: every value {id}, no empty
// segments.
func Normal(template string) string { return "/" + strings.Join(templateParts(template), "/") }

// pinned is one place of the tree of templates that are given by hand or declared.
type pinned struct {
	fixed  map[string]*pinned
	values []pinnedValue // longest fixed text first, {id} alone last
	leaves []leaf
}

type pinnedValue struct {
	pre, suf string
	to       *pinned
}

// leaf is where a template ends.
type leaf struct {
	methods  uint32 // bits of methods; 0: all
	template string
	byHand   bool // a person's word goes before a description's
}

// add puts in a template, or paths that lead to one. Of two leaves for one method a
// person's counts before a description's, and the newer of two persons'.
func (p *pinned) add(parts []string, l leaf) {
	for _, part := range parts {
		p = p.below(part)
	}
	if l.byHand {
		p.leaves = slices.Insert(p.leaves, 0, l)
		return
	}
	p.leaves = append(p.leaves, l)
}

func (p *pinned) below(part string) *pinned {
	i := strings.Index(part, "{id}")
	if i < 0 {
		if p.fixed == nil {
			p.fixed = map[string]*pinned{}
		}
		if p.fixed[part] == nil {
			p.fixed[part] = &pinned{}
		}
		return p.fixed[part]
	}
	v := pinnedValue{pre: part[:i], suf: part[i+len("{id}"):]}
	at := len(p.values)
	for j, have := range p.values {
		if have.pre == v.pre && have.suf == v.suf {
			return have.to
		}
		if at == len(p.values) && len(v.pre)+len(v.suf) > len(have.pre)+len(have.suf) {
			at = j
		}
	}
	v.to = &pinned{}
	p.values = slices.Insert(p.values, at, v)
	return v.to
}

// find gives the leaf that a path leads to: a fixed word goes before a value, and a value
// with fixed text before one without. Each place of the tree is visited at most once.
func (p *pinned) find(segs []string, method uint32) *leaf {
	if len(segs) == 0 {
		for i := range p.leaves {
			if l := &p.leaves[i]; l.methods == 0 || l.methods&method != 0 {
				return l
			}
		}
		return nil
	}
	seg := segs[0]
	if k := p.fixed[seg]; k != nil {
		if l := k.find(segs[1:], method); l != nil {
			return l
		}
	}
	for _, v := range p.values {
		if !holds(seg, v.pre, v.suf) {
			continue
		}
		if l := v.to.find(segs[1:], method); l != nil {
			return l
		}
	}
	return nil
}
