package actors

import (
	"context"
	"errors"
	"time"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/finding"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// Change is one decision of a person about a finding.
type Change struct {
	Tenant    string
	Finding   string // its ID
	Kind      finding.Kind
	To        string // the status it gets
	User      string
	Remark    string
	Was       string // what the finding was, "": as said before
	IfVersion uint64 // the decision's version the person saw, 0: whatever it is
	At        time.Time
}

// Decisions keeps decisions and their history; the store implements it. Calls for one tenant
// come one after another.
type Decisions interface {
	// Decide writes a change and gives the version it now has. ErrConflict: IfVersion is not the
	// present version, which is given. ErrNoFinding: there is no such finding.
	Decide(ctx context.Context, c Change) (version uint64, err error)
}

// What Decide and Node.Change may answer.
var (
	ErrConflict  = errors.New("somebody else has changed it since")
	ErrNoFinding = errors.New("there is no such finding")
)

// tenant is the single writer of one tenant's decisions: what it is told, it writes in this
// order. It waits for the store, so it runs in a goroutine of its own.
type tenant struct{ life *life }

const decideTimeout = 5 * time.Second // of the store, for one change

// Receive is called by protoactor, one message at a time.
func (t *tenant) Receive(ctx actor.Context) {
	m, ok := ctx.Message().(*meshv1.Change)
	if !ok {
		return
	}
	d := t.life.node.o.Decisions
	if d == nil {
		ctx.Respond(&meshv1.Changed{Error: "no decisions are kept on this node"})
		return
	}
	to, cancel := context.WithTimeout(t.life.ctx, decideTimeout)
	defer cancel()
	version, err := d.Decide(to, Change{
		Tenant: m.Tenant, Finding: m.Finding, Kind: finding.Kind(m.Kind), To: m.To, User: m.User, Remark: m.Remark, Was: m.Disposition,
		IfVersion: m.IfVersion, At: time.Unix(0, m.AtUnixNano).UTC(),
	})
	out := &meshv1.Changed{Version: version, Conflict: errors.Is(err, ErrConflict), NotFound: errors.Is(err, ErrNoFinding)}
	if err != nil && !out.Conflict && !out.NotFound {
		out.Error = err.Error()
	}
	ctx.Respond(out)
}

// mostTenants is how many deciding actors a shard keeps; above it all are let go and come
// again when they are needed.
const mostTenants = 1000

// decider gives a tenant's actor in its shard.
func (s *shard) decider(ctx actor.Context, name string) (*actor.PID, error) {
	if p := s.tenants[name]; p != nil {
		return p, nil
	}
	if len(s.tenants) >= mostTenants {
		for n, p := range s.tenants {
			delete(s.tenants, n)
			ctx.Poison(p) // after what is waiting before it
		}
	}
	s.keys.names++
	l := s.life
	p := ctx.Spawn(actor.PropsFromProducer(func() actor.Actor { return &tenant{life: l} }))
	s.tenants[name] = p
	return p, nil
}

// decide passes a change on to its tenant's actor.
func (s *shard) decide(ctx actor.Context, m *meshv1.Change) {
	if s.epoch == 0 || s.stale {
		ctx.Respond(&meshv1.Changed{Retry: true})
		return
	}
	p, err := s.decider(ctx, m.Tenant)
	if err != nil {
		ctx.Respond(&meshv1.Changed{Error: err.Error()})
		return
	}
	ctx.Forward(p)
}
