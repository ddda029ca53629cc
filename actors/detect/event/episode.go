package event

import (
	"encoding/binary"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// episode follows one behaviour from call to call, so that each call is counted once in
// its case, also those before the line was crossed, and so that a running attack is not
// described anew with every call.
type episode struct {
	seen    uint32  // Unix second of the newest call of this behaviour
	first   uint32  // of the oldest call not yet counted
	pending uint32  // calls not yet counted
	fired   uint32  // second of the newest contribution, 0 if none
	shown   float32 // observed figure of the last full explanation
	policy  uint32  // which policy had tuned the row then; 0: none
}

// growth is by how much a running attack must grow to be explained anew: the figures of
// an open case are at most 10 % behind.
const growth = 1.1

// see takes one call of the behaviour in; calls more than a window ago are forgotten.
func (ep *episode) see(at, window uint32) {
	if ep.pending == 0 || at > ep.seen+window {
		ep.pending, ep.first = 0, at
	}
	ep.seen = max(ep.seen, at)
	ep.first = min(ep.first, at)
	ep.pending++
}

// running reports whether the behaviour fired not longer than the given seconds ago.
func (ep *episode) running(at, hold uint32) bool { return ep.fired > 0 && at <= ep.fired+hold }

// contribute takes what one more call adds to a case: itself and those pending, at most the most of the
// window that belong to it (0: all), and since when. fresh: the case may begin with it, so that it must be
// explained: after a pause, under another policy, or on a new day.
func (ep *episode) contribute(now time.Time, at, window, policy, most uint32) (fresh bool, count uint32, start time.Time) {
	fresh = !ep.running(at, window) || policy != ep.policy || at/secondsPerDay != ep.fired/secondsPerDay
	if count = max(ep.pending, 1); most > 0 {
		count = min(count, most)
	}
	if start = now; count > 1 {
		// What began before midnight belongs to the case of the day on which it was found: there is one.
		first := max(ep.first, at-min(window, at), at-at%secondsPerDay)
		start = earliest(now, time.Unix(int64(first), 0).UTC())
	}
	ep.pending, ep.fired, ep.policy = 0, at, policy
	return fresh, count, start
}

// emit adds the contribution of this call, and of those pending, to out.
func (r *Row) emit(ep *episode, f *finding.Facts, at uint32, v verdict, out *[]finding.Finding) {
	tune, over := f.Tuning.Event(r.ID), max(r.over(f), v.window)
	fresh, count, start := ep.contribute(f.Time, at, uint32(over/time.Second), policyOf(tune), v.calls)
	c := finding.Finding{
		Kind: finding.KindEvent, Type: r.typ, Tenant: f.Tenant, API: f.API,
		Level: r.level(&v), Start: start, End: f.Time, Count: uint64(count), Rise: r.Rise, Votes: finding.Votes(0).With(r.Vote),
		Source: finding.Source{IP: f.Client, Block: finding.Block(f.Client), Agent: f.Agent},
	}
	if fresh || v.observed > float64(ep.shown)*growth || v.least > r.Level {
		ep.shown = float32(v.observed)
		c.Samples = []string{f.ID}
		c.Why = finding.Why{
			Observed: v.observed, Baseline: v.baseline, Threshold: v.threshold, Unit: r.Unit,
			Window: over, Rule: r.rule, Learned: v.learned,
		}
		if v.window > 0 {
			c.Why.Window = v.window
		}
		say := v // apart, so that only what is said leaves the stack
		c.Why.Reason = r.said(&say)
	}
	if r.many || v.many { // whoever called just now is one of many
		c.Source = finding.Source{IP: v.lead, IPs: v.ips, Agent: f.Agent}
	}
	if v.account != "" {
		c.Source.Block, c.Source.Account = netip.Prefix{}, v.account
	}
	tune.Mark(&c)
	*out = append(*out, c)
}

// emitOf is emit at account scope: who names the account.
func (r *Row) emitOf(who string, ep *episode, f *finding.Facts, at uint32, v verdict, out *[]finding.Finding) {
	v.account = who
	r.emit(ep, f, at, v, out)
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (ep *episode) append(dst []byte) []byte {
	for _, n := range [...]uint32{ep.seen, ep.first, ep.pending, ep.fired, ep.policy} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return finding.AppendFloat(dst, float64(ep.shown))
}

func (ep *episode) read(u *finding.Unpacker) {
	ep.seen, ep.first, ep.pending, ep.fired, ep.policy = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32()
	ep.shown = float32(u.Float())
}
