package actors

import (
	"fmt"

	"github.com/asynkron/protoactor-go/actor"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	meshv1 "github.com/lapwing-sec/lapwing/proto/mesh/v1"
)

// host is the one actor of a node that starts and stops its shards as the topology wants,
// and answers for the node.
type host struct {
	life *life
	want map[uint32]bool
	have map[uint32]*actor.PID
}

// Receive is called by protoactor, one message at a time.
func (h *host) Receive(ctx actor.Context) {
	switch m := ctx.Message().(type) {
	case *actor.Started:
		h.want, h.have = map[uint32]bool{}, map[uint32]*actor.PID{}
	case *routes:
		h.follow(ctx, m)
	case *actor.Terminated:
		for s, p := range h.have {
			if p.Id == m.Who.Id {
				delete(h.have, s)
				h.life.status[s].gone()
			}
		}
		h.start(ctx)
	case *actor.Stopping:
		clear(h.want) // a stopping parent can still spawn: it would claim anew what it gives up
	case *meshv1.StatusAsk:
		ctx.Respond(h.life.report())
	case *meshv1.Folds:
		h.folds(m)
	}
}

func (h *host) follow(ctx actor.Context, m *routes) {
	clear(h.want)
	for s, owner := range m.owners {
		if owner == h.life.address {
			h.want[uint32(s)] = true
		}
	}
	for s, p := range h.have {
		if !h.want[s] {
			ctx.Stop(p)
		}
	}
	h.start(ctx)
}

// start starts what is wanted and not there. A shard that is still stopping comes again with
// its Terminated, if it is still wanted then.
func (h *host) start(ctx actor.Context) {
	for s := range h.want {
		if h.have[s] != nil {
			continue
		}
		props := actor.PropsFromProducer(func() actor.Actor { return &shard{id: s, life: h.life} })
		p, err := ctx.SpawnNamed(props, fmt.Sprintf("s%d", s))
		if err != nil {
			h.life.log.Error("cannot start a shard", "shard", s, "error", err)
			continue
		}
		h.have[s] = p
		h.life.status[s].starts.Add(1)
		h.life.status[s].running.Store(true)
	}
}

func (h *host) folds(m *meshv1.Folds) {
	if m.Node == h.life.node.o.Source || h.life.node.o.OnFolds == nil {
		return
	}
	folds := make([]traffic.Fold, len(m.Folds))
	for i, f := range m.Folds {
		folds[i] = traffic.Fold{Host: f.Host, Method: f.Method, From: f.From, To: f.To}
	}
	h.life.node.o.OnFolds(m.Tenant, folds)
}
