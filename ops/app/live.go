package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/lapwing-sec/lapwing/actors"
	"github.com/lapwing-sec/lapwing/query"
)

// live answers what only running nodes know.
type live struct{ a *App }

// Nodes lists the nodes, this one first.
func (l *live) Nodes(ctx context.Context) ([]query.Node, error) {
	members, err := l.a.mesh.node.Members(ctx)
	if err != nil {
		return nil, fmt.Errorf("cannot list the nodes: %w", err)
	}
	var self, others []query.Node
	for _, m := range members {
		n := query.Node{
			Name: m.Name, Address: m.Address, State: m.State, Self: m.Self, Version: l.a.o.Version, Started: m.Started,
			Backlog: m.Routed - min(m.Durable, m.Routed),
		}
		for _, k := range m.Kinds {
			n.Keys += k.Keys
		}
		if m.Self {
			l.own(&n)
			self = append(self, n)
			continue
		}
		others = append(others, n)
	}
	return append(self, others...), nil
}

// own adds what a node knows only of itself.
func (l *live) own(n *query.Node) {
	st := l.a.spool.Stats()
	n.SpoolUse, n.SpoolMax = uint64(st.Disk), uint64(st.MaxBytes)
	f := l.a.flow.Stats()
	n.Second = query.SecondStage{Doubted: f.Confirm.Doubted, Confirmed: f.Confirm.Confirmed, Dropped: f.Confirm.Dropped}
	n.Backlog, n.Lag = st.Next-1-min(f.Delivered, st.Next-1), f.Lag
}

// Sensors tells what the sensors of a tenant delivered to this node.
func (l *live) Sensors(_ context.Context, tenant string) ([]query.SensorState, error) {
	return l.a.sensors.list(tenant), nil
}

// Ready is nil when the node takes and judges calls.
func (l *live) Ready(ctx context.Context) error {
	if err := l.a.Err(); err != nil {
		return err
	}
	if err := l.a.store.Ping(ctx); err != nil {
		return err
	}
	if _, err := l.a.mesh.node.Members(ctx); errors.Is(err, actors.ErrUnreachable) {
		return errors.New("the node has not joined its cluster yet")
	}
	return nil
}

func hostOf(addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return host
}

func firstOf(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}

// Settled waits until everything accepted so far is stored, judged and saved.
func (a *App) Settled(ctx context.Context) error {
	goal := a.spool.Stats().Next - 1
	for {
		if a.flow.Stats().Delivered >= goal {
			return a.mesh.node.Flush(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("cannot wait for the calls to be judged: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}
