package actors

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// Decisions about what an actor has learned go the way of facts: to the shard of its key, which
// hands them to the key's actor in order with the facts. The answer waits until a saved checkpoint
// has the decision, so that what was confirmed survives a crash; whoever gets no answer asks again,
// and the decision's ID keeps it from being carried out twice.

// ErrNoKey: nobody has called the API yet.
var ErrNoKey = errors.New("nothing was ever learned of it")

const (
	steerTry   = 4 * time.Second  // one try: a checkpoint is written meanwhile
	steerFor   = 15 * time.Second // in all
	mostSteers = 256              // decisions of one shard that wait to be saved
)

// steerable is a State about whose memory people decide.
type steerable interface {
	Steer(o event.Order) (revision uint64, err error)
}

// keySteer is a decision for one key, from its shard.
type keySteer struct {
	order    event.Order
	revision uint64
	err      error
	done     *sync.WaitGroup
}

// steer carries a decision out. A state that panics at it stays as it is, as far as it came.
func (k *keyActor) steer(m *keySteer) {
	defer func() {
		if r := recover(); r != nil {
			m.err = fmt.Errorf("cannot carry out a decision: %v", r)
		}
	}()
	s, ok := k.state.(steerable)
	if !ok {
		m.err = errors.New("nothing can be decided of it")
		return
	}
	m.revision, m.err = s.Steer(m.order)
}

// steered is a decision that was carried out, with who waits for it.
type steered struct {
	who    *actor.PID
	answer *meshv1.Steered
	change uint64 // of the shard: saved from there on
}

// steer carries a decision out and keeps the answer until it is saved.
func (s *shard) steer(ctx actor.Context, m *meshv1.Steer) {
	if s.epoch == 0 || s.stale || len(s.steers) >= mostSteers {
		ctx.Respond(&meshv1.Steered{Retry: true})
		return
	}
	n, ok := s.keys.named(m.Kind, m.Identity)
	if !ok {
		ctx.Respond(&meshv1.Steered{NotFound: true})
		return
	}
	if s.keys.entries[n].seat == 0 && !s.keys.wake(ctx, n, nil) {
		ctx.Respond(&meshv1.Steered{Error: "its actor cannot be started"})
		return
	}
	k := keySteer{done: &s.wait, order: event.Order{
		ID: m.Id, Act: baseline.Act(m.Act), User: m.User, Why: m.Why, At: time.Unix(0, m.AtUnixNano).UTC(), IfRevision: m.IfRevision,
	}}
	s.wait.Add(1)
	ctx.Send(s.keys.pid(&s.keys.entries[n]), &k)
	s.wait.Wait()
	s.keys.touch(n)
	switch {
	case errors.Is(k.err, event.ErrRuled):
		ctx.Respond(&meshv1.Steered{Conflict: true, Revision: k.revision})
		return
	case k.err != nil:
		ctx.Respond(&meshv1.Steered{Error: k.err.Error()})
		return
	}
	s.change++
	s.steers = append(s.steers, steered{ctx.Sender(), &meshv1.Steered{Revision: k.revision}, s.change})
	s.life.background(func() { s.life.hurry() })
}

// hurry asks for a round of saving and does not wait for it.
func (l *life) hurry() {
	select {
	case l.saveNow <- make(chan struct{}):
	case <-l.ctx.Done():
	case <-time.After(l.node.o.SnapshotEvery): // one was due by then
	}
}

// answerSteers answers what is saved by now; of a shard that is no more, everything else: it is to be
// asked again.
func (s *shard) answerSteers(ctx actor.Context) {
	n := 0
	for _, w := range s.steers {
		switch {
		case w.change <= s.saved:
			ctx.Send(w.who, w.answer)
		case s.stale:
			ctx.Send(w.who, &meshv1.Steered{Retry: true})
		default:
			s.steers[n] = w
			n++
		}
	}
	clear(s.steers[n:])
	s.steers = s.steers[:n]
}

// Steer carries out a decision about the baseline of an API, in the one actor that has it, and gives
// the revision it has then; with event.ErrRuled the present one. When it returns without an error the
// decision is saved. o.ID must be new with each decision.
func (n *Node) Steer(ctx context.Context, api string, o event.Order) (revision uint64, err error) {
	r, err := n.askFor(ctx, steerFor, "endpoint", EndpointKey(api), &meshv1.Steer{
		Kind: "endpoint", Identity: EndpointKey(api), Id: o.ID, Act: string(o.Act), User: o.User, Why: o.Why,
		AtUnixNano: o.At.UnixNano(), IfRevision: o.IfRevision,
	}, steerTry, func(r any) bool {
		a, ok := r.(*meshv1.Steered)
		return !ok || a.Retry
	})
	if err != nil {
		return 0, err
	}
	a := r.(*meshv1.Steered)
	switch {
	case a.Conflict:
		return a.Revision, event.ErrRuled
	case a.NotFound:
		return 0, ErrNoKey
	case a.Error != "":
		return 0, errors.New(a.Error)
	}
	return a.Revision, nil
}
