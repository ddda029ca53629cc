package policy

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Call makes what conditions are asked about.
func (r *Rules) Call(x *traffic.Exchange, v *traffic.Values, f *finding.Facts) Call {
	return Call{X: x, V: v, F: f, types: &r.names}
}

// Purposes gives the purposes of a call: the tenant's own first, in the order of their
// names, then the built-in ones that are on. have is not written to.
func (r *Rules) Purposes(c *Call, have []finding.Purpose) []finding.Purpose {
	var own []finding.Purpose
	for i := range r.purposes {
		if p := &r.purposes[i]; p.tests.hold(c) && !slices.Contains(own, p.id) {
			own = append(own, p.id)
		}
	}
	if own == nil && !(r.offPurpose && slices.ContainsFunc(have, func(p finding.Purpose) bool { return r.offPurposes[p] })) {
		return have
	}
	for _, p := range have {
		if !r.offPurposes[p] && !slices.Contains(own, p) {
			own = append(own, p)
		}
	}
	return own
}

// Credentials adds the tenant's own credentials to those of a call. Where a rule says that
// nothing else counts, have is emptied first.
func (r *Rules) Credentials(c *Call, have []credential.Found) []credential.Found {
	for i := range r.auths {
		a := &r.auths[i]
		if !a.scope.hold(c) {
			continue
		}
		if a.only {
			have = have[:0]
		}
		have = a.find(c, have)
	}
	for i := range r.credentials {
		if k := &r.credentials[i]; k.tests.hold(c) {
			have = append(have, k.locate(c))
		}
	}
	return have
}

func (a *authRule) find(c *Call, have []credential.Found) []credential.Found {
	values, _ := c.V.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if len(v.Text) == 0 {
			continue
		}
		for _, name := range a.params {
			if a.here(v, name) {
				return append(have, credential.Found{Kind: custom, Place: v.Place, Name: v.Key, Index: i, Secret: v.Text})
			}
		}
	}
	return have
}

// locate finds the value that is the credential: the first that meets a condition on a
// header, cookie, parameter or field.
func (k *credentialRule) locate(c *Call) credential.Found {
	values, _ := c.V.Of(traffic.Request)
	for _, l := range k.place {
		for i := range values {
			v := &values[i]
			if l.here != nil && l.here(v, l.name) && l.is(str(v.Text)) {
				return credential.Found{Kind: custom, Place: v.Place, Name: v.Key, Index: i, Secret: v.Text}
			}
		}
	}
	return credential.Found{Kind: custom, Name: k.name, Index: -1}
}

// Counted drops the hits that do not count: of types that are off, and of what the tenant
// allows. It writes into dst, which may not be found's memory.
func (r *Rules) Counted(dst []sensitive.Found, c *Call, found []sensitive.Found) []sensitive.Found {
	var scoped [mostAllows]*allowRule
	n := 0
	if len(found) > 0 {
		for i := range r.allows {
			if a := &r.allows[i]; n < len(scoped) && a.scope.hold(c) {
				scoped[n] = a
				n++
			}
		}
	}
next:
	for i := range found {
		h := &found[i]
		if r.offTypes[h.Type] {
			continue
		}
		for _, a := range scoped[:n] {
			if a.covers(&c.V.All[h.Index], r.names[h.Type]) {
				continue next
			}
		}
		dst = append(dst, *h)
	}
	return dst
}

// mostAllows is how many allow rules can be about one API; further ones are not asked, so
// data that one of them covers is counted after all.
const mostAllows = 32

func (a *allowRule) covers(v *traffic.Value, name string) bool {
	if a.types != nil && !a.types[name] {
		return false
	}
	if a.fields == nil {
		return true
	}
	for i := range a.fields {
		if f := &a.fields[i]; f.side == v.Side && f.here(v, f.name) {
			return true
		}
	}
	return false
}

// Scans reports whether the tenant has types of its own that look into a side.
func (r *Rules) Scans(side traffic.Side) bool { return r.places[side] != 0 }

// Changes reports whether hits of built-in types may not count.
func (r *Rules) Changes() bool { return r.off || len(r.allows) > 0 }
