package actors

import (
	"strconv"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// outlet is the router's end of one shard: a queue of what the shard has not made durable, how
// much of it is sent, and whom the router believes to own it.
//
// The protocol in four lines: Hello until the owner answers Resume{epoch, hwm}; send ranges
// from there, each beginning where the one before ended; an Ack of that epoch moves applied
// and durable; no progress for a while, or another owner: Hello again. No call waits, and no
// message has to arrive.
type outlet struct {
	shard   uint32
	way     int
	source  string // as this way is called
	begun   bool   // base is known
	address string
	pid     *actor.PID
	epoch   uint64 // highest seen, and who has it
	owner   string
	live    bool      // resumed by that owner
	heard   time.Time // of progress
	acked   time.Time // of anything
	emptied time.Time

	queue   []*chunk // not durable, in order; those with a part for this shard
	sent    int      // chunks of the queue that are sent
	done    int      // of those, applied
	flying  int      // facts sent and not applied
	end     uint64   // of what was added to the queue, or of an empty range after it
	sentTo  uint64
	applied uint64 // of this epoch
	ever    uint64 // of any epoch
	durable uint64 // what this router may have forgotten
	told    uint64 // durable as the present owner says: after a restart it is ahead of what was routed again
	known   uint64 // up to here it is known what the shard flagged
	early   []flag // of what is not routed again yet
}

const (
	mostFlying = 16 << 10               // facts in an owner's mailbox from one source and shard
	stall      = 700 * time.Millisecond // without progress: ask where to go on
	silence    = 5 * time.Second        // without a word; an owner acknowledges once a second
	helloEvery = 200 * time.Millisecond // until somebody answers
	emptyEvery = 500 * time.Millisecond // ranges without facts are told this often, merged
)

// detach begins a new life: nobody has resumed us.
func (o *outlet) detach() { o.address, o.pid, o.live = "", nil, false }

func (o *outlet) add(ctx actor.Context, r *Router, c *chunk) {
	if !o.begun {
		o.begun, o.end, o.durable, o.applied, o.ever, o.known = true, c.from, c.from, c.from, c.from, c.from
		o.hello(ctx, r)
	}
	o.end = c.to
	o.remember(c)
	if o.part(c) != nil {
		o.queue = append(o.queue, c)
		o.pump(ctx, r)
	} else if o.live {
		o.forget(r)
	}
}

// part is what a chunk has for this shard on this way.
func (o *outlet) part(c *chunk) []ref {
	if c.parts[o.way] == nil {
		return nil
	}
	return c.parts[o.way][o.shard]
}

// moved notes the owner that placement names.
func (o *outlet) moved(ctx actor.Context, r *Router, address string) {
	if o.address == address {
		return
	}
	o.address, o.live, o.pid = address, false, nil
	if address != "" {
		o.pid = shardPID(address, o.shard)
	}
	o.hello(ctx, r)
}

func shardPID(address string, shard uint32) *actor.PID {
	return actor.NewPID(address, HostName+"/s"+strconv.Itoa(int(shard)))
}

func (o *outlet) hello(ctx actor.Context, r *Router) {
	if o.pid == nil || !o.begun {
		return
	}
	o.live, o.heard = false, time.Now()
	r.stats.hellos.Add(1)
	ctx.Request(o.pid, &meshv1.Hello{
		Source: o.source, Shard: o.shard, Epoch: o.epoch, Owner: o.owner, Durable: o.durable, Known: o.known, Settled: r.settled,
	})
}

// resume goes on where an owner says. An older epoch than the highest seen is a former owner.
func (o *outlet) resume(ctx actor.Context, r *Router, m *meshv1.Resume) {
	if m.Epoch < o.epoch || !o.begun || !o.hear(r, m.Since, m.Hwm, m.Flags) {
		return
	}
	if m.Hwm < o.durable {
		// No checkpoint has what we have forgotten: counted and said, and the shard goes on.
		r.stats.lost.Add(o.durable - m.Hwm)
		r.me.log.Error("a shard has lost what was durable", "shard", o.shard, "from", m.Hwm, "to", o.durable)
	}
	o.epoch, o.owner, o.live, o.heard, o.acked = m.Epoch, m.Owner, true, time.Now(), time.Now()
	o.sent, o.flying, o.sentTo, o.applied = 0, 0, m.Hwm, m.Hwm
	for o.sent < len(o.queue) && o.queue[o.sent].to <= m.Hwm {
		o.sent++
	}
	o.done, o.told = o.sent, m.Durable
	o.firstTime(r)
	o.forget(r)
	o.pump(ctx, r)
	r.sum()
}

func (o *outlet) ack(ctx actor.Context, r *Router, m *meshv1.Ack) {
	if !o.live || m.Epoch != o.epoch || m.Owner != o.owner {
		return
	}
	if m.Gone {
		o.hello(ctx, r)
		return
	}
	o.acked = time.Now()
	applied := m.Applied
	switch {
	case o.hear(r, m.Since, m.Applied, m.Flags):
	case m.Since == m.Applied: // it tells of nothing but its marks
		applied = min(applied, o.known)
	default: // an acknowledgement was lost, and with it what was flagged
		o.hello(ctx, r)
		return
	}
	if applied > o.applied {
		o.applied, o.heard = applied, time.Now()
	}
	for o.done < o.sent && o.queue[o.done].to <= o.applied {
		o.flying -= len(o.part(o.queue[o.done]))
		o.done++
	}
	o.told = max(o.told, m.Durable)
	o.firstTime(r)
	o.forget(r)
	o.pump(ctx, r)
	r.sum()
}

// firstTime counts chunks that were never applied before.
func (o *outlet) firstTime(r *Router) {
	for _, c := range o.queue[:o.done] {
		if c.to > o.applied {
			break
		}
		if c.to > o.ever {
			r.applied1(c, o.way)
		}
	}
	o.ever = max(o.ever, min(o.applied, o.end)) // an owner may be ahead of what was routed again
}

// forget drops what is durable.
func (o *outlet) forget(r *Router) {
	n := 0
	for n < o.done && o.queue[n].to <= o.told {
		r.durable1(o.queue[n])
		o.queue[n] = nil
		n++
	}
	o.queue, o.sent, o.done = o.queue[n:], o.sent-n, o.done-n
	o.durable = max(o.durable, min(o.told, o.end))
}

// pump sends while the window allows; one chunk always goes.
func (o *outlet) pump(ctx actor.Context, r *Router) {
	for o.live && o.sent < len(o.queue) {
		c := o.queue[o.sent]
		if c.to <= o.applied && o.done == o.sent { // routed again after a restart, and known
			o.sent++
			o.done++
			o.firstTime(r)
			o.forget(r)
			continue
		}
		n := len(o.part(c))
		if o.flying > 0 && o.flying+n > mostFlying {
			return
		}
		if o.flying == 0 {
			o.heard = time.Now() // the wait for progress begins now
		}
		o.send(ctx, r, c)
		o.sentTo = c.to
		o.flying += n
		o.sent++
	}
}

// send sends a chunk's part, together with the empty range before it.
func (o *outlet) send(ctx actor.Context, r *Router, c *chunk) {
	part := o.part(c)
	if o.address == r.me.address {
		ctx.Request(o.pid, &localRange{
			head: head{o.source, o.epoch, o.sentTo, c.to, r.settled}, items: c.items(part, o.way),
		})
		return
	}
	m := &meshv1.Range{
		Source: o.source, Shard: o.shard, Epoch: o.epoch, From: o.sentTo, To: c.to, Count: uint32(len(part)),
		Kinds: make([]byte, len(part)), Settled: r.settled,
	}
	size := 1
	for i, p := range part {
		m.Kinds[i] = c.kindsOf(p, o.way)
		size += int(c.offs[p.fact+1] - c.offs[p.fact])
	}
	m.Facts = append(make([]byte, 0, size), codecVersion)
	for _, p := range part {
		m.Facts = append(m.Facts, c.data[c.offs[p.fact]:c.offs[p.fact+1]]...)
	}
	ctx.Request(o.pid, m)
}

// items gives a part for an owner on this node: the Go values themselves the first time, and
// decoded again for a replay of what all have applied.
func (c *chunk) items(part []ref, way int) []item {
	items := make([]item, len(part))
	if c.facts != nil {
		for i, p := range part {
			items[i] = item{facts: &c.facts[p.fact], kinds: c.kindsOf(p, way)}
		}
		return items
	}
	reader, facts := newFactsReader(), make([]finding.Facts, len(part))
	for i, p := range part {
		b := append([]byte{codecVersion}, c.data[c.offs[p.fact]:c.offs[p.fact+1]]...)
		reader.read(finding.NewUnpacker(b, codecVersion), &facts[i])
		items[i] = item{facts: &facts[i], kinds: c.kindsOf(p, way)}
	}
	return items
}

// tick notices silence, and tells a shard that nothing was for it.
func (o *outlet) tick(ctx actor.Context, r *Router, eager bool) {
	now := time.Now()
	switch {
	case !o.live:
		if now.Sub(o.heard) > helloEvery {
			o.hello(ctx, r)
		}
	case o.applied < o.sentTo && now.Sub(o.heard) > stall, o.durable < o.end && now.Sub(o.acked) > silence:
		r.stats.stalls.Add(1)
		o.hello(ctx, r)
	case o.sent == len(o.queue) && o.flying == 0 && o.sentTo < o.end && (eager || now.Sub(o.emptied) > emptyEvery):
		if o.applied >= o.sentTo {
			o.heard = now
		}
		ctx.Request(o.pid, &meshv1.Range{
			Source: o.source, Shard: o.shard, Epoch: o.epoch, From: o.sentTo, To: o.end, Settled: r.settled,
		})
		o.sentTo, o.emptied = o.end, now
	}
}
