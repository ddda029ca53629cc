package app

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

const (
	alarmsEvery  = 10 * time.Second // a digest goes out within that time of its slot
	alarmsWithin = 5 * time.Minute  // longest pass: four receivers at a time that answer slowly
)

// alarms writes and sends digests. Every node does so; the store lets each be written once.
type alarms struct {
	sender  *notify.Sender
	courier *query.Courier
	zone    *time.Location
	wake    chan struct{}
	stop    context.CancelFunc
	done    chan struct{}

	written atomic.Uint64
	waiting atomic.Int64
	failed  atomic.Uint64
}

func (a *App) startAlarms(ctx context.Context) error {
	c := &a.o.Config
	zone, err := digest.LoadZone(c.TimeZone)
	if err != nil {
		return err
	}
	sender, err := a.newSender()
	if err != nil {
		return err
	}
	x := a.alarms
	x.sender, x.zone = sender, zone
	x.courier = query.NewCourier(query.CourierOptions{
		Store: a.store, Out: sender, Catalog: a.words, Zone: zone, Base: a.URL, Node: firstOf(c.Name, a.id.node), Now: time.Now,
	})
	// Alarms that begin now begin before anything is found; a receiver that hangs shall not hold up the node.
	run, err := x.courier.Write(ctx, Tenant)
	x.written.Add(uint64(run.Written)) //nolint:gosec // a count
	if err != nil {
		x.failed.Add(1)
		a.log.Warn("cannot write all that is due for alarms; trying again", "error", err)
	}
	rouse(x.wake) // what is written is sent at once
	ctx, x.stop = context.WithCancel(context.WithoutCancel(ctx))
	go a.watchAlarms(ctx) // ended by stopAlarms
	return nil
}

func (a *App) newSender() (*notify.Sender, error) {
	c := &a.o.Config
	allow, err := c.Allowed()
	if err != nil {
		return nil, fmt.Errorf("notify.allow: %w", err)
	}
	password, err := c.Mail.Password.Reveal()
	if err != nil {
		return nil, fmt.Errorf("mail.password: %w", err)
	}
	return notify.NewSender(notify.Options{
		Allow: allow, Keys: func(tenant string) []byte { return a.id.derive("channel", tenant) },
		Mail: notify.Values{"server": c.Mail.Server, "from": c.Mail.From, "tls": c.Mail.TLS, "user": c.Mail.User, "password": password},
	}), nil
}

func (a *App) watchAlarms(ctx context.Context) {
	defer close(a.alarms.done)
	loop(ctx, alarmsEvery, a.alarms.wake, a.deliver)
}

// deliver is one pass; what it does not do is still due in the next.
func (a *App) deliver(ctx context.Context) {
	pass, cancel := context.WithTimeout(ctx, alarmsWithin)
	defer cancel()
	run, err := a.alarms.courier.Pass(pass, Tenant)
	a.alarms.written.Add(uint64(run.Written)) //nolint:gosec // a count
	if err != nil && ctx.Err() == nil {
		a.alarms.failed.Add(1)
		a.log.Warn("cannot do all that is due for alarms; trying again", "error", err)
	} else if err == nil {
		a.alarms.waiting.Store(int64(run.Waiting))
	}
	if run.Written+run.Sent+run.Failed > 0 {
		a.log.Info("digests", "written", run.Written, "sent", run.Sent, "failed", run.Failed)
	}
}

func (a *App) stopAlarms(ctx context.Context) error {
	return ended(ctx, a.alarms.stop, a.alarms.done)
}

// alarmsChanged follows what tenants set: whoever is added to an alarm is told of what is
// found from then on.
func (a *App) alarmsChanged(string, []query.Setting) error {
	rouse(a.alarms.wake)
	return nil
}
