package actors

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Options of a node.
type Options struct {
	Source     string                     // persistent ID of this node's spool; a new spool needs a new one
	Name       string                     // for people; "" is Source
	Membership func() (Membership, error) // makes one life; called again after an eviction
	Sink       Sink
	Decisions  Decisions                                 // nil: changes are refused
	Kinds      []Kind                                    // nil: Kinds()
	OnFolds    func(tenant string, folds []traffic.Fold) // what other nodes learned; from an actor: must not block

	Shards        int              // of the whole cluster, the same on every node for ever; 0 is 64
	SnapshotEvery time.Duration    // between checkpoints; 0 is 5 s
	KeysPerTenant int              // in the whole cluster; 0 is 2,000,000
	HeldFacts     int              // routed and not applied, 0 is 131,072
	HeldBytes     int              // routed and not durable, 0 is 256 MB
	Clock         func() time.Time // only to bound event times from the future; nil is time.Now
	Log           *slog.Logger

	broken broken // negative controls of tests
}

// broken switches parts of the protocol off, to see the tests fail.
type broken struct{ dedupe, resume, hwm, flags bool }

// Defaults of Options.
const (
	DefaultShards        = 64              // enough to share among ten nodes, few enough to save often
	defaultSnapshotEvery = 5 * time.Second // what a crash has to replay
	defaultKeysPerTenant = 2_000_000       // about 200 MB as bytes
	mostSeats            = 128 << 10       // actors of a cluster's keys at a time, about 140 MB; the others are bytes
)

func (o Options) withDefaults() (Options, error) {
	if o.Source == "" || o.Sink == nil || o.Membership == nil {
		return o, errors.New("cannot start a node without source, sink and membership")
	}
	if o.Name == "" {
		o.Name = o.Source
	}
	if o.Kinds == nil {
		o.Kinds = Kinds()
	}
	if len(o.Kinds) > mostKinds {
		return o, fmt.Errorf("cannot start a node with %d kinds: a range has room for %d", len(o.Kinds), mostKinds)
	}
	if isLast(o.Source) {
		return o, fmt.Errorf("cannot start a node with source %s: names that end with %s are its own", o.Source, lastWay)
	}
	if o.Shards == 0 {
		o.Shards = DefaultShards
	}
	if o.SnapshotEvery == 0 {
		o.SnapshotEvery = defaultSnapshotEvery
	}
	if o.KeysPerTenant == 0 {
		o.KeysPerTenant = defaultKeysPerTenant
	}
	if o.HeldFacts == 0 {
		o.HeldFacts = defaultHeldFacts
	}
	if o.HeldBytes == 0 {
		o.HeldBytes = defaultHeldBytes
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// Node is this process's part of the actors: its router, and the shards it owns.
type Node struct {
	o       Options
	router  *Router
	stats   stats
	started time.Time

	mu     sync.Mutex
	life   *life
	forget map[forgiven]bool
	stop   chan struct{}
	ended  chan struct{}
}

type forgiven struct {
	shard  uint32
	source string
	mark   uint64
}

// Start begins the first life and waits until it has joined or ctx ends.
func Start(ctx context.Context, o Options) (*Node, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	n := &Node{
		o: o, started: time.Now(), forget: map[forgiven]bool{},
		stop: make(chan struct{}), ended: make(chan struct{}),
	}
	n.router = newRouter(&n.o, &n.stats)
	l, err := startLife(n)
	if err != nil {
		return nil, err
	}
	n.stats.lives.Add(1)
	n.life = l
	go n.run(l)
	select {
	case <-l.joined:
		return n, nil
	case <-ctx.Done():
		n.end(true)
		return nil, fmt.Errorf("cannot join the cluster: %w", ctx.Err())
	}
}

// Router is where this node's spool hands its facts over.
func (n *Node) Router() *Router { return n.router }

// run begins a new life whenever one was declared dead.
func (n *Node) run(l *life) {
	defer close(n.ended)
	for {
		select {
		case <-n.stop:
			l.stop(!l.abrupt.Load())
			return
		case <-l.member.Evicted():
		}
		n.o.Log.Warn("the other nodes declared this one dead: beginning anew")
		l.abrupt.Store(true) // the others own its shards; what it could save is refused anyway
		l.stop(false)
		for pause := claimPause; ; pause = min(2*pause, claimPauseMost) {
			next, err := startLife(n)
			if err == nil {
				n.stats.lives.Add(1)
				l = next
				break
			}
			n.o.Log.Error("cannot begin anew: trying again", "error", err)
			select {
			case <-n.stop:
				return
			case <-time.After(pause):
			}
		}
		n.mu.Lock()
		n.life = l
		n.mu.Unlock()
	}
}

func (n *Node) current() *life {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.life
}

// Stop refuses further routing, leaves the cluster, saves everything this node owns and ends;
// when ctx ends first it gives up waiting. Route what is to be counted and Flush before.
func (n *Node) Stop(ctx context.Context) error {
	n.end(false)
	select {
	case <-n.ended:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("cannot stop the actors in time: %w", ctx.Err())
	}
}

func (n *Node) end(abrupt bool) {
	n.router.gate.close()
	n.mu.Lock()
	defer n.mu.Unlock()
	select {
	case <-n.stop:
	default:
		if abrupt && n.life != nil {
			n.life.abrupt.Store(true)
		}
		close(n.stop)
	}
}

// Flush waits until everything routed so far is applied and saved, hurrying this node's saver.
func (n *Node) Flush(ctx context.Context) error {
	goal := n.router.Routed()
	for n.router.Durable() < goal {
		if l := n.current(); l != nil && l.table.Load() != nil {
			l.root.Send(l.router, &tick{eager: true})
			ask := make(chan struct{})
			select {
			case l.saveNow <- ask:
				<-ask
			case <-l.ctx.Done():
			case <-ctx.Done():
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("cannot save everything in time: %d of %d: %w", n.router.Durable(), goal, ctx.Err())
		case <-time.After(flushPoll):
		}
	}
	return nil
}

const flushPoll = 10 * time.Millisecond

// forgiven notes that a source has forgotten what the newest checkpoint does not have. The
// first time the shard claims again, for the checkpoint may have been written meanwhile; the
// second time it is lost indeed, and the shard goes on.
func (n *Node) forgiven(shard uint32, source string, mark uint64) bool {
	k := forgiven{shard, source, mark}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.forget[k] {
		return true
	}
	if len(n.forget) > mostForgiven {
		clear(n.forget)
	}
	n.forget[k] = true
	return false
}

const mostForgiven = 4096
