package query

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// What the system does with events that go on after somebody decided on them (ES-03, TN-20 to TN-22):
//
//	handled   -> detected   as soon as a call of the case is newer than the decision: what was done did
//	                        not help. Once for each decision; the history says so.
//	ignored                 stays, whatever comes.
//	disabled                stays, and later cases of the same type, API and source become disabled too,
//	                        until somebody sets the newest disabled one to another state.
//
// Each step is a decision with the revision it rests on: who decides meanwhile wins, and a pass that is
// repeated, here or on another node, changes nothing.

// Reopener takes the steps.
type Reopener struct{ desk *Desk }

// NewReopener makes one that decides through a desk's store.
func NewReopener(d *Desk) *Reopener { return &Reopener{d} }

// eventKey is what cases of different days have in common.
type eventKey struct {
	typ     string
	api     traffic.API
	block   netip.Prefix
	account string // of events of an account, which have no block
}

func keyOfEvent(c *Case) eventKey {
	k := eventKey{typ: c.Type, api: c.API, block: c.Source.Block}
	if c.Source.OfAccount() {
		k.account = c.Source.Account
	}
	return k
}

// Pass takes every step of one tenant that is due and gives how many were taken.
func (r *Reopener) Pass(ctx context.Context, tenant string) (steps int, err error) {
	now := r.desk.Now()
	handled, err := r.list(ctx, tenant, Handled)
	if err != nil {
		return 0, err
	}
	var due []Decision
	for i := range handled {
		if c := &handled[i]; shownAgain(*c) {
			due = append(due, systemStep(c, Detected, "", "It went on after it was handled: a call of "+c.End.UTC().Format(time.RFC3339)+".", now))
		}
	}
	disabled, err := r.list(ctx, tenant, Disabled)
	if err != nil {
		return 0, err
	}
	if len(disabled) > 0 {
		off := map[eventKey]*Case{}
		for i := range disabled {
			c := &disabled[i]
			if have := off[keyOfEvent(c)]; have == nil || c.State.Changed.After(have.State.Changed) {
				off[keyOfEvent(c)] = c
			}
		}
		fresh, err := r.list(ctx, tenant, Detected)
		if err != nil {
			return 0, err
		}
		for i := range fresh {
			c := &fresh[i]
			if from := off[keyOfEvent(c)]; from != nil && c.State.Revision == 0 && from.Start.Before(c.Start) {
				due = append(due, systemStep(c, Disabled, from.State.Disposition, "As "+from.ID+", which is disabled.", now))
			}
		}
	}
	const most = 500 // decisions in one write
	for len(due) > 0 {
		part := due[:min(len(due), most)]
		due = due[len(part):]
		outs, err := r.desk.store.Decide(ctx, tenant, part)
		if err != nil {
			return steps, fmt.Errorf("cannot record what goes on after a decision: %w", err)
		}
		for _, o := range outs {
			if o.Err == nil {
				steps++
			}
		}
	}
	return steps, nil
}

func systemStep(c *Case, to Status, d Disposition, remark string, at time.Time) Decision {
	return Decision{
		CaseID: c.ID, Kind: finding.KindEvent, Revision: c.State.Revision, To: to, Disposition: d, Remark: remark, Origin: OriginSystem, Time: at,
	}
}

// list gives the events of one state, newest first; older ones than mostWatched wait for nothing.
func (r *Reopener) list(ctx context.Context, tenant string, s Status) ([]Case, error) {
	p, err := r.desk.store.Cases(ctx, CaseQuery{
		Kind: finding.KindEvent, Filter: Filter{Tenant: tenant, Values: map[Field][]string{FieldStatus: {string(s)}}},
		Order: Order{SortEnd, true}, Limit: mostWatched,
	})
	if err != nil {
		return nil, fmt.Errorf("cannot list the events that are %s: %w", s, err)
	}
	return p.Rows, nil
}
