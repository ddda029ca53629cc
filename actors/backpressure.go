package actors

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// gate bounds what a router holds: calls that no owner has applied yet, and bytes that are
// not durable yet. Whoever routes waits before it; the spool grows meanwhile, and when that is
// full, senders are refused. Nothing is ever dropped here.
type gate struct {
	mostFacts, mostBytes int

	mu     sync.Mutex
	facts  int // not applied by all their shards
	bytes  int // not durable in all their shards
	change chan struct{}
	closed bool

	waits  atomic.Uint64 // times somebody had to wait
	waited atomic.Int64  // nanoseconds
}

const (
	defaultHeldFacts = 128 << 10 // calls, about 64 MB while they are Go values: 1.3 s at 100,000 a second
	defaultHeldBytes = 256 << 20 // bytes, encoded: some 15 s at 100,000 calls a second
)

var errStopped = errors.New("cannot route: the node has stopped")

func newGate(facts, bytes int) *gate {
	return &gate{mostFacts: facts, mostBytes: bytes, change: make(chan struct{})}
}

// enter waits until there is room. One piece always gets through an empty gate, however big.
func (g *gate) enter(ctx context.Context, facts, bytes int) error {
	var begin time.Time
	for {
		g.mu.Lock()
		if g.closed {
			g.mu.Unlock()
			return errStopped
		}
		if (g.facts == 0 || g.facts+facts <= g.mostFacts) && (g.bytes == 0 || g.bytes+bytes <= g.mostBytes) {
			g.facts += facts
			g.bytes += bytes
			g.mu.Unlock()
			if !begin.IsZero() {
				g.waited.Add(int64(time.Since(begin)))
			}
			return nil
		}
		change := g.change
		g.mu.Unlock()
		if begin.IsZero() {
			begin = time.Now()
			g.waits.Add(1)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-change:
		}
	}
}

// leave gives room back.
func (g *gate) leave(facts, bytes int) {
	g.mu.Lock()
	g.facts -= facts
	g.bytes -= bytes
	g.wake()
	g.mu.Unlock()
}

// close refuses everybody from now on.
func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	g.wake()
	g.mu.Unlock()
}

func (g *gate) wake() {
	close(g.change)
	g.change = make(chan struct{})
}

// pressed reports that what is not durable will soon make somebody wait: it is worth saving now.
func (g *gate) pressed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.bytes > g.mostBytes/2
}

// held is what is behind the gate now.
func (g *gate) held() (facts, bytes int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.facts, g.bytes
}
