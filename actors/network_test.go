package actors

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/asynkron/protoactor-go/actor"
	"github.com/asynkron/protoactor-go/cluster"
	"google.golang.org/protobuf/proto"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// network stands in for the remote and the membership: nodes of one process, every message
// between them marshalled, some lost or doubled. (Protoactor's remote cannot be started twice
// in one process under the race detector.)
type network struct {
	shards int

	mu      sync.Mutex
	tell    sync.Mutex // topologies are told one at a time
	rng     *rand.Rand
	lose    float64
	double  float64
	lives   int
	members map[string]*membership
	lost    int
	doubled int
}

func newNetwork(seed uint64, shards int) *network {
	return &network{shards: shards, rng: rand.New(rand.NewPCG(seed, 1)), members: map[string]*membership{}}
}

// membership is one life on the network.
type membership struct {
	net      *network
	system   *actor.ActorSystem
	address  string
	topology func([]string)
	evicted  chan struct{}
	cut      bool // no message leaves or arrives: crashed, or its cable pulled
	left     bool
}

func (n *network) membership() (Membership, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lives++
	return &membership{net: n, address: fmt.Sprintf("memory-%d:1", n.lives), evicted: make(chan struct{})}, nil
}

func (m *membership) Start(system *actor.ActorSystem, _ []*cluster.Kind, topology func([]string)) error {
	m.system, m.topology = system, topology
	system.ProcessRegistry.Address = m.address
	system.ProcessRegistry.RegisterAddressResolver(func(pid *actor.PID) (actor.Process, bool) {
		return &wire{from: m, to: pid.Address}, true
	})
	m.net.mu.Lock()
	m.net.members[m.address] = m
	m.net.mu.Unlock()
	m.net.publish()
	return nil
}

// publish tells everybody who is there; a cut member is told nothing.
func (n *network) publish() {
	n.tell.Lock()
	defer n.tell.Unlock()
	n.mu.Lock()
	var addresses []string
	var told []*membership
	for a, m := range n.members {
		if !m.left {
			addresses = append(addresses, a)
			if !m.cut {
				told = append(told, m)
			}
		}
	}
	n.mu.Unlock()
	slices.Sort(addresses)
	for _, m := range told {
		m.topology(slices.Clone(addresses))
	}
}

func (m *membership) Owners(members []string) []string {
	out := make([]string, m.net.shards)
	for s := range out {
		var best uint64
		for _, a := range members {
			h := fnv.New64a()
			fmt.Fprintf(h, "%s %d", a, s)
			if v := h.Sum64() * 0x9e3779b97f4a7c15; v >= best {
				best, out[s] = v, a
			}
		}
	}
	return out
}

func (m *membership) Evicted() <-chan struct{} { return m.evicted }

func (m *membership) Leave(bool) error {
	m.net.mu.Lock()
	gone := m.left || m.cut
	m.left = true
	m.net.mu.Unlock()
	if !gone {
		m.net.publish()
	}
	return nil
}

func (m *membership) Close() error {
	m.net.mu.Lock()
	defer m.net.mu.Unlock()
	m.cut = true
	delete(m.net.members, m.address)
	return nil
}

// crash cuts a node off at once; the others learn of it later, by bury.
func (n *network) crash(address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if m := n.members[address]; m != nil {
		m.cut = true
	}
}

func (n *network) bury(address string) {
	n.mu.Lock()
	delete(n.members, address)
	n.mu.Unlock()
	n.publish()
}

// wire is the process behind a PID of another node.
type wire struct {
	from *membership
	to   string
}

func (w *wire) SendUserMessage(pid *actor.PID, message any) {
	_, msg, sender := actor.UnwrapEnvelope(message)
	m, ok := msg.(proto.Message)
	if !ok {
		return
	}
	n := w.from.net
	n.mu.Lock()
	to := n.members[w.to]
	copies := 1
	switch p := n.rng.Float64(); {
	case w.from.cut || to == nil || to.cut:
		copies = 0
	case p < n.lose:
		copies = 0
		n.lost++
	case p < n.lose+n.double:
		copies = 2
		n.doubled++
	}
	n.mu.Unlock()
	b, err := proto.Marshal(m)
	if err != nil {
		panic(err)
	}
	for range copies {
		c := m.ProtoReflect().New().Interface()
		if err := proto.Unmarshal(b, c); err != nil {
			panic(err)
		}
		target := proto.Clone(pid).(*actor.PID) // clones, for a PID remembers whom it resolved to
		if sender != nil {
			sender = proto.Clone(sender).(*actor.PID)
		}
		to.system.Root.Send(target, &actor.MessageEnvelope{Message: c, Sender: sender})
	}
}

func (w *wire) SendSystemMessage(*actor.PID, any) {}
func (w *wire) Stop(*actor.PID)                   {}

// store is a Sink in memory, with the guarantees that Sink asks for.
type store struct {
	mu       sync.Mutex
	epoch    map[uint32]uint64
	owner    map[uint32]string
	points   map[uint32][]finding.Checkpoint // the newest base and its parts
	bytes    uint64                          // of all that was saved
	bases    uint64                          // of that, in bases
	findings map[string]finding.Finding
	assets   map[string]finding.Asset
	saves    int
	fences   int
	down     bool // every call fails
	noFence  bool // negative control
	unsure   bool // every second save takes effect and is reported as failed
}

func newStore() *store {
	return &store{
		epoch: map[uint32]uint64{}, owner: map[uint32]string{}, points: map[uint32][]finding.Checkpoint{},
		findings: map[string]finding.Finding{}, assets: map[string]finding.Asset{},
	}
}

var errDown = errors.New("store is down")

func (s *store) lock() (func(), error) {
	s.mu.Lock()
	if s.down {
		s.mu.Unlock()
		return nil, errDown
	}
	return s.mu.Unlock, nil
}

func (s *store) WriteBatch(context.Context, *finding.Batch) error { return nil }

func (s *store) WriteFindings(_ context.Context, fs []finding.Finding) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	for _, f := range fs {
		if f.Version >= s.findings[f.ID].Version {
			s.findings[f.ID] = f
		}
	}
	return nil
}

func (s *store) WriteAssets(_ context.Context, as []finding.Asset) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	for _, a := range as {
		if a.Version >= s.assets[a.ID].Version {
			s.assets[a.ID] = a
		}
	}
	return nil
}

func (s *store) Claim(_ context.Context, shard uint32, owner string) (uint64, error) {
	unlock, err := s.lock()
	if err != nil {
		return 0, err
	}
	defer unlock()
	s.epoch[shard]++
	s.owner[shard] = owner
	return s.epoch[shard], nil
}

type overtaken []uint32

func (o overtaken) Error() string    { return fmt.Sprintf("%d shards claimed by others", len(o)) }
func (o overtaken) Fenced() []uint32 { return o }

func (s *store) SaveCheckpoints(_ context.Context, cs []finding.Checkpoint) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	s.saves++
	var out overtaken
	for _, c := range cs {
		s.bytes += uint64(len(c.Data))
		if c.Part == 0 {
			s.bases += uint64(len(c.Data))
		}
		s.take(c)
		if c.Epoch < s.epoch[c.Shard] && !s.noFence {
			out = append(out, c.Shard)
		}
	}
	if out != nil {
		s.fences += len(out)
		return out
	}
	if s.unsure && s.saves%2 == 0 {
		return errDown
	}
	return nil
}

// take puts a piece to its base. Owners write parts in order: a gap is a mistake of theirs.
func (s *store) take(c finding.Checkpoint) {
	have := s.points[c.Shard]
	switch {
	case len(have) > 0 && c.Epoch < have[0].Epoch:
	case c.Part == 0:
		s.points[c.Shard] = []finding.Checkpoint{c}
	case len(have) == 0 || c.Epoch != have[0].Epoch || c.Base != have[0].Base || int(c.Part) > len(have):
		panic(fmt.Sprintf("part %d of base %d in epoch %d of shard %d follows nothing", c.Part, c.Base, c.Epoch, c.Shard))
	case int(c.Part) == len(have):
		s.points[c.Shard] = append(slices.Clone(have), c)
	default: // again: nothing may follow it
		s.points[c.Shard] = append(slices.Clone(have[:c.Part]), c)
	}
}

func (s *store) LoadCheckpoint(_ context.Context, shard uint32) ([]finding.Checkpoint, error) {
	unlock, err := s.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	return s.points[shard], nil
}

func (s *store) setDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}
