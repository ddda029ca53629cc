package cluster

import (
	"errors"
	"fmt"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"
	"github.com/asynkron/protoactor-go/remote"

	"github.com/lapwing-sec/lapwing/cluster/place"
	"github.com/lapwing-sec/lapwing/cluster/secure"
)

const (
	gossipOff   = 24 * time.Hour   // protoactor's own gossip: memberlist is the membership; 0 would panic
	startWithin = 10 * time.Second // the remote and the gossip listen long before
	closeWithin = 3 * time.Second
)

// Life is one membership of a node: made for one actor system, started once.
type Life struct {
	Provider *Provider
	Lookup   *Lookup

	o       Options
	remote  *remote.Config
	c       *cluster.Cluster
	started chan error // the goroutine in StartMember has ended
}

// NewLife checks the options and makes the parts. Nothing is opened before Start.
func NewLife(o Options) (*Life, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	r, err := remoteConfig(o)
	if err != nil {
		return nil, err
	}
	p := &Provider{o: o, evicted: make(chan struct{}), up: make(chan error, 1)}
	if !o.Security.Empty() {
		if p.keyring, err = secure.Keyring(o.Security.Key); err != nil {
			return nil, err
		}
	}
	return &Life{Provider: p, Lookup: newLookup(o), o: o, remote: r, started: make(chan error, 1)}, nil
}

// Start opens the remote and begins to join. From then on topology is called, never
// concurrently, with the remote addresses of all members after each change; the first time
// once this node has joined.
func (l *Life) Start(system *actor.ActorSystem, kinds []*cluster.Kind, topology func(members []string)) error {
	config := cluster.Configure(l.o.Label, l.Provider, l.Lookup, l.remote, cluster.WithKinds(kinds...))
	config.GossipInterval = gossipOff
	l.c = cluster.New(system, config)
	system.EventStream.Subscribe(func(e any) {
		if t, ok := e.(*cluster.ClusterTopology); ok {
			topology(addresses(t.Members))
		}
	})
	go l.startMember()
	select {
	case err := <-l.started:
		l.started <- err
		return err
	case err := <-l.Provider.up:
		return err
	case <-time.After(startWithin):
		return errors.New("cannot start the cluster: the remote does not come up")
	}
}

// startMember lives a second longer than the start it performs: protoactor sleeps at its end.
func (l *Life) startMember() {
	defer func() {
		var err error
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot start the cluster: %v", r)
		}
		l.started <- err
	}()
	l.c.StartMember()
}

// Owners gives the owner of every shard for these members.
func (l *Life) Owners(members []string) []string { return place.Owners(l.o.Shards, members) }

// Evicted is closed when the others have declared this life dead.
func (l *Life) Evicted() <-chan struct{} { return l.Provider.Evicted() }

// Leave ends the membership and keeps the connections, for what is still to be said.
func (l *Life) Leave(graceful bool) error { return l.Provider.Shutdown(graceful) }

// Close ends the connections. All actors of ours have been stopped before. Protoactor's own
// graceful end is a fixed sleep of two seconds and a wait of up to ten: its parts are stopped
// one by one instead, the one that opens connections only after all frames are through: whoever
// asks it for one later panics, and with it the process.
func (l *Life) Close() error {
	if l.c == nil || l.c.Remote == nil {
		return nil
	}
	select {
	case <-l.started:
	case <-time.After(closeWithin):
		return errors.New("cannot close the cluster: it is still starting")
	}
	done := make(chan struct{})
	go func() { // ends with the frames under way and the futures in it, which have time-outs of their own
		defer close(done)
		l.c.Gossip.Shutdown()
		l.c.Remote.Shutdown(false)
		root := l.c.ActorSystem.Root
		for _, name := range []string{"EndpointSupervisor", "activator"} {
			_ = root.StopFuture(l.c.ActorSystem.NewLocalPID(name)).Wait()
		}
	}()
	select {
	case <-done:
		return nil
	case <-time.After(closeWithin):
		return errors.New("cannot close the cluster in time: connections are left to the operating system")
	}
}
