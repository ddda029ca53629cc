package actors

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// ledger is a Decisions in memory; it notices two writers at once.
type ledger struct {
	mu      sync.Mutex
	version map[string]uint64
	order   map[string][]string
	inside  map[string]bool
	overlap int
}

func (l *ledger) Decide(_ context.Context, c Change) (uint64, error) {
	l.mu.Lock()
	if l.inside[c.Tenant] {
		l.overlap++
	}
	l.inside[c.Tenant] = true
	l.mu.Unlock()
	time.Sleep(time.Millisecond) // a store takes its time
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inside[c.Tenant] = false
	if c.Finding == "evt_none" {
		return 0, ErrNoFinding
	}
	if c.IfVersion != 0 && c.IfVersion != l.version[c.Finding] {
		return l.version[c.Finding], ErrConflict
	}
	l.version[c.Finding]++
	l.order[c.Tenant] = append(l.order[c.Tenant], c.Remark)
	return l.version[c.Finding], nil
}

func TestDecisionsOfATenantAreMadeOneByOne(t *testing.T) {
	net, sink := newNetwork(20, testShards), newStore()
	d := &ledger{version: map[string]uint64{}, order: map[string][]string{}, inside: map[string]bool{}}
	set := func(o *Options) { o.Decisions = d }
	a, b := startNode(t, net, sink, "a", set), startNode(t, net, sink, "b", set)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for i := range 40 {
		n := []*Node{a, b}[i%2]
		wg.Go(func() {
			c := Change{Tenant: fmt.Sprintf("tenant-%d", i%4), Finding: fmt.Sprintf("evt_%d", i%4), Kind: finding.KindEvent,
				To: "confirmed", User: "eve", Remark: fmt.Sprint(i), At: time.Unix(1, 0)}
			if _, err := n.Change(ctx, c); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range 4 {
		if got := len(d.order[fmt.Sprintf("tenant-%d", i)]); got != 10 {
			t.Errorf("tenant %d: %d changes written, 10 made", i, got)
		}
	}
	if d.overlap != 0 {
		t.Errorf("%d times two changes of one tenant were written at once", d.overlap)
	}
	if v, err := a.Change(ctx, Change{Tenant: "tenant-0", Finding: "evt_0", IfVersion: 3}); !errors.Is(err, ErrConflict) || v != 10 {
		t.Errorf("a change of an old version: %d, %v", v, err)
	}
	if v, err := b.Change(ctx, Change{Tenant: "tenant-0", Finding: "evt_0", IfVersion: 10}); err != nil || v != 11 {
		t.Errorf("a change of the present version: %d, %v", v, err)
	}
	if _, err := b.Change(ctx, Change{Tenant: "tenant-0", Finding: "evt_none"}); !errors.Is(err, ErrNoFinding) {
		t.Errorf("a change of nothing: %v", err)
	}
}

func TestAskingMakesNoKeyAndAnUnreachableOwnerIsSaid(t *testing.T) {
	net, sink := newNetwork(21, testShards), newStore()
	a, b := startNode(t, net, sink, "a", nil), startNode(t, net, sink, "b", nil)
	for i := range 50 {
		if _, found, err := a.State(context.Background(), "client", fmt.Sprintf("t|10.0.0.%d", i)); found || err != nil {
			t.Fatalf("a key nobody has: %v, %v", found, err)
		}
	}
	for _, m := range must(a.Members(context.Background())) {
		for _, k := range m.Kinds {
			if k.Keys+k.Cold != 0 {
				t.Errorf("%s has %d %s after questions only", m.Name, k.Keys+k.Cold, k.Kind)
			}
		}
	}
	net.crash(b.current().address)
	unreachable := 0
	for i := range 20 {
		ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		_, _, err := a.State(ctx, "domain", DomainKey("t", fmt.Sprint("h", i)))
		cancel()
		if errors.Is(err, ErrUnreachable) {
			unreachable++
		} else if err != nil {
			t.Error(err)
		}
	}
	if unreachable == 0 || unreachable == 20 {
		t.Errorf("%d of 20 keys were unreachable with one of two nodes cut off", unreachable)
	}
	down := 0
	for _, m := range must(a.Members(context.Background())) {
		if m.State == stateDown {
			down++
		}
	}
	if down != 1 {
		t.Errorf("%d members are shown as down", down)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestFoldsReachTheOthers(t *testing.T) {
	net, sink := newNetwork(22, testShards), newStore()
	got := make(chan traffic.Fold, 10)
	a := startNode(t, net, sink, "a", func(o *Options) { o.OnFolds = func(string, []traffic.Fold) { t.Error("told itself") } })
	startNode(t, net, sink, "b", func(o *Options) {
		o.OnFolds = func(tenant string, f []traffic.Fold) {
			if tenant == "default" {
				got <- f[0]
			}
		}
	})
	a.Tell("default", []traffic.Fold{{Host: "h", Method: "GET", From: []string{"/a/x", "/a/y"}, To: "/a/{slug}"}})
	select {
	case f := <-got:
		if f.Host != "h" || len(f.From) != 2 || f.To != "/a/{slug}" {
			t.Errorf("told %+v", f)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the other node was not told")
	}
}

func TestKeysAreBoundedAndTheRestIsCounted(t *testing.T) {
	net, sink := newNetwork(23, testShards), newStore()
	a := startNode(t, net, sink, "a", func(o *Options) { o.KeysPerTenant = 20 * testShards })
	const calls = 20_000
	facts := make([]finding.Facts, calls)
	for i := range facts {
		facts[i] = finding.Facts{Seq: uint64(i + 1), Tenant: "t", Time: time.Unix(int64(i), 0),
			Client: netip.AddrFrom4([4]byte{10, byte(i >> 12), byte(i >> 4), byte(i)})}
	}
	if err := a.Router().Route(context.Background(), 0, calls, facts); err != nil {
		t.Fatal(err)
	}
	flush(t, a)
	var keys uint64
	for _, m := range must(a.Members(context.Background())) {
		for _, k := range m.Kinds {
			keys += k.Keys + k.Cold
		}
	}
	if keys > 21*testShards || keys < 15*testShards {
		t.Errorf("%d keys, the bound is %d and an overflow key a shard", keys, 20*testShards)
	}
	var other, known uint64
	for s := range uint32(testShards) {
		pieces, err := sink.LoadCheckpoint(context.Background(), s)
		if err != nil || len(pieces) == 0 {
			t.Fatal(len(pieces), err)
		}
		sh := &shard{id: s, life: a.current(), sources: map[string]*source{}}
		sh.keys.init(sh)
		sh.book = finding.NewBook(mostCases)
		if err := sh.load(pieces); err != nil {
			t.Fatal(err)
		}
		for i := range sh.keys.entries {
			e := &sh.keys.entries[i]
			switch {
			case e.flags&entryKey == 0:
			case sh.keys.overflows(e):
				var x tally
				if err := x.UnmarshalBinary(sh.keys.state(e)); err != nil {
					t.Fatal(err)
				}
				other += x.calls
			default:
				known += binary.BigEndian.Uint64(sh.keys.state(e))
			}
		}
	}
	c := a.Counters() // every address called once, so that each key that made room is one call
	if other+known+c.Evicted != calls || other != c.Overflow || other == 0 || c.Evicted == 0 {
		t.Errorf("%d calls of known keys, %d of evicted ones and %d of others, %d were made; counted as overflow %d",
			known, c.Evicted, other, calls, c.Overflow)
	}
}

func TestOneBadCallCostsItselfOnly(t *testing.T) {
	net, sink := newNetwork(24, testShards), newStore()
	a := startNode(t, net, sink, "a", nil)
	facts := synthetic(30, 1000)
	facts[500].Object = poison
	want := truth{}
	want.add(facts)
	if err := a.Router().Route(context.Background(), 0, 1000, facts); err != nil {
		t.Fatal(err)
	}
	flush(t, a)
	if wrong := compare(t, a, want); wrong != 0 {
		t.Errorf("%d keys wrong", wrong)
	}
	if c := a.Counters(); c.Panics < 2 || c.Panics > 4 {
		t.Errorf("%d panics counted for one call of up to four keys", c.Panics)
	}
}

func TestRouteRefusesWhatDoesNotFollow(t *testing.T) {
	net, sink := newNetwork(25, testShards), newStore()
	a := startNode(t, net, sink, "a", nil)
	ctx := context.Background()
	fact := func(seq uint64) []finding.Facts {
		return []finding.Facts{{Seq: seq, Tenant: "t", API: traffic.API{Host: "h"}}}
	}
	for _, c := range []struct {
		name     string
		from, to uint64
		facts    []finding.Facts
		ok       bool
	}{
		{"first begins anywhere", 100, 200, fact(150), true},
		{"gap", 300, 400, nil, false},
		{"backwards", 200, 150, nil, false},
		{"fact outside", 200, 300, fact(301), false},
		{"fact at the start", 200, 300, fact(200), false},
		{"empty range", 200, 300, nil, true},
		{"the same again", 200, 300, nil, true},
		{"follows", 300, 301, fact(301), true},
	} {
		if err := a.Router().Route(ctx, c.from, c.to, c.facts); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	flush(t, a)
	if d := a.Router().Durable(); d != 301 {
		t.Errorf("durable is %d", d)
	}
	stopNode(t, a)
	if err := a.Router().Route(ctx, 301, 302, fact(302)); !errors.Is(err, errStopped) {
		t.Errorf("routing after the stop: %v", err)
	}
}

func TestRouteWaitsForRoomAndGivesUpWithItsContext(t *testing.T) {
	net, sink := newNetwork(26, testShards), newStore()
	sink.setDown(true) // no shard opens: nothing is applied
	a := startNode(t, net, sink, "a", func(o *Options) { o.HeldFacts = 1000 })
	facts := synthetic(31, 3000)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if err := a.Router().Route(ctx, 0, 900, facts[:900:900]); err != nil {
		t.Fatal(err)
	}
	if err := a.Router().Route(ctx, 900, 3000, facts[900:]); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("a full window: %v", err)
	}
	if c := a.Counters(); c.Waits != 1 || c.HeldFacts != 900 {
		t.Errorf("%+v", c)
	}
	sink.setDown(false)
	if err := a.Router().Route(context.Background(), 900, 3000, synthetic(31, 3000)[900:]); err != nil {
		t.Fatal(err)
	}
	want := truth{}
	want.add(synthetic(31, 3000))
	flush(t, a)
	if wrong := compare(t, a, want); wrong != 0 {
		t.Errorf("%d keys wrong", wrong)
	}
}
