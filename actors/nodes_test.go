package actors

import (
	"context"
	"encoding/binary"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func truthOf(feeds ...*feed) truth {
	t := truth{}
	for _, f := range feeds {
		t.add(f.facts)
	}
	return t
}

// feed is a spool in memory: what was accepted, and how far it may be forgotten.
type feed struct {
	facts    []finding.Facts
	routed   int
	released uint64
}

// route hands over the next n calls in batches.
func (f *feed) route(t testing.TB, n *Node, count int) {
	t.Helper()
	for end := min(f.routed+count, len(f.facts)); f.routed < end; {
		to := min(f.routed+500, end)
		ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
		// Facts are given away: a copy, as a spool read again would make.
		part := append([]finding.Facts(nil), f.facts[f.routed:to]...)
		err := n.Router().Route(ctx, uint64(f.routed), uint64(to), part)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		f.routed = to
	}
	f.released = n.Router().Durable()
}

// again begins where the spool was released: a node that crashed and came back.
func (f *feed) again() { f.routed = int(f.released) }

func logger() *slog.Logger {
	if os.Getenv("LAPWING_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

const testShards = 16

func startNode(t testing.TB, net *network, sink Sink, source string, change func(*Options)) *Node {
	t.Helper()
	o := Options{
		Source: source, Membership: net.membership, Sink: sink, Kinds: countingKinds(), Shards: testShards,
		SnapshotEvery: 300 * time.Millisecond, Log: logger().With("node", source),
	}
	if change != nil {
		change(&o)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	n, err := Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopNode(t, n) })
	return n
}

func stopNode(t testing.TB, n *Node) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := n.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// kill ends a node as a crash does: nothing more leaves it, nothing is saved, and the others
// learn of it after a while.
func kill(t testing.TB, net *network, n *Node, after time.Duration) {
	t.Helper()
	address := n.current().address
	net.crash(address)
	n.end(true)
	<-n.ended
	time.Sleep(after)
	net.bury(address)
}

func flush(t testing.TB, nodes ...*Node) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for _, n := range nodes {
		if err := n.Flush(ctx); err != nil {
			t.Fatalf("%s: %v (%+v)", n.o.Name, err, n.Counters())
		}
	}
}

// compare asks one node for every key and gives how many are wrong.
func compare(t testing.TB, n *Node, want truth) (wrong int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for k, calls := range want {
		b, found, err := n.State(ctx, k[0], k[1])
		if err != nil {
			t.Fatal(err)
		}
		var got uint64
		if found {
			got = binary.BigEndian.Uint64(b)
		}
		if got != calls {
			if wrong++; wrong <= 3 {
				t.Logf("%s %s: counted %d, routed %d", k[0], k[1], got, calls)
			}
		}
	}
	return wrong
}

// cases compares what was folded and written with what was routed: every call with a client
// contributed one.
func cases(s *store, feeds ...*feed) (got, want uint64) {
	for _, f := range feeds {
		want += uint64(len(f.facts))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.findings {
		got += f.Count
	}
	return got, want
}

func mustBeExact(t *testing.T, s *store, nodes []*Node, feeds ...*feed) {
	t.Helper()
	flush(t, nodes...)
	want := truthOf(feeds...)
	for _, n := range nodes[:1] {
		if wrong := compare(t, n, want); wrong > 0 {
			t.Errorf("%d of %d keys wrong", wrong, len(want))
		}
	}
	if got, all := cases(s, feeds...); got != all {
		t.Errorf("cases hold %d calls, routed were %d", got, all)
	}
	var calls, wantCalls uint64
	for k, n := range want {
		if k[0] == "endpoint" {
			wantCalls += n
		}
	}
	s.mu.Lock()
	for _, a := range s.assets {
		calls += a.Calls
	}
	s.mu.Unlock()
	if calls != wantCalls {
		t.Errorf("the inventory holds %d calls, routed were %d", calls, wantCalls)
	}
	for _, n := range nodes {
		if c := n.Counters(); c.Lost != 0 || c.Panics != 0 || c.HeldFacts != 0 || c.HeldBytes != 0 {
			t.Errorf("%s: %+v", n.o.Name, c)
		}
	}
}

// mustComeBackExact stops everybody and has one node come back, from the checkpoints alone.
func mustComeBackExact(t *testing.T, net *network, sink *store, nodes []*Node, feeds ...*feed) {
	t.Helper()
	for _, n := range nodes {
		stopNode(t, n)
	}
	want := truthOf(feeds...)
	if wrong := compare(t, startNode(t, net, sink, "back", nil), want); wrong > 0 {
		t.Errorf("after a restart %d of %d keys wrong", wrong, len(want))
	}
}
