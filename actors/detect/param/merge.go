package param

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Merge adds up what several sources learned of one API, or what was learned of several
// that are one by now. The order does not matter. The API is that of the first.
func Merge(all ...finding.Params) finding.Params {
	if len(all) == 0 {
		return finding.Params{}
	}
	sum := finding.Params{Tenant: all[0].Tenant, API: all[0].API}
	known := map[name]*finding.Param{}
	for _, p := range all {
		sum.Over += p.Over
		sum.Version = max(sum.Version, p.Version)
		for i := range p.List {
			q := &p.List[i]
			n := name{q.Side, q.Place, q.Name}
			if have := known[n]; have != nil {
				widen(have, q)
				continue
			}
			own := *q
			own.Data, own.Values = slices.Clone(q.Data), slices.Clone(q.Values)
			known[n] = &own
		}
	}
	for _, p := range known {
		sum.List = append(sum.List, *p)
	}
	slices.SortFunc(sum.List, byName)
	return sum
}

func widen(p, q *finding.Param) {
	p.Types |= q.Types
	p.Formats &= q.Formats
	p.N += q.N
	if q.First.Before(p.First) {
		p.First = q.First
	}
	if q.Last.After(p.Last) {
		p.Last = q.Last
	}
	if q.Changed.After(p.Changed) {
		p.Changed = q.Changed
	}
	p.Data = union(p.Data, q.Data)
	p.Example = min(p.Example, q.Example)
	if p.Example == "" {
		p.Example = q.Example
	}
	if p.Values = union(p.Values, q.Values); p.Many || q.Many || len(p.Values) > fewWords {
		p.Values, p.Many = nil, true
	}
}

func union[T ~uint8 | ~string](a, b []T) []T {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
