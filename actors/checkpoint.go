package actors

import (
	"context"
	"errors"
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
		data     []byte // the checkpoint, nil if nothing changed
		change   uint64
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
			Gone: s.stale,
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
		for _, e := range s.assets {
			e.asset = true
		}
		s.assets = s.assets[:0]
		s.coldAssets(&c)
		data, err := s.snapshot(func(e *key, dst []byte) keySave {
			m := s.keys.save(ctx, e, dst, false)
			if m.asset != nil && m.err == nil {
				s.version++
				m.asset.Version = s.version
				c.assets = append(c.assets, *m.asset)
				s.assets = append(s.assets, e)
			}
			e.asset = false
			return m
		})
		if err != nil {
			s.life.log.Error("cannot write a shard down: nothing of it becomes durable", "shard", s.id, "error", err)
		} else {
			c.data, c.change, c.marks = data, s.change, make(map[string]uint64, len(s.sources))
			for name, src := range s.sources {
				c.marks[name] = src.hwm
			}
		}
	}
	c.version = s.version
	return c
}

// coldAssets adds the inventory entries of loaded keys that have no actor yet.
func (s *shard) coldAssets(c *collected) {
	for kind := range s.keys.kinds {
		if !s.keys.kinds[kind].Keep {
			continue
		}
		for _, e := range s.keys.byID[kind] {
			if e.pid != nil || !e.asset {
				continue
			}
			if i, ok := s.keys.state(e, nil).(inventoried); ok {
				a := i.Asset(e.tenant)
				s.version++
				a.Version = s.version
				c.assets = append(c.assets, a)
				s.assets = append(s.assets, e)
			}
			e.asset = false
		}
	}
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
		s.checkpointed(ctx, &checkpointed{epoch: c.epoch, change: c.change, marks: c.marks})
	} else if err != nil {
		s.life.log.Warn("cannot save a shard that moves: its successor replays more", "shard", s.id, "error", err)
	}
	s.stale = true // and whoever waits for a decision that was not saved asks the successor
}

const lastSave = 5 * time.Second // of a shard that stops; a store that is down must not hold the node

// point is how new a saved checkpoint is.
type point struct{ epoch, change uint64 }

// save writes findings, then the inventory, then checkpoints, in this order and all of a
// round in one call each: what a checkpoint no longer mentions has been written before it.
// It gives the shards whose checkpoints count, and those that others have claimed.
func (l *life) save(ctx context.Context, round []collected) (saved []collected, lost []collected, err error) {
	l.saving.Lock()
	defer l.saving.Unlock()
	var findings []finding.Finding
	var assets []finding.Asset
	var points []finding.Checkpoint
	// A shard that stops saves by itself, maybe before a round that was gathered earlier is
	// written: the older must not replace the newer, which sources have been told of.
	round = slices.DeleteFunc(slices.Clone(round), func(c collected) bool {
		last := l.saved[c.shard]
		return c.epoch < last.epoch || c.epoch == last.epoch && c.data != nil && c.change < last.change
	})
	for _, c := range round {
		findings, assets = append(findings, c.findings...), append(assets, c.assets...)
		if c.data != nil {
			points = append(points, finding.Checkpoint{Shard: c.shard, Epoch: c.epoch, Owner: l.owner, Data: c.data})
		}
	}
	sink := l.node.o.Sink
	if len(findings) > 0 {
		if err := sink.WriteFindings(ctx, findings); err != nil {
			return nil, nil, err
		}
	}
	if len(assets) > 0 {
		if err := sink.WriteAssets(ctx, assets); err != nil {
			return nil, nil, err
		}
	}
	if len(points) == 0 {
		return nil, nil, nil
	}
	var overtaken Overtaken
	if err := sink.SaveCheckpoints(ctx, points); err != nil && !errors.As(err, &overtaken) {
		return nil, nil, err
	}
	for _, c := range round {
		switch {
		case c.data == nil:
			continue
		case overtaken != nil && slices.Contains(overtaken.Fenced(), c.shard):
			lost = append(lost, c)
		default:
			saved = append(saved, c)
		}
		l.saved[c.shard] = point{c.epoch, c.change}
	}
	return saved, lost, nil
}

const (
	findEvery    = time.Second     // findings are seen this much after they were made, at most
	sweepRounds  = 12              // checkpoint rounds between two sweeps
	saveAtLeast  = time.Minute     // however large the states
	saveShare    = 10              // saving takes at most a tenth of the time: large states are saved less often
	replyTimeout = 2 * time.Second // between two shards of a round
	saveTimeout  = 30 * time.Second
)

// saver is the goroutine that writes for all shards of a life.
func (l *life) saver() {
	every := min(findEvery, l.node.o.SnapshotEvery)
	tick := time.NewTicker(every)
	defer tick.Stop()
	next, rounds := time.Now().Add(l.node.o.SnapshotEvery), 0
	for {
		var ask chan struct{}
		select {
		case <-l.ctx.Done():
			return
		case ask = <-l.saveNow:
		case <-tick.C:
		}
		full := ask != nil || !time.Now().Before(next)
		if full {
			rounds++
		}
		took := l.round(full, full && rounds%sweepRounds == 0)
		if full {
			next = time.Now().Add(max(l.node.o.SnapshotEvery, min(saveShare*took, saveAtLeast)))
		}
		if ask != nil {
			close(ask)
		}
	}
}

// round collects from every shard, writes, and confirms. What fails is in the next round. It
// gives the time spent at work, without waiting for shards that were busy or stopped.
func (l *life) round(full, sweep bool) (took time.Duration) {
	pids := l.shardPIDs()
	reply := make(chan collected, len(pids))
	for _, p := range pids {
		l.root.Send(p, &collect{full: full, sweep: sweep, reply: reply})
	}
	var all []collected
	late := time.NewTimer(replyTimeout)
	defer late.Stop()
	for range pids {
		select {
		case c := <-reply:
			if took += c.took; c.epoch != 0 {
				all = append(all, c)
			}
			late.Reset(replyTimeout) // large shards take their time one after the other
			continue
		case <-late.C: // a shard that stopped meanwhile saves by itself
		case <-l.ctx.Done():
		}
		break
	}
	ctx, cancel := context.WithTimeout(l.ctx, saveTimeout)
	defer cancel()
	begin := time.Now()
	saved, lost, err := l.save(ctx, all)
	took += time.Since(begin)
	if err != nil {
		l.stats.saveErrors.Add(1)
		l.log.Warn("cannot save: trying again", "error", err)
		return took
	}
	for _, c := range all {
		l.root.Send(c.pid, &written{epoch: c.epoch, version: c.version, full: c.full})
	}
	for _, c := range saved {
		l.root.Send(c.pid, &checkpointed{epoch: c.epoch, change: c.change, marks: c.marks})
	}
	for _, c := range lost {
		l.root.Send(c.pid, &fenced{epoch: c.epoch})
	}
	return took
}

// claim takes a shard and loads its newest checkpoint, in this order, trying until it can or
// this life ends (nil).
func (l *life) claim(shard uint32) *claimed {
	select {
	case l.claims <- struct{}{}:
		defer func() { <-l.claims }()
	case <-l.ctx.Done():
		return nil
	}
	for pause := claimPause; ; pause = min(2*pause, claimPauseMost) {
		c, err := l.claimOnce(shard)
		if err == nil {
			return c
		}
		if l.ctx.Err() != nil {
			return nil
		}
		l.log.Warn("cannot claim a shard: trying again", "shard", shard, "error", err)
		select {
		case <-l.ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

const (
	claimPause     = 100 * time.Millisecond
	claimPauseMost = 5 * time.Second
	claimTimeout   = 10 * time.Second
	claimsAtOnce   = 8 // of one node, so that a start does not flood the store
)

func (l *life) claimOnce(shard uint32) (*claimed, error) {
	ctx, cancel := context.WithTimeout(l.ctx, claimTimeout)
	defer cancel()
	epoch, err := l.node.o.Sink.Claim(ctx, shard, l.owner)
	if err != nil {
		return nil, err
	}
	if epoch == 0 {
		return nil, errors.New("the store gave epoch 0")
	}
	c, found, err := l.node.o.Sink.LoadCheckpoint(ctx, shard)
	if err != nil {
		return nil, err
	}
	return &claimed{epoch: epoch, checkpoint: c, found: found}, nil
}
