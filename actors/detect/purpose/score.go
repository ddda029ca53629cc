package purpose

import (
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Input is what is known of an endpoint.
type Input struct {
	Method      string
	Path        string   // path or template; with a template the values are known exactly
	Params      []string // names of query and path parameters
	BodyFields  []string // names of body fields, also nested ones
	ContentType []string // of requests
}

// most is how many purposes one endpoint is given.
const most = 3

// enough is the least score that counts; below it an endpoint has no purpose.
const enough = 15

// pathless is the least score where there is no path: "POST /" says nothing, "POST /" with a
// query in its body does.
const pathless = 80

// near is how far below the best score a further purpose may lie.
const near = 40

type ranked struct {
	id    finding.Purpose
	score int
}

// mute are methods that ask about the way and not about the thing.
var mute = wordSet("OPTIONS TRACE CONNECT")

// certain is the least score for what looks like a part of a page ("/captcha.jpg").
const certain = 70

// Of gives the purposes of an endpoint, best first, at most three, none if nothing speaks
// for any. Rows of the same score keep the order of the table.
func Of(in Input) []finding.Purpose {
	v, least := viewOf(&in)
	if mute[v.method] {
		return nil
	}
	var best []ranked
	for i := range compiledRows {
		top, hits := 0, 0
		for j := range compiledRows[i].rules {
			if r := &compiledRows[i].rules[j]; r.holds(v) {
				top = max(top, r.score)
				hits++
			}
		}
		if top >= least {
			best = append(best, ranked{compiledRows[i].id, top*4 + min(hits, 3)})
		}
	}
	slices.SortStableFunc(best, func(a, b ranked) int { return b.score - a.score })
	var out []finding.Purpose
	for i, b := range best {
		if i == most || b.score < best[0].score-near*4 {
			break
		}
		out = append(out, b.id)
	}
	return out
}

// viewOf gives what rules see of the input, and the least score that counts for it.
func viewOf(in *Input) (v *view, least int) {
	v = &view{method: strings.ToUpper(in.Method)}
	s := shapeOf(in.Path)
	v.tail = s.tail
	reads := v.method == "GET" || v.method == "HEAD"
	var prev name
	for i, seg := range s.segs {
		n := words.take(seg)
		words.note(&v.path, &n)
		if i >= s.run {
			words.note(&v.run, &n)
		}
		if i == len(s.segs)-1 {
			words.note(&v.last, &n)
			words.noteAct(&v.act, &n, reads)
			if i > 0 {
				words.pair(&v.path, &prev, &n)
			}
			if i > s.run {
				words.pair(&v.run, &prev, &n)
			}
		}
		prev = n
	}
	words.actBefore(v, s.segs[min(s.run, len(s.segs)):])
	for _, list := range [][]string{in.Params, in.BodyFields} {
		for _, f := range list[:min(len(list), maxWords)] {
			n := words.take(f)
			words.note(&v.fields, &n)
		}
	}
	for _, k := range in.ContentType {
		v.kinds = append(v.kinds, strings.ToLower(k))
	}
	switch {
	case s.static:
		return v, certain
	case len(s.segs) == 0:
		return v, pathless
	}
	return v, enough
}

// pair adds the joints of two neighbouring segments: "/sms/send" has "smssend".
func (l *lexicon) pair(s *set, a, b *name) {
	if a.n == 0 || b.n == 0 {
		return
	}
	for i := max(0, a.n-2); i < a.n; i++ {
		for j := 1; j <= min(b.n, 2); j++ {
			l.look(s, a.joined(i, a.n)+b.joined(0, j))
		}
	}
}

// actBefore looks for the verb before the last segment where that has none, and only among
// segments of one word: "/delete/user/{id}".
func (l *lexicon) actBefore(v *view, run []string) {
	for i := len(run) - 2; i >= 0 && !v.act.meets(&l.verbs); i-- {
		if n := l.take(run[i]); n.n <= 1 {
			l.noteAct(&v.act, &n, false)
		}
	}
}
