package actors

import (
	"context"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/asynkron/protoactor-go/cluster"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// quietAndBusy gives calls of addresses that log in and read, some of them attackers: one that tries
// passwords, one that goes through orders, one that does little.
func quietAndBusy(n int) []finding.Facts {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	login := traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"}
	orders := traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}
	out := make([]finding.Facts, n)
	for i := range out {
		f := finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprintf("01JD-%06d", i), Tenant: "default", Time: at.Add(time.Duration(i) * 40 * time.Millisecond),
			API: orders, Object: uint64(i%9 + 1), Status: 200, Tool: 1, Agent: "Firefox", ResSize: 900,
			Client: netip.AddrFrom4([4]byte{198, 51, byte(i % 3), byte(i * 7 % 250)}),
		}
		switch i % 4 {
		case 0:
			f.Client, f.API, f.Object = netip.MustParseAddr("203.0.113.7"), login, 0
			f.Login = finding.Login{Name: uint64(i + 1), Password: uint64(i%11 + 1), Outcome: finding.OutcomeFailed}
			f.Status = 401
		case 1:
			f.Client, f.Object, f.Account = netip.MustParseAddr("203.0.114.7"), uint64(i+1), 77
		}
		out[i] = f
	}
	return out
}

// Whether a key has an actor or is read from its bytes for each range makes no difference to what is
// found: the same as its states by themselves, without shards and checkpoints, find.
func TestKeysJudgeTheSameWithAndWithoutActors(t *testing.T) {
	facts := quietAndBusy(6000)
	book, states := finding.NewBook(mostCases), map[string]State{}
	var out []finding.Finding
	for i := range facts {
		for _, k := range Kinds() {
			id, ok := k.Key(nil, &facts[i])
			if !ok {
				continue
			}
			name := k.Name + string(id)
			if states[name] == nil {
				states[name] = k.New(&facts[i])
			}
			states[name].Apply(&facts[i], &out)
		}
	}
	for i := range out {
		book.Add(out[i])
	}
	want := map[string]finding.Finding{}
	types := map[string]bool{}
	for _, f := range book.Changed() {
		want[f.ID], types[f.Type] = f, true
	}
	if len(types) < 3 {
		t.Fatalf("only %d types of events are found: the test shows little", len(types))
	}
	for _, seats := range []int{0, 1, 1000} {
		net, sink := newNetwork(40, testShards), newStore()
		n := startNode(t, net, sink, "a", func(o *Options) { o.Kinds = Kinds() })
		n.current().seats = seats
		for i := 0; i < len(facts); i += 100 {
			part := append([]finding.Facts(nil), facts[i:i+100]...)
			if err := n.Router().Route(context.Background(), uint64(i), uint64(i+100), part); err != nil {
				t.Fatal(err)
			}
		}
		flush(t, n)
		live := uint64(0)
		for _, m := range must(n.Members(context.Background())) {
			for _, k := range m.Kinds {
				if k.Kind == "client" {
					live = k.Keys
				}
			}
		}
		if (seats == 0) != (live == 0) {
			t.Errorf("with %d seats a shard %d addresses have an actor", seats, live)
		}
		got := map[string]finding.Finding{}
		sink.mu.Lock()
		for id, f := range sink.findings {
			f.Version = 0
			got[id] = f
		}
		sink.mu.Unlock()
		if len(got) != len(want) {
			t.Errorf("with %d seats a shard: %d cases, want %d", seats, len(got), len(want))
		}
		for id, w := range want {
			if g := got[id]; !reflect.DeepEqual(g, w) {
				t.Errorf("with %d seats a shard:\n got %+v\nwant %+v", seats, g, w)
			}
		}
		stopNode(t, n)
	}
}

// NF-17: a flood of new addresses takes no more memory than the bound allows, drives nobody out that
// is under suspicion, and every one of it is judged.
func TestNF17FloodOfAddressesEvictsTheLeastSuspicious(t *testing.T) {
	const bound, flood = 1000 * testShards, 60_000
	net, sink := newNetwork(41, testShards), newStore()
	n := startNode(t, net, sink, "a", func(o *Options) { o.Kinds, o.KeysPerTenant = Kinds()[2:3], bound })
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	attack := func(i int, seq uint64) finding.Facts {
		return finding.Facts{
			Seq: seq, ID: fmt.Sprint("x", i), Tenant: "default", Time: at, Status: 401, Client: netip.MustParseAddr("203.0.113.7"),
			API:   traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"},
			Login: finding.Login{Name: uint64(i + 1), Password: 9, Outcome: finding.OutcomeFailed},
		}
	}
	seq := uint64(0)
	route := func(part []finding.Facts) {
		t.Helper()
		if err := n.Router().Route(context.Background(), seq, seq+uint64(len(part)), part); err != nil {
			t.Fatal(err)
		}
		seq += uint64(len(part))
	}
	for i := range flood / 500 {
		part := make([]finding.Facts, 500)
		for j := range part {
			k := i*500 + j
			part[j] = finding.Facts{Seq: seq + uint64(j) + 1, Tenant: "default", Time: at, Status: 200,
				Client: netip.AddrFrom4([4]byte{byte(20 + k>>16), byte(k >> 8), byte(k), byte(k * 31)})}
		}
		route(part)
		if i%2 == 0 && i < 40 {
			route([]finding.Facts{attack(i, seq+1)}) // one try a second
		}
		at = at.Add(500 * time.Millisecond)
	}
	flush(t, n)
	var keys uint64
	for _, m := range must(n.Members(context.Background())) {
		for _, k := range m.Kinds {
			keys += k.Keys + k.Cold
		}
	}
	c := n.Counters()
	if keys > bound || keys < bound*9/10 || c.Evicted < flood-bound*11/10 || c.Overflow != 0 {
		t.Errorf("%d keys with a bound of %d, %d evicted, %d calls not judged", keys, bound, c.Evicted, c.Overflow)
	}
	client, err := n.Client(context.Background(), "default", netip.MustParseAddr("203.0.113.7"))
	if err != nil || client == nil {
		t.Fatalf("the address under suspicion is forgotten: %v %v", client, err)
	}
	if calls, _ := client.Calls(); calls != 20 {
		t.Errorf("of the address under suspicion %d calls are known, want 20", calls)
	}
}

// slow is a state that takes its time to be written down.
type slow struct{ counted }

func (s *slow) AppendBinary(b []byte) ([]byte, error) {
	time.Sleep(50 * time.Millisecond)
	return s.counted.AppendBinary(b)
}

// A shard that needs longer to write itself down than anybody waits between two answers still
// becomes durable: its answer is waited for as long as it runs.
func TestSlowShardsBecomeDurable(t *testing.T) {
	net, sink := newNetwork(42, testShards), newStore()
	n := startNode(t, net, sink, "a", func(o *Options) {
		k := clientKind(func(*finding.Facts) State { return &slow{} }, func() State { return &slow{} })
		k.Keep = true // an actor each
		o.Kinds, o.SnapshotEvery = []Kind{k}, time.Hour
	})
	part := make([]finding.Facts, 60) // of one block, so of one shard: 3 s
	for j := range part {
		part[j] = finding.Facts{Seq: uint64(j + 1), Tenant: "t", Client: netip.AddrFrom4([4]byte{10, 0, 0, byte(j)})}
	}
	if err := n.Router().Route(context.Background(), 0, 60, part); err != nil {
		t.Fatal(err)
	}
	if 60*50*time.Millisecond <= replyTimeout {
		t.Fatal("the shard is fast enough for anybody: the test shows nothing")
	}
	flush(t, n)
}

// A part is as large as what changed, and bases are written anew only when the parts outgrew them;
// what is loaded of them is all there was.
func TestPartsAreAsLargeAsWhatChanged(t *testing.T) {
	const keys, some, rounds = 40_000, 400, 150
	net, sink := newNetwork(43, testShards), newStore()
	plain := func(o *Options) {
		k := clientKind(func(*finding.Facts) State { return &counted{} }, func() State { return &counted{} }) // without cases
		o.Kinds, o.SnapshotEvery = []Kind{k}, time.Hour
	}
	n := startNode(t, net, sink, "a", plain)
	want, seq := truth{}, uint64(0)
	route := func(n *Node, from, to int) {
		t.Helper()
		var part []finding.Facts
		for k := from; k < to; k++ {
			part = append(part, finding.Facts{Seq: seq + uint64(len(part)) + 1, Tenant: "t",
				Client: netip.AddrFrom4([4]byte{10, byte(k), byte(k >> 16), byte(k >> 8)})})
		}
		for i := range part {
			want[[2]string{"client", ClientKey("t", part[i].Client)}]++
		}
		if err := n.Router().Route(context.Background(), seq, seq+uint64(len(part)), part); err != nil {
			t.Fatal(err)
		}
		seq += uint64(len(part))
	}
	route(n, 0, keys)
	flush(t, n)
	one := float64(sink.held()) / keys
	all, bases := sink.bytes, sink.bases
	for i := range rounds {
		route(n, i*some%keys, i*some%keys+some)
		flush(t, n)
	}
	all, bases = sink.bytes-all, sink.bases-bases
	each := float64(all) / rounds / some
	if bases == 0 || each > 4*one {
		t.Errorf("%.0f bytes were written for a key that changed, %d of %d in bases; a key is %.0f bytes", each, bases, all, one)
	}
	parts := 0
	for _, pieces := range sink.points {
		parts += len(pieces) - 1
	}
	if parts == 0 {
		t.Error("nothing is in parts: the test shows nothing")
	}
	t.Logf("%.0f bytes written for a key that changed, of %.0f; %d parts", each, one, parts)
	stopNode(t, n)
	n = startNode(t, net, sink, "b", plain)
	if wrong := compare(t, n, want); wrong > 0 {
		t.Errorf("after a restart %d of %d keys are wrong", wrong, len(want))
	}
}

// lingering is a state that takes its time when it is asked.
type lingering struct{ counted }

func (l *lingering) AppendBinary(b []byte) ([]byte, error) {
	time.Sleep(200 * time.Microsecond)
	return l.counted.AppendBinary(b)
}

// Whoever asks a key's actor by protoactor's own door runs it, and with it what the shard sends meanwhile: what
// several keys find in one range is added one after the other all the same.
func TestKeysThatAreAskedMeanwhileAddWhatTheyFindOneByOne(t *testing.T) {
	const keys, ranges = 20, 200 / share
	net, sink := newNetwork(44, testShards), newStore()
	n := startNode(t, net, sink, "a", func(o *Options) {
		state := func() State { return &lingering{counted{cases: true}} }
		o.Kinds = []Kind{clientKind(func(*finding.Facts) State { return state() }, state)}
	})
	part := make([]finding.Facts, keys) // of one block, so of one shard
	for i := range part {
		part[i] = finding.Facts{Tenant: "t", Client: netip.AddrFrom4([4]byte{10, 0, 0, byte(i)})}
	}
	route := func(r uint64) {
		t.Helper()
		call := slices.Clone(part)
		for i := range call {
			call[i].Seq = r*keys + uint64(i) + 1
		}
		if err := n.Router().Route(t.Context(), r*keys, (r+1)*keys, call); err != nil {
			t.Fatal(err)
		}
	}
	route(0)
	flush(t, n)
	root, shard := n.current().root, ShardOf(n.o.Kinds, testShards, "client", ClientKey("t", part[0].Client))
	ctx, cancel := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for i := range part {
		id := cluster.NewClusterIdentity(ClientKey("t", part[i].Client), "client")
		r := must(root.RequestFuture(shardPID(n.current().address, shard), &cluster.ActivationRequest{ClusterIdentity: id}, time.Second).Result())
		asking.Go(func() {
			for ctx.Err() == nil {
				_ = root.RequestFuture(r.(*cluster.ActivationResponse).Pid, &meshv1.Ask{}, time.Second).Wait()
			}
		})
	}
	for r := range uint64(ranges) {
		route(r + 1)
	}
	for n.Router().applied.Load() < n.Router().Routed() {
		time.Sleep(time.Millisecond)
	}
	cancel()
	asking.Wait()
	flush(t, n)
	found := uint64(0)
	sink.mu.Lock()
	for _, f := range sink.findings {
		found += f.Count
	}
	sink.mu.Unlock()
	if want := uint64(keys * (ranges + 1)); found != want {
		t.Errorf("%d calls were found, want %d", found, want)
	}
}
