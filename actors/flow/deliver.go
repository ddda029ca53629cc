package flow

import (
	"context"
	"time"
)

// deliver hands each batch to the router and the store, in order. The store is asked until
// it takes the batch: meanwhile the queue fills, the flow stands, the spool grows and, when
// that is full, the receiver answers 503.
func (f *Flow) deliver(ctx context.Context) error {
	for {
		var p pending
		select {
		case <-ctx.Done():
			return ctx.Err()
		case p = <-f.out:
		}
		if p.to > p.from {
			if err := f.o.Router.Route(ctx, p.from, p.to, p.batch.Facts); err != nil {
				return err
			}
		}
		if len(p.batch.Facts)+len(p.batch.Samples) > 0 {
			if err := f.insist(ctx, func() error { return f.o.Store.WriteBatch(ctx, &p.batch) }); err != nil {
				return err
			}
		}
		if len(p.merges) > 0 {
			if err := f.insist(ctx, func() error { return f.o.Store.WriteMerges(ctx, p.merges) }); err != nil {
				return err
			}
		}
		if len(p.params) > 0 {
			if err := f.insist(ctx, func() error { return f.o.Store.WriteParams(ctx, f.o.Source, p.params) }); err != nil {
				return err
			}
		}
		f.delivered.Store(p.to)
		if !p.received.IsZero() {
			f.lag.Store(int64(max(f.o.Clock().Sub(p.received), 0)))
		}
		p.batch.Facts, p.batch.Samples, p.merges, p.params = nil, nil, nil, nil
		select {
		case f.done <- p:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// insist repeats until it works or the flow is stopped.
func (f *Flow) insist(ctx context.Context, do func() error) error {
	pause := retryMin
	for {
		err := do()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f.retries.Add(1)
		f.o.Log.Warn("the store did not take a batch; it is kept and sent again", "error", err, "pause", pause)
		t := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		case <-t.C:
		}
		pause = min(2*pause, retryMax)
	}
}

// release lets the spool forget batches that the store has and every shard has saved. It
// moves only to boundaries at which the memory was saved, so that a replay starts with
// exactly what had been learned there.
func (f *Flow) release(ctx context.Context) error {
	tick := time.NewTicker(releaseTick)
	defer tick.Stop()
	var waiting []pending
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case p := <-f.done:
			if p.state != "" {
				waiting = append(waiting, p)
			}
			continue
		case <-tick.C:
		}
		durable := f.o.Router.Durable()
		ready := -1
		for i, p := range waiting {
			if p.to <= durable {
				ready = i
			}
		}
		if ready < 0 {
			continue
		}
		if err := f.o.Spool.Release(waiting[ready].to, []byte(waiting[ready].state)); err != nil {
			f.o.Log.Warn("the spool could not move its release mark; it is tried again", "error", err)
			continue
		}
		f.released.Store(waiting[ready].to)
		dropStates(f.o.Dir, waiting[ready].state)
		waiting = append([]pending(nil), waiting[ready+1:]...)
	}
}
