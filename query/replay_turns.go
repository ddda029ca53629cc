package query

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// mostReplays run at a time on a node, one of a tenant: each holds a connection to the store and a core.
const mostReplays = 2

// replayTurns bounds the replays that run at a time.
type replayTurns struct {
	mu      sync.Mutex
	running map[string]bool // by tenant
	refused atomic.Uint64
}

// take is nil where a replay of the tenant may begin; leave ends it.
func (t *replayTurns) take(tenant string) *TooSoon {
	const wait = 5 * time.Second
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.running[tenant]:
		t.refused.Add(1)
		return &TooSoon{fmt.Sprintf("a replay is running already, at most one at a time: wait until it is answered, at most %v, and ask again", replayTime), wait}
	case len(t.running) >= mostReplays:
		t.refused.Add(1)
		return &TooSoon{fmt.Sprintf("this node runs %d replays already: wait until one is answered, at most %v, and ask again", mostReplays, replayTime), wait}
	}
	if t.running == nil {
		t.running = map[string]bool{}
	}
	t.running[tenant] = true
	return nil
}

func (t *replayTurns) leave(tenant string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.running, tenant)
}

// ReplaysRefused is how many replays were not begun as others were running.
func (d *Desk) ReplaysRefused() uint64 { return d.replays.refused.Load() }

// ReplayTurn is a replay that may run. One of each tenant and two of a node run at a time.
type ReplayTurn struct {
	desk   *Desk
	who    Asker
	cancel context.CancelFunc
}

// ReplayTurn takes a turn, a *TooSoon where there is none. The context bounds all that is done in it: it ends
// with ctx and after 20 seconds. End must be called once.
func (d *Desk) ReplayTurn(ctx context.Context, who Asker) (context.Context, *ReplayTurn, error) {
	if busy := d.replays.take(who.Tenant); busy != nil {
		return nil, nil, busy
	}
	ctx, cancel := context.WithTimeout(ctx, replayTime)
	return ctx, &ReplayTurn{d, who, cancel}, nil
}

// End lets another replay begin.
func (t *ReplayTurn) End() {
	t.cancel()
	t.desk.replays.leave(t.who.Tenant)
}
