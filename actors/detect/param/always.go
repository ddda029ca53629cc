package param

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Required reports whether a parameter was there each time it could have been: in every call
// learned from, or for a field of a body in every object around it.
func Required(in finding.Params, p finding.Param) bool {
	place, around := finding.ParamCall, ""
	if p.Place == finding.ParamJSON && p.Name != "" {
		place, around = finding.ParamJSON, Around(p.Name)
		if strings.HasSuffix(p.Name, "[]") {
			return true // what a list holds
		}
	}
	for i := range in.List {
		q := &in.List[i]
		if q.Side == p.Side && q.Place == place && q.Name == around {
			return q.N > 0 && p.N >= q.N
		}
	}
	return false
}

// Around gives the way to what holds a field: "items" for "items[]", "items[]" for
// "items[].id", "" for "id".
func Around(way string) string {
	if rest, ok := strings.CutSuffix(way, "[]"); ok {
		return rest
	}
	if strings.HasSuffix(way, `"`) { // a name with dots in quotes
		if i := strings.LastIndexByte(way[:len(way)-1], '"'); i > 0 {
			return strings.TrimSuffix(way[:i], ".")
		}
		return ""
	}
	if i := strings.LastIndexByte(way, '.'); i >= 0 {
		return way[:i]
	}
	return ""
}
