package policy

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Values makes keyed hashes of the values that own events tell apart; it is an engine's and
// remembers what it needs from call to call.
type Values struct {
	Hash func(kind string, value []byte) uint64 // keyed; 0 of nothing
	seen map[uint64]struct{}                    // of the statistic at hand
	text []byte
	out  finding.OwnValue
}

// DataValue is the kind of the hashes of single sensitive values.
const DataValue = "own-data"

// HasOwn reports whether there are own events.
func (r *Rules) HasOwn() bool { return len(r.events) > 0 }

// Own appends the own events whose conditions a call meets, with what it adds to their
// statistics. What is appended owns its memory.
func (r *Rules) Own(dst []finding.OwnHit, c *Call, v *Values) []finding.OwnHit {
	for i := range r.events {
		e := &r.events[i]
		if !e.tests.hold(c) {
			continue
		}
		h := finding.OwnHit{Rule: e.rule}
		if len(e.stats) > 0 {
			h.Values = make([]finding.OwnValue, len(e.stats))
			for j := range e.stats {
				h.Values[j] = e.stats[j].of(c, v)
			}
		}
		dst = append(dst, h)
	}
	return dst
}

func (s *ownStat) of(c *Call, v *Values) finding.OwnValue {
	switch {
	case s.share != nil:
		if s.share.holds(c) {
			return finding.OwnValue{N: 1}
		}
		return finding.OwnValue{}
	case s.sum != nil:
		n, known := s.sum(c)
		if !known || n <= 0 {
			return finding.OwnValue{}
		}
		return finding.OwnValue{N: uint32(min(n, 1<<31))}
	}
	v.begin()
	s.distinct.each(c, s.name, v)
	out := v.out
	out.Hashes = slices.Clone(v.out.Hashes)
	return out
}

// mostSeen bounds what is told apart within one call; further values are not counted.
const mostSeen = 16 << 10

func (v *Values) begin() {
	if v.seen == nil {
		v.seen = map[uint64]struct{}{}
	}
	clear(v.seen)
	v.out = finding.OwnValue{Hashes: v.out.Hashes[:0]}
}

// add takes a value in. Those beyond finding.MostOwnHashes are counted without being named.
func (v *Values) add(kind string, value []byte) {
	if len(value) == 0 || len(v.seen) == mostSeen {
		return
	}
	quick := xxh3.Hash(value)
	if _, ok := v.seen[quick]; ok {
		return
	}
	v.seen[quick] = struct{}{}
	if len(v.out.Hashes) == finding.MostOwnHashes {
		v.out.More++
		return
	}
	v.out.Hashes = append(v.out.Hashes, v.Hash(kind, value))
}

// addHash takes a value in that is a hash already.
func (v *Values) addHash(h uint64) {
	if h != 0 && len(v.out.Hashes) < finding.MostOwnHashes {
		v.out.Hashes = append(v.out.Hashes, h)
	}
}

// distinct is one row of the table of what statistics can tell apart.
type distinct struct {
	id, title string
	named     named
	each      func(c *Call, name string, v *Values)
	stored    bool // a stored call has it
}

// Distinct describes a row for the form.
type Distinct struct{ ID, Title string }

// Distincts lists what statistics can tell apart: rows of their own, and every field of
// conditions that has texts.
func Distincts() []Distinct {
	var out []Distinct
	for i := range distincts {
		out = append(out, Distinct{distincts[i].id, distincts[i].title})
	}
	return out
}

func distinctNames() string {
	var ids []string
	for i := range distincts {
		ids = append(ids, distincts[i].id)
	}
	return strings.Join(ids, ", ")
}

func distinctOf(id string) (*distinct, bool) {
	for i := range distincts {
		if distincts[i].id == id {
			return &distincts[i], true
		}
	}
	return nil, false
}

// distincts are rows of their own first: what facts have a hash of, and single values of
// sensitive data, where a field of conditions would give the names of their types.
var distincts = func() []distinct {
	all := []distinct{
		{"client.ip", "Client addresses", unnamed, func(c *Call, _ string, v *Values) {
			a := c.F.Client.As16()
			v.text = append(v.text[:0], a[:]...)
			v.add("own-ip", v.text)
		}, true},
		{"client.account", "Accounts", unnamed, func(c *Call, _ string, v *Values) {
			v.addHash(c.F.Account)
			if c.F.Account == 0 {
				v.addHash(c.F.Login.Name)
			}
		}, true},
		{"client.session", "Sessions", unnamed, func(c *Call, _ string, v *Values) { v.addHash(c.F.Session) }, true},
		{"object", "Objects (values in the path's places and of ids)", unnamed, func(c *Call, _ string, v *Values) { v.addHash(c.F.Object) }, true},
		{"password", "Passwords of logins", unnamed, func(c *Call, _ string, v *Values) { v.addHash(c.F.Login.Password) }, false},
		{"request.data", "Sensitive entries in requests; its name is a type, none: all", optional, sensitiveValues(traffic.Request), false},
		{"response.data", "Sensitive entries in answers; its name is a type, none: all", optional, sensitiveValues(traffic.Response), false},
		{"response.status", "Statuses", unnamed, func(c *Call, _ string, v *Values) {
			v.text = binary.BigEndian.AppendUint16(v.text[:0], c.F.Status)
			v.add("own-status", v.text)
		}, true},
	}
	for i := range fields {
		x := &fields[i]
		if x.texts == nil || x.uses&forEvent == 0 || slices.ContainsFunc(all, func(d distinct) bool { return d.id == x.ID }) {
			continue
		}
		all = append(all, distinct{x.ID, x.Title, x.Named, func(c *Call, name string, v *Values) {
			x.texts(c, name, func(s string) bool {
				v.text = append(v.text[:0], s...)
				v.add("own-"+x.ID, v.text)
				return false
			})
		}, x.uses&stored != 0})
	}
	return all
}()

func sensitiveValues(side traffic.Side) func(*Call, string, *Values) {
	return func(c *Call, name string, v *Values) {
		for i := range c.Found[side] {
			h := &c.Found[side][i]
			if name == "" || c.types[h.Type] == name {
				v.add(DataValue, c.V.All[h.Index].Text[h.Start:h.End])
			}
		}
	}
}
