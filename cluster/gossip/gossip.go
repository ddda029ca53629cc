package gossip

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// Options of one life of a node.
type Options struct {
	Name      string   // unique for ever: a new one for each life
	Bind      string   // host:port, port 0 takes a free one
	Advertise string   // host:port the others reach it by, "" the same as Bind
	Join      []string // host:port of any nodes; its own address among them is harmless
	Label     string   // clusters with different labels do not hear each other
	Keyring   *memberlist.Keyring
	Meta      []byte               // told to everybody, at most memberlist.MetaMaxSize bytes
	Patience  time.Duration        // how long a node waits for somebody to join before it goes on alone
	Transport memberlist.Transport // nil: UDP and TCP at Bind
	OnChange  func([]Member)       // everybody alive, after each change; never concurrently
	OnEvicted func()               // at most once: the others declared this life dead
	Log       *slog.Logger
}

// Member is one node alive.
type Member struct {
	Name string
	Meta []byte
}

// Gossip is one running life.
type Gossip struct {
	o      Options
	list   *memberlist.Memberlist // set once, before anything but the callbacks can run
	kick   chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
	dead   sync.Once

	mu    sync.Mutex
	alive map[string]memberlist.Node // as the callbacks told it, by name
	told  []Member                   // what OnChange was told last
	gone  gone
}

// Start listens and begins to join in the background. OnChange is not called before a node
// was joined, or nobody is there to join, or Patience is over.
func Start(o Options) (*Gossip, error) {
	if len(o.Meta) > memberlist.MetaMaxSize {
		return nil, fmt.Errorf("cannot gossip: meta of %d bytes, at most %d", len(o.Meta), memberlist.MetaMaxSize)
	}
	ctx, cancel := context.WithCancel(context.Background())
	g := &Gossip{o: o, kick: make(chan struct{}, 1), cancel: cancel, done: make(chan struct{}),
		alive: map[string]memberlist.Node{}}
	c := tuned(o)
	if err := address(o.Bind, &c.BindAddr, &c.BindPort); err != nil {
		cancel()
		return nil, err
	}
	c.AdvertiseAddr, c.AdvertisePort = "", c.BindPort
	if o.Advertise != "" {
		if err := address(o.Advertise, &c.AdvertiseAddr, &c.AdvertisePort); err != nil {
			cancel()
			return nil, err
		}
	}
	c.Logger = log.New(lines{o.Log}, "", 0)
	c.Delegate, c.Events = g, g
	list, err := memberlist.Create(c)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("cannot gossip at %s: %w", o.Bind, err)
	}
	g.list = list
	go g.run(ctx)
	return g, nil
}

// Address is where the others join this node.
func (g *Gossip) Address() string { return g.list.LocalNode().Address() }

// Stop ends this life within about two seconds; a graceful one says farewell.
func (g *Gossip) Stop(graceful bool) error {
	g.cancel()
	<-g.done
	var err error
	if graceful {
		err = g.list.Leave(leaveTimeout)
	}
	return errors.Join(err, g.list.Shutdown())
}

// run is the owner of everything slow: joining, telling, evicting.
func (g *Gossip) run(ctx context.Context) {
	defer close(g.done)
	g.join(ctx)
	again := time.NewTicker(rejoinEvery)
	defer again.Stop()
	for {
		if ctx.Err() != nil {
			return
		}
		g.o.OnChange(g.evict())
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			if lost := g.unseen(); len(lost) > 0 {
				_, _ = g.list.Join(lost) // memberlist logs it; the next round tries again
			}
		case <-g.kick:
			wait(ctx, settle)
		}
	}
}

// join tries the seeds with growing pauses until one answers or patience is over.
func (g *Gossip) join(ctx context.Context) {
	seeds := g.unseen()
	end := time.Now().Add(g.o.Patience)
	for pause := backoffFirst; len(seeds) > 0 && ctx.Err() == nil; pause = min(2*pause, backoffMost) {
		_, err := g.list.Join(seeds)
		if g.list.NumMembers() > 1 {
			return
		}
		if left := time.Until(end); left <= 0 {
			g.o.Log.Warn("no node to join answered: going on alone, trying on", "join", seeds, "error", err)
			return
		} else if left < pause {
			pause = left
		}
		wait(ctx, pause)
	}
}

// unseen are the seeds that are no member as far as their addresses tell.
func (g *Gossip) unseen() []string {
	seen := map[string]bool{}
	g.mu.Lock()
	for _, n := range g.alive {
		seen[n.Address()] = true
	}
	g.mu.Unlock()
	var out []string
	for _, s := range g.o.Join {
		if !seen[s] {
			out = append(out, s)
		}
	}
	return out
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func address(hostPort string, host *string, port *int) error {
	h, p, err := net.SplitHostPort(hostPort)
	if err == nil {
		*port, err = strconv.Atoi(p)
	}
	if err != nil {
		return fmt.Errorf("cannot read gossip address %q: %w", hostPort, err)
	}
	if h == "localhost" {
		h = "127.0.0.1" // memberlist wants a literal
	}
	*host = h
	return nil
}

func (g *Gossip) poke() {
	select {
	case g.kick <- struct{}{}:
	default:
	}
}

// NotifyJoin is memberlist's callback; it runs under memberlist's lock, and the node is only
// readable there: hence the copy.
func (g *Gossip) NotifyJoin(n *memberlist.Node) {
	c := *n
	c.Meta = slices.Clone(n.Meta)
	g.mu.Lock()
	g.alive[n.Name] = c
	g.mu.Unlock()
	g.poke()
}

// NotifyUpdate is memberlist's callback.
func (g *Gossip) NotifyUpdate(n *memberlist.Node) { g.NotifyJoin(n) }

// NotifyLeave is memberlist's callback.
func (g *Gossip) NotifyLeave(n *memberlist.Node) {
	g.mu.Lock()
	delete(g.alive, n.Name)
	g.mu.Unlock()
	g.poke()
}

// NotifyMsg is memberlist's callback for messages of ours: evictions only.
func (g *Gossip) NotifyMsg(msg []byte) {
	if g.obey(msg) && g.o.OnEvicted != nil {
		g.dead.Do(func() { go g.o.OnEvicted() }) // ends by itself: it only tells the owner
	}
}

// NodeMeta is memberlist's callback.
func (g *Gossip) NodeMeta(int) []byte { return g.o.Meta }

// GetBroadcasts is memberlist's callback; we gossip nothing of our own.
func (g *Gossip) GetBroadcasts(int, int) [][]byte { return nil }

// LocalState is memberlist's callback; unused.
func (g *Gossip) LocalState(bool) []byte { return nil }

// MergeRemoteState is memberlist's callback; unused.
func (g *Gossip) MergeRemoteState([]byte, bool) {}
