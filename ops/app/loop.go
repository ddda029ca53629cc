package app

import (
	"context"
	"time"
)

// loop makes a pass after every period, and at once where wake has something (nil: never), until
// ctx ends.
func loop(ctx context.Context, every time.Duration, wake <-chan struct{}, pass func(context.Context)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-wake:
		}
		pass(ctx)
	}
}

// rouse makes the next pass of a loop happen at once.
func rouse(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default: // it is to happen already
	}
}

// ended stops a loop and waits until it is over, or until nobody waits any more.
func ended(ctx context.Context, stop context.CancelFunc, done <-chan struct{}) error {
	stop()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
