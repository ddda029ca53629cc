package actors

import (
	"slices"
	"strconv"
	"sync"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// keyring is the keys of one shard. A key is bytes (keytable.go) until it is busy: each range with
// calls of it reads its state, judges and writes it back, which costs less than an actor that is
// called a few times. A key with calls in several ranges, or with much to remember, gets an actor
// while there are seats; one that was not called for a while becomes bytes again (passivation, in
// evict.go). Kinds that are kept for ever always have an actor once they are called. Bytes whose
// state says it is idle are dropped. Nothing is spawned when a checkpoint is loaded.
type keyring struct {
	keytable
	s      *shard
	kinds  []Kind
	seats  []seat // of actors
	empty  []uint32
	live   []int      // with an actor, by kind
	turns  []turn     // keys with calls in the range being applied
	adding sync.Mutex // of what keys find in a range
	lodger keyActor   // judges for keys without an actor
	hand   uint32     // of the clock that looks for keys to evict
	dirty  []uint32   // entries that changed since the newest checkpoint was gathered
	gone   []uint64   // hashes of keys dropped since
	sent   unsaved    // what a checkpoint was gathered with that is not confirmed yet
	spares []*keyBatch
	buf    []byte // scratch: an identity
	out    []byte // scratch: a state
	names  uint64 // of actors, ever
}

// seat is the actor of one key.
type seat struct {
	pid   *actor.PID
	quiet uint8 // sweeps since the last call, up to 255
}

// turn is a key's part of a range.
type turn struct {
	key   uint32
	batch *keyBatch
}

// unsaved is keys of a checkpoint that may not have been saved.
type unsaved struct {
	dirty []uint32
	gone  []uint64
}

const (
	overflowID = "{other}" // of the key that counts what has no key of its own
	busyAfter  = 6         // ranges since about two sweeps until a key gets an actor
	heavyState = 160       // bytes of a state that gets one already
	heavyAfter = 2         // after that many
	mostSpares = 1024      // batches kept for the next ranges
	mostPlaces = 64        // calls such a batch has room for: most keys have few of a range
)

func (r *keyring) init(s *shard) {
	*r = keyring{s: s, kinds: s.life.node.o.Kinds, lodger: keyActor{life: s.life}}
	r.keytable.init(len(r.kinds))
	r.live = make([]int, len(r.kinds))
}

// group puts one call into the hands of the keys it concerns.
func (r *keyring) group(f *finding.Facts, kinds uint8) {
	for k := range r.kinds {
		if kinds>>k&1 == 0 {
			continue
		}
		id, ok := r.kinds[k].Key(r.buf[:0], f)
		r.buf = id
		if !ok || len(id) > mostName {
			continue
		}
		n, ok := r.find(uint8(k), id) //nolint:gosec // at most 8
		if !ok {
			n = r.make(uint8(k), f, id) //nolint:gosec // at most 8
		}
		if r.entries[n].turn == 0 {
			r.turns = append(r.turns, turn{n, r.spare()})
			r.entries[n].turn = uint32(len(r.turns)) //nolint:gosec // at most the keys of a range
		}
		b := r.turns[r.entries[n].turn-1].batch
		b.facts = append(b.facts, f)
	}
}

// make adds a key. When its tenant has as many as it may, one that remembers little and was quiet for
// longest makes room; where there is none, the overflow key counts the call.
func (r *keyring) make(kind uint8, f *finding.Facts, id []byte) uint32 {
	if r.of(f.Tenant) >= r.s.life.keyLimit && !r.evict(f.Tenant) {
		r.s.life.stats.overflow.Add(1)
		id = append(append(append(r.buf[:0], f.Tenant...), sep), overflowID...)
		r.buf = id
		if n, ok := r.find(kind, id); ok {
			return n
		}
	}
	return r.add(kind, f.Tenant, id)
}

// overflows reports whether a key is one that only counts.
func (r *keyring) overflows(e *entry) bool {
	return e.flags&entryShort != 0 && string(r.slab.at(e.ref, int(e.name))) == overflowID
}

// touch notes that a key changed.
func (r *keyring) touch(n uint32) {
	e := &r.entries[n]
	if e.flags&entryDirty == 0 {
		r.dirty = append(r.dirty, n)
	}
	e.flags |= entryDirty | entryAsset
	e.last = uint32(max(r.s.now.Unix(), 0)) //nolint:gosec // seconds until 2106
	if e.flags>>4 < 15 {
		e.flags += entryHeat
	}
}

// wants reports whether a key is worth an actor of its own.
func (r *keyring) wants(e *entry) bool {
	if r.kinds[e.kind].Keep {
		return true
	}
	heat := int(e.flags >> 4)
	if heat < heavyAfter || heat < busyAfter && e.size-uint32(e.name) < heavyState {
		return false
	}
	return len(r.seats)-len(r.empty) < r.s.life.seats
}

// wake gives a key its actor, with the state it had.
func (r *keyring) wake(ctx actor.Context, n uint32, f *finding.Facts) bool {
	return r.settle(ctx, n, r.read(n, f))
}

// settle gives a key its actor.
func (r *keyring) settle(ctx actor.Context, n uint32, state State) bool {
	e := &r.entries[n]
	r.names++
	pid, err := ctx.SpawnNamed(keyProps, "k"+strconv.FormatUint(r.names, 36))
	if err != nil {
		r.s.life.log.Error("cannot start a key's actor", "key", string(r.identity(nil, e)), "error", err)
		r.s.life.stats.panics.Add(1)
		return false
	}
	ctx.Send(pid, &keyStart{state: state, tenant: r.keytable.names[e.tenant], life: r.s.life})
	r.keep(n, nil)
	if last := len(r.empty) - 1; last >= 0 {
		e.seat, r.empty = r.empty[last], r.empty[:last]
		r.seats[e.seat-1] = seat{pid: pid}
	} else {
		r.seats = append(r.seats, seat{pid: pid})
		e.seat = uint32(len(r.seats)) //nolint:gosec // at most mostKeys
	}
	r.live[e.kind]++
	return true
}

// read is a key's state before its next call: what it was, or new. Bytes that cannot be read
// cost what that one key had learned.
func (r *keyring) read(n uint32, f *finding.Facts) State {
	e := &r.entries[n]
	k, saved := &r.kinds[e.kind], r.state(e)
	if r.overflows(e) {
		t := &tally{}
		if len(saved) > 0 && t.UnmarshalBinary(saved) != nil {
			*t = tally{}
		}
		return t
	}
	if len(saved) == 0 && f != nil {
		return k.New(f)
	}
	st := k.Read()
	if err := st.UnmarshalBinary(saved); err != nil {
		r.s.life.log.Error("cannot read a key's state: it begins anew", "kind", k.Name, "key", string(r.identity(nil, e)), "error", err)
		r.s.life.stats.panics.Add(1)
		if f == nil {
			return st
		}
		return k.New(f)
	}
	return st
}

// tell judges the calls of every key that has some, in the order of their first, and waits until all
// are through: a query may be holding an actor for a moment. It adds what they flagged to flags, in no
// order.
func (r *keyring) tell(ctx actor.Context, out *[]finding.Finding, flags []flag, done *sync.WaitGroup) []flag {
	for _, t := range r.turns {
		r.touch(t.key)
		e := &r.entries[t.key]
		e.turn = 0
		t.batch.adding, t.batch.out, t.batch.done = &r.adding, out, done
		if e.seat == 0 && (!r.wants(e) || !r.wake(ctx, t.key, t.batch.facts[0])) {
			r.judge(ctx, t)
			continue
		}
		s := &r.seats[e.seat-1]
		s.quiet = 0
		done.Add(1)
		ctx.Send(s.pid, t.batch)
	}
	done.Wait()
	for i := range r.turns {
		b := r.turns[i].batch
		for _, seq := range b.flags {
			flags = append(flags, flag{seq, r.kinds[r.entries[r.turns[i].key].kind].Flags})
		}
		clear(b.facts)
		b.facts, b.flags = b.facts[:0], b.flags[:0]
		if cap(b.facts) <= mostPlaces && len(r.spares) < mostSpares {
			r.spares = append(r.spares, b)
		}
	}
	clear(r.turns)
	r.turns = r.turns[:0]
	return flags
}

// judge applies the calls of a key that has no actor. A state that cannot be written down gets one:
// it must not be lost unnoticed.
func (r *keyring) judge(ctx actor.Context, t turn) {
	l := &r.lodger
	l.state = r.read(t.key, t.batch.facts[0])
	l.judge(t.batch)
	m := keySave{dst: r.out[:0]}
	l.save(&m)
	if m.err != nil {
		r.s.life.log.Error("cannot write a key's state: it stays with an actor", "key", string(r.identity(nil, &r.entries[t.key])), "error", m.err)
		r.settle(ctx, t.key, l.state)
	} else {
		r.keep(t.key, m.dst)
		r.out = m.dst
	}
	l.state = nil
}

// spare gives a batch to fill.
func (r *keyring) spare() *keyBatch {
	if n := len(r.spares); n > 0 {
		b := r.spares[n-1]
		r.spares[n-1], r.spares = nil, r.spares[:n-1]
		return b
	}
	return &keyBatch{}
}

// pid gives the actor of an entry, nil if it has none.
func (r *keyring) pid(e *entry) *actor.PID {
	if e.seat == 0 {
		return nil
	}
	return r.seats[e.seat-1].pid
}

// save asks a live key for its bytes, and for its inventory entry if that may have changed.
func (r *keyring) save(ctx actor.Context, e *entry, dst []byte, compact bool) keySave {
	m := keySave{now: r.s.now, dst: dst, want: e.flags&entryAsset != 0, compact: compact, done: &r.s.wait}
	r.s.wait.Add(1)
	ctx.Send(r.pid(e), &m)
	r.s.wait.Wait()
	return m
}

// unsavedKeys gives the entries that changed since the newest saved checkpoint, and the hashes of
// those forgotten since, and takes note that they are being saved. What was gathered before and not
// confirmed is in it again.
func (r *keyring) unsavedKeys() unsaved {
	u := &r.sent
	u.dirty, u.gone = append(u.dirty, r.dirty...), append(u.gone, r.gone...)
	r.dirty, r.gone = r.dirty[:0], r.gone[:0]
	for _, n := range u.dirty {
		r.entries[n].flags &^= entryDirty
	}
	slices.Sort(u.dirty)
	u.dirty = slices.Compact(u.dirty)
	return *u
}

// saved notes that what was gathered last is saved.
func (r *keyring) saved() { r.sent = unsaved{} }
