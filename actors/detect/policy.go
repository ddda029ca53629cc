package detect

import (
	"cmp"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// tenantRules is the part of an engine that a tenant's own rules need.
type tenantRules struct {
	*policy.Rules
	work    policy.Work
	all     []sensitive.Found
	counted []sensitive.Found
	masked  []sensitive.Found
	split   int // in masked
	masks   bool
	tunings policy.Tunings
	values  policy.Values
	own     []finding.OwnHit
	asked   policy.Call // by own events
}

// UseRules sets the rules for the calls that follow; nil for none. A call without rules
// costs one comparison.
func (e *Engine) UseRules(r *policy.Rules) { e.rules.Rules = r }

// RulesRefused counts values that no expression of a tenant's own read, because their call
// had used up its share.
func (e *Engine) RulesRefused() uint64 { return e.rules.work.Refused }

// policies lets the tenant's rules change what was found so far: purposes, credentials and
// data, before anything is concluded from them.
func (e *Engine) policies() {
	e.rules.masks = false
	if e.rules.Rules == nil {
		return
	}
	e.rules.work.Begin()
	c := e.rules.Call(e.x, e.v, e.f)
	if !e.f.Noise {
		e.f.Purposes = e.rules.Purposes(&c, e.f.Purposes)
	}
	if creds := e.rules.Credentials(&c, e.creds); len(creds) > 0 || len(e.creds) > 0 {
		e.creds = creds
		e.recognised()
	}
	e.f.Tuning = e.rules.tunings.Of(e.rules.Rules, &e.f.API)
	if e.rules.Changes() || e.rules.Scans(traffic.Request) || e.rules.Scans(traffic.Response) {
		e.ownData(&c)
	}
}

// ownEvents asks the tenant's own events about a call that was judged.
func (e *Engine) ownEvents() {
	if e.rules.Rules == nil || !e.rules.HasOwn() || e.f.Noise {
		return
	}
	c := &e.rules.asked
	*c = e.rules.Call(e.x, e.v, e.f)
	c.Found = [2][]sensitive.Found{e.found[:e.split], e.found[e.split:]}
	if e.rules.values.Hash == nil {
		e.rules.values.Hash = func(kind string, value []byte) uint64 {
			if kind == policy.DataValue { // there are many, and they hardly come again
				return e.hash.once(kind, value)
			}
			return e.hash.of(kind, value)
		}
	}
	e.rules.own = e.rules.Own(e.rules.own[:0], c, &e.rules.values)
	if len(e.rules.own) > 0 {
		e.f.Own = slices.Clone(e.rules.own)
	}
}

// recognised derives from the credentials what facts say of them.
func (e *Engine) recognised() {
	e.f.Creds, e.f.Session = credential.SetOf(e.creds), 0
	for i := range e.creds {
		if c := &e.creds[i]; sessionKinds.Has(uint8(c.Kind)) && len(c.Secret) > 0 {
			e.f.Session = e.hash.of("session", c.Secret)
			return
		}
	}
}

// ownData adds the tenant's own types and drops what does not count. What is dropped is
// still masked in samples: a rule may only show less, never a raw value.
func (e *Engine) ownData(c *policy.Call) {
	r := &e.rules
	builtin := [2][]sensitive.Found{e.found[:e.split], e.found[e.split:]}
	var counted [2][]sensitive.Found
	r.masked, r.counted, r.masks = r.masked[:0], r.counted[:0], true
	for _, side := range []traffic.Side{traffic.Request, traffic.Response} {
		r.all = append(r.all[:0], builtin[side]...)
		if r.Scans(side) {
			r.all = r.Scan(r.all, e.v, side, &r.work)
			slices.SortStableFunc(r.all, func(a, b sensitive.Found) int {
				return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
			})
		}
		r.masked = appendMasks(r.masked, r.all)
		if side == traffic.Request {
			r.split = len(r.masked)
		}
		from := len(r.counted)
		r.counted = r.Counted(r.counted, c, r.all)
		counted[side] = r.counted[from:]
	}
	e.split = len(counted[traffic.Request])
	e.found = append(append(e.found[:0], counted[traffic.Request]...), counted[traffic.Response]...)
	e.f.ReqData, e.f.ResData = e.count(e.found[:e.split]), e.count(e.found[e.split:])
}

// appendMasks makes overlapping hits one, because what is masked is masked once. Of hits of
// the same extent the built-in type stays, whose mask keeps the shape; a longer extent is
// masked as a custom type, which keeps nothing but the first character.
func appendMasks(dst, all []sensitive.Found) []sensitive.Found {
	from := len(dst)
	for i := range all {
		h := all[i]
		if len(dst) > from {
			last := &dst[len(dst)-1]
			if last.Index == h.Index && h.Start < last.End {
				if h.End == last.End && h.Start == last.Start {
					last.Type = min(last.Type, h.Type)
				} else if h.End > last.End {
					last.End, last.Type = h.End, max(last.Type, h.Type)
				}
				continue
			}
		}
		dst = append(dst, h)
	}
	return dst
}

// maskable gives the hits by side that samples hide.
func (e *Engine) maskable() [2][]sensitive.Found {
	if r := &e.rules; r.masks {
		return [2][]sensitive.Found{r.masked[:r.split], r.masked[r.split:]}
	}
	return [2][]sensitive.Found{e.found[:e.split], e.found[e.split:]}
}
