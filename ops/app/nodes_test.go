//go:build !race

// Nodes that share a process race inside protoactor-go, whose remote sets gRPC's global logger
// at each start; the protocol itself is run under the detector by package actors.

package app

import (
	"strings"
	"testing"
	"time"
)

// TestThreeNodesShareTheWork plays the day into three nodes at once: the shards are shared,
// and together they conclude what one node concludes.
func TestThreeNodesShareTheWork(t *testing.T) {
	one := startNode(t, testConfig(t))
	playDay(t, noon, one)
	want := eventsBy(t, one, "cidr") // which address of a block comes first hangs on the order of arrival

	c := testConfig(t)
	var nodes []*App
	for i := range 3 {
		n := c
		n.Data = t.TempDir()
		n.Cluster.Bind = "127.0.0.1:0"
		if i > 0 {
			n.Cluster.Join = []string{nodes[0].GossipAddress()}
		}
		nodes = append(nodes, startNode(t, n))
	}
	waitShared(t, nodes)
	playDay(t, noon, nodes...)
	got := eventsBy(t, nodes[2], "cidr")
	for e := range want {
		if got[e] == 0 {
			t.Errorf("three nodes miss %+v", e)
		}
	}
	for e := range got {
		if want[e] == 0 {
			t.Errorf("only three nodes say %+v", e)
		}
	}
	if calls := string(ask(t, nodes[1], "GET", "/api/v1/coverage?since=30d", nil, nil).body); !strings.Contains(calls, `"calls":18543,`) {
		t.Errorf("stored: %s", calls)
	}
}

// waitShared waits until each node owns a fair part of the shards.
func waitShared(t *testing.T, nodes []*App) {
	t.Helper()
	for range 200 {
		fair := 0
		members, err := nodes[0].mesh.node.Members(t.Context())
		if err == nil && len(members) == len(nodes) {
			for _, m := range members {
				if len(m.Shards) >= 8 { // of 64
					fair++
				}
			}
		}
		if fair == len(nodes) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the nodes do not share the shards")
}
