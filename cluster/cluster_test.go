//go:build !race

// Several remotes in one process race inside protoactor-go: each start sets gRPC's global
// logger. What needs no remote is tested under the race detector in package gossip.

package cluster

import (
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/asynkron/protoactor-go/actor"
)

// node is one life under test, with what it was last told.
type node struct {
	life     *Life
	system   *actor.ActorSystem
	topology atomic.Pointer[[]string]
	count    atomic.Int32
}

func (n *node) members() int {
	if t := n.topology.Load(); t != nil {
		return len(*t)
	}
	return 0
}

func start(t *testing.T, o Options) *node {
	t.Helper()
	o.Shards, o.Host = 64, "shards"
	o.Shard = func(_, identity string) uint32 { return uint32(len(identity)) % 64 }
	life, err := NewLife(o)
	if err != nil {
		t.Fatal(err)
	}
	n := &node{life: life}
	n.system = actor.NewActorSystem(actor.WithLoggerFactory(func(*actor.ActorSystem) *slog.Logger { return slog.New(slog.DiscardHandler) }))
	err = life.Start(n.system, nil, func(members []string) {
		n.topology.Store(&members)
		n.count.Add(1)
	})
	t.Cleanup(func() { n.stop(false) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *node) stop(graceful bool) {
	_ = n.life.Leave(graceful)
	_ = n.life.Close()
	if !n.system.IsStopped() {
		n.system.Shutdown()
	}
}

func eventually(t *testing.T, within time.Duration, what string, ok func() bool) time.Duration {
	t.Helper()
	begin := time.Now()
	for !ok() {
		if time.Since(begin) > within {
			t.Fatalf("not within %v: %s", within, what)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(begin)
}

func TestAloneOpensOnlyTheLoopbackRemote(t *testing.T) {
	n := start(t, Options{})
	eventually(t, time.Second, "a topology of one", func() bool { return n.members() == 1 })
	if a := n.life.Provider.GossipAddress(); a != "" {
		t.Errorf("gossip listens at %s without having been asked", a)
	}
	host, _, err := net.SplitHostPort(n.system.Address())
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("the remote listens at %s", n.system.Address())
	}
}

func TestJoinLeaveAndDeath(t *testing.T) {
	a := start(t, Options{Gossip: "127.0.0.1:0"})
	join := []string{a.life.Provider.GossipAddress()}
	b := start(t, Options{Join: join})
	c := start(t, Options{Join: join})
	for _, n := range []*node{a, b, c} {
		eventually(t, 5*time.Second, "three members", func() bool { return n.members() == 3 })
	}
	// A joiner must never have believed it was alone: its first topology is not of itself only.
	if got := b.count.Load(); got > 2 {
		t.Errorf("the second node was told %d topologies, want at most two (of 2 and of 3)", got)
	}
	for i := range 20 {
		id := fmt.Sprintf("%*d", i+1, 0)
		oa, _ := a.life.Lookup.Owner("client", id)
		ob, _ := b.life.Lookup.Owner("client", id)
		if oa != ob || oa == "" {
			t.Errorf("key %d: %q and %q both claim to know the owner", i, oa, ob)
		}
	}

	b.stop(true)
	t.Logf("farewell seen after %v", eventually(t, 2*time.Second, "the farewell", func() bool { return a.members() == 2 }))
	c.stop(false)
	t.Logf("death seen after %v", eventually(t, 6*time.Second, "the death", func() bool { return a.members() == 1 }))
}

func TestNothingIsToldBeforeTheJoin(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	begin := time.Now()
	n := start(t, Options{Join: []string{silent.Addr().String()}, Patience: 3 * time.Second})
	if n.members() != 0 {
		t.Fatalf("told of %d members after %v without having joined anybody", n.members(), time.Since(begin))
	}
	eventually(t, 8*time.Second, "going on alone once patience is over", func() bool { return n.members() == 1 })
	if d := time.Since(begin); d < 2*time.Second {
		t.Errorf("patience was over after %v", d)
	}
}

func TestSeedThatStartsLaterIsFoundAgain(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	seed := free.Addr().String()
	free.Close()
	n := start(t, Options{Join: []string{seed}, Patience: time.Millisecond})
	eventually(t, 4*time.Second, "going on alone", func() bool { return n.members() == 1 })
	start(t, Options{Gossip: seed})
	eventually(t, 15*time.Second, "the late seed", func() bool { return n.members() == 2 })
}

func TestOtherLabelsStayOutside(t *testing.T) {
	a := start(t, Options{Gossip: "127.0.0.1:0"})
	b := start(t, Options{Join: []string{a.life.Provider.GossipAddress()}, Label: "other", Patience: time.Second})
	eventually(t, 5*time.Second, "going on alone", func() bool { return b.members() == 1 })
	if a.members() != 1 {
		t.Fatal("a node of another cluster got in")
	}
}
