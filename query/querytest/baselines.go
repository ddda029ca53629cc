package querytest

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// Baselines stands for the actors of APIs: one of them, GET /api/v1/orders/{id} of the shop, has
// learned twelve days. It is the real state, without the actors around it.
type Baselines struct {
	mu   sync.Mutex
	Now  func() time.Time
	Gone bool // nobody answers
	all  map[string]*event.Endpoint
}

// Orders is the API that has a baseline.
var Orders = traffic.API{Host: "shop.example.com", Method: "GET", Template: "/api/v1/orders/{id}"}

func (b *Baselines) endpoint(api string) (*event.Endpoint, error) {
	if b.Gone {
		return nil, query.ErrAway
	}
	if b.all == nil {
		e := event.NewEndpoint(Orders)
		learn(e, b.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -12))
		b.all = map[string]*event.Endpoint{Orders.ID(Tenant): e}
	}
	if e := b.all[api]; e != nil {
		return e, nil
	}
	return nil, query.ErrNotFound
}

// learn teaches twelve days of office hours, of two networks.
func learn(e *event.Endpoint, from time.Time) {
	var out []finding.Finding
	for hour := range 12 * 24 {
		if h := hour % 24; h < 8 || h > 17 {
			continue
		}
		for call := range 90 {
			e.Apply(&finding.Facts{
				Tenant: Tenant, API: Orders, Time: from.Add(time.Duration(hour)*time.Hour + time.Duration(call)*40*time.Second),
				Client: netip.AddrFrom4([4]byte{114, 114, byte(114 + call%2), byte(call % 7)}), Status: 200, Tool: 1, Agent: "Firefox",
				Latency: time.Duration(20+call%10) * time.Millisecond, ResSize: int64(2000 + 10*call), Creds: finding.Set(0).With(1), Session: uint64(call%7 + 1),
				Forms: []finding.Written{{Name: `expand<b>`, Form: finding.FormWord}},
			}, &out)
		}
	}
}

// Baseline implements query.Baselines.
func (b *Baselines) Baseline(_ context.Context, tenant, api string) (baseline.Export, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.endpoint(api)
	if err != nil {
		return baseline.Export{}, err
	}
	return e.Baseline(tenant, b.Now()), nil
}

// Steer implements query.Baselines.
func (b *Baselines) Steer(_ context.Context, api string, o query.BaselineOrder) (uint64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.endpoint(api)
	if err != nil {
		return 0, err
	}
	rev, err := e.Steer(event.Order{ID: o.ID, Act: o.Act, User: o.User, Why: o.Why, At: o.At, IfRevision: o.Revision})
	if errors.Is(err, event.ErrRuled) {
		err = query.ErrConflict
	}
	return rev, err
}
