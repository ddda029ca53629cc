package actors

import (
	"context"
	"testing"
	"time"
)

func TestThreeNodesShareAndCountExactly(t *testing.T) {
	net, sink := newNetwork(1, testShards), newStore()
	a, b := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil)
	fa, fb := &feed{facts: synthetic(1, 50_000)}, &feed{facts: synthetic(2, 50_000)}
	fa.route(t, a, 20_000)
	fb.route(t, b, 20_000)
	c := startNode(t, net, sink, "c", nil) // joins in the middle
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	mustBeExact(t, sink, []*Node{a, b, c}, fa, fb)

	members, err := c.Members(context.Background())
	if err != nil || len(members) != 3 {
		t.Fatalf("%d members, %v", len(members), err)
	}
	shards := 0
	for _, m := range members {
		shards += len(m.Shards)
		if len(m.Shards) == 0 || m.State != stateAlive {
			t.Errorf("%s (%s) has %d shards", m.Name, m.State, len(m.Shards))
		}
		if m.Name == "a" && (m.Routed != 50_000 || m.Durable != 50_000) {
			t.Errorf("a says it routed %d, durable %d", m.Routed, m.Durable)
		}
	}
	if shards != testShards {
		t.Errorf("%d of %d shards have an owner", shards, testShards)
	}
	t.Logf("%d saves, %d fenced, %+v", sink.saves, sink.fences, c.Counters())
}

func TestGracefulLeaveLosesAndDoublesNothing(t *testing.T) {
	net, sink := newNetwork(2, testShards), newStore()
	a, b, c := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil), startNode(t, net, sink, "c", nil)
	fa, fb := &feed{facts: synthetic(3, 30_000/share)}, &feed{facts: synthetic(4, 30_000/share)}
	fa.route(t, a, 15_000/share)
	fb.route(t, b, 15_000/share)
	stopNode(t, c)
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)
	mustComeBackExact(t, net, sink, []*Node{a, b}, fa, fb)
}

func TestCrashOfAnOwnerIsReplayed(t *testing.T) {
	net, sink := newNetwork(3, testShards), newStore()
	a, b, c := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil), startNode(t, net, sink, "c", nil)
	fa, fb := &feed{facts: synthetic(5, 30_000/share)}, &feed{facts: synthetic(6, 30_000/share)}
	fa.route(t, a, 15_000/share)
	fb.route(t, b, 15_000/share)
	kill(t, net, c, 300*time.Millisecond)
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)
}

func TestCrashOfASourceIsReplayedFromItsSpool(t *testing.T) {
	net, sink := newNetwork(4, testShards), newStore()
	a, b := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil)
	fa, fb := &feed{facts: synthetic(7, 30_000/share)}, &feed{facts: synthetic(8, 30_000/share)}
	fa.route(t, a, 20_000/share)
	fb.route(t, b, 20_000/share)
	kill(t, net, b, 100*time.Millisecond)
	fb.again()
	b2 := startNode(t, net, sink, "b", nil)
	fb.route(t, b2, 1<<30)
	fa.route(t, a, 1<<30)
	mustBeExact(t, sink, []*Node{a, b2}, fa, fb)
	t.Logf("routed again from %d, %d facts were known", fb.released, a.Counters().Trimmed+b2.Counters().Trimmed)
}

func TestLossyNetwork(t *testing.T) {
	net, sink := newNetwork(5, testShards), newStore()
	net.lose, net.double = 0.05, 0.05
	a, b := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil)
	fa, fb := &feed{facts: synthetic(9, 20_000/share)}, &feed{facts: synthetic(10, 20_000/share)}
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	flush(t, a, b)
	net.mu.Lock()
	net.lose, net.double = 0, 0 // the questions below would take their time
	net.mu.Unlock()
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)
	if net.lost == 0 || net.doubled == 0 {
		t.Fatal("the network lost or doubled nothing: the test shows nothing")
	}
	t.Logf("%d messages lost, %d doubled; %+v", net.lost, net.doubled, a.Counters())
}

func TestEvictedNodeBeginsAnewAndItsRouterGoesOn(t *testing.T) {
	net, sink := newNetwork(6, testShards), newStore()
	a, b := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil)
	fa, fb := &feed{facts: synthetic(11, 20_000/share)}, &feed{facts: synthetic(12, 20_000/share)}
	fa.route(t, a, 10_000/share)
	fb.route(t, b, 10_000/share)
	// b is cut off, buried, goes on alone as a zombie, and comes back.
	old := b.current()
	net.crash(old.address)
	net.bury(old.address)
	fb.route(t, b, 2_000/share)
	fa.route(t, a, 5_000/share)
	time.Sleep(500 * time.Millisecond)
	close(old.member.(*membership).evicted)
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)
	if b.Counters().Lives != 2 {
		t.Errorf("b had %d lives", b.Counters().Lives)
	}
}

func TestStoreOutageStopsDurableAndLosesNothing(t *testing.T) {
	net, sink := newNetwork(7, testShards), newStore()
	a := startNode(t, net, sink, "a", nil)
	fa := &feed{facts: synthetic(13, 20_000/share)}
	fa.route(t, a, 5_000/share)
	flush(t, a)
	sink.setDown(true)
	time.Sleep(50 * time.Millisecond) // a save that had begun
	before := a.Router().Durable()
	fa.route(t, a, 5_000/share)
	time.Sleep(time.Second)
	if d := a.Router().Durable(); d != before {
		t.Errorf("durable moved from %d to %d while nothing could be saved", before, d)
	}
	sink.setDown(false)
	fa.route(t, a, 1<<30)
	mustBeExact(t, sink, []*Node{a}, fa)
	if a.Counters().SaveErrors == 0 {
		t.Error("nothing failed: the test shows nothing")
	}
}

// A save that failed may have taken effect: what is gathered next takes its place.
func TestSavesWithAnUnknownOutcome(t *testing.T) {
	net, sink := newNetwork(17, testShards), newStore()
	sink.unsure = true
	set := func(o *Options) { o.SnapshotEvery = 20 * time.Millisecond }
	a, b := startNode(t, net, sink, "a", set), startNode(t, net, sink, "b", set)
	fa, fb := &feed{facts: synthetic(17, 30_000/share)}, &feed{facts: synthetic(18, 30_000/share)}
	for range 10 {
		fa.route(t, a, 2_000/share)
		fb.route(t, b, 2_000/share)
		time.Sleep(30 * time.Millisecond)
	}
	kill(t, net, b, 100*time.Millisecond)
	fb.again()
	b = startNode(t, net, sink, "b", set)
	fb.route(t, b, 1<<30)
	fa.route(t, a, 1<<30)
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)
	if a.Counters().SaveErrors == 0 {
		t.Error("nothing failed: the test shows nothing")
	}
	mustComeBackExact(t, net, sink, []*Node{a, b}, fa, fb)
}

// The checks above must be able to fail: parts of the protocol switched off.
func TestNegativeControls(t *testing.T) {
	wrongAfter := func(t *testing.T, b broken) (int, uint64, uint64) {
		net, sink := newNetwork(8, testShards), newStore()
		net.double = 0.2
		set := func(o *Options) { o.broken = b }
		a, c := startNode(t, net, sink, "a", set), startNode(t, net, sink, "c", set)
		f := &feed{facts: synthetic(14, 10_000)}
		f.route(t, a, 8_000)
		flush(t, a)
		f.route(t, a, 1_000) // likely applied, hardly saved
		time.Sleep(20 * time.Millisecond)
		kill(t, net, c, 0)
		f.route(t, a, 1<<30)
		ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		_ = a.Flush(ctx)
		want := truth{}
		want.add(f.facts)
		return compare(t, a, want), a.Counters().Lost, sink.points[0][0].Epoch
	}
	t.Run("none: exact", func(t *testing.T) {
		if wrong, lost, _ := wrongAfter(t, broken{}); wrong != 0 || lost != 0 {
			t.Errorf("%d wrong, %d lost", wrong, lost)
		}
	})
	t.Run("de-duplication off", func(t *testing.T) {
		if wrong, _, _ := wrongAfter(t, broken{dedupe: true}); wrong == 0 {
			t.Error("doubled messages were not noticed")
		}
	})
	t.Run("marks lowered", func(t *testing.T) {
		if wrong, lost, _ := wrongAfter(t, broken{hwm: true}); wrong == 0 && lost == 0 {
			t.Error("lowered marks were not noticed")
		}
	})
	t.Run("resume forgets", func(t *testing.T) {
		if _, lost, _ := wrongAfter(t, broken{resume: true}); lost == 0 {
			t.Error("an owner that forgot was not noticed")
		}
	})
}

// What a new owner loads may be a checkpoint that the store refused to a former one; until it
// has saved in its own epoch, nothing of it may be forgotten.
func TestLoadedIsNotYetDurable(t *testing.T) {
	net, sink := newNetwork(9, testShards), newStore()
	a := startNode(t, net, sink, "a", nil)
	f := &feed{facts: synthetic(16, 2_000)}
	f.route(t, a, 1<<30)
	flush(t, a)
	stopNode(t, a)
	b := startNode(t, net, sink, "a", func(o *Options) { o.SnapshotEvery = time.Hour })
	f.routed = 0
	f.route(t, b, 1<<30)
	time.Sleep(500 * time.Millisecond)
	if d, applied := b.Router().Durable(), b.Router().applied.Load(); d != 0 || applied < 2_000 {
		t.Errorf("durable is %d before anything was saved in the new epoch; applied %d", d, applied)
	}
	mustBeExact(t, sink, []*Node{b}, f)
	if d := b.Router().Durable(); d != 2_000 {
		t.Errorf("durable is %d after a save", d)
	}
}
