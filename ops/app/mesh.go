package app

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/lapwing-sec/lapwing/actors"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/cluster"
	"github.com/lapwing-sec/lapwing/cluster/secure"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
)

// mesh is this node's part of the cluster: its actors, and the membership they live by.
type mesh struct {
	node *actors.Node
	life atomic.Pointer[cluster.Life] // the present one
}

// drainWithin is how long a stop waits for what was routed to be saved; the rest is replayed.
const drainWithin = 10 * time.Second

func (a *App) startMesh(ctx context.Context) error {
	key, err := a.o.Config.Cluster.Key.Reveal()
	if err != nil {
		return err
	}
	m := &mesh{}
	c := a.o.Config.Cluster
	remote := c.Remote
	if remote == "" && c.Bind != "" {
		remote = hostOf(c.Bind) + ":0"
	}
	kinds := actors.Kinds()
	m.node, err = actors.Start(ctx, actors.Options{
		Source: a.id.node, Name: firstOf(a.o.Config.Name, a.id.node), Sink: a.store, Kinds: kinds, Log: a.log,
		Decisions: &decisions{a.store},
		Membership: func() (actors.Membership, error) {
			life, err := cluster.NewLife(cluster.Options{
				Label: c.Label, Bind: remote, Advertise: c.Advertise, Gossip: c.Bind, Join: c.Join,
				Security: secure.Files{Key: key, Cert: c.Cert, Priv: c.CertKey, CA: c.CA},
				Shards:   actors.DefaultShards, Host: actors.HostName, Log: a.log,
				Shard: func(kind, identity string) uint32 { return actors.ShardOf(kinds, actors.DefaultShards, kind, identity) },
			})
			if err != nil {
				return nil, err
			}
			m.life.Store(life)
			return life, nil
		},
	})
	a.mesh = m
	return err
}

func (a *App) stopMesh(ctx context.Context) error {
	drain, cancel := context.WithTimeout(ctx, drainWithin)
	defer cancel()
	if err := a.mesh.node.Flush(drain); err != nil {
		a.log.Warn("not everything was saved before the stop; the next start replays it", "error", err)
	}
	return a.mesh.node.Stop(ctx)
}

// decisions lets the tenant's actor write to the store.
type decisions struct{ store *store.Store }

// Decide writes one change. A version here is a revision plus one, so that "nobody has
// decided yet" can be asked for: 0 would mean whatever there is.
func (d *decisions) Decide(ctx context.Context, c actors.Change) (uint64, error) {
	origin := query.OriginUser
	if c.User == "" { // people have names; what the verification of a fix decides has none
		origin = query.OriginSystem
	}
	outs, err := d.store.Decide(ctx, c.Tenant, []query.Decision{{
		CaseID: c.Finding, Kind: c.Kind, Revision: c.IfVersion - 1, To: query.Status(c.To), Remark: c.Remark, User: c.User, Disposition: query.Disposition(c.Was),
		Origin: origin, Time: c.At,
	}})
	if err != nil {
		return 0, err
	}
	version := outs[0].State.Revision + 1
	switch {
	case errors.Is(outs[0].Err, query.ErrConflict):
		return version, actors.ErrConflict
	case errors.Is(outs[0].Err, query.ErrNotFound):
		return 0, actors.ErrNoFinding
	}
	return version, outs[0].Err
}

// decider is the store with one difference: decisions go through the tenant's actor, the
// single writer of the whole cluster.
type decider struct {
	*store.Store
	mesh  *mesh
	rules *rules
}

// PutSetting implements query.Store; what it changes is in force on this node at once.
func (d *decider) PutSetting(ctx context.Context, tenant string, s query.Setting) error {
	err := d.Store.PutSetting(ctx, tenant, s)
	if err == nil {
		d.rules.soon()
	}
	return err
}

// Decide implements query.Store.
func (d *decider) Decide(ctx context.Context, tenant string, ds []query.Decision) ([]query.Outcome, error) {
	outs := make([]query.Outcome, len(ds))
	for i, x := range ds {
		version, err := d.mesh.node.Change(ctx, actors.Change{
			Tenant: tenant, Finding: x.CaseID, Kind: x.Kind, To: string(x.To), User: x.User, Remark: x.Remark, Was: string(x.Disposition),
			IfVersion: x.Revision + 1, At: x.Time,
		})
		switch {
		case err == nil:
			outs[i].State = query.CaseState{Status: x.To, Revision: version - 1, User: x.User, Remark: x.Remark, Changed: x.Time}
		case errors.Is(err, actors.ErrNoFinding):
			outs[i].Err = query.ErrNotFound
		case errors.Is(err, actors.ErrConflict):
			state, err := d.present(ctx, tenant, x.Kind, x.CaseID)
			if err != nil {
				return nil, err
			}
			outs[i] = query.Outcome{State: state, Err: query.ErrConflict}
		default:
			return nil, fmt.Errorf("cannot record the decision: %w", err)
		}
	}
	return outs, nil
}

func (d *decider) present(ctx context.Context, tenant string, kind finding.Kind, id string) (query.CaseState, error) {
	page, err := d.Cases(ctx, query.CaseQuery{
		Kind: kind, Filter: query.Filter{Tenant: tenant, IDs: []string{id}}, Order: query.Order{By: query.SortEnd}, Limit: 1,
	})
	if err != nil || len(page.Rows) == 0 {
		return query.CaseState{}, err
	}
	return page.Rows[0].State, nil
}

// GossipAddress is where other nodes join this one; "" when it is alone.
func (a *App) GossipAddress() string {
	if life := a.mesh.life.Load(); life != nil {
		return life.Provider.GossipAddress()
	}
	return ""
}
