package flow

import (
	"context"
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/spool"
)

// pending is a closed batch on its way.
type pending struct {
	from, to uint64    // the source's range (from, to]
	received time.Time // when its first record came in
	batch    finding.Batch
	merges   []finding.Merge
	params   []finding.Params // what changed since the memory was last saved; with a state only
	state    string           // file with the memory as of to; "" where it was not saved at this boundary
}

// gather collects records until a boundary.
type gather struct {
	planned []uint64 // boundaries of an earlier life, to be met exactly
	from    uint64
	to      uint64
	facts   []finding.Facts
	samples []finding.Sample
	merges  []finding.Merge
	began   time.Time // when the first record was read
	first   time.Time // when it was received
	saved   time.Time // when the memory was last saved
	savedTo uint64    // the boundary at which it was
	records int
}

func newGather(planned []uint64, now time.Time) gather { return gather{planned: planned, saved: now} }

// due reports whether the batch must be closed: at a planned boundary exactly there, else
// when it is full or old enough.
func (g *gather) due(now time.Time) bool {
	if g.records == 0 {
		return false
	}
	if len(g.planned) > 0 {
		return g.to >= g.planned[0]
	}
	return len(g.facts) >= batchFacts || now.Sub(g.began) >= batchAge
}

// idle reports whether traffic has paused since the memory was last saved: an empty batch
// then saves it, so that the spool can be released to its end.
func (g *gather) idle(now time.Time) bool {
	return g.records == 0 && len(g.planned) == 0 && g.to > g.savedTo && now.Sub(g.saved) >= stateEvery
}

// take inspects a record's calls and adds what they say.
func (f *Flow) take(g *gather, rec spool.Record) error {
	last := rec.First + uint64(rec.Count) - 1
	if g.records == 0 {
		g.from, g.began, g.first = rec.First-1, f.o.Clock(), rec.Received
	}
	g.to, g.records = last, g.records+1
	xs, broken := decode(rec)
	f.read.Add(uint64(rec.Count))
	f.broken.Add(uint64(broken))
	if broken > 0 {
		f.o.Log.Error("calls of an accepted batch cannot be decoded again", "tenant", rec.Tenant, "calls", broken, "first", rec.First)
	}
	m, err := f.memory.tenant(rec.Tenant)
	if err != nil {
		return err
	}
	fresh := m.fresh(xs)
	f.doubles.Add(uint64(len(xs) - len(fresh)))
	if f.o.Corrections != nil {
		m.templates.Correct(f.o.Corrections(rec.Tenant))
	}
	merges := m.learn(rec.Tenant, fresh)
	facts, samples := inspect(f.engine, f.confirm, f.rules(rec.Tenant), m, rec, fresh)
	f.refused.Store(f.engine.RulesRefused())
	g.facts, g.samples, g.merges = append(g.facts, facts...), append(g.samples, samples...), append(g.merges, merges...)
	if len(merges) > 0 && f.o.OnFolds != nil {
		f.o.OnFolds(rec.Tenant, merges)
	}
	if n := len(facts); n > 0 {
		f.newest.Store(facts[n-1].Time.UnixNano())
	}
	return nil
}

// closeBatch makes the boundary durable and passes the batch on.
func (f *Flow) closeBatch(ctx context.Context, g *gather) error {
	if len(g.planned) > 0 && g.to >= g.planned[0] {
		g.planned = g.planned[1:]
	} else if g.records == 0 {
		g.from = g.to // nothing new: only the memory is saved
	} else if err := f.o.Spool.MarkBatch(g.to); err != nil {
		return fmt.Errorf("cannot make a batch boundary durable: %w", err)
	}
	p := pending{
		from: g.from, to: g.to, received: g.first, merges: g.merges,
		batch: finding.Batch{Token: fmt.Sprintf("%s-%d-%d", f.o.Source, g.from, g.to), Facts: g.facts, Samples: g.samples},
	}
	if now := f.o.Clock(); now.Sub(g.saved) >= stateEvery || g.saved.IsZero() {
		p.params = f.memory.changedParams()
		b, err := f.memory.save()
		if err == nil {
			p.state, err = saveState(f.o.Dir, g.to, b)
		}
		if err != nil {
			f.o.Log.Warn("what was learned could not be saved; it is tried again, and the spool grows until then", "error", err)
		} else {
			g.saved, g.savedTo = now, g.to
		}
	}
	*g = gather{planned: g.planned, saved: g.saved, savedTo: g.savedTo, to: g.to}
	select {
	case f.out <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
