package purpose

import "strings"

// rule is one way in which a purpose shows. Everything it names must hold; words within one
// field are alternatives, separated by spaces. Compounds are written joined ("sendsms",
// "signin"): words.go joins neighbours, so "send-sms", "sendSms" and "/send/sms" (of one
// segment's neighbours only in the path's last two) all match. "=manage" is a segment that
// is nothing else, "~denglu" is pinyin and stands anywhere in a segment.
//
// Scores: 90 and more, two facts that name the purpose together; 70 to 89, one word that
// names it; 50 to 69, a verb that any record knows; below, the method alone.
type rule struct {
	path   string // some fixed segment has one of these words
	and    string // and one of these
	run    string // one of the last fixed segments, behind the last value, has one of these
	last   string // the last fixed segment has one of these, also in the plural
	act    string // what is done: the last segment begins or ends so, or else one before it is this verb
	field  string // a parameter or body field has one of these
	with   string // and one of these
	no     string // neither path nor fields have any of these
	not    string // the path has none of these
	method string // the method is one of these
	kind   string // the content type contains one of these
	tail   int    // 1: a value follows the last fixed segment, -1: none does
	score  int    // 0..100: how sure this makes us
}

// compiled is a rule with its words numbered.
type compiled struct {
	path, and, run, last, act, field, with, no, not []uint16
	method, kind                                    []string
	tail, score                                     int
}

func (l *lexicon) compile(r rule) compiled {
	ids := func(list string) (out []uint16) {
		for _, w := range strings.Fields(list) {
			out = append(out, l.id(w))
		}
		return out
	}
	c := compiled{
		path: ids(r.path), and: ids(r.and), run: ids(r.run), last: ids(r.last), act: ids(r.act), field: ids(r.field),
		with: ids(r.with), no: ids(r.no), not: ids(r.not),
		method: strings.Fields(r.method), kind: strings.Fields(r.kind), tail: r.tail, score: r.score,
	}
	for _, id := range c.act {
		l.verbs.add(id)
	}
	return c
}

// view is the input as rules see it.
type view struct {
	path, run, last, act, fields set
	method                       string
	kinds                        []string
	tail                         bool
}

func (c *compiled) holds(v *view) bool {
	if c.tail > 0 && !v.tail || c.tail < 0 && v.tail {
		return false
	}
	if !oneOf(c.method, v.method) || !anyIn(c.act, &v.act) || !anyIn(c.last, &v.last) || !anyIn(c.run, &v.run) ||
		!anyIn(c.path, &v.path) || !anyIn(c.and, &v.path) || !anyIn(c.field, &v.fields) || !anyIn(c.with, &v.fields) {
		return false
	}
	if len(c.no) > 0 && (anyIn(c.no, &v.path) || anyIn(c.no, &v.fields)) || len(c.not) > 0 && anyIn(c.not, &v.path) {
		return false
	}
	if len(c.kind) == 0 {
		return true
	}
	for _, k := range v.kinds {
		for _, want := range c.kind {
			if strings.Contains(k, want) {
				return true
			}
		}
	}
	return false
}

// anyIn reports whether one of the words is in the set; no words ask nothing.
func anyIn(ids []uint16, s *set) bool {
	for _, id := range ids {
		if s.has(id) {
			return true
		}
	}
	return len(ids) == 0
}

func oneOf(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return len(list) == 0
}
