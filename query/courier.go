package query

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// CourierStore is the part of the store a courier works with.
type CourierStore interface {
	Ledger
	Settings(ctx context.Context, tenant, kind string) ([]Setting, error)
	Coverage(ctx context.Context, tenant string, w Window) (Coverage, error)
	// Purposes gives the purposes of the tenant's APIs by their IDs.
	Purposes(ctx context.Context, tenant string) (map[string][]finding.Purpose, error)
}

// Outbox gives messages their form and sends them; notify.Sender does.
type Outbox interface {
	Render(r notify.Recipient, m *digest.Message) []byte
	Send(ctx context.Context, tenant string, r notify.Recipient, id string, payload []byte) error
}

// Courier writes the digests that are due and sends those that are written (NF-10). Any number
// of couriers may work on one tenant, one in each node: what they do is decided by which entry
// the store takes, not by who they are. A courier that ends in the middle of a pass leaves
// nothing that the next pass of any courier does not finish.
type Courier struct {
	o     CourierOptions
	first map[string]time.Time // burst: recipient and alarm, when the first was seen waiting
}

// CourierOptions are what a courier works with.
type CourierOptions struct {
	Store   CourierStore
	Out     Outbox
	Catalog *Catalog
	Zone    *time.Location // of tenants
	Base    func() string  // address of the console, for links, without a slash at the end
	Node    string         // name of this node
	Now     func() time.Time
}

// NewCourier makes a courier. It is used by one goroutine at a time.
func NewCourier(o CourierOptions) *Courier { return &Courier{o, map[string]time.Time{}} }

// Run is what a pass did.
type Run struct {
	Written int // digests
	Sent    int
	Failed  int // attempts
	Waiting int // digests that are written and not delivered yet
}

// Pass does everything that is due for one tenant. What failed is due again in the next pass;
// one recipient's failure does not hold up another.
func (c *Courier) Pass(ctx context.Context, tenant string) (Run, error) {
	var run Run
	set, due, err := c.write(ctx, tenant, &run)
	if set == nil {
		return run, err
	}
	return run, errors.Join(err, c.send(ctx, tenant, set, due, &run))
}

// Write does the part of a pass that waits for nobody but the store: it writes what is due and
// sends nothing.
func (c *Courier) Write(ctx context.Context, tenant string) (Run, error) {
	var run Run
	_, _, err := c.write(ctx, tenant, &run)
	return run, err
}

// write brings every recipient's chain up to date and gives what is to be sent then; no set where
// there is nothing to go by.
func (c *Courier) write(ctx context.Context, tenant string, run *Run) (*alarmSet, []Dispatch, error) {
	all, err := c.o.Store.Settings(ctx, tenant, "")
	if err != nil {
		return nil, nil, err
	}
	set := alarmsOf(all)
	if set.asksPurposes() {
		if set.purposes, err = c.o.Store.Purposes(ctx, tenant); err != nil {
			return nil, nil, err
		}
	}
	now := c.o.Now().UTC()
	heads, err := c.o.Store.DigestHeads(ctx, tenant, now)
	if err != nil {
		return nil, nil, err
	}
	due, err := c.o.Store.Undelivered(ctx, tenant, now.Add(-digest.Keep), mostDispatches)
	if err != nil {
		return nil, nil, err
	}
	var errs []error
	for name := range set.recipients {
		w := writing{c: c, tenant: tenant, name: name, set: &set, head: heads[name], late: undelivered(due, name)}
		if err := w.pass(ctx); err != nil {
			errs = append(errs, fmt.Errorf("recipient %s: %w", name, err))
		}
		run.Written += w.written
	}
	if run.Written > 0 {
		if due, err = c.o.Store.Undelivered(ctx, tenant, now.Add(-digest.Keep), mostDispatches); err != nil {
			return nil, nil, errors.Join(append(errs, err)...)
		}
	}
	return &set, due, errors.Join(errs...)
}

const mostDispatches = 500 // written and not delivered, looked at in one pass, the oldest first

// undelivered counts a recipient's digests that an attempt failed to deliver.
func undelivered(due []Dispatch, name string) (n int) {
	for i := range due {
		if due[i].Recipient == name && len(due[i].Tries) > 0 {
			n++
		}
	}
	return n
}

// writing brings one recipient's chain up to date.
type writing struct {
	c       *Courier
	tenant  string
	name    string
	set     *alarmSet
	head    digest.Head
	late    int
	written int
}

const mostEntries = 200 // of one recipient in one pass: an opening over very many findings takes several

func (w *writing) pass(ctx context.Context) error {
	plan := w.set.plan(w.name)
	if w.head.Seq == 0 && len(plan.Alarms) == 0 {
		return nil // nobody to be told: no chain
	}
	w.head = copied(w.head)
	for range mostEntries {
		steps := digest.Steps(&w.head, &plan, w.c.o.Zone, w.c.o.Now().UTC())
		if len(steps) == 0 || steps[0].Kind != digest.Open {
			return w.tell(ctx, steps, plan)
		}
		if err := w.open(ctx, &steps[0], &plan); err != nil {
			return ignoreConflict(err)
		}
	}
	return nil
}

func copied(h digest.Head) digest.Head {
	slots, begun := make(map[string]time.Time, len(h.Slots)), make(map[string]bool, len(h.Begun))
	maps.Copy(slots, h.Slots)
	maps.Copy(begun, h.Begun)
	h.Slots, h.Begun = slots, begun
	return h
}

// ignoreConflict: another courier was first, and the next pass sees what it did.
func ignoreConflict(err error) error {
	if errors.Is(err, ErrConflict) {
		return nil
	}
	return err
}

// open claims what is known when an alarm begins. Where that is more than one entry holds, the
// plan is changed by the last of them, so that a courier that ends in between goes on there.
func (w *writing) open(ctx context.Context, s *digest.Step, plan *digest.Plan) error {
	e := digest.Entry{Kind: digest.Opening, Alarms: s.Begin, Slot: s.Slot, Plan: plan.Text()}
	more := false
	err := w.c.o.Store.Untold(ctx, w.tenant, w.name, func(x *Case) bool {
		if it := w.item(x); s.Known(&it) {
			if len(e.Claims) == digest.MostClaims {
				more = true
				return false
			}
			e.Claims = append(e.Claims, x.ID)
		}
		return true
	})
	if err != nil {
		return err
	}
	if more {
		e.Plan, e.Alarms = w.head.Plan, nil
	}
	return w.append(ctx, &e)
}

// append writes the next entry of the chain.
func (w *writing) append(ctx context.Context, e *digest.Entry) error {
	e.Recipient, e.Seq, e.At = w.name, w.head.Seq+1, w.c.o.Now().UTC()
	e.ID = digest.EntryID(w.tenant, w.name, e.Seq)
	if err := w.c.o.Store.AppendDigest(ctx, w.tenant, e); err != nil {
		return err
	}
	w.head.Seq, w.head.Plan = e.Seq, e.Plan
	for _, a := range e.Alarms {
		w.head.Slots[a], w.head.Begun[a] = e.Slot, e.Kind == digest.Opening
	}
	if e.Kind == digest.Sent {
		w.head.Sent = e.Slot
		w.written++
	}
	return nil
}

// tell writes the digests that are due.
func (w *writing) tell(ctx context.Context, steps []digest.Step, plan digest.Plan) error {
	for _, s := range steps {
		part := plan.Alarms[s.Alarm]
		key := strings.Join([]string{w.tenant, w.name, s.Alarm}, "\x00")
		fresh, over, err := w.untold(ctx, &part.Filter)
		if err != nil {
			return err
		}
		if s.Kind == digest.Look && !w.c.waited(key, &part.Alarm, len(fresh)) {
			continue
		}
		if err := w.write(ctx, &s, &part.Alarm, fresh, over); err != nil {
			return ignoreConflict(err)
		}
		delete(w.c.first, key)
	}
	return nil
}

func (w *writing) untold(ctx context.Context, f *digest.Filter) (fresh []digest.Item, over bool, err error) {
	err = w.c.o.Store.Untold(ctx, w.tenant, w.name, func(x *Case) bool {
		if it := w.item(x); f.Fits(&it) {
			if over = len(fresh) == digest.MostClaims; over {
				return false
			}
			fresh = append(fresh, it)
		}
		return true
	})
	return fresh, over, err
}

// waited remembers since when a burst waits. What a node that ended remembered is waited for
// once more.
func (c *Courier) waited(key string, a *digest.Alarm, waiting int) bool {
	now := c.o.Now().UTC()
	if waiting == 0 {
		delete(c.first, key)
		return false
	}
	since, ok := c.first[key]
	if !ok || since.After(now) {
		since = now
		c.first[key] = now
	}
	s := digest.ScheduleOf(a, c.o.Zone)
	return s.Waited(waiting, since, now)
}
