package query

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/lapwing-sec/lapwing/query/digest"
)

const sendsAtOnce = 4 // a slow receiver holds up a quarter of what is due

// send makes the attempts that are due. An attempt is begun in the store before anything is
// sent, so that of several couriers one sends; what it sends is what was written.
func (c *Courier) send(ctx context.Context, tenant string, set *alarmSet, due []Dispatch, run *Run) error {
	var mu sync.Mutex
	var errs []error
	var g errgroup.Group
	g.SetLimit(sendsAtOnce)
	for i := range due {
		d := &due[i]
		if state, _ := d.State(c.o.Now().UTC()); state != digest.GivenUp {
			mu.Lock() // those before are being sent
			run.Waiting++
			mu.Unlock()
		}
		if !digest.Try(d.At, d.Tries, c.o.Now().UTC()) {
			continue
		}
		g.Go(func() error {
			sent, err := c.attempt(ctx, tenant, set, d)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case sent:
				run.Sent++
				run.Waiting--
			case err == nil || errors.Is(err, ErrConflict): // another courier sends it
			case errors.Is(err, errUndelivered):
				run.Failed++
			default:
				errs = append(errs, err)
			}
			return nil
		})
	}
	_ = g.Wait() // none gives an error
	return errors.Join(errs...)
}

// errUndelivered is an attempt that was made, failed and was recorded.
var errUndelivered = errors.New("not delivered")

func (c *Courier) attempt(ctx context.Context, tenant string, set *alarmSet, d *Dispatch) (sent bool, err error) {
	a := digest.Attempt{N: uint32(len(d.Tries)) + 1, Begun: c.o.Now().UTC(), Node: c.o.Node}
	if n := len(d.Tries); n > 0 {
		a.N = d.Tries[n-1].N + 1
	}
	if err := c.o.Store.BeginAttempt(ctx, tenant, d.ID, a); err != nil {
		return false, err
	}
	r, ok := set.recipients[d.Recipient]
	switch {
	case !ok:
		err = errors.New("the recipient was deleted")
	case r.Channel.ID != d.Channel:
		err = errors.New("the recipient has another channel now: this was written for " + d.Channel)
	default:
		err = c.o.Out.Send(ctx, tenant, r, d.ID, d.Payload)
	}
	if err != nil && ctx.Err() != nil {
		return false, ctx.Err() // nobody knows how it ended: it is made again
	}
	a.Ended, a.OK = c.o.Now().UTC(), err == nil
	if err != nil {
		a.Detail = err.Error()
	}
	if ended := c.o.Store.EndAttempt(ctx, tenant, d.ID, a); ended != nil {
		return false, ended
	}
	if err != nil {
		return false, errUndelivered
	}
	return true, nil
}
