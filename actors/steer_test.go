package actors

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
)

func decide(t *testing.T, n *Node, api string, id uint64, act baseline.Act, seen uint64) (uint64, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return n.Steer(ctx, api, event.Order{ID: id, Act: act, User: "ada", Why: "why", At: time.Unix(1_700_000_000, 0), IfRevision: seen})
}

func rulings(t *testing.T, n *Node, apis []string) (frozen int, revisions uint64) {
	t.Helper()
	for _, api := range apis {
		e, err := n.Endpoint(context.Background(), api)
		if err != nil || e == nil {
			t.Fatalf("%s: %v, %v", api, e, err)
		}
		r := e.Baseline("t", time.Unix(0, 0)).Ruling
		revisions += r.Revision
		if r.Frozen {
			frozen++
		}
	}
	return frozen, revisions
}

// TestNF15DecisionsOnBaselinesSurviveCrashesAndMoves decides while facts flow and nodes die, and wants
// every decision that was confirmed, once, on whoever owns the API then.
func TestNF15DecisionsOnBaselinesSurviveCrashesAndMoves(t *testing.T) {
	net, sink := newNetwork(31, testShards), newStore()
	real := func(o *Options) { o.Kinds = Kinds() }
	a, b, c := startNode(t, net, sink, "a", real), startNode(t, net, sink, "b", real), startNode(t, net, sink, "c", real)
	f := &feed{facts: synthetic(31, 6_000)}
	f.route(t, a, 3_000)
	flush(t, a)
	seen := map[string]bool{}
	var apis []string
	for i := range f.facts[:3_000] {
		if id := f.facts[i].API.ID(f.facts[i].Tenant); !f.facts[i].Noise && !seen[id] && len(apis) < 30 {
			seen[id] = true
			apis = append(apis, id)
		}
	}
	var wg sync.WaitGroup
	for i, api := range apis {
		n := []*Node{a, b}[i%2]
		wg.Go(func() {
			if rev, err := decide(t, n, api, uint64(i+1), baseline.Freeze, 0); rev != 1 || err != nil {
				t.Errorf("%s: revision %d, %v", api, rev, err)
			}
		})
	}
	wg.Go(func() { f.route(t, a, 1_000) })
	time.Sleep(30 * time.Millisecond)
	kill(t, net, c, 100*time.Millisecond)
	wg.Wait()
	kill(t, net, b, 0) // what was confirmed is saved
	f.route(t, a, 1<<30)
	flush(t, a)
	if frozen, revisions := rulings(t, a, apis); frozen != len(apis) || revisions != uint64(len(apis)) {
		t.Errorf("%d of %d frozen, %d revisions", frozen, len(apis), revisions)
	}
	// Twice the same decision, one of somebody who saw an older state, one of nobody's API.
	for range 2 {
		if rev, err := decide(t, a, apis[0], 99, baseline.Unfreeze, 1); rev != 2 || err != nil {
			t.Errorf("revision %d, %v", rev, err)
		}
	}
	if rev, err := decide(t, a, apis[0], 100, baseline.Reset, 1); rev != 2 || !errors.Is(err, event.ErrRuled) {
		t.Errorf("revision %d, %v", rev, err)
	}
	if _, err := decide(t, a, "api_nobody", 101, baseline.Reset, 0); !errors.Is(err, ErrNoKey) {
		t.Errorf("an API that nobody called: %v", err)
	}
	stopNode(t, a)
	d := startNode(t, net, sink, "d", real)
	if frozen, revisions := rulings(t, d, apis); frozen != len(apis)-1 || revisions != uint64(len(apis)+1) {
		t.Errorf("after a restart %d of %d frozen, %d revisions", frozen, len(apis), revisions)
	}
	// A cold key: its state is bytes until somebody decides.
	if rev, err := decide(t, d, apis[1], 102, baseline.Unfreeze, 1); rev != 2 || err != nil {
		t.Errorf("revision %d, %v", rev, err)
	}
}

// TestNF15NoDecisionIsConfirmedUnsaved takes the store away.
func TestNF15NoDecisionIsConfirmedUnsaved(t *testing.T) {
	net, sink := newNetwork(32, testShards), newStore()
	a := startNode(t, net, sink, "a", func(o *Options) { o.Kinds = Kinds() })
	f := &feed{facts: synthetic(32, 200)}
	f.route(t, a, 1<<30)
	flush(t, a)
	var api string
	for i := range f.facts {
		if !f.facts[i].Noise {
			api = f.facts[i].API.ID(f.facts[i].Tenant)
			break
		}
	}
	sink.setDown(true)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if rev, err := a.Steer(ctx, api, event.Order{ID: 1, Act: baseline.Freeze, At: time.Unix(1, 0)}); !errors.Is(err, ErrUnreachable) {
		t.Errorf("confirmed without being saved: %d, %v", rev, err)
	}
	sink.setDown(false)
	if rev, err := decide(t, a, api, 1, baseline.Freeze, 0); rev != 1 || err != nil {
		t.Errorf("the same again: %d, %v", rev, err)
	}
}

// TestNF15OthersHaveNothingToDecide: only states with a baseline take decisions.
func TestNF15OthersHaveNothingToDecide(t *testing.T) {
	net, sink := newNetwork(33, testShards), newStore()
	a := startNode(t, net, sink, "a", nil) // states that only count
	f := &feed{facts: synthetic(33, 50)}
	f.route(t, a, 1<<30)
	flush(t, a)
	if _, err := decide(t, a, f.facts[0].API.ID(f.facts[0].Tenant), 1, baseline.Freeze, 0); err == nil {
		t.Error("a state without a baseline was frozen")
	}
}
