package actors

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

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
		return c.epoch < last.epoch || c.epoch == last.epoch && c.data != nil && c.link.change < last.change
	})
	for _, c := range round {
		findings, assets = append(findings, c.findings...), append(assets, c.assets...)
		if c.data != nil {
			points = append(points, finding.Checkpoint{
				Shard: c.shard, Epoch: c.epoch, Owner: l.owner, Base: c.link.base, Part: c.link.part, Data: c.data,
			})
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
		l.saved[c.shard] = point{c.epoch, c.link.change}
	}
	return saved, lost, nil
}

const (
	findEvery    = time.Second     // findings are seen this much after they were made, at most
	sweepRounds  = 12              // checkpoint rounds between two sweeps
	saveAtLeast  = time.Minute     // however large the states
	saveShare    = 10              // saving takes at most a tenth of the time: large states are saved less often
	replyTimeout = 2 * time.Second // between two shards of a round
	roundAtOnce  = 4               // shards that gather at a time
	roundBytes   = 16 << 20        // of checkpoints that are held before they are written
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
		due := ask != nil || !time.Now().Before(next)
		if due {
			rounds++
		}
		full := due || l.node.router.gate.pressed()
		took := l.round(full, due && rounds%sweepRounds == 0)
		if full {
			next = time.Now().Add(max(l.node.o.SnapshotEvery, min(saveShare*took, saveAtLeast)))
		}
		if ask != nil {
			close(ask)
		}
	}
}

// round collects from every shard, a few at a time, writes, and confirms. What fails is in the next
// round. It gives the time spent at work, without waiting for shards that were busy or stopped.
func (l *life) round(full, sweep bool) (took time.Duration) {
	w := wave{l: l, pids: l.shardPIDs(), asked: map[uint32]uint64{}, begin: time.Now()}
	w.reply = make(chan collected, len(w.pids))
	late := time.NewTimer(replyTimeout)
	defer late.Stop()
	for w.ask(full, sweep) {
		select {
		case c := <-w.reply:
			delete(w.asked, c.shard)
			w.open = max(w.open-1, 0)
			if took += c.took; c.epoch != 0 {
				w.all, w.bytes = append(w.all, c), w.bytes+len(c.data)
			}
			if w.bytes >= roundBytes && !w.write(&took) {
				return took
			}
		case <-late.C: // one that stopped meanwhile saves by itself, one that is busy is waited for at the end
			w.open = 0
		case <-l.ctx.Done():
			return took
		}
		late.Reset(replyTimeout)
	}
	w.write(&took)
	return took
}

// wave is a round under way.
type wave struct {
	l     *life
	pids  []running
	next  int               // of them, to be asked
	open  int               // asked lately
	asked map[uint32]uint64 // and not answered yet, with how often they were started by then
	reply chan collected
	all   []collected // to be written
	bytes int         // of their checkpoints
	begin time.Time
}

// ask asks as many as may be under way; false: nobody is waited for any more. All at once would take
// turns on the processors and all be late together, so that on a busy machine none would ever answer
// in time.
func (w *wave) ask(full, sweep bool) bool {
	for ; w.next < len(w.pids) && w.open < roundAtOnce; w.next++ {
		p := w.pids[w.next]
		w.asked[p.shard] = w.l.status[p.shard].starts.Load()
		w.l.root.Send(p.pid, &collect{full: full, sweep: sweep, reply: w.reply})
		w.open++
	}
	if w.next < len(w.pids) || w.open > 0 {
		return true
	}
	for shard, starts := range w.asked {
		s := &w.l.status[shard]
		if s.running.Load() && s.starts.Load() == starts && time.Since(w.begin) < saveTimeout {
			return true
		}
	}
	return false
}

// write saves what was collected so far and confirms it; false: it could not.
func (w *wave) write(took *time.Duration) bool {
	l, all := w.l, w.all
	w.all, w.bytes = nil, 0
	ctx, cancel := context.WithTimeout(l.ctx, saveTimeout)
	defer cancel()
	begin := time.Now()
	saved, lost, err := l.save(ctx, all)
	*took += time.Since(begin)
	if err != nil {
		l.stats.saveErrors.Add(1)
		l.log.Warn("cannot save: trying again", "error", err)
		return false
	}
	for _, c := range all {
		l.root.Send(c.pid, &written{epoch: c.epoch, version: c.version, full: c.full})
	}
	for _, c := range saved {
		l.root.Send(c.pid, &checkpointed{epoch: c.epoch, change: c.link.change, marks: c.marks})
	}
	for _, c := range lost {
		l.root.Send(c.pid, &fenced{epoch: c.epoch})
	}
	return true
}
