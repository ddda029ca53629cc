package actors

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"
)

// Membership is one life of this node among others, or alone. Package cluster makes them.
type Membership interface {
	// Start opens the remote of the system and begins to join. topology is called with the
	// addresses of all members after each change, never concurrently, first when joined.
	Start(system *actor.ActorSystem, kinds []*cluster.Kind, topology func(members []string)) error
	// Owners gives the owner of every shard for these members.
	Owners(members []string) []string
	// Evicted is closed when the others have declared this life dead.
	Evicted() <-chan struct{}
	// Leave ends the membership, Close the connections.
	Leave(graceful bool) error
	Close() error
}

// life is everything of a node that belongs to one membership.
type life struct {
	node   *Node
	member Membership
	system *actor.ActorSystem
	root   *actor.RootContext
	log    *slog.Logger
	stats  *stats

	owner    string // under which shards are claimed: this node, this life
	keyLimit int    // keys of one tenant in one shard
	seats    int    // actors of keys in one shard, without those of kinds that are kept for ever
	status   []shardStatus

	mu      sync.Mutex            // of beginning and stopping
	stopped bool                  //
	address string                // of our remote; this and the next two are set before table
	host    *actor.PID            //
	router  *actor.PID            //
	table   atomic.Pointer[table] // nil: not joined yet

	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	claims  chan struct{}
	saving  sync.Mutex // one write at a time; guards the next
	saved   []point    // by shard
	saveNow chan chan struct{}
	abrupt  atomic.Bool // no last checkpoints
	joined  chan struct{}
	once    sync.Once
}

// table is a topology with what follows from it.
type table struct {
	members []string
	owners  []string
}

// HostName is the name of the actor whose children a node's shards are.
const HostName = "shards"

// startLife begins a membership. It does not wait until the node has joined.
func startLife(n *Node) (*life, error) {
	member, err := n.o.Membership()
	if err != nil {
		return nil, err
	}
	l := &life{
		node: n, member: member, log: n.o.Log, stats: &n.stats, status: make([]shardStatus, n.o.Shards), saved: make([]point, n.o.Shards),
		claims: make(chan struct{}, claimsAtOnce), saveNow: make(chan chan struct{}), joined: make(chan struct{}),
		keyLimit: max(n.o.KeysPerTenant/n.o.Shards, 1), seats: max(mostSeats/n.o.Shards, 1),
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.system = actor.NewActorSystem(actor.WithLoggerFactory(func(*actor.ActorSystem) *slog.Logger {
		return slog.New(atLeast{slog.LevelError, n.o.Log.Handler()}) // dead letters are part of the protocol
	}))
	l.root = l.system.Root
	l.owner = n.o.Source + "@" + l.system.ID
	kinds := make([]*cluster.Kind, 0, len(n.o.Kinds)+1)
	for _, k := range n.o.Kinds {
		kinds = append(kinds, cluster.NewKind(k.Name, keyProps))
	}
	kinds = append(kinds, cluster.NewKind(tenantKind, keyProps))
	if err = member.Start(l.system, kinds, l.topology); err != nil {
		l.abrupt.Store(true)
		l.stop(false)
		return nil, err
	}
	return l, nil
}

// background runs f as a goroutine of this life; f ends when l.ctx does.
func (l *life) background(f func()) {
	l.wg.Add(1)
	go func() {
		defer l.wg.Done()
		f()
	}()
}

// topology is told by the membership.
func (l *life) topology(members []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		return
	}
	if l.host == nil && !l.begin() {
		return
	}
	owners := l.member.Owners(members)
	l.table.Store(&table{members: members, owners: owners})
	l.root.Send(l.host, &routes{owners: owners})
	l.root.Send(l.router, &routes{owners: owners})
	l.once.Do(func() { close(l.joined) })
}

// begin starts the actors. Not before the first topology: only then the remote surely has its
// address, which goes into every PID spawned from here.
func (l *life) begin() bool {
	l.address = l.system.Address()
	var err error
	l.host, err = l.root.SpawnNamed(actor.PropsFromProducer(func() actor.Actor { return &host{life: l} }), HostName)
	if err == nil {
		l.router, err = l.root.SpawnNamed(
			actor.PropsFromProducer(func() actor.Actor { return &routerActor{r: l.node.router, l: l} }), "router")
	}
	if err != nil {
		l.log.Error("cannot start the actors", "error", err)
		return false
	}
	l.background(l.saver)
	l.background(l.ticker)
	r := l.node.router
	r.mu.Lock()
	r.life = l
	r.mu.Unlock()
	l.root.Send(l.router, &drain{})
	return true
}

func (l *life) ticker() {
	t := time.NewTicker(tickEvery)
	defer t.Stop()
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-t.C:
			l.root.Send(l.router, &tick{})
		}
	}
}

// stop ends this life. A graceful one leaves first, so that the others take over while this
// node still writes its last checkpoints.
func (l *life) stop(graceful bool) {
	if err := l.member.Leave(graceful); err != nil {
		l.log.Warn("cannot leave the cluster in form", "error", err)
	}
	l.mu.Lock()
	l.stopped = true
	begun := l.host != nil && l.router != nil
	l.mu.Unlock()
	if begun && graceful {
		l.settle()
	}
	if begun {
		l.wait("shards", l.root.StopFuture(l.host))
	}
	l.cancel()
	if begun {
		l.wait("router", l.root.StopFuture(l.router))
	}
	r := l.node.router
	r.mu.Lock()
	if r.life == l {
		r.life = nil
	}
	r.mu.Unlock()
	l.wg.Wait()
	if err := l.member.Close(); err != nil {
		l.log.Warn("cannot close the cluster in form", "error", err)
	}
	l.system.Shutdown()
}

// settle saves all shards in one round before they stop one by one.
func (l *life) settle() {
	ask := make(chan struct{})
	late := time.NewTimer(lastSave)
	defer late.Stop()
	select {
	case l.saveNow <- ask:
	case <-late.C:
		return
	}
	select {
	case <-ask:
	case <-late.C:
	}
}

func (l *life) wait(what string, f *actor.Future) {
	if err := f.Wait(); err != nil {
		l.log.Warn("cannot stop in time", "part", what, "error", err)
	}
}

// running is a shard of this node.
type running struct {
	shard uint32
	pid   *actor.PID
}

// shardPIDs are the shards this node runs now.
func (l *life) shardPIDs() []running {
	var out []running
	for i := range l.status {
		if l.status[i].running.Load() {
			out = append(out, running{uint32(i), shardPID(l.address, uint32(i))}) //nolint:gosec // at most some hundred
		}
	}
	return out
}

// atLeast raises a handler's level.
type atLeast struct {
	level slog.Level
	slog.Handler
}

// Enabled reports whether a record of that level is worth making.
func (h atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}
