package actors

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// What queries may ask. Each question goes to the node that owns the key, waits shortly, and
// is asked again while shards are moving; then it says that the owner cannot be reached, so
// that a page can show what the store has.

// ErrUnreachable means that the owner of a key did not answer in time: it is starting, moving
// or out of reach.
var ErrUnreachable = errors.New("the node that owns it does not answer")

const (
	askTry     = 500 * time.Millisecond // one try; an owner answers in well under a millisecond
	askPause   = 50 * time.Millisecond  // before the next, while shards move
	askAtMost  = 3 * time.Second        // in all, where the caller sets no deadline
	changeTry  = decideTimeout + time.Second
	statusTry  = time.Second
	mostFolds  = 1000 // in one message; the rest follows
	stateAlive = "alive"
	stateDown  = "down"
)

// ask sends a question to the shard of a key until it is answered.
func (n *Node) ask(ctx context.Context, kind, identity string, m any, try time.Duration, again func(any) bool) (any, error) {
	return n.askFor(ctx, max(askAtMost, try), kind, identity, m, try, again)
}

// askFor does so for as long as given.
func (n *Node) askFor(ctx context.Context, atMost time.Duration, kind, identity string, m any, try time.Duration, again func(any) bool) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	shard := ShardOf(n.o.Kinds, n.o.Shards, kind, identity)
	for {
		if l := n.current(); l != nil {
			if t := l.table.Load(); t != nil && t.owners[shard] != "" {
				r, err := l.root.RequestFuture(shardPID(t.owners[shard], shard), m, try).Result()
				if err == nil && !again(r) {
					return r, nil
				}
			}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("cannot ask for %s %s: %w", kind, identity, ErrUnreachable)
		case <-time.After(askPause):
		}
	}
}

// State gives the saved form of one key's state as its actor has it now; false: there is no
// such key. Asking never makes one.
func (n *Node) State(ctx context.Context, kind, identity string) ([]byte, bool, error) {
	r, err := n.ask(ctx, kind, identity, &meshv1.Ask{Kind: kind, Identity: identity}, askTry, func(r any) bool {
		a, ok := r.(*meshv1.Answer)
		return !ok || a.Error != ""
	})
	if err != nil {
		return nil, false, err
	}
	a := r.(*meshv1.Answer)
	return a.State, a.Found, nil
}

// Client gives what is known of an address now, nil if nothing is.
func (n *Node) Client(ctx context.Context, tenant string, ip netip.Addr) (*event.Client, error) {
	return live(ctx, n, "client", ClientKey(tenant, ip), event.NewClient())
}

// Endpoint gives what is known of an API now, nil if nothing is.
func (n *Node) Endpoint(ctx context.Context, api string) (*event.Endpoint, error) {
	return live(ctx, n, "endpoint", EndpointKey(api), event.NewEndpoint(traffic.API{}))
}

func live[S State](ctx context.Context, n *Node, kind, identity string, state S) (none S, err error) {
	b, found, err := n.State(ctx, kind, identity)
	if err != nil || !found {
		return none, err
	}
	return state, state.UnmarshalBinary(b)
}

// Change makes a decision, through the one actor that decides for the tenant. It gives the
// new version; with ErrConflict the present one.
func (n *Node) Change(ctx context.Context, c Change) (uint64, error) {
	r, err := n.ask(ctx, tenantKind, c.Tenant, &meshv1.Change{
		Tenant: c.Tenant, Finding: c.Finding, Kind: uint32(c.Kind), To: c.To, User: c.User, Remark: c.Remark, Disposition: c.Was,
		IfVersion: c.IfVersion, AtUnixNano: c.At.UnixNano(),
	}, changeTry, func(r any) bool {
		a, ok := r.(*meshv1.Changed)
		return !ok || a.Retry
	})
	if err != nil {
		return 0, err
	}
	a := r.(*meshv1.Changed)
	switch {
	case a.Conflict:
		return a.Version, ErrConflict
	case a.NotFound:
		return 0, ErrNoFinding
	case a.Error != "":
		return 0, errors.New(a.Error)
	}
	return a.Version, nil
}

// Member is one node as it says of itself, or as it is missed.
type Member struct {
	Name    string
	Address string
	State   string // "alive", or "down": a member that does not answer
	Self    bool
	Started time.Time
	Shards  []uint32 // owned and ready
	Kinds   []KindCount
	Sources []SourceMark // as this member's shards know them
	Routed  uint64       // newest sequence number of its own source
	Durable uint64       // of its own source, in all shards
	Applied uint64       // facts, since its start
}

// KindCount is the keys of one kind.
type KindCount struct {
	Kind string
	Keys uint64 // with an actor
	Cold uint64 // kept as bytes
}

// SourceMark is how far a member's slowest shard has come with a source.
type SourceMark struct {
	Source           string
	Applied, Durable uint64
}

// Members asks every member at once, in the order of their addresses.
func (n *Node) Members(ctx context.Context) ([]Member, error) {
	l := n.current()
	if l == nil {
		return nil, ErrUnreachable
	}
	t := l.table.Load()
	if t == nil {
		return nil, ErrUnreachable
	}
	out := make([]Member, len(t.members))
	var wg sync.WaitGroup
	for i, address := range t.members {
		wg.Go(func() {
			out[i] = Member{Name: address, Address: address, State: stateDown, Self: address == l.address}
			r, err := l.root.RequestFuture(actor.NewPID(address, HostName), &meshv1.StatusAsk{}, statusTry).Result()
			if s, ok := r.(*meshv1.Status); ok && err == nil {
				out[i] = member(s, address == l.address)
			}
		})
	}
	wg.Wait()
	slices.SortFunc(out, func(a, b Member) int { return strings.Compare(a.Address, b.Address) })
	return out, ctx.Err()
}

func member(s *meshv1.Status, self bool) Member {
	m := Member{
		Name: s.Name, Address: s.Address, State: stateAlive, Self: self, Started: time.Unix(0, s.StartedUnixNano),
		Shards: s.Shards, Routed: s.Routed, Durable: s.Durable, Applied: s.Applied,
	}
	for _, k := range s.Kinds {
		m.Kinds = append(m.Kinds, KindCount{k.Kind, k.Keys, k.Cold})
	}
	for _, x := range s.Sources {
		m.Sources = append(m.Sources, SourceMark{x.Source, x.Applied, x.Durable})
	}
	slices.SortFunc(m.Sources, func(a, b SourceMark) int { return strings.Compare(a.Source, b.Source) })
	return m
}

// Tell passes learned folds of a tenant's templates on to the other nodes. It is a hint: a
// message that is lost leaves a node with templates that it folds by itself, later.
func (n *Node) Tell(tenant string, folds []traffic.Fold) {
	l := n.current()
	if l == nil {
		return
	}
	t := l.table.Load()
	if t == nil {
		return
	}
	for part := range slices.Chunk(folds, mostFolds) {
		m := &meshv1.Folds{Tenant: tenant, Node: n.o.Source}
		for _, f := range part {
			m.Folds = append(m.Folds, &meshv1.Fold{Host: f.Host, Method: f.Method, From: f.From, To: f.To})
		}
		for _, address := range t.members {
			if address != l.address {
				l.root.Send(actor.NewPID(address, HostName), m)
			}
		}
	}
}

// ask answers for one key of the shard.
func (s *shard) ask(ctx actor.Context, m *meshv1.Ask) {
	if s.epoch == 0 || s.stale {
		ctx.Respond(&meshv1.Answer{Error: "not ready"})
		return
	}
	n, ok := s.keys.named(m.Kind, m.Identity)
	if !ok {
		ctx.Respond(&meshv1.Answer{})
		return
	}
	e := &s.keys.entries[n]
	if e.seat != 0 {
		ctx.Forward(s.keys.pid(e))
		return
	}
	ctx.Respond(&meshv1.Answer{Found: true, State: slices.Clone(s.keys.state(e))})
}

// named finds a key by the name of its kind.
func (r *keyring) named(kind, identity string) (uint32, bool) {
	for i := range r.kinds {
		if r.kinds[i].Name == kind {
			return r.find(uint8(i), []byte(identity)) //nolint:gosec // at most 8
		}
	}
	return 0, false
}

// activate gives the actor of a key that exists, for protoactor's own way of asking.
func (s *shard) activate(ctx actor.Context, id *cluster.ClusterIdentity) *actor.PID {
	if s.epoch == 0 || s.stale {
		return nil
	}
	if id.Kind == tenantKind {
		p, _ := s.decider(ctx, id.Identity)
		return p
	}
	n, ok := s.keys.named(id.Kind, id.Identity)
	if !ok || s.keys.entries[n].seat == 0 && !s.keys.wake(ctx, n, nil) {
		return nil
	}
	return s.keys.pid(&s.keys.entries[n])
}
