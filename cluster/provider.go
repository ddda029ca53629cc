package cluster

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/asynkron/protoactor-go/cluster"
	"github.com/hashicorp/memberlist"

	"github.com/lapwing-sec/lapwing/cluster/gossip"
)

// Provider tells protoactor who is there. Without a gossip address it is always this node
// alone.
type Provider struct {
	o         Options
	keyring   *memberlist.Keyring
	transport memberlist.Transport // tests cut it
	evicted   chan struct{}        // closed when the others declared this life dead
	up        chan error           // one message: how StartMember went

	mu     sync.Mutex
	gossip *gossip.Gossip // nil: not started, or alone
	closed bool
}

var _ cluster.ClusterProvider = (*Provider)(nil)

var errUsed = errors.New("cannot start a life of a node twice")

// StartMember makes this node a member. Its first topology comes once it has joined.
func (p *Provider) StartMember(c *cluster.Cluster) error {
	err := p.start(c)
	p.up <- err
	return err
}

func (p *Provider) start(c *cluster.Cluster) error {
	self, meta, err := describe(c, time.Now())
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.gossip != nil {
		return errUsed
	}
	if p.o.Gossip == "" {
		c.MemberList.UpdateClusterTopology(cluster.Members{self})
		return nil
	}
	p.gossip, err = gossip.Start(gossip.Options{
		Name: c.ActorSystem.ID, Bind: p.o.Gossip, Advertise: p.o.Public, Join: p.o.Join, Label: p.o.Label,
		Keyring: p.keyring, Meta: meta, Patience: p.o.Patience, Transport: p.transport, Log: p.o.Log,
		OnChange:  func(alive []gossip.Member) { c.MemberList.UpdateClusterTopology(members(alive)) },
		OnEvicted: func() { close(p.evicted) },
	})
	return err
}

// StartClient is refused: each node carries its share.
func (p *Provider) StartClient(*cluster.Cluster) error {
	return fmt.Errorf("cannot start as a client: %w", errors.ErrUnsupported)
}

// Shutdown leaves; a graceful one says so, so that the others take over at once.
func (p *Provider) Shutdown(graceful bool) error {
	p.mu.Lock()
	g := p.gossip
	p.gossip, p.closed = nil, true
	p.mu.Unlock()
	if g == nil {
		return nil
	}
	return g.Stop(graceful)
}

// Evicted is closed when the others have declared this life dead: whoever owns it stops it
// and makes another.
func (p *Provider) Evicted() <-chan struct{} { return p.evicted }

// GossipAddress is where others join this node, "" when it is alone.
func (p *Provider) GossipAddress() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gossip == nil {
		return ""
	}
	return p.gossip.Address()
}
