package actors

import (
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// keyActor carries the state of one key and nothing else. It runs in the goroutine of whoever
// sends to it (a synchronized dispatcher: a quarter of the cost of a goroutine a message), so
// it never blocks and never asks.
type keyActor struct {
	state  State
	tenant string
	life   *life
}

// Messages from the shard. Each is answered by done, for a query from elsewhere may be
// running the actor just now and the message then waits behind it.
type (
	// keyBatch is all of one range that concerns one key.
	keyBatch struct {
		facts  []*finding.Facts
		adding *sync.Mutex // guards out: whoever runs one key's actor just now may do so beside the shard
		out    *[]finding.Finding
		flags  []uint64 // calls that it made part of an event
		done   *sync.WaitGroup
	}
	// keySave asks for the state's bytes, and whether it is idle.
	keySave struct {
		now     time.Time
		dst     []byte
		err     error
		idle    bool
		asset   *finding.Asset // filled if wanted and there is one
		want    bool
		compact bool // first: the key is about to become bytes
		done    *sync.WaitGroup
	}
)

const keyThroughput = 300 // messages before a busy actor lets others run

// keyProps are shared by all key actors, which saves a few hundred bytes on each; what makes
// an actor the one of its key comes in keyStart.
var keyProps = actor.PropsFromProducer(func() actor.Actor { return &keyActor{} },
	actor.WithDispatcher(actor.NewSynchronizedDispatcher(keyThroughput)))

// keyStart is the first message of a key actor, from the shard that spawned it.
type keyStart struct {
	state  State
	tenant string
	life   *life
}

// Receive is called by protoactor, one message at a time.
func (k *keyActor) Receive(ctx actor.Context) {
	switch m := ctx.Message().(type) {
	case *keyBatch:
		defer m.done.Done()
		k.judge(m)
	case *keySave:
		defer m.done.Done()
		k.save(m)
	case *keySteer:
		defer m.done.Done()
		k.steer(m)
	case *keyStart:
		k.state, k.tenant, k.life = m.state, m.tenant, m.life
	case *meshv1.Ask:
		s := keySave{}
		if k.save(&s); s.err != nil {
			ctx.Respond(&meshv1.Answer{Error: s.err.Error()})
			return
		}
		ctx.Respond(&meshv1.Answer{Found: true, State: s.dst})
	}
}

// save writes the state down. A state that panics while being written is reported, so that
// its shard keeps the bytes it had.
func (k *keyActor) save(m *keySave) {
	defer func() {
		if r := recover(); r != nil {
			m.err = fmt.Errorf("cannot write a state: %v", r)
		}
	}()
	if c, ok := k.state.(compacted); ok && m.compact {
		c.Compact(m.now)
	}
	m.dst, m.err = k.state.AppendBinary(m.dst)
	m.idle = k.state.Idle(m.now)
	if i, ok := k.state.(inventoried); ok && m.want {
		a := i.Asset(k.tenant)
		m.asset = &a
	}
}

// judge applies the calls of a batch and notes which of them it flags.
func (k *keyActor) judge(b *keyBatch) {
	b.adding.Lock()
	defer b.adding.Unlock()
	for _, f := range b.facts {
		before := len(*b.out)
		k.apply(f, b.out)
		if finding.MadeEvent((*b.out)[before:]) {
			b.flags = append(b.flags, f.Seq)
		}
	}
}

// apply judges one call. What a state cannot digest costs that call only.
func (k *keyActor) apply(f *finding.Facts, out *[]finding.Finding) {
	defer func() {
		if r := recover(); r != nil {
			if k.life.stats.panics.Add(1) <= mostStacks {
				k.life.log.Error("a state cannot digest a call: the call is skipped", "exchange", f.ID,
					"panic", r, "stack", string(debug.Stack()))
			}
		}
	}()
	k.state.Apply(f, out)
}

// mostStacks is how many stacks are logged in a life: the rest would say the same.
const mostStacks = 10

// tally is the state of an overflow key: it counts and judges nothing, for the calls of many
// keys thrown together would look like one busy key.
type tally struct{ calls uint64 }

func (t *tally) Apply(*finding.Facts, *[]finding.Finding) { t.calls++ }
func (t *tally) Idle(time.Time) bool                      { return false }

func (t *tally) AppendBinary(dst []byte) ([]byte, error) {
	return appendHash(append(dst, tallyVersion), t.calls), nil
}

func (t *tally) UnmarshalBinary(b []byte) error {
	u := finding.NewUnpacker(b, tallyVersion)
	t.calls = readHash(u)
	return u.Close()
}

const tallyVersion = 1
