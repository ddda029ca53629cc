package access

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestTokensOutliveAnOutageOfTheStore(t *testing.T) {
	g, m, c := settled(t)
	ctx := t.Context()
	boss := Principal{Tenant: "default", Name: "admin", Role: Admin}
	secret := func(name string, s ...Scope) string {
		_, secret, err := g.NewToken(ctx, boss, name, s, 0)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	sensor, reader, both := secret("edge", ScopeIngest), secret("bi", ScopeRead), secret("cli", ScopeIngest, ScopeRead)
	fresh := secret("fresh", ScopeIngest)
	for _, s := range []string{sensor, reader, both} {
		if _, err := g.Bearer(ctx, s, home); err != nil {
			t.Fatal(err)
		}
	}
	seen := c.t
	asked := 0
	m.onToken(func(context.Context) error { asked++; return errors.New("connection refused") })
	may := func(s string, p Permission) bool {
		t.Helper()
		who, err := g.Bearer(ctx, s, home)
		if err != nil && !errors.Is(err, ErrAway) {
			t.Errorf("want ErrAway, have %v", err)
		}
		return err == nil && who.May(p)
	}
	c.t = seen.Add(staleOther)
	if !may(sensor, Ingest) || !may(reader, Read) || !may(both, Read) || !may(both, Ingest) || may(fresh, Ingest) {
		t.Error("ten minutes into an outage not the verified tokens are good, and only they")
	}
	if asked != 1 {
		t.Errorf("one moment of an outage cost %d look-ups", asked)
	}
	c.t = seen.Add(staleIngest)
	if !may(sensor, Ingest) || may(reader, Read) || may(both, Read) || !may(both, Ingest) {
		t.Error("a day into an outage not the ingest scopes are good, and only they")
	}
	c.t = seen.Add(staleIngest + time.Second)
	if may(sensor, Ingest) || may(both, Ingest) {
		t.Error("a token is good without end")
	}
	m.onToken(nil)
	c.t = c.t.Add(askAgain)
	if !may(sensor, Ingest) || !may(fresh, Ingest) || !may(both, Read) {
		t.Error("the store is back and tokens are not good")
	}
	m.mu.Lock()
	delete(m.tokens, hash(sensor))
	m.mu.Unlock()
	c.t = c.t.Add(time.Minute)
	if _, err := g.Bearer(ctx, sensor, home); !errors.Is(err, ErrToken) {
		t.Errorf("a token the store does not know: %v", err)
	}
	m.onToken(func(context.Context) error { return errors.New("gone") })
	c.t = c.t.Add(time.Minute)
	if may(sensor, Ingest) {
		t.Error("a token the store no longer knew is good in an outage")
	}
}

func TestALookUpOfAStoreThatHangsIsShortAndBounded(t *testing.T) {
	g, m, _ := settled(t)
	_, secret, err := g.NewToken(t.Context(), Principal{Tenant: "default", Name: "admin"}, "edge", []Scope{ScopeIngest}, 0)
	if err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	m.onToken(func(context.Context) error { <-release; return nil }) // does not heed its context
	start := time.Now()
	for _, err := range together(3*maxLookups, func() error {
		_, err := g.Bearer(t.Context(), secret, home)
		return err
	}) {
		if !errors.Is(err, ErrAway) {
			t.Error(err)
		}
	}
	if d := time.Since(start); d > 3*lookupLasts {
		t.Errorf("answered after %v", d)
	}
	if n := len(g.lookups); n > maxLookups {
		t.Errorf("%d look-ups hang", n)
	}
}

func TestACallerWhoLeavesIsNoOutage(t *testing.T) {
	g, m, _ := settled(t)
	_, secret, err := g.NewToken(t.Context(), Principal{Tenant: "default", Name: "admin"}, "edge", []Scope{ScopeIngest}, 0)
	if err != nil {
		t.Fatal(err)
	}
	m.onToken(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := g.Bearer(ctx, secret, home); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	m.onToken(nil)
	if _, err := g.Bearer(t.Context(), secret, home); err != nil {
		t.Errorf("the next caller: %v", err)
	}
}
