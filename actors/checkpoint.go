package actors

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// Messages between a node's saver and its shards.
type (
	// collect asks a shard for what is to be written. It answers on reply, which has room for
	// every shard of the round, so that a shard never waits for the saver.
	collect struct {
		full  bool // the checkpoint and the inventory too, not only findings
		sweep bool // passivate first
		reply chan<- collected
	}
	collected struct {
		pid      *actor.PID
		shard    uint32
		epoch    uint64
		version  uint64 // of the newest finding in it
		findings []finding.Finding
		assets   []finding.Asset
		data     []byte // a piece of the checkpoint, nil if nothing changed
		link     link
		marks    map[string]uint64
		full     bool
		took     time.Duration // to gather it
	}
	// written confirms findings and inventory, checkpointed a checkpoint; fenced refuses it.
	written struct {
		epoch, version uint64
		full           bool
	}
	checkpointed struct {
		epoch, change uint64
		marks         map[string]uint64
	}
	fenced struct{ epoch uint64 }
)

func (s *shard) collect(ctx actor.Context, m *collect) {
	if s.epoch == 0 || s.stale {
		m.reply <- collected{shard: s.id}
		return
	}
	if m.sweep {
		s.keys.sweep(ctx)
		s.book.Expire(s.now.Add(-caseMemory))
	}
	begin := time.Now()
	c := s.gather(ctx, m.full)
	c.pid, c.took = ctx.Self(), time.Since(begin)
	m.reply <- c
	s.report()
	for _, src := range s.sources { // an ack may have been lost, and an idle source hears nothing else
		s.ack(ctx, src)
	}
}

func (s *shard) ack(ctx actor.Context, src *source) {
	if src.pid != nil {
		ctx.Send(src.pid, &meshv1.Ack{
			Shard: s.id, Epoch: s.epoch, Owner: s.life.owner, Applied: src.hwm, Durable: src.durable,
			Gone: s.stale, Way: src.way, Since: src.hwm,
		})
	}
}

// gather takes what changed. What was gathered before and not confirmed is in it again.
func (s *shard) gather(ctx actor.Context, full bool) collected {
	for _, f := range s.book.Changed() {
		s.version++
		f.Version = s.version
		s.unsaved[f.ID] = f
	}
	c := collected{shard: s.id, epoch: s.epoch, full: full}
	for _, f := range s.unsaved {
		c.findings = append(c.findings, f)
	}
	slices.SortFunc(c.findings, func(a, b finding.Finding) int { return strings.Compare(a.ID, b.ID) })
	if full && s.change != s.saved {
		s.gatherState(ctx, &c)
	}
	c.version = s.version
	return c
}

// gatherState takes the next piece of the checkpoint, and the inventory entries that changed.
func (s *shard) gatherState(ctx actor.Context, c *collected) {
	for _, n := range s.assets {
		s.keys.entries[n].flags |= entryAsset
	}
	s.assets = s.assets[:0]
	p := piece{keys: s.keys.unsavedKeys(), book: s.chain.book}
	if len(p.keys.gone) > mostGone { // nothing could be saved for long, or there is a flood: a base names none
		s.chain.base, s.keys.sent.gone = 0, nil
	}
	if s.chain.wantsBase(s.id) {
		p = piece{base: true}
	}
	data, err := s.snapshot(p, func(n uint32, dst []byte) ([]byte, error) { return s.saveKey(ctx, n, dst, c) })
	if err != nil {
		s.life.log.Error("cannot write a shard down: nothing of it becomes durable", "shard", s.id, "error", err)
		return
	}
	c.data, c.link, c.marks = data, s.chain.gathered(s.change, p.base, s.book.Clock(), len(data)), make(map[string]uint64, len(s.sources))
	for name, src := range s.sources {
		c.marks[name] = src.hwm
	}
}

// saveKey appends a key's state, and adds its inventory entry if that may have changed.
func (s *shard) saveKey(ctx actor.Context, n uint32, dst []byte, c *collected) ([]byte, error) {
	e := &s.keys.entries[n]
	var asset *finding.Asset
	switch {
	case e.seat != 0:
		m := s.keys.save(ctx, e, dst, false)
		if m.err != nil {
			return nil, m.err
		}
		dst, asset = m.dst, m.asset
	case e.flags&entryAsset != 0 && s.keys.kinds[e.kind].Keep: // loaded, and not called since
		if i, ok := s.keys.read(n, nil).(inventoried); ok {
			a := i.Asset(s.keys.keytable.names[e.tenant])
			asset = &a
		}
		dst = append(dst, s.keys.state(e)...)
	default:
		dst = append(dst, s.keys.state(e)...)
	}
	e.flags &^= entryAsset
	if asset != nil {
		s.version++
		asset.Version = s.version
		c.assets = append(c.assets, *asset)
		s.assets = append(s.assets, n)
	}
	return dst, nil
}

func (s *shard) written(m *written) {
	if m.epoch != s.epoch {
		return
	}
	for id, f := range s.unsaved {
		if f.Version <= m.version {
			delete(s.unsaved, id)
		}
	}
	if m.full {
		s.assets = s.assets[:0]
	}
}

// checkpointed moves durable and tells the sources, who may forget up to there.
func (s *shard) checkpointed(ctx actor.Context, m *checkpointed) {
	if m.epoch != s.epoch || s.stale {
		return
	}
	s.saved = max(s.saved, m.change)
	if s.chain.saved(m.change) {
		s.keys.saved()
	}
	s.answerSteers(ctx)
	for name, mark := range m.marks {
		src := s.source(name)
		src.durable = max(src.durable, mark)
		s.ack(ctx, src)
		s.reportSource(name, src)
	}
}

// stop saves a last time, if this shard still counts: whoever comes next then replays less.
// It is an effort, not a promise: a successor that claimed already has this checkpoint
// refused and replays from the one before.
func (s *shard) stop(ctx actor.Context) {
	defer s.answerSteers(ctx)
	s.report()
	if s.epoch == 0 || s.stale || s.life.abrupt.Load() {
		return
	}
	c := s.gather(ctx, true)
	if len(c.findings) == 0 && c.data == nil {
		return
	}
	to, cancel := context.WithTimeout(context.Background(), lastSave)
	defer cancel()
	if saved, _, err := s.life.save(to, []collected{c}); err == nil && len(saved) == 1 {
		s.checkpointed(ctx, &checkpointed{epoch: c.epoch, change: c.link.change, marks: c.marks})
	} else if err != nil {
		s.life.log.Warn("cannot save a shard that moves: its successor replays more", "shard", s.id, "error", err)
	}
	s.stale = true // and whoever waits for a decision that was not saved asks the successor
}

const lastSave = 5 * time.Second // of a shard that stops; a store that is down must not hold the node
