package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// ErrAway means that nobody can be let in now, because the store does not answer; the same
// call may succeed later.
var ErrAway = errors.New("the store does not answer, so the token cannot be verified now")

const (
	lookupLasts = 1500 * time.Millisecond // of one look-up: a sensor rather hears "later" than nothing
	askAgain    = time.Second             // after a look-up failed: an outage must not cost each call a look-up
	maxLookups  = 16                      // at once; a store that hangs holds no more goroutines than these
	staleIngest = 24 * time.Hour          // a sensor's token without the store: a night and a morning
	staleOther  = 10 * time.Minute        // everything else: a restart of the store
)

// outage remembers that a look-up just failed. Safe for concurrent use.
type outage struct {
	mu    sync.Mutex
	since time.Time // of the last failure; zero: the last look-up went well
}

func (o *outage) note(failed bool, now time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.since = time.Time{}
	if failed {
		o.since = now
	}
}

// justNow reports whether it is too early to ask again.
func (o *outage) justNow(now time.Time) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	age := now.Sub(o.since)
	return !o.since.IsZero() && age >= 0 && age < askAgain
}

// verify asks the store for a token, and where it does not answer takes what it said before.
func (g *Gate) verify(ctx context.Context, h string, now time.Time) (Token, error) {
	if g.away.justNow(now) {
		return g.stale(h, now, nil)
	}
	t, err := g.lookup(ctx, h)
	switch {
	case err == nil:
		g.away.note(false, now)
		g.tokens.put(h, t, now)
		return t, nil
	case errors.Is(err, query.ErrNotFound):
		g.away.note(false, now)
		g.tokens.drop(h)
		return Token{}, ErrToken
	case ctx.Err() != nil: // the caller went away, which says nothing about the store
		return Token{}, ctx.Err()
	}
	g.away.note(true, g.now())
	return g.stale(h, now, err)
}

// stale is what the store last said about a token, with the scopes that are still good.
func (g *Gate) stale(h string, now time.Time, cause error) (Token, error) {
	t, age, ok := g.tokens.old(h, now)
	switch {
	case ok && age <= staleOther:
		return t, nil
	case ok && age <= staleIngest && slices.Contains(t.Scopes, ScopeIngest):
		t.Scopes = []Scope{ScopeIngest}
		return t, nil
	case cause != nil:
		return Token{}, fmt.Errorf("%w: %w", ErrAway, cause)
	}
	return Token{}, ErrAway
}

// lookup reads a token in lookupLasts at most, also from a store that does not heed its
// context: the goroutine then ends with the store's own time-out, and holds its slot until.
func (g *Gate) lookup(ctx context.Context, h string) (Token, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupLasts)
	select {
	case g.lookups <- struct{}{}:
	case <-ctx.Done():
		cancel()
		return Token{}, ctx.Err()
	}
	type answer struct {
		t   Token
		err error
	}
	got := make(chan answer, 1)
	go func() {
		defer func() { cancel(); <-g.lookups }()
		t, err := g.store.Token(ctx, h)
		got <- answer{t, err}
	}()
	select {
	case a := <-got:
		return a.t, a.err
	case <-ctx.Done():
		select {
		case a := <-got: // the answer is there before its context ends
			return a.t, a.err
		default:
			return Token{}, ctx.Err()
		}
	}
}
