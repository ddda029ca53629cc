package query_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// crowd is a store of n calls of as many addresses in one second. Where reading is set, it is told of a read,
// which then lasts until it is called off.
type crowd struct {
	query.Store
	now     time.Time
	n       int
	reading chan struct{}
}

func (c *crowd) Settings(context.Context, string, string) ([]query.Setting, error) { return nil, nil }

func (c *crowd) Traffic(context.Context, query.TrafficQuery, time.Duration) ([]query.TrafficPoint, error) {
	return []query.TrafficPoint{{At: c.now.Add(-time.Hour), Calls: uint64(c.n)}}, nil //nolint:gosec // small
}

func (c *crowd) Stored(ctx context.Context, _ query.StoredQuery, each func(*finding.Facts) error) error {
	for i := range c.n {
		f := finding.Facts{Time: c.now.Add(-time.Minute), Status: 200, Client: netip.AddrFrom4([4]byte{192, 0, byte(i >> 8), byte(i)})} //nolint:gosec // small
		f.API.Host = "h.example.com"
		if err := each(&f); err != nil {
			return err
		}
		if c.reading != nil && i == 0 {
			close(c.reading)
			<-ctx.Done()
		}
	}
	return nil
}

func replayDesk(t *testing.T, c *crowd) *query.Desk {
	t.Helper()
	c.now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	now := func() time.Time { return c.now }
	d, err := query.New(query.Options{
		Store: c, Live: querytest.Nodes{Now: now}, Catalog: query.NewCatalog(query.DetectWords()), Key: make([]byte, 32), Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var anyCall = []byte(`{"level":"low","period":60,"requests":5,"conditions":[{"field":"host","op":"equals","values":["h.example.com"]}]}`)

func TestP208ReplaysRunOneATenantAndTwoANode(t *testing.T) {
	d := replayDesk(t, &crowd{})
	take := func(tenant string) (*query.ReplayTurn, error) {
		ctx, turn, err := d.ReplayTurn(t.Context(), query.Asker{Tenant: tenant})
		if err == nil {
			if end, ok := ctx.Deadline(); !ok || time.Until(end) > 20*time.Second {
				t.Errorf("%s may take until %v", tenant, end)
			}
		}
		return turn, err
	}
	refused := func(tenant, want string) {
		t.Helper()
		var busy *query.TooSoon
		if _, err := take(tenant); !errors.As(err, &busy) || busy.For <= 0 || !strings.Contains(busy.Detail, want) || !strings.Contains(busy.Detail, "ask again") {
			t.Errorf("%s: %v, want %s", tenant, err, want)
		}
	}
	a, errA := take("a")
	refused("a", "at most one at a time")
	b, errB := take("b")
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	refused("c", "this node runs 2 replays")
	a.End()
	refused("b", "at most one at a time")
	c, err := take("c")
	if err != nil || d.ReplaysRefused() != 3 {
		t.Fatalf("%v, %d refused", err, d.ReplaysRefused())
	}
	b.End()
	c.End()
	for _, tenant := range []string{"a", "b"} {
		if _, err := take(tenant); err != nil {
			t.Errorf("%s after all ended: %v", tenant, err)
		}
	}
}

func TestP208AReplayEndsWithWhoAsked(t *testing.T) {
	for _, left := range []bool{true, false} {
		c := &crowd{n: 5000, reading: make(chan struct{})}
		d := replayDesk(t, c)
		asked, leave := context.WithCancel(t.Context())
		if !left {
			asked, leave = context.WithTimeout(t.Context(), 50*time.Millisecond)
		}
		ctx, turn, err := d.ReplayTurn(asked, query.Asker{Tenant: "a", Name: "ann"})
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			<-c.reading
			if left {
				leave()
			}
		}()
		r, err := turn.Event(ctx, policy.OwnEvents, anyCall, "24h")
		turn.End()
		leave()
		// what was seen until the time was over is an answer; to one who left, none is given
		if left != errors.Is(err, context.Canceled) || left == (err == nil) || r.Calls == 0 || r.Calls > 1024 || r.Complete {
			t.Errorf("left %v: %v after %d calls, complete %v", left, err, r.Calls, r.Complete)
		}
	}
}

func TestP208WhatAReplayDoesNotCountIsSaid(t *testing.T) {
	for n, refused := range map[int]uint64{2000: 0, 2300: 300} {
		d := replayDesk(t, &crowd{n: n})
		for per, keys := range map[string]string{"": "addresses", "domain": "domains"} {
			ctx, turn, err := d.ReplayTurn(t.Context(), query.Asker{Tenant: "a", Name: "ann"})
			if err != nil {
				t.Fatal(err)
			}
			body := anyCall
			want := refused
			if per != "" {
				body, want = []byte(strings.Replace(string(anyCall), "{", fmt.Sprintf(`{"per":%q,`, per), 1)), 0
			}
			r, err := turn.Event(ctx, policy.OwnEvents, body, "24h")
			turn.End()
			if err != nil || r.Met != uint64(n) || r.Refused != want || r.Keys != keys || r.Complete != (want == 0) || r.More != (want > 0) || r.Cut() { //nolint:gosec // small
				t.Errorf("%d calls per %s: %v, %+v", n, keys, err, r)
			}
		}
	}
}
