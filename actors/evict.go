package actors

import (
	"math/bits"

	"github.com/asynkron/protoactor-go/actor"
)

// How keys end: bytes again when they are quiet, dropped when they are idle, evicted when their
// tenant has too many.

const (
	coldAfter  = 2       // sweeps without a call until a key becomes bytes
	coldLook   = 60 * 60 // seconds of event time between two looks whether bytes are idle
	evictLook  = 32      // keys that are compared when one must make room
	evictPlain = 24      // bytes: a state that small is counts and times, nothing to judge by
	evictQuiet = 15 * 60 // seconds of event time without a call until one that remembers more may be evicted
)

// sweep passivates: keys without a call for a while become bytes or are dropped.
func (r *keyring) sweep(ctx actor.Context) {
	// Behind the children there are, the list that a context keeps of them still names those that
	// stopped, and each name holds its actor.
	children := ctx.Children()
	clear(children[len(children):cap(children)])
	now := uint32(max(r.s.now.Unix(), 0)) //nolint:gosec // seconds until 2106
	for i := range r.entries {
		n, e := uint32(i), &r.entries[i] //nolint:gosec // at most mostKeys
		if e.flags&entryKey == 0 {
			continue
		}
		e.flags = e.flags&entryFlags | e.flags>>5<<4
		keep := r.kinds[e.kind].Keep
		switch {
		case e.seat != 0 && e.flags&entryAsset != 0 && keep: // its inventory entry is still to be written
		case e.seat != 0 && r.seats[e.seat-1].quiet < coldAfter:
			r.seats[e.seat-1].quiet++
		case e.seat != 0:
			r.passivate(ctx, n)
		case !keep && now > max(e.last, e.looked)+coldLook && !r.overflows(e):
			e.looked = now
			if r.read(n, nil).Idle(r.s.now) {
				r.drop(n)
			}
		}
	}
}

// passivate drops the PID before it stops the actor: nothing can be sent behind the stop.
func (r *keyring) passivate(ctx actor.Context, n uint32) {
	e := &r.entries[n]
	m := r.save(ctx, e, r.out[:0], true)
	r.out = m.dst[:0]
	if m.err != nil {
		r.s.life.log.Error("cannot passivate a key: it stays", "key", string(r.identity(nil, e)), "error", m.err)
		return
	}
	pid := r.pid(e)
	r.seats[e.seat-1] = seat{}
	r.empty = append(r.empty, e.seat)
	e.seat = 0
	r.keep(n, m.dst)
	r.live[e.kind]--
	ctx.Stop(pid)
	if m.idle && !r.kinds[e.kind].Keep && !r.overflows(e) {
		r.drop(n)
	}
}

// drop forgets a key.
func (r *keyring) drop(n uint32) {
	r.gone = append(r.gone, r.remove(n))
	r.s.change++
}

// evict makes room for a key of a tenant: of some that are bytes, the one that remembers least goes,
// of those the one that was quiet for longest. One that remembers something to judge by goes only
// when it was quiet for a while: nobody shall drive it out with a flood of new addresses. False:
// nothing may go.
func (r *keyring) evict(tenant string) bool {
	number, now := r.numbers[tenant], uint32(max(r.s.now.Unix(), 0)) //nolint:gosec // seconds until 2106
	best, least, oldest, seen := uint32(0), 0, uint32(0), 0
	for range min(4*evictLook, len(r.entries)) {
		n := r.hand % uint32(len(r.entries)) //nolint:gosec // at most mostKeys
		r.hand = n + 1
		e := &r.entries[n]
		if e.flags&entryKey == 0 || e.seat != 0 || e.turn != 0 || e.tenant != number || r.kinds[e.kind].Keep || r.overflows(e) {
			continue
		}
		state := int(e.size) - int(e.name)
		if state > evictPlain && now < e.last+evictQuiet {
			continue
		}
		class := 0
		if state > evictPlain {
			class = bits.Len(uint(state)) //nolint:gosec // positive
		}
		if seen == 0 || class < least || class == least && e.last < oldest {
			best, least, oldest = n, class, e.last
		}
		if seen++; seen == evictLook {
			break
		}
	}
	if seen == 0 {
		return false
	}
	r.drop(best)
	r.s.life.stats.evicted.Add(1)
	return true
}
