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

// near is how far below the best score a further purpose may lie.
const near = 35

type ranked struct {
	id    finding.Purpose
	score int
}

// Of gives the purposes of an endpoint, best first, at most three, none if nothing speaks
// for any. Rows of the same score keep the order of the table.
func Of(in Input) []finding.Purpose {
	v := viewOf(&in)
	var best []ranked
	for i := range compiledRows {
		top, hits := 0, 0
		for j := range compiledRows[i].rules {
			if r := &compiledRows[i].rules[j]; r.holds(v) {
				top = max(top, r.score)
				hits++
			}
		}
		if top >= enough {
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

func viewOf(in *Input) *view {
	v := &view{method: strings.ToUpper(in.Method)}
	segs, tail := fixedSegments(in.Path)
	v.tail = tail
	for i, s := range segs {
		words.note(&v.path, s)
		if i == len(segs)-1 {
			words.note(&v.last, s)
			if i > 0 {
				words.note(&v.path, segs[i-1]+"-"+s) // "/sms/send" has "smssend"
			}
		}
	}
	for _, list := range [][]string{in.Params, in.BodyFields} {
		for _, f := range list[:min(len(list), maxWords)] {
			words.note(&v.fields, f)
		}
	}
	for _, k := range in.ContentType {
		v.kinds = append(v.kinds, strings.ToLower(k))
	}
	return v
}
