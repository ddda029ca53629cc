package query

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// How a claimed fix is verified (RH-06). A person calls a risk fixed; Lapwing then watches the
// calls of the API that come after that, by their own time:
//
//	fixed            -> to_be_verified   at once: the watch begins with the claim
//	to_be_verified   -> system_fixed     when enough calls in which it would have shown did not show it
//	fixed, to_be_verified, system_fixed
//	                 -> not_fixed        as soon as one call shows it again; it is open again
//
// Enough is what a risk that was still there would survive unseen once in a hundred times: it
// follows from how many of such calls showed it before. Each step is a decision with the
// revision it rests on, so that a step is taken once whoever takes it, and again after a
// replay changes nothing: all of it is read from what is stored.

// Trial counts the calls of one API before and after a claim.
type Trial struct {
	Before, ShownBefore uint64 // calls of the kind before the claim, and those that showed the risk
	After, ShownAfter   uint64
}

// TrialQuery asks for a Trial.
type TrialQuery struct {
	Tenant string
	API    string // API ID
	Risk   finding.Risk
	Chance risk.Chance
	From   time.Time // beginning of what counts as before
	Claim  time.Time
}

// Verification is how far the watch over a claimed fix has come.
type Verification struct {
	Since  time.Time // of the claim
	What   string    // which calls count, "calls without a credential"
	Seen   uint64    // such calls since, none of which showed it
	Enough uint64
}

const (
	doubt        = 0.01                // chance that a risk that is still there passes as fixed
	leastCalls   = 20                  // calls of the kind, however often it showed before
	mostCalls    = 10_000              // calls of the kind, however seldom
	unknownCalls = 1_000               // where none of the calls before the claim are stored any more
	lookBack     = 30 * 24 * time.Hour // before the claim
	dayRule      = 24 * time.Hour      // least time for risks that are counted over whole days
	mostWatched  = 1_000               // risks of one tenant and state looked at in one pass, the newest first
	again        = time.Minute         // until the calls of one risk are counted again
)

// enough is how many calls without the risk prove the fix.
func enough(row *risk.Row, t Trial) uint64 {
	switch {
	case row.Enough > 0:
		return uint64(row.Enough)
	case t.Before == 0 || t.ShownBefore == 0:
		return unknownCalls
	case t.ShownBefore >= t.Before:
		return leastCalls
	}
	share := float64(t.ShownBefore) / float64(t.Before)
	n := math.Ceil(math.Log(doubt) / math.Log1p(-share))
	return uint64(min(max(n, leastCalls), mostCalls))
}

// Verifier takes the steps. Its memory only saves counting the same calls every few seconds.
// Safe for concurrent use.
type Verifier struct {
	desk *Desk
	mu   sync.Mutex
	next map[string]time.Time // case ID: not before
}

// NewVerifier makes a verifier that decides through a desk's store.
func NewVerifier(d *Desk) *Verifier { return &Verifier{desk: d, next: map[string]time.Time{}} }

// Pass takes every step of one tenant that is due and gives how many were taken.
func (v *Verifier) Pass(ctx context.Context, tenant string) (steps int, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.desk.Now()
	next := map[string]time.Time{}
	for _, s := range []Status{Fixed, ToBeVerified, SystemFixed} {
		p, err := v.desk.store.Cases(ctx, CaseQuery{
			Kind:   finding.KindRisk,
			Filter: Filter{Tenant: tenant, Values: map[Field][]string{FieldStatus: {string(s)}}},
			Order:  Order{SortEnd, true}, Limit: mostWatched,
		})
		if err != nil {
			return steps, fmt.Errorf("cannot list the risks that are called fixed: %w", err)
		}
		for _, c := range p.Rows {
			if at := v.next[c.ID]; s == ToBeVerified && now.Before(at) && !shownAgain(c) {
				next[c.ID] = at
				continue
			}
			to, remark, err := v.step(ctx, tenant, c, now)
			if err != nil {
				return steps, err
			}
			if to == "" {
				next[c.ID] = now.Add(again)
				continue
			}
			took, err := v.take(ctx, tenant, c, to, remark, now)
			if err != nil {
				return steps, err
			}
			steps += took
		}
	}
	v.next = next
	return steps, nil
}

// shownAgain reports a risk whose newest call came after the state was given.
func shownAgain(c Case) bool { return c.End.After(c.State.Changed) }

// step says which state is due, "" for none.
func (v *Verifier) step(ctx context.Context, tenant string, c Case, now time.Time) (to Status, remark string, err error) {
	if shownAgain(c) {
		return NotFixed, "Seen again in a call of " + c.End.UTC().Format(time.RFC3339) + ".", nil
	}
	row := risk.ByType(c.Type)
	switch {
	case c.State.Status == Fixed:
		return ToBeVerified, "Watching the calls that come after the claim.", nil
	case c.State.Status != ToBeVerified || row == nil:
		return "", "", nil
	}
	t, need, err := v.desk.trial(ctx, tenant, c, row)
	switch {
	case err != nil:
		return "", "", err
	case t.ShownAfter > 0:
		return NotFixed, fmt.Sprintf("%d of %d %s after the claim show it.", t.ShownAfter, t.After, row.Chance), nil
	case t.After < need, row.PerAPI != nil && now.Sub(c.State.Changed) < dayRule:
		return "", "", nil
	}
	return SystemFixed, fmt.Sprintf("None of %d %s since the claim shows it; %d were enough.", t.After, row.Chance, need), nil
}

// trial counts the calls before and after the claim. The state "to be verified" carries the
// time of the claim it follows.
func (d *Desk) trial(ctx context.Context, tenant string, c Case, row *risk.Row) (t Trial, need uint64, err error) {
	from := c.Start
	if oldest := c.State.Changed.Add(-lookBack); from.Before(oldest) {
		from = oldest
	}
	from = from.Truncate(time.Second) // calls may be stored with coarser times than the risk has
	t, err = d.store.Trial(ctx, TrialQuery{
		Tenant: tenant, API: c.API.ID(tenant), Risk: row.ID, Chance: row.Chance, From: from, Claim: c.State.Changed,
	})
	if err != nil {
		return t, 0, fmt.Errorf("cannot count the calls that would show %s: %w", c.ID, err)
	}
	return t, enough(row, t), nil
}

// take records one step. The watch begins with the claim, so its line has the claim's time.
func (v *Verifier) take(ctx context.Context, tenant string, c Case, to Status, remark string, now time.Time) (int, error) {
	at := now
	if to == ToBeVerified {
		at = c.State.Changed
	}
	outs, err := v.desk.store.Decide(ctx, tenant, []Decision{{
		CaseID: c.ID, Kind: finding.KindRisk, Revision: c.State.Revision, To: to, Remark: remark, Origin: OriginSystem, Time: at,
	}})
	if err != nil {
		return 0, fmt.Errorf("cannot record the verification of %s: %w", c.ID, err)
	}
	if len(outs) != 1 || outs[0].Err != nil { // somebody decided meanwhile: the next pass sees what
		return 0, nil //nolint:nilerr // nothing failed
	}
	return 1, nil
}

// verification tells how far the watch over a risk has come, nil where none is going on.
func (d *Desk) verification(ctx context.Context, tenant string, c Case) (*Verification, error) {
	row := risk.ByType(c.Type)
	if c.Kind != finding.KindRisk || c.State.Status != ToBeVerified || row == nil {
		return nil, nil
	}
	t, need, err := d.trial(ctx, tenant, c, row)
	if err != nil {
		return nil, err
	}
	return &Verification{Since: c.State.Changed, What: row.Chance.String(), Seen: t.After, Enough: need}, nil
}
