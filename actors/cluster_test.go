//go:build !race

// The same with the real parts below: protoactor's remote and memberlist on loopback. Several
// remotes in one process race inside protoactor-go (each start sets gRPC's global logger), so
// the race detector sees the protocol on network_test.go instead.

package actors

import (
	"context"
	"testing"
	"time"

	pcluster "github.com/asynkron/protoactor-go/cluster"

	"github.com/lapwing-sec/lapwing/cluster"
)

// onLoopback starts a node of a real cluster; its gossip address is for the next to join.
func onLoopback(t *testing.T, sink Sink, source string, join ...string) (*Node, *cluster.Life) {
	t.Helper()
	var life *cluster.Life
	n := startNode(t, newNetwork(0, testShards), sink, source, func(o *Options) {
		kinds := o.Kinds
		o.Membership = func() (Membership, error) {
			var err error
			life, err = cluster.NewLife(cluster.Options{
				Gossip: "127.0.0.1:0", Join: join, Shards: testShards, Host: HostName, Log: o.Log,
				Shard: func(kind, identity string) uint32 { return ShardOf(kinds, testShards, kind, identity) },
			})
			return life, err
		}
	})
	return n, life
}

func members(n *Node) int {
	if t := n.current().table.Load(); t != nil {
		return len(t.members)
	}
	return 0
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

func TestRealClusterJoinLeaveAndCrash(t *testing.T) {
	sink := newStore()
	a, first := onLoopback(t, sink, "a")
	seed := first.Provider.GossipAddress()
	b, _ := onLoopback(t, sink, "b", seed)
	eventually(t, "two members", func() bool { return members(a) == 2 && members(b) == 2 })
	fa, fb := &feed{facts: synthetic(40, 40_000)}, &feed{facts: synthetic(41, 40_000)}
	fa.route(t, a, 10_000)
	fb.route(t, b, 10_000)

	c, _ := onLoopback(t, sink, "c", seed)
	eventually(t, "the third", func() bool { return members(a) == 3 && members(b) == 3 && members(c) == 3 })
	fa.route(t, a, 10_000)
	fb.route(t, b, 10_000)
	d, crashing := onLoopback(t, sink, "d", seed)
	eventually(t, "the fourth", func() bool { return members(a) == 4 && members(d) == 4 })
	fa.route(t, a, 5_000)

	stopNode(t, c) // in form
	fb.route(t, b, 5_000)
	begin := time.Now()
	_ = crashing.Leave(false) // no farewell, nothing saved
	d.end(true)
	<-d.ended
	fa.route(t, a, 1<<30)
	fb.route(t, b, 1<<30)
	eventually(t, "the death", func() bool { return members(a) == 2 && members(b) == 2 })
	t.Logf("crash noticed after %v", time.Since(begin))
	mustBeExact(t, sink, []*Node{a, b}, fa, fb)

	// One key through protoactor's own door, by kind and identity.
	id := ClientKey(fa.facts[0].Tenant, fa.facts[0].Client)
	pid := a.current().member.(*cluster.Life).Lookup.Get(clusterIdentity("client", id))
	if pid == nil {
		t.Fatal("the lookup does not find a key that exists")
	}
	if p := a.current().member.(*cluster.Life).Lookup.Get(clusterIdentity("client", "t|1.2.3.4")); p != nil {
		t.Error("the lookup made a key")
	}
	ms, err := a.Members(context.Background())
	if err != nil || len(ms) != 2 {
		t.Fatal(ms, err)
	}
}

func clusterIdentity(kind, identity string) *pcluster.ClusterIdentity {
	return pcluster.NewClusterIdentity(identity, kind)
}
