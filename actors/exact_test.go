package actors

import (
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// counted is a state that does nothing but count, so that a double or a loss shows. Every
// call is also a contribution to a case of its source block.
type counted struct {
	calls uint64
	cases bool
}

func (c *counted) Apply(f *finding.Facts, out *[]finding.Finding) {
	c.calls++
	if f.Object == poison {
		panic("cannot digest")
	}
	if c.cases {
		*out = append(*out, finding.Finding{
			Kind: finding.KindEvent, Type: "EV-00", Tenant: f.Tenant, API: traffic.API{Host: f.API.Host},
			Source: finding.Source{IP: f.Client, Block: finding.Block(f.Client)}, Start: f.Time, End: f.Time, Count: 1,
			Level: finding.Low,
		})
	}
}

const poison = 0xdead

func (c *counted) AppendBinary(b []byte) ([]byte, error) {
	return binary.BigEndian.AppendUint64(b, c.calls), nil
}

func (c *counted) UnmarshalBinary(b []byte) error {
	if len(b) != 8 {
		return fmt.Errorf("%d bytes", len(b))
	}
	c.calls = binary.BigEndian.Uint64(b)
	return nil
}

func (c *counted) Idle(time.Time) bool { return false }

type inventory struct {
	counted
	api traffic.API
}

func (i *inventory) AppendBinary(b []byte) ([]byte, error) {
	return finding.AppendAPI(binary.BigEndian.AppendUint64(b, i.calls), i.api), nil
}

func (i *inventory) UnmarshalBinary(b []byte) error {
	if err := i.counted.UnmarshalBinary(b[:8]); err != nil {
		return err
	}
	u := finding.NewUnpacker(append([]byte{0}, b[8:]...), 0)
	i.api = u.API()
	return u.Close()
}

func (i *inventory) Asset(tenant string) finding.Asset {
	return finding.Asset{ID: i.api.ID(tenant), Tenant: tenant, API: i.api, Calls: i.calls}
}

func countingKinds() []Kind {
	plain := func(*finding.Facts) State { return &counted{} }
	read := func() State { return &counted{} }
	return []Kind{
		domainKind(plain, read),
		endpointKind(func(f *finding.Facts) State { return &inventory{api: f.API} }, func() State { return &inventory{} }),
		clientKind(func(*finding.Facts) State { return &counted{cases: true} }, func() State { return &counted{cases: true} }),
		accountKind(plain, read),
	}
}

// synthetic gives n facts of one source: 2 tenants, 20 hosts, 400 APIs, 2,000 addresses in 200
// blocks, 500 accounts, all zipf.
func synthetic(seed uint64, n int) []finding.Facts {
	rng := rand.New(rand.NewPCG(seed, 7))
	apis, clients, accounts := rand.NewZipf(rng, 1.1, 20, 399), rand.NewZipf(rng, 1.05, 100, 1999), rand.NewZipf(rng, 1.1, 10, 499)
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	out := make([]finding.Facts, n)
	for i := range out {
		api, client := int(apis.Uint64()), int(clients.Uint64())
		at = at.Add(time.Duration(rng.IntN(1000)) * time.Microsecond)
		out[i] = finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprintf("01JD%d-%08d", seed, i), Tenant: fmt.Sprintf("tenant-%d", api%2), Sensor: "edge-1",
			Time: at, Client: netip.AddrFrom4([4]byte{203, 0, byte(client / 10), byte(client % 10)}), Status: 200,
			API:     traffic.API{Host: fmt.Sprintf("h%d.example.com", api%20), Method: "GET", Template: fmt.Sprintf("/api/v1/things-%d/{id}", api)},
			Latency: 12 * time.Millisecond, ReqSize: 118, ResSize: 2048, Tool: 1, Agent: "Firefox", Params: rng.Uint64(), Object: rng.Uint64() | 1,
		}
		if a := accounts.Uint64(); a < 400 {
			out[i].Account = a + 1
		}
		if rng.IntN(50) == 0 {
			out[i].Noise = true
		}
	}
	return out
}

// truth counts by kind and identity what was routed.
type truth map[[2]string]uint64

func (t truth) add(facts []finding.Facts) {
	kinds := countingKinds()
	for i := range facts {
		for k := range kinds {
			if id, ok := kinds[k].Key(nil, &facts[i]); ok {
				t[[2]string{kinds[k].Name, string(id)}]++
			}
		}
	}
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
	want := truth{}
	for _, f := range feeds {
		want.add(f.facts)
	}
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
	// And after everybody has gone and one comes back, from the checkpoints alone.
	stopNode(t, a)
	stopNode(t, b)
	d := startNode(t, net, sink, "d", nil)
	want := truth{}
	want.add(fa.facts)
	want.add(fb.facts)
	if wrong := compare(t, d, want); wrong > 0 {
		t.Errorf("after a restart %d of %d keys wrong", wrong, len(want))
	}
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
	stopNode(t, a)
	stopNode(t, b)
	c := startNode(t, net, sink, "c", nil)
	want := truth{}
	want.add(fa.facts)
	want.add(fb.facts)
	if wrong := compare(t, c, want); wrong > 0 {
		t.Errorf("after a restart %d of %d keys wrong", wrong, len(want))
	}
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

func TestIdentitiesPlaceLikeFacts(t *testing.T) {
	kinds := countingKinds()
	facts := synthetic(15, 2_000)
	facts[0].Client = netip.MustParseAddr("2001:db8::1")
	facts[1].Client = netip.MustParseAddr("::ffff:203.0.113.9")
	facts[2].Client = netip.MustParseAddr("fe80::1%eth0")
	for i := range facts {
		f := &facts[i]
		for k := range kinds {
			id, ok := kinds[k].Key(nil, f)
			if !ok {
				continue
			}
			a := kinds[k].shardOf(f, id, nil, 64)
			if b := ShardOf(kinds, 64, kinds[k].Name, string(id)); a != b {
				t.Fatalf("%s %s: facts go to shard %d, questions to %d", kinds[k].Name, id, a, b)
			}
		}
		for name, id := range map[string]string{
			"domain": DomainKey(f.Tenant, f.API.Host), "client": ClientKey(f.Tenant, f.Client),
			"endpoint": EndpointKey(f.API.ID(f.Tenant)), "account": AccountKey(f.Tenant, f.Account),
		} {
			for k := range kinds {
				if got, ok := kinds[k].Key(nil, f); ok && kinds[k].Name == name && string(got) != id {
					t.Fatalf("%s: facts say %q, questions %q", name, got, id)
				}
			}
		}
	}
	x, y := &facts[10], &facts[11]
	x.Client, y.Client = netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("198.51.100.254")
	x.Tenant, y.Tenant = "t", "t"
	if a, b := ShardOf(kinds, 1<<20, "client", ClientKey("t", x.Client)), ShardOf(kinds, 1<<20, "client", ClientKey("t", y.Client)); a != b {
		t.Errorf("two addresses of one block are in shards %d and %d", a, b)
	}
	if strings.Contains(ClientKey("t", x.Client), "/") {
		t.Error("an address is no block")
	}
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
