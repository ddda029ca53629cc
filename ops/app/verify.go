package app

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// verifyEvery is how often claimed fixes and decided events are looked at: what shows again is open
// again within that time. Every node looks; the tenant's actor lets each step be taken once.
const verifyEvery = 10 * time.Second

// verifying is the node's watch over claimed fixes.
type verifying struct {
	stop context.CancelFunc
	done chan struct{}
}

func (a *App) startVerify(ctx context.Context) error {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	a.verify = &verifying{stop, make(chan struct{})}
	go a.watchFixes(ctx, query.NewVerifier(a.desk), query.NewReopener(a.desk)) // ended by stopVerify
	return nil
}

func (a *App) watchFixes(ctx context.Context, v *query.Verifier, r *query.Reopener) {
	defer close(a.verify.done)
	loop(ctx, verifyEvery, nil, func(ctx context.Context) {
		// A pass that fails is tried again at the next tick: what was not taken is still due.
		if steps, err := v.Pass(ctx, Tenant); err != nil && ctx.Err() == nil {
			a.log.Warn("cannot verify claimed fixes; trying again", "error", err)
		} else if steps > 0 {
			a.log.Info("verified claimed fixes", "steps", steps)
		}
		if steps, err := r.Pass(ctx, Tenant); err != nil && ctx.Err() == nil {
			a.log.Warn("cannot look at what goes on after decisions; trying again", "error", err)
		} else if steps > 0 {
			a.log.Info("opened or disabled events that go on after a decision", "steps", steps)
		}
	})
}

func (a *App) stopVerify(ctx context.Context) error {
	return ended(ctx, a.verify.stop, a.verify.done)
}
