package querytest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
)

// Ledger is what couriers work with, in memory: findings, settings, and who was told what.
type Ledger struct {
	Broken   Broken
	Labelled map[string][]finding.Purpose // purposes of APIs by ID

	mu       sync.Mutex
	settings []query.Setting
	cases    map[string]query.Case
	entries  map[string][]digest.Entry // by recipient
	tries    map[string][]digest.Attempt
}

// Broken switches parts of the protocol off, to see a checker fail.
type Broken struct {
	TakesTwice bool // two writers of one number are both taken
	NoClaims   bool // nobody remembers what an entry is about
	Forgets    bool // a digest is forgotten once an attempt was made
}

// NewLedger makes an empty one with these settings.
func NewLedger(settings ...query.Setting) *Ledger {
	return &Ledger{settings: settings, cases: map[string]query.Case{}, entries: map[string][]digest.Entry{}, tries: map[string][]digest.Attempt{}}
}

// Put stores findings; the highest version of each counts.
func (l *Ledger) Put(_ context.Context, fs ...finding.Finding) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range fs {
		c := l.cases[f.ID]
		c.Finding = f
		l.cases[f.ID] = c
	}
	return nil
}

// Decide gives a case a state.
func (l *Ledger) Decide(_ context.Context, id string, to query.Status) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.cases[id]
	c.State.Status = to
	l.cases[id] = c
	return nil
}

// Settings implements query.CourierStore.
func (l *Ledger) Settings(context.Context, string, string) ([]query.Setting, error) {
	return l.settings, nil
}

// Purposes implements query.CourierStore.
func (l *Ledger) Purposes(context.Context, string) (map[string][]finding.Purpose, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.Labelled), nil
}

// Coverage implements query.CourierStore.
func (l *Ledger) Coverage(context.Context, string, query.Window) (query.Coverage, error) {
	return query.Coverage{Calls: 1000, ReqRead: 998, ResRead: 998}, nil
}

// DigestHeads implements query.Ledger.
func (l *Ledger) DigestHeads(_ context.Context, _ string, now time.Time) (map[string]digest.Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[string]digest.Head{}
	for name, es := range l.entries {
		h := digest.Head{Slots: map[string]time.Time{}, Begun: map[string]bool{}}
		for _, e := range es {
			h.Seq, h.Plan = e.Seq, e.Plan
			if e.Slot.After(now) {
				continue
			}
			for _, a := range e.Alarms {
				if e.Slot.After(h.Slots[a]) {
					h.Slots[a], h.Begun[a] = e.Slot, e.Kind == digest.Opening
				}
			}
			if e.Kind == digest.Sent && e.Slot.After(h.Sent) {
				h.Sent = e.Slot
			}
		}
		out[name] = h
	}
	return out, nil
}

// AppendDigest implements query.Ledger.
func (l *Ledger) AppendDigest(_ context.Context, _ string, e *digest.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	have := l.entries[e.Recipient]
	last := uint64(0)
	if len(have) > 0 {
		last = have[len(have)-1].Seq
	}
	if last+1 != e.Seq && !l.Broken.TakesTwice {
		return query.ErrConflict
	}
	c := *e
	if c.Claims = slices.Clone(e.Claims); l.Broken.NoClaims {
		c.Claims = nil
	}
	if l.Broken.TakesTwice && last == e.Seq { // as another digest, which it is
		c.ID += "b"
	}
	l.entries[e.Recipient] = append(have, c)
	return nil
}

// told reports whether an entry of the recipient claims a finding.
func (l *Ledger) told(recipient, id string) bool {
	return slices.ContainsFunc(l.entries[recipient], func(e digest.Entry) bool { return slices.Contains(e.Claims, id) })
}

func (l *Ledger) walk(yield func(*query.Case) bool, want func(*query.Case) bool) error {
	l.mu.Lock()
	var all []query.Case
	for _, c := range l.cases {
		if !c.Simulated && want(&c) {
			all = append(all, c)
		}
	}
	l.mu.Unlock()
	slices.SortFunc(all, func(a, b query.Case) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), b.End.Compare(a.End), cmp.Compare(a.ID, b.ID))
	})
	for i := range all {
		if !yield(&all[i]) {
			break
		}
	}
	return nil
}

// Untold implements query.Ledger.
func (l *Ledger) Untold(_ context.Context, _, recipient string, yield func(*query.Case) bool) error {
	return l.walk(yield, func(c *query.Case) bool {
		return c.State.Status != query.Ignored && c.State.Status != query.Disabled && !l.told(recipient, c.ID)
	})
}

// GoingOn implements query.Ledger.
func (l *Ledger) GoingOn(_ context.Context, _, recipient string, since time.Time, yield func(*query.Case) bool) error {
	return l.walk(yield, func(c *query.Case) bool { return !c.End.Before(since) && l.told(recipient, c.ID) })
}

// BeginAttempt implements query.Ledger.
func (l *Ledger) BeginAttempt(_ context.Context, _, id string, a digest.Attempt) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if int(a.N) != len(l.tries[id])+1 {
		return query.ErrConflict
	}
	l.tries[id] = append(l.tries[id], a)
	return nil
}

// EndAttempt implements query.Ledger.
func (l *Ledger) EndAttempt(_ context.Context, _, id string, a digest.Attempt) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.tries[id] {
		if t := &l.tries[id][i]; t.N == a.N && t.Ended.IsZero() {
			*t = a
		}
	}
	return nil
}

// Undelivered implements query.Ledger.
func (l *Ledger) Undelivered(_ context.Context, _ string, since time.Time, limit int) ([]query.Dispatch, error) {
	all := l.dispatches(func(d *query.Dispatch) bool {
		done := slices.ContainsFunc(d.Tries, func(a digest.Attempt) bool { return a.OK })
		return !done && !d.At.Before(since) && !(l.Broken.Forgets && len(d.Tries) > 0)
	})
	return all[:min(len(all), limit)], nil
}

// Digests implements query.Ledger.
func (l *Ledger) Digests(_ context.Context, q query.DigestQuery) ([]query.Dispatch, error) {
	all := l.dispatches(func(d *query.Dispatch) bool {
		return (q.ID == "" || q.ID == d.ID) && (q.Recipient == "" || q.Recipient == d.Recipient)
	})
	return all[:min(len(all), q.Limit)], nil
}

func (l *Ledger) dispatches(want func(*query.Dispatch) bool) (out []query.Dispatch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, es := range l.entries {
		for _, e := range es {
			d := query.Dispatch{Entry: e, Told: len(e.Claims), Tries: slices.Clone(l.tries[e.ID])}
			if e.Kind == digest.Sent && want(&d) {
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(a, b query.Dispatch) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return out
}
