package actors

import (
	"fmt"
	"sync"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// shard is the actor of one slice of all keys on the node that owns it. It orders what comes
// from each source, leaves out what it knows, tells each of its key actors once a range, and
// hands its whole state over to be saved. Children are its key actors; it alone sends them
// facts.
//
// Its life: claim an epoch and load the newest checkpoint; ready; stopping, with a last
// checkpoint. A shard that learns of a newer claim stops at once without one, and the host
// begins again if it still should.
type shard struct {
	id    uint32
	life  *life
	epoch uint64 // 0: not claimed yet
	stale bool   // somebody claimed after us: nothing of ours counts any more

	sources map[string]*source
	keys    keyring
	book    *finding.Book
	tenants map[string]*actor.PID // deciding actors
	steers  []steered             // decisions carried out and not yet saved
	now     time.Time             // newest event time seen, never ahead of the clock
	reader  *factsReader

	change  uint64                     // rises with every change of state
	saved   uint64                     // change at the last checkpoint
	chain   chain                      // what the checkpoint consists of
	version uint64                     // of findings and assets: epoch first, so that a successor's are newer
	unsaved map[string]finding.Finding // gathered, not confirmed
	assets  []uint32                   // likewise, of the inventory: keys

	items []item // scratch
	out   []finding.Finding
	flags []flag
	wait  sync.WaitGroup
}

// source is what a shard knows of one source.
type source struct {
	pid     *actor.PID // where its router listens, nil until it said hello to us
	hwm     uint64     // everything up to here is applied
	durable uint64     // everything up to here is in a saved checkpoint
	known   uint64     // up to here it knew what was flagged when it said hello
	flags   []flag     // rising; of the first way
	way     uint32
}

// Messages to itself.
type (
	claimed struct {
		by     *shard // the incarnation that asked: another may live under its name by now
		epoch  uint64
		pieces []finding.Checkpoint // the newest base and its parts, none: it never was
	}
)

const (
	mostCases  = 16 << 10            // open cases of one shard; a case is about 1 KB
	caseMemory = 30 * 24 * time.Hour // a case untouched for longer starts anew
	clockAhead = 5 * time.Minute     // event times further ahead than this move no clock of ours
)

// Receive is called by protoactor, one message at a time.
func (s *shard) Receive(ctx actor.Context) {
	switch m := ctx.Message().(type) {
	case *actor.Started:
		s.start(ctx)
	case *claimed:
		s.ready(ctx, m)
	case *meshv1.Hello:
		s.hello(ctx, m)
	case *localRange:
		s.take(ctx, &m.head, func() ([]item, error) { return m.items, nil })
	case *meshv1.Range:
		h := headOf(m)
		s.take(ctx, &h, func() ([]item, error) { return s.decode(m) })
	case *collect:
		s.collect(ctx, m)
	case *written:
		s.written(m)
	case *checkpointed:
		s.checkpointed(ctx, m)
	case *fenced:
		if m.epoch == s.epoch {
			s.giveUp(ctx, "the store knows a newer claim")
		}
	case *meshv1.Ask:
		s.ask(ctx, m)
	case *meshv1.Change:
		s.decide(ctx, m)
	case *meshv1.Steer:
		s.steer(ctx, m)
	case *cluster.ActivationRequest:
		ctx.Respond(&cluster.ActivationResponse{Pid: s.activate(ctx, m.ClusterIdentity)})
	case *actor.Stopping:
		s.stop(ctx)
	}
}

// start claims in the background: the store may take its time, and questions are answered
// "not ready" meanwhile.
func (s *shard) start(ctx actor.Context) {
	s.sources, s.tenants = map[string]*source{}, map[string]*actor.PID{}
	s.unsaved, s.reader = map[string]finding.Finding{}, newFactsReader()
	s.keys.init(s)
	s.book = finding.NewBook(mostCases)
	self := ctx.Self()
	s.life.background(func() {
		if c := s.life.claim(s.id); c != nil {
			c.by = s
			s.life.root.Send(self, c)
		}
	})
}

func (s *shard) ready(ctx actor.Context, c *claimed) {
	if c.by != s || s.epoch != 0 {
		return
	}
	if err := s.load(c.pieces); err != nil {
		// Falls towards a replay of what the sources still have, and says so loudly: starting
		// empty over a checkpoint that could be read by another version would lose more.
		s.life.log.Error("cannot read a shard's checkpoint: the shard stays closed", "shard", s.id, "error", err)
		return
	}
	// An owner between the checkpoint's and this one may have written findings and inventory
	// with fewer calls in them, and a newer version, before it was refused: all is written anew.
	s.book.Touch()
	// What was loaded counts as durable only once it is saved in this epoch: it may be the
	// refused checkpoint of a former owner, and the refused one of another may yet replace it.
	s.change++
	s.epoch, s.version = c.epoch, c.epoch<<versionBits
	s.life.log.Debug("shard ready", "shard", s.id, "epoch", s.epoch, "sources", len(s.sources))
	for name := range s.sources {
		s.resume(ctx, name)
	}
	s.report()
}

// versionBits leaves a shard 2^28 findings and assets written in one epoch before it would
// reach into the next, and 2^36 epochs.
const versionBits = 28

// hello tells a source where to go on.
func (s *shard) hello(ctx actor.Context, m *meshv1.Hello) {
	if s.epoch == 0 || s.stale {
		return // it will ask again
	}
	if m.Epoch > s.epoch || m.Epoch == s.epoch && m.Owner != s.life.owner {
		s.giveUp(ctx, "a source knows a newer claim")
		return
	}
	src := s.source(m.Source)
	src.pid, src.known = ctx.Sender(), m.Known
	src.settle(m.Settled)
	if m.Durable > src.hwm && !s.life.node.forgiven(s.id, m.Source, m.Durable) {
		// The source has forgotten what the checkpoint we loaded does not have: a former owner
		// saved a newer one while we claimed. Claim again and load that one.
		s.giveUp(ctx, "a former owner saved more than was loaded")
		return
	}
	s.resume(ctx, m.Source)
}

func (s *shard) source(name string) *source {
	src := s.sources[name]
	if src == nil {
		src = &source{}
		if isLast(name) {
			src.way = secondWay
		}
		s.sources[name] = src
	}
	return src
}

func (s *shard) resume(ctx actor.Context, name string) {
	src := s.sources[name]
	if src.pid == nil {
		return
	}
	hwm := src.hwm
	if s.life.node.o.broken.resume {
		hwm = 0
	}
	ctx.Send(src.pid, &meshv1.Resume{
		Shard: s.id, Epoch: s.epoch, Owner: s.life.owner, Hwm: hwm, Durable: src.durable, Way: src.way,
		Since: src.known, Flags: src.after(src.known),
	})
}

// giveUp ends a life of this shard that others have overtaken.
func (s *shard) giveUp(ctx actor.Context, why string) {
	if s.stale {
		return
	}
	s.stale = true
	s.answerSteers(ctx)
	s.life.stats.fenced.Add(1)
	s.life.log.Info("shard given up", "shard", s.id, "epoch", s.epoch, "why", why)
	s.report()
	for _, src := range s.sources { // they ask anew at once, and do not wait for a silence
		s.ack(ctx, src)
	}
	ctx.Stop(ctx.Self())
}

// take applies a range of a source, if it fits.
func (s *shard) take(ctx actor.Context, m *head, items func() ([]item, error)) {
	if s.epoch == 0 || s.stale {
		return
	}
	src := s.source(m.source)
	if src.pid == nil {
		src.pid = ctx.Sender()
	}
	src.settle(m.settled)
	if m.epoch != s.epoch || m.from > src.hwm {
		s.resume(ctx, m.source)
		return
	}
	if m.to > src.hwm || s.life.node.o.broken.dedupe {
		list, err := items()
		if err != nil {
			s.life.log.Error("cannot read a range of facts", "shard", s.id, "source", m.source, "error", err)
			return // no progress: the source says hello again
		}
		known := 0
		for ; known < len(list) && list[known].facts.Seq <= src.hwm; known++ {
		}
		if s.life.node.o.broken.dedupe {
			known = 0
		}
		s.apply(ctx, list[known:])
		if src.way == firstWay && !s.life.node.o.broken.flags {
			s.life.stats.unflagged.Add(uint64(src.note(s.flags)))
		}
		s.life.stats.trimmed.Add(uint64(known))
		s.life.stats.applied.Add(uint64(len(list) - known))
		src.hwm = max(src.hwm, m.to)
		s.change++
	}
	ctx.Send(ctx.Sender(), &meshv1.Ack{
		Shard: s.id, Epoch: s.epoch, Owner: s.life.owner, Applied: src.hwm, Durable: src.durable, Way: src.way,
		Since: m.from, Flags: src.after(m.from),
	})
	s.reportSource(m.source, src)
}

// apply groups facts by key, tells each key once, waits until all are through and folds what
// they found; s.flags is what they flagged.
func (s *shard) apply(ctx actor.Context, list []item) {
	limit := s.life.node.o.Clock().Add(clockAhead)
	for i := range list {
		f := list[i].facts
		if f.Time.After(s.now) && f.Time.Before(limit) {
			s.now = f.Time
		}
		if by := finding.Flagged(list[i].kinds >> flagShift); by != 0 { // other shards may read the same facts
			told := *f
			told.Flagged = by
			f = &told
		}
		s.keys.group(f, list[i].kinds&onlyOfKind)
	}
	s.out = s.out[:0]
	s.flags = s.keys.tell(ctx, &s.out, s.flags[:0], &s.wait)
	for i := range s.out {
		s.book.Add(s.out[i])
	}
	clear(s.out)
}

// decode reads the facts of a range that came from another node.
func (s *shard) decode(m *meshv1.Range) ([]item, error) {
	if int(m.Count) != len(m.Kinds) || m.Count > mostInRange {
		return nil, fmt.Errorf("a range of %d facts names the kinds of %d", m.Count, len(m.Kinds))
	}
	facts := make([]finding.Facts, m.Count)
	s.items = s.items[:0]
	u := finding.NewUnpacker(m.Facts, codecVersion)
	if m.Count == 0 {
		u = finding.NewUnpacker([]byte{codecVersion}, codecVersion)
	}
	for i := range facts {
		s.reader.read(u, &facts[i])
		s.items = append(s.items, item{facts: &facts[i], kinds: m.Kinds[i]})
	}
	return s.items, u.Close()
}
