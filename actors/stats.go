package actors

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"

	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// stats counts what a node did since it started, over all its lives.
type stats struct {
	applied, trimmed, overflow, evicted, lost, panics    atomic.Uint64
	hellos, stalls, fenced, saveErrors, lives, unflagged atomic.Uint64
}

// Counters is what a node did since it started.
type Counters struct {
	Applied    uint64 // facts taken by shards here, once a shard
	Trimmed    uint64 // facts that came again and were left out
	Overflow   uint64 // facts of keys beyond the bound
	Evicted    uint64 // quiet keys that made room for others at the bound
	Lost       uint64 // sequence numbers that no checkpoint has and the source has forgotten: 0, or a store was lost
	Panics     uint64 // calls a state could not digest, states that could not be read
	Unflagged  uint64 // calls that an address, an account or a role flagged and of which their API was not told
	Hellos     uint64 // times a source asked where to go on
	Stalls     uint64 // of those, for want of progress
	Fenced     uint64 // shards given up because somebody claimed them
	SaveErrors uint64 // rounds of writing that failed and were tried again
	Lives      uint64 // memberships; more than one: it was declared dead
	Waits      uint64 // times routing had to wait for room
	Waited     time.Duration
	HeldFacts  int // routed and not applied everywhere
	HeldBytes  int // routed and not durable everywhere
}

// Counters gives them.
func (n *Node) Counters() Counters {
	s, g := &n.stats, n.router.gate
	facts, bytes := g.held()
	return Counters{
		Applied: s.applied.Load(), Trimmed: s.trimmed.Load(), Overflow: s.overflow.Load(), Evicted: s.evicted.Load(), Lost: s.lost.Load(),
		Panics: s.panics.Load(), Unflagged: s.unflagged.Load(), Hellos: s.hellos.Load(), Stalls: s.stalls.Load(), Fenced: s.fenced.Load(),
		SaveErrors: s.saveErrors.Load(), Lives: s.lives.Load(), Waits: g.waits.Load(),
		Waited: time.Duration(g.waited.Load()), HeldFacts: facts, HeldBytes: bytes,
	}
}

// shardStatus is what a shard lets others see of it.
type shardStatus struct {
	running atomic.Bool
	starts  atomic.Uint64 // how often it was started here
	mu      sync.Mutex
	ready   bool
	keys    []int // with an actor, by kind
	cold    []int
	marks   map[string]mark
}

type mark struct{ applied, durable uint64 }

func (s *shardStatus) gone() {
	s.running.Store(false)
	s.mu.Lock()
	s.ready, s.keys, s.cold, s.marks = false, nil, nil, nil
	s.mu.Unlock()
}

// report shows the shard as it is.
func (s *shard) report() {
	st := &s.life.status[s.id]
	st.mu.Lock()
	defer st.mu.Unlock()
	st.ready = s.epoch != 0 && !s.stale
	st.keys, st.cold = make([]int, len(s.keys.kinds)), make([]int, len(s.keys.kinds))
	for k := range s.keys.kinds {
		st.keys[k] = s.keys.live[k]
		st.cold[k] = s.keys.count[k] - s.keys.live[k]
	}
	st.marks = make(map[string]mark, len(s.sources))
	for name, src := range s.sources {
		st.marks[name] = mark{src.hwm, src.durable}
	}
}

func (s *shard) reportSource(name string, src *source) {
	st := &s.life.status[s.id]
	st.mu.Lock()
	if st.marks != nil {
		st.marks[name] = mark{src.hwm, src.durable}
	}
	st.mu.Unlock()
}

// report says what this node carries.
func (l *life) report() *meshv1.Status {
	n := l.node
	out := &meshv1.Status{
		Name: n.o.Name, Address: l.address, StartedUnixNano: n.started.UnixNano(),
		Applied: n.stats.applied.Load(), Trimmed: n.stats.trimmed.Load(), Overflow: n.stats.overflow.Load(),
		Lost: n.stats.lost.Load(), Panics: n.stats.panics.Load(), Routed: n.router.Routed(), Durable: n.router.Durable(),
	}
	for _, k := range n.o.Kinds {
		out.Kinds = append(out.Kinds, &meshv1.KindCount{Kind: k.Name})
	}
	lowest := map[string]mark{}
	for i := range l.status {
		st := &l.status[i]
		st.mu.Lock()
		if st.ready {
			out.Shards = append(out.Shards, uint32(i))
			for k := range st.keys {
				out.Kinds[k].Keys += uint64(st.keys[k])
				out.Kinds[k].Cold += uint64(st.cold[k])
			}
			for name, m := range st.marks {
				name = strings.TrimSuffix(name, lastWay)
				if old, ok := lowest[name]; ok {
					m = mark{min(m.applied, old.applied), min(m.durable, old.durable)}
				}
				lowest[name] = m
			}
		}
		st.mu.Unlock()
	}
	for name, m := range lowest {
		out.Sources = append(out.Sources, &meshv1.SourceMark{Source: name, Applied: m.applied, Durable: m.durable})
	}
	return out
}
