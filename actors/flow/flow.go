package flow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Store takes what must last. A repeated batch token is taken once.
type Store interface {
	WriteBatch(ctx context.Context, b *finding.Batch) error
	WriteMerges(ctx context.Context, ms []finding.Merge) error
	// WriteParams takes what one source learned of parameters; the highest Version counts.
	WriteParams(ctx context.Context, source string, ps []finding.Params) error
}

// Router takes facts to the actors that own their keys.
type Router interface {
	// Route hands over the facts of the source's range (from, to], in order; it blocks while
	// its window is full.
	Route(ctx context.Context, from, to uint64, facts []finding.Facts) error
	// Durable gives the sequence number up to which every shard has saved what it concluded.
	Durable() uint64
}

// Bounds of the flow.
const (
	batchFacts  = 50_000                 // most facts of one batch: one insert of the store's best size
	batchAge    = 500 * time.Millisecond // longest a fact waits for its batch to fill
	stateEvery  = 5 * time.Second        // how often the memory is saved; a replay is at most this plus the actors' checkpoint
	releaseTick = 250 * time.Millisecond // how often the release mark is tried
	inFlight    = 2                      // batches assembled and not yet delivered: one being sent, one waiting
	retryMin    = 200 * time.Millisecond // first pause after the store refused
	retryMax    = 5 * time.Second        // longest pause
)

// Options are what a flow works with.
type Options struct {
	Spool  *spool.Spool
	Store  Store
	Router Router
	Dir    string                     // folder for what was learned, beside the spool's own
	Source string                     // persistent name of this source, part of each batch token
	Key    func(tenant string) []byte // the tenant's HMAC key, 32 bytes
	Clock  func() time.Time           // for ages of batches only, never for judgement
	Log    *slog.Logger               //
	// Rules gives what a tenant set about detection; it is asked for every record and must be
	// quick and safe from any goroutine. nil: nobody set anything.
	Rules   func(tenant string) *policy.Rules
	OnFolds func(tenant string, folds []Merge) // told when templates were learned to be one; may be nil

	// Corrections gives what people said of a tenant's APIs, which goes before what is learned;
	// nil: nothing. It is asked once a record, so that a change counts from the next one on.
	Corrections func(tenant string) *traffic.Corrections
}

// Merge is a learned template that took others in.
type Merge = finding.Merge

// Stats are running totals and the newest positions.
type Stats struct {
	Read      uint64        // exchanges read from the spool, this life
	Doubles   uint64        // of these, ids seen before: not counted again
	Broken    uint64        // of these, could not be decoded again: counted, not judged
	Delivered uint64        // sequence number delivered to store and router
	Released  uint64        // sequence number the spool may forget
	Retries   uint64        // times the store refused a batch
	Refused   uint64        // values a tenant's own expressions did not read, over their share of a call
	Newest    time.Time     // event time of the newest exchange judged
	Confirm   confirm.Stats // what the second stage against attacks was asked
	Lag       time.Duration // from the receipt of the newest delivered batch's first call to its delivery
}

// Flow carries accepted batches on their way. It owns its goroutines.
type Flow struct {
	o       Options
	memory  *memory
	engine  *detect.Engine // only assemble uses it
	confirm *confirm.Queue
	out     chan pending
	done    chan pending // delivered, waiting for release; bounded by what the router holds back
	cancel  context.CancelFunc
	wg      sync.WaitGroup

	read, doubles, broken, delivered, released, retries, refused atomic.Uint64
	newest, lag                                                  atomic.Int64 // Unix nanoseconds; nanoseconds
	failure                                                      atomic.Pointer[error]
}

// Start begins where the spool's release mark stands.
func Start(o Options) (*Flow, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the folder for what is learned: %w", err)
	}
	saved, err := loadState(o.Dir, o.Spool.State())
	if errors.Is(err, errLost) {
		o.Log.Error("path templates and ids seen are learned afresh; calls delivered again may be counted again", "error", err)
	} else if err != nil {
		return nil, err
	}
	m, err := newMemory(o.Key, saved)
	if err != nil {
		return nil, fmt.Errorf("cannot read what was learned: %w", err)
	}
	queue, err := confirm.Start()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	f := &Flow{
		o: o, memory: m, engine: detect.New(detect.Options{}), confirm: queue, cancel: cancel,
		out: make(chan pending, inFlight), done: make(chan pending, 1024), // 1024: nearly nine minutes of half-second batches
	}
	for _, part := range []func(context.Context) error{f.assemble, f.deliver, f.release} {
		f.wg.Go(func() {
			if err := part(ctx); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, spool.ErrClosed) {
				f.failure.Store(&err)
				o.Log.Error("the flow of calls has stopped", "error", err)
				cancel()
			}
		})
	}
	return f, nil
}

// Stop ends the flow; what was not released is replayed by the next Start.
func (f *Flow) Stop() {
	f.cancel()
	f.wg.Wait()
	f.confirm.Stop()
}

// Err is why the flow stopped by itself, or nil.
func (f *Flow) Err() error {
	if p := f.failure.Load(); p != nil {
		return *p
	}
	return nil
}

func (f *Flow) rules(tenant string) *policy.Rules {
	if f.o.Rules == nil {
		return nil
	}
	return f.o.Rules(tenant)
}

// Stats gives the running totals.
func (f *Flow) Stats() Stats {
	s := Stats{
		Read: f.read.Load(), Doubles: f.doubles.Load(), Broken: f.broken.Load(), Delivered: f.delivered.Load(),
		Released: f.released.Load(), Retries: f.retries.Load(), Refused: f.refused.Load(), Lag: time.Duration(f.lag.Load()),
		Confirm: f.confirm.Stats(),
	}
	if n := f.newest.Load(); n != 0 {
		s.Newest = time.Unix(0, n).UTC()
	}
	return s
}

// assemble reads records in order, inspects their calls and closes batches. A boundary is
// durable in the spool before its batch is sent, so that a retry after a crash sends the
// same ranges under the same tokens.
func (f *Flow) assemble(ctx context.Context) error {
	records := make(chan spool.Record, 1)
	readErr := make(chan error, 1)
	f.wg.Go(func() { readErr <- f.readAll(ctx, records) })

	b := newGather(f.o.Spool.Batches(), f.o.Clock())
	tick := time.NewTicker(batchAge / 4)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-readErr:
			return err
		case rec := <-records:
			if err := f.take(&b, rec); err != nil {
				return err
			}
		case <-tick.C:
		}
		now := f.o.Clock()
		if b.due(now) || b.idle(now) {
			if err := f.closeBatch(ctx, &b); err != nil {
				return err
			}
		}
	}
}

func (f *Flow) readAll(ctx context.Context, records chan<- spool.Record) error {
	for {
		rec, err := f.o.Spool.Next(ctx)
		if err != nil {
			return err
		}
		select {
		case records <- rec:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
