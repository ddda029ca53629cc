package cluster

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"

	"github.com/lapwing-sec/lapwing/cluster/place"
)

// askTimeout of one activation; whoever asks tries again or gives up.
const askTimeout = 500 * time.Millisecond

// Lookup finds the actor of a key: kind and identity give the shard, the members give its
// owner, and the shard's actor there gives the key's. No directory, no traffic but that one
// question.
type Lookup struct {
	o      Options
	c      *cluster.Cluster
	owners atomic.Pointer[[]string]
}

var _ cluster.IdentityLookup = (*Lookup)(nil)

func newLookup(o Options) *Lookup {
	l := &Lookup{o: o}
	l.owners.Store(&[]string{})
	return l
}

// Setup follows the topology from now on.
func (l *Lookup) Setup(c *cluster.Cluster, _ []string, _ bool) {
	l.c = c
	c.ActorSystem.EventStream.Subscribe(func(e any) {
		if t, ok := e.(*cluster.ClusterTopology); ok {
			owners := place.Owners(l.o.Shards, addresses(t.Members))
			l.owners.Store(&owners)
		}
	})
}

// Owner is the address of the node a key lives on, "" if nobody is known to have it.
func (l *Lookup) Owner(kind, identity string) (address string, shard uint32) {
	owners := *l.owners.Load()
	if len(owners) == 0 || l.o.Shard == nil {
		return "", 0
	}
	shard = l.o.Shard(kind, identity)
	if int(shard) >= len(owners) {
		return "", shard
	}
	return owners[shard], shard
}

// Get gives the actor of a key, nil when its owner did not answer in time or has no such key.
func (l *Lookup) Get(id *cluster.ClusterIdentity) *actor.PID {
	address, shard := l.Owner(id.Kind, id.Identity)
	if address == "" {
		return nil
	}
	pid := actor.NewPID(address, fmt.Sprintf("%s/s%d", l.o.Host, shard))
	r, err := l.c.ActorSystem.Root.RequestFuture(pid, &cluster.ActivationRequest{ClusterIdentity: id}, askTimeout).Result()
	if err != nil {
		return nil
	}
	if a, ok := r.(*cluster.ActivationResponse); ok {
		return a.Pid
	}
	return nil
}

// RemovePid does nothing: nothing is kept.
func (l *Lookup) RemovePid(*cluster.ClusterIdentity, *actor.PID) {}

// Shutdown does nothing: nothing is held.
func (l *Lookup) Shutdown() {}

func addresses(members []*cluster.Member) []string {
	out := make([]string, len(members))
	for i, m := range members {
		out[i] = m.Address()
	}
	return out
}
