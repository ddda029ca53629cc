package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// own counts a tenant's own events at one key: an address, an account, an API or a domain. Which
// calls belong to one was asked when they were inspected; here they are counted over the event's
// period. Nothing is kept of a key that meets no conditions: an event takes 200 bytes, 4 for each
// call up to ownTimes, and 3.5 KB at most for each statistic.
type own struct {
	newest uint32
	all    []*ownCount
}

// ownTimes is up to how many calls of a period are counted exactly; above, the period slides by
// tenths and the figure is called an estimate.
const ownTimes = 256

// ownCount is one event at one key.
type ownCount struct {
	id      uint64 // of the rule: another version begins anew
	period  uint32
	last    uint32
	times   []uint32 // of the newest calls, as a ring
	next    uint32   // place in it of the next
	calls   sketch.Counter
	stats   []ownTally
	episode episode
	api     traffic.API // on which it first fired: a case is of one API
}

// ownTally is one statistic.
type ownTally struct {
	sum    sketch.Counter
	things sketch.Recent
	more   uint32 // different values that one call had beyond those it named, the most of a period
	moreAt uint32
}

// apply takes a call in for the events that are counted at this kind of key, and adds what fires.
// Calls that come too late are left out.
func (o *own) apply(f *finding.Facts, per finding.OwnPer, out *[]finding.Finding) {
	if len(f.Own) == 0 {
		return
	}
	var v ownVerdict
	var from finding.Source // of the call, once something fires
	var votes finding.Votes
	for i := range f.Own {
		h := &f.Own[i]
		at := uint32(max(f.Time.Unix(), 0))
		if h.Rule.Per != per || at+lateness < o.newest || len(h.Values) != len(h.Rule.Stats) {
			continue
		}
		o.newest = max(o.newest, at)
		c := o.of(h.Rule, at)
		c.take(h, at)
		v = ownVerdict{}
		if !c.judge(h.Rule, at, &v) {
			continue
		}
		if votes == 0 {
			from, votes = ownSource(per, f), callVotes(f).With(finding.VotePolicy)
		}
		x := c.emit(h.Rule, f, at, &v, out)
		x.Source, x.Votes = from, votes
	}
}

// of gives an event's count. Where there is no room, one that is over makes some, else the one
// that was quiet for longest.
func (o *own) of(r *finding.OwnRule, at uint32) *ownCount {
	quiet := 0
	for i, c := range o.all {
		if c.id == r.ID() && len(c.stats) == len(r.Stats) {
			return c
		}
		if c.last < o.all[quiet].last {
			quiet = i
		}
	}
	c := &ownCount{id: r.ID(), period: r.Period, stats: make([]ownTally, len(r.Stats)), last: at}
	if len(o.all) < finding.MostOwnHits && (len(o.all) == 0 || at <= o.all[quiet].last+o.all[quiet].period) {
		o.all = append(o.all, c)
	} else {
		o.all[quiet] = c
	}
	return c
}

func (c *ownCount) take(h *finding.OwnHit, at uint32) {
	c.last = max(c.last, at)
	slot := sketch.Slot(at, c.period)
	c.calls.AddSlot(slot, 1)
	if most := min(max(h.Rule.Requests, 1), ownTimes); uint32(len(c.times)) < most { //nolint:gosec // small
		c.times = append(c.times, at)
	} else {
		c.times[c.next%most] = at
		c.next = (c.next + 1) % most
	}
	for i := range h.Values {
		v, t := &h.Values[i], &c.stats[i]
		if v.N > 0 {
			t.sum.AddSlot(slot, v.N)
		}
		for _, x := range v.Hashes {
			t.things.Add(x, at, c.period)
		}
		if v.More > 0 && (v.More >= t.more || at > t.moreAt+c.period) {
			t.more, t.moreAt = v.More, at
		}
	}
	c.episode.see(at, c.period)
}

// ownVerdict is what was seen over a period.
type ownVerdict struct {
	calls    float64
	estimate bool
	stats    [finding.MostOwnStats]float64
	about    [finding.MostOwnStats]bool // the figure beside it is an estimate
}

// judge reports whether there were enough calls and every statistic holds.
func (c *ownCount) judge(r *finding.OwnRule, at uint32, v *ownVerdict) bool {
	if n := uint32(len(c.times)); n > 0 && c.times[c.next%n]+c.period > at { //nolint:gosec // small
		v.calls = float64(n) // the oldest that is held is of the period, so all are
	}
	if r.Requests <= ownTimes && v.calls < float64(r.Requests) {
		return false
	}
	slot := sketch.Slot(at, c.period)
	all := c.calls.SumSlot(slot)
	if n := float64(all); n > v.calls {
		v.calls, v.estimate = n, n > ownTimes
	}
	if v.calls < float64(r.Requests) {
		return false
	}
	for i := range r.Stats {
		s, t := &r.Stats[i], &c.stats[i]
		switch s.What {
		case finding.OwnDistinct:
			if !s.AtMost && float64(t.things.Most())+float64(t.more) < s.Limit {
				return false
			}
			n, exact := t.things.Count(at, c.period)
			if v.stats[i], v.about[i] = float64(n), !exact; t.more > 0 && at <= t.moreAt+c.period {
				v.stats[i], v.about[i] = v.stats[i]+float64(t.more), true
			}
		case finding.OwnShare:
			if all > 0 {
				v.stats[i] = 100 * float64(t.sum.SumSlot(slot)) / float64(all)
			}
		case finding.OwnSum:
			v.stats[i] = float64(t.sum.SumSlot(slot))
		}
		if holds := v.stats[i] >= s.Limit; s.AtMost && v.stats[i] > s.Limit || !s.AtMost && !holds {
			return false
		}
	}
	return true
}

// emit adds what fired to out and gives it, so that its caller says whose doing it is.
func (c *ownCount) emit(r *finding.OwnRule, f *finding.Facts, at uint32, v *ownVerdict, out *[]finding.Finding) *finding.Finding {
	ep := &c.episode
	fresh, count, start := ep.contribute(f.Time, at, c.period, 0, 0)
	if fresh {
		c.api = cloned(f.API)
	}
	*out = append(*out, finding.Finding{
		Kind: finding.KindEvent, Type: r.Type(), Tenant: f.Tenant, API: c.api, Level: r.Level, Simulated: r.Simulate,
		Start: start, End: f.Time, Count: uint64(count),
	})
	x := &(*out)[len(*out)-1]
	if fresh || v.calls > float64(ep.shown)*growth {
		ep.shown = float32(v.calls)
		x.Samples = []string{f.ID}
		x.Why = ownWhy(r, v)
	}
	return x
}

// ownSource is who is behind it: of an API or a domain as a whole that is nobody in particular.
func ownSource(per finding.OwnPer, f *finding.Facts) finding.Source {
	s := finding.Source{Agent: f.Agent}
	switch per {
	case finding.PerAddress:
		s.IP, s.Block = f.Client, finding.Block(f.Client)
	case finding.PerAccount:
		s.IP, s.Account = f.Client, accountName(f)
	}
	return s
}

// accountName is how findings name whose state a call belongs to.
func accountName(f *finding.Facts) string {
	hash, session := AccountKey(f)
	who := finding.Facts{Account: hash}
	if session {
		who = finding.Facts{Session: hash}
	}
	return finding.AccountText(&who)
}

func (o *own) append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(o.newest)), uint64(len(o.all)))
	for _, c := range o.all {
		dst = binary.BigEndian.AppendUint64(dst, c.id)
		for _, n := range [...]uint32{c.period, c.last, c.next, uint32(len(c.times))} { //nolint:gosec // small
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		for _, t := range c.times {
			dst = binary.AppendUvarint(dst, uint64(t))
		}
		dst = binary.AppendUvarint(c.calls.Append(dst), uint64(len(c.stats)))
		for i := range c.stats {
			t := &c.stats[i]
			dst = t.things.Append(t.sum.Append(dst))
			dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(t.more)), uint64(t.moreAt))
		}
		dst = finding.AppendAPI(c.episode.append(dst), c.api)
	}
	return dst
}

func (o *own) read(u *finding.Unpacker) {
	*o = own{newest: u.Uint32()}
	for range u.Len(finding.MostOwnHits, 30) {
		c := &ownCount{id: u.Fixed64(), period: max(u.Uint32(), 1), last: u.Uint32(), next: u.Uint32()}
		for range u.Len(ownTimes, 1) {
			c.times = append(c.times, u.Uint32())
		}
		c.calls.Read(u)
		c.stats = make([]ownTally, u.Len(finding.MostOwnStats, 14))
		for i := range c.stats {
			t := &c.stats[i]
			t.sum.Read(u)
			t.things.Read(u)
			t.more, t.moreAt = u.Uint32(), u.Uint32()
		}
		c.episode.read(u)
		c.api = u.API()
		o.all = append(o.all, c)
	}
}
