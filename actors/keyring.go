package actors

import (
	"strconv"
	"strings"
	"sync"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// keyring is the keys of one shard: those with an actor, and those that have not been called
// lately and are kept as bytes. A key becomes bytes when nothing came for it for a while
// (passivation); bytes whose state says it is idle are dropped, unless the kind is kept for
// ever. Nothing is spawned when a checkpoint is loaded: a key comes to life with its next call.
type keyring struct {
	s       *shard
	kinds   []Kind
	byID    []map[string]*key // one map a kind
	live    []int             // with an actor, by kind
	tenants map[string]int    // keys of each tenant, for the bound
	touched []*key            // by the range being applied
	spares  []*keyBatch
	titles  map[string]string // of tenants, each name once
	buf     []byte
	names   uint64 // of actors, ever
}

// key is one key of a shard. The cold form is nil exactly while there is an actor.
type key struct {
	pid    *actor.PID
	cold   []byte
	id     string
	tenant string
	kind   uint8
	quiet  uint8     // sweeps since the last call, up to 255
	asset  bool      // changed since its inventory entry was written
	since  int64     // cold: event time (Unix seconds) of becoming so, or of the last look
	batch  *keyBatch // its part of the range being applied, nil between ranges
}

const (
	overflowID = "{other}" // of the key that counts what has no key of its own
	coldAfter  = 2         // sweeps without a call until a key becomes bytes
	coldLook   = 60 * 60   // seconds of event time between two looks whether bytes are idle
)

func (r *keyring) init(s *shard) {
	*r = keyring{s: s, kinds: s.life.node.o.Kinds, tenants: map[string]int{}, titles: map[string]string{}}
	r.byID, r.live = make([]map[string]*key, len(r.kinds)), make([]int, len(r.kinds))
	for i := range r.byID {
		r.byID[i] = map[string]*key{}
	}
}

// group puts one call into the hands of the keys it concerns.
func (r *keyring) group(ctx actor.Context, f *finding.Facts, kinds uint8) {
	for k := range r.kinds {
		if kinds>>k&1 == 0 {
			continue
		}
		id, ok := r.kinds[k].Key(r.buf[:0], f)
		r.buf = id
		if !ok {
			continue
		}
		e := r.byID[k][string(id)]
		if e == nil {
			e = r.add(uint8(k), f, id)
		}
		if e.pid == nil && !r.wake(ctx, e, f) {
			continue
		}
		if e.batch == nil {
			e.batch = r.spare()
			r.touched = append(r.touched, e)
		}
		e.batch.facts = append(e.batch.facts, f)
	}
}

// add makes a key, or gives the overflow key when the tenant has too many.
func (r *keyring) add(kind uint8, f *finding.Facts, id []byte) *key {
	if r.tenants[f.Tenant] >= r.s.life.keyLimit {
		r.s.life.stats.overflow.Add(1)
		id = append(append(append(r.buf[:0], f.Tenant...), sep), overflowID...)
		r.buf = id
		if e := r.byID[kind][string(id)]; e != nil {
			return e
		}
	}
	e := &key{id: string(id), tenant: r.tenantName(f.Tenant), kind: kind}
	r.byID[kind][e.id] = e
	r.tenants[e.tenant]++
	return e
}

// overflows reports whether a key is one that only counts.
func (e *key) overflows() bool { return strings.HasSuffix(e.id, string(sep)+overflowID) }

// wake gives a key its actor, with the state it had.
func (r *keyring) wake(ctx actor.Context, e *key, f *finding.Facts) bool {
	state := r.state(e, f)
	r.names++
	pid, err := ctx.SpawnNamed(keyProps, "k"+strconv.FormatUint(r.names, 36))
	if err != nil {
		r.s.life.log.Error("cannot start a key's actor", "key", e.id, "error", err)
		r.s.life.stats.panics.Add(1)
		return false
	}
	ctx.Send(pid, &keyStart{state: state, tenant: e.tenant, life: r.s.life})
	e.pid, e.cold = pid, nil
	r.live[e.kind]++
	return true
}

// state is a key's state before its next call: what it was, or new. Bytes that cannot be read
// cost what that one key had learned.
func (r *keyring) state(e *key, f *finding.Facts) State {
	k := &r.kinds[e.kind]
	if e.overflows() {
		t := &tally{}
		if e.cold != nil && t.UnmarshalBinary(e.cold) != nil {
			*t = tally{}
		}
		return t
	}
	if e.cold == nil {
		return k.New(f)
	}
	st := k.Read()
	if err := st.UnmarshalBinary(e.cold); err != nil {
		r.s.life.log.Error("cannot read a key's state: it begins anew", "kind", k.Name, "key", e.id, "error", err)
		r.s.life.stats.panics.Add(1)
		if f == nil {
			return st
		}
		return k.New(f)
	}
	return st
}

// tell sends every key that was touched its part, and waits until all are through: a query
// may be holding one for a moment.
func (r *keyring) tell(ctx actor.Context, out *[]finding.Finding, done *sync.WaitGroup) {
	done.Add(len(r.touched))
	for _, e := range r.touched {
		e.quiet, e.asset = 0, true
		e.batch.out, e.batch.done = out, done
		ctx.Send(e.pid, e.batch)
	}
	done.Wait()
	for _, e := range r.touched {
		clear(e.batch.facts)
		e.batch.facts = e.batch.facts[:0]
		if cap(e.batch.facts) <= mostPlaces && len(r.spares) < mostSpares {
			r.spares = append(r.spares, e.batch)
		}
		e.batch = nil
	}
	clear(r.touched)
	r.touched = r.touched[:0]
}

const (
	mostSpares = 1024 // batches kept for the next ranges
	mostPlaces = 64   // calls such a batch has room for: most keys have few of a range
)

// spare gives a batch to fill.
func (r *keyring) spare() *keyBatch {
	if n := len(r.spares); n > 0 {
		b := r.spares[n-1]
		r.spares[n-1], r.spares = nil, r.spares[:n-1]
		return b
	}
	return &keyBatch{}
}

// tenantName gives a tenant's name as one string for all its keys.
func (r *keyring) tenantName(name string) string {
	kept, ok := r.titles[name]
	if !ok {
		kept = strings.Clone(name)
		r.titles[kept] = kept
	}
	return kept
}

// save asks a live key for its bytes, and for its inventory entry if that may have changed.
func (r *keyring) save(ctx actor.Context, e *key, dst []byte, compact bool) keySave {
	m := keySave{now: r.s.now, dst: dst, want: e.asset, compact: compact, done: &r.s.wait}
	r.s.wait.Add(1)
	ctx.Send(e.pid, &m)
	r.s.wait.Wait()
	return m
}

// sweep passivates: keys without a call for a while become bytes or are dropped.
func (r *keyring) sweep(ctx actor.Context) {
	for kind, m := range r.byID {
		for id, e := range m {
			switch {
			case e.pid != nil && e.asset && r.kinds[kind].Keep: // its entry is still to be written
			case e.pid != nil && e.quiet < coldAfter:
				e.quiet++
			case e.pid != nil:
				r.passivate(ctx, e)
			case !r.kinds[kind].Keep && !e.overflows() && r.s.now.Unix()-e.since > coldLook:
				e.since = r.s.now.Unix()
				if r.state(e, nil).Idle(r.s.now) {
					r.drop(kind, id, e)
				}
			}
		}
	}
}

// passivate drops the PID before it stops the actor: nothing can be sent behind the stop.
func (r *keyring) passivate(ctx actor.Context, e *key) {
	m := r.save(ctx, e, r.buf[:0], true)
	r.buf = m.dst[:0]
	if m.err != nil {
		r.s.life.log.Error("cannot passivate a key: it stays", "key", e.id, "error", m.err)
		return
	}
	pid := e.pid
	e.pid, e.cold, e.since = nil, append(make([]byte, 0, len(m.dst)), m.dst...), r.s.now.Unix()
	r.live[e.kind]--
	ctx.Stop(pid)
	if m.idle && !r.kinds[e.kind].Keep && !e.overflows() {
		r.drop(int(e.kind), e.id, e)
	}
}

func (r *keyring) drop(kind int, id string, e *key) {
	delete(r.byID[kind], id)
	if r.tenants[e.tenant]--; r.tenants[e.tenant] == 0 {
		delete(r.tenants, e.tenant)
		delete(r.titles, e.tenant)
	}
	r.s.change++
}
