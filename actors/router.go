package actors

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// Router sends the facts of this node's spool to the shards that own their keys, and keeps
// them, encoded, until every shard has them in a saved checkpoint. Half of it runs in the
// goroutine of whoever routes, half in an actor that hears from the owners; between them is
// an inbox. It outlives memberships: a new life of the node goes on where the old one was.
type Router struct {
	source string
	shards int
	kinds  []Kind
	gate   *gate
	stats  *stats

	routing sync.Mutex // one at a time; guards the five below
	begun   bool
	routed  atomic.Uint64
	id      []byte // scratch
	place   []byte // scratch
	encoded []byte // scratch

	mu    sync.Mutex
	inbox []*chunk
	life  *life // the membership that carries it now, nil between two

	durable atomic.Uint64
	applied atomic.Uint64
	// The actor's.
	outlets [ways][]outlet
	waiting []*chunk // for the second way, in order
	settled uint64   // durable on the second way
	me      *life
}

// chunk is a piece of what was routed.
type chunk struct {
	from, to uint64
	facts    []finding.Facts // nil once every shard has applied it: replays are decoded
	data     []byte          // all facts, encoded
	offs     []uint32        // where each begins in data, and the end
	parts    [ways][][]ref   // by shard; nil for an empty range
	// The actor's.
	flagged   []finding.Flagged // by fact, nil for none
	released  bool              // goes the second way
	gone      bool              // applied by all
	unapplied [ways]int         // parts, counted down
	undurable int               // parts of both ways
}

// ref is one fact in one shard.
type ref struct {
	fact  uint32
	kinds uint8 // bit k: its key of kind k is in this shard
}

// item is one fact as a shard takes it.
type item struct {
	facts *finding.Facts
	kinds uint8 // as in ref; the two highest bits: who flagged it
}

// localRange is meshv1.Range within a node: no bytes, no copies.
type localRange struct {
	head
	items []item
}

const (
	mostInChunk = 4096    // facts: a range of them stays below 1 MB
	mostInRange = 1 << 16 // facts a shard accepts in one range
)

func newRouter(o *Options, st *stats) *Router {
	r := &Router{source: o.Source, shards: o.Shards, kinds: o.Kinds, gate: newGate(o.HeldFacts, o.HeldBytes), stats: st}
	for way, name := range [ways]string{o.Source, o.Source + lastWay} {
		r.outlets[way] = make([]outlet, o.Shards)
		for i := range r.outlets[way] {
			r.outlets[way][i] = outlet{shard: uint32(i), way: way, source: name}
		}
	}
	return r
}

// Route takes over the facts of (from, to] of this node's source, in rising order of Seq; the
// range must follow the one before, the first may begin anywhere: at what the spool has
// released. Calls without facts (duplicates, noise) may be missing. It waits while the window
// is full, and fails only when ctx ends or the node stops; then the range has to be routed
// again. The caller neither changes nor reuses the facts afterwards, and their strings must
// not alias memory that is.
func (r *Router) Route(ctx context.Context, from, to uint64, facts []finding.Facts) error {
	r.routing.Lock()
	defer r.routing.Unlock()
	if err := r.check(from, to, facts); err != nil {
		return err
	}
	if !r.begun {
		r.begun = true
		r.routed.Store(from)
		r.durable.Store(from)
		r.put(&chunk{from: from, to: from})
	}
	for from = r.routed.Load(); from < to; {
		// After an error in the middle of a range, the same range continues after what was taken.
		for len(facts) > 0 && facts[0].Seq <= from {
			facts = facts[1:]
		}
		n, end := min(len(facts), mostInChunk), to
		if n < len(facts) {
			end = facts[n-1].Seq
		}
		c := r.cut(from, end, facts[:n:n])
		if err := r.gate.enter(ctx, n, len(c.data)); err != nil {
			return err
		}
		r.put(c)
		r.routed.Store(end)
		facts, from = facts[n:], end
	}
	return nil
}

func (r *Router) check(from, to uint64, facts []finding.Facts) error {
	routed := r.routed.Load()
	if to < from || r.begun && (from > routed || to < routed) {
		return fmt.Errorf("cannot route (%d, %d]: routed is up to %d", from, to, routed)
	}
	last := from
	for i := range facts {
		if s := facts[i].Seq; s <= last || s > to {
			return fmt.Errorf("cannot route (%d, %d]: fact %d has sequence number %d after %d", from, to, i, s, last)
		}
		last = facts[i].Seq
	}
	return nil
}

// cut encodes facts and finds their shards.
func (r *Router) cut(from, to uint64, facts []finding.Facts) *chunk {
	c := &chunk{from: from, to: to, facts: facts, parts: [ways][][]ref{make([][]ref, r.shards), make([][]ref, r.shards)}}
	c.offs = make([]uint32, 0, len(facts)+1)
	r.encoded = r.encoded[:0]
	for i := range facts {
		f := &facts[i]
		c.offs = append(c.offs, uint32(len(r.encoded)))
		r.encoded = appendFacts(r.encoded, f)
		for k := range r.kinds {
			id, ok := r.kinds[k].Key(r.id[:0], f)
			if r.id = id; !ok {
				continue
			}
			s := r.kinds[k].shardOf(f, id, r.place[:0], r.shards)
			way := r.kinds[k].way()
			p := c.parts[way][s]
			if n := len(p); n > 0 && p[n-1].fact == uint32(i) {
				p[n-1].kinds |= 1 << k
				continue
			}
			if p == nil {
				p = make([]ref, 0, 2*len(facts)*len(r.kinds)/r.shards/2+4)
				c.unapplied[way]++
				c.undurable++
			}
			c.parts[way][s] = append(p, ref{fact: uint32(i), kinds: 1 << k})
		}
	}
	c.offs = append(c.offs, uint32(len(r.encoded)))
	c.data = append(make([]byte, 0, len(r.encoded)), r.encoded...)
	return c
}

// put hands a chunk to the actor.
func (r *Router) put(c *chunk) {
	r.mu.Lock()
	r.inbox = lined(r.inbox, c)
	l := r.life
	r.mu.Unlock()
	if l != nil {
		l.root.Send(l.router, &drain{})
	}
}

// lined gives a line with one more chunk in it. Ranges without facts become one: the gate does not bound
// how many of them wait.
func lined(line []*chunk, c *chunk) []*chunk {
	if last := len(line) - 1; last >= 0 && len(line[last].facts) == 0 && len(c.facts) == 0 {
		line[last].to = c.to
		return line
	}
	return append(line, c)
}

// Durable gives the sequence number up to which everything is in saved checkpoints, in every
// shard: the spool may forget it.
func (r *Router) Durable() uint64 { return r.durable.Load() }

// Routed gives the newest sequence number taken over.
func (r *Router) Routed() uint64 { return r.routed.Load() }

// Messages to the router's actor.
type (
	drain struct{}
	tick  struct{ eager bool }
	// routes is a new topology: the address of every shard's owner, "" if nobody is.
	routes struct{ owners []string }
)

const tickEvery = 100 * time.Millisecond

// routerActor is one life of the router's second half.
type routerActor struct {
	r *Router
	l *life
}

// Receive is called by protoactor, one message at a time.
func (a *routerActor) Receive(ctx actor.Context) {
	r := a.r
	switch m := ctx.Message().(type) {
	case *actor.Started:
		r.me = a.l
		r.each((*outlet).detach)
	case *drain:
		r.drain(ctx)
	case *routes:
		r.each(func(o *outlet) {
			if int(o.shard) < len(m.owners) {
				o.moved(ctx, r, m.owners[o.shard])
			}
		})
	case *meshv1.Resume:
		if o := r.outlet(m.Way, m.Shard); o != nil {
			o.resume(ctx, r, m)
		}
	case *meshv1.Ack:
		if o := r.outlet(m.Way, m.Shard); o != nil {
			o.ack(ctx, r, m)
		}
	case *tick:
		r.each(func(o *outlet) { o.tick(ctx, r, m.eager) })
	}
	r.release(ctx)
}

func (r *Router) each(do func(*outlet)) {
	for way := range r.outlets {
		for i := range r.outlets[way] {
			do(&r.outlets[way][i])
		}
	}
}

// outlet gives the one that a shard's answer is for, nil for none.
func (r *Router) outlet(way, shard uint32) *outlet {
	if way >= ways || int(shard) >= r.shards {
		return nil
	}
	return &r.outlets[way][shard]
}

// drain takes what was routed since and sends it on.
func (r *Router) drain(ctx actor.Context) {
	r.mu.Lock()
	in := r.inbox
	r.inbox = nil
	r.mu.Unlock()
	for _, c := range in {
		for i := range r.outlets[firstWay] {
			r.outlets[firstWay][i].add(ctx, r, c)
		}
		r.waiting = lined(r.waiting, c)
		if c.undurable == 0 { // nobody has a part in it: only its range travels
			r.gate.leave(0, len(c.data))
		}
	}
}

// release sends what was judged by all on the first way on its second.
func (r *Router) release(ctx actor.Context) {
	n := 0
	for ; n < len(r.waiting) && r.waiting[n].unapplied[firstWay] == 0; n++ {
		c := r.waiting[n]
		r.waiting[n] = nil
		c.released = true
		for i := range r.outlets[secondWay] {
			r.outlets[secondWay][i].add(ctx, r, c)
		}
		r.seen(c)
	}
	if n > 0 {
		r.waiting = r.waiting[n:]
		r.sum()
	}
}

// applied1 is called when one more shard has applied its part of a chunk for the first time.
func (r *Router) applied1(c *chunk, way int) {
	c.unapplied[way]--
	r.seen(c)
}

// seen lets go of the facts of a chunk that every shard has applied.
func (r *Router) seen(c *chunk) {
	if c.released && c.unapplied == [ways]int{} && !c.gone {
		r.gate.leave(len(c.facts), 0)
		c.facts, c.gone = nil, true
	}
}

func (r *Router) durable1(c *chunk) {
	if c.undurable--; c.undurable == 0 {
		r.gate.leave(0, len(c.data))
	}
}

// sum brings the marks over all shards up to date.
func (r *Router) sum() {
	marks := [ways]struct{ durable, applied uint64 }{}
	for way := range r.outlets {
		m := &marks[way]
		m.durable, m.applied = r.outlets[way][0].durable, r.outlets[way][0].applied
		for i := range r.outlets[way] {
			m.durable = min(m.durable, r.outlets[way][i].durable)
			m.applied = min(m.applied, r.outlets[way][i].applied)
		}
	}
	r.settled = marks[secondWay].durable
	r.durable.Store(min(marks[firstWay].durable, r.settled))
	r.applied.Store(min(marks[firstWay].applied, marks[secondWay].applied))
}
