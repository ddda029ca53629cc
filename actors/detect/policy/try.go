package policy

import (
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Try reports whether the rules say anything of a call: data of a type of their own, a
// credential, a purpose, or that its data is allowed. It is how a rule is tried before it
// is put in force.
func (r *Rules) Try(x *traffic.Exchange, v *traffic.Values, f *finding.Facts) bool {
	var w Work
	for _, side := range []traffic.Side{traffic.Request, traffic.Response} {
		if len(r.Scan(nil, v, side, &w)) > 0 {
			return true
		}
	}
	c := r.Call(x, v, f)
	if len(r.Credentials(&c, nil)) > 0 || len(r.Purposes(&c, nil)) > 0 {
		return true
	}
	for i := range r.events {
		if r.events[i].tests.hold(&c) {
			return true
		}
	}
	for i := range r.allows {
		if r.allows[i].scope.hold(&c) {
			return true
		}
	}
	return false
}
