package app

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/query"
)

const mostSensors = 10_000 // of all tenants; further ones share the name "(other)"

func (a *App) startReceiver(context.Context) error {
	r, err := ingest.NewReceiver(ingest.ReceiverOptions{
		Spool: a.spool,
		Limits: ingest.Limits{
			BatchBytes: int64(a.o.Config.Ingest.MaxBatchMB) << 20,
			Future:     time.Duration(a.o.Config.Ingest.MaxFutureMin) * time.Minute,
		},
	})
	a.receiver, a.sensors = r, &sensors{m: map[sensorKey]*query.SensorState{}, now: time.Now}
	return err
}

// door is the receiver with one addition: deliveries are counted by sensor.
type door struct{ a *App }

// Receive makes a delivery durable.
func (d *door) Receive(ctx context.Context, in ingest.Request) (ingest.Receipt, error) {
	got, err := d.a.receiver.Receive(ctx, in)
	d.a.sensors.add(in.Tenant, in.Sensor, got, err)
	return got, err
}

// sensors counts what each sensor delivered since the node started.
type sensors struct {
	mu  sync.Mutex
	m   map[sensorKey]*query.SensorState
	now func() time.Time
}

type sensorKey struct{ tenant, sensor string }

func (s *sensors) add(tenant, sensor string, r ingest.Receipt, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := sensorKey{tenant, sensor}
	if s.m[k] == nil && len(s.m) >= mostSensors {
		k.sensor = "(other)"
	}
	st := s.m[k]
	if st == nil {
		st = &query.SensorState{Sensor: k.sensor}
		s.m[k] = st
	}
	st.LastSeen = s.now().UTC()
	if err != nil {
		if reason := ingest.ReasonOf(err); reason != "" {
			refuse(st, string(reason), 1)
		}
		return
	}
	if !r.Replayed {
		st.Accepted += uint64(r.Accepted)
		for _, x := range r.Refused {
			refuse(st, x.Reason, 1)
		}
		if more := r.RefusedTotal - len(r.Refused); more > 0 {
			refuse(st, "unlisted", uint64(more))
		}
	}
}

func refuse(st *query.SensorState, reason string, n uint64) {
	i := slices.IndexFunc(st.Refused, func(r query.Refusal) bool { return r.Reason == reason })
	if i < 0 {
		i = len(st.Refused) // bounded by the table of reasons
		st.Refused = append(st.Refused, query.Refusal{Reason: reason})
	}
	st.Refused[i].Count += n
	st.Refused[i].Last = st.LastSeen
}

// list gives a tenant's sensors by name.
func (s *sensors) list(tenant string) []query.SensorState {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []query.SensorState
	for k, st := range s.m {
		if k.tenant == tenant {
			c := *st
			c.Refused = slices.Clone(st.Refused)
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y query.SensorState) int { return strings.Compare(x.Sensor, y.Sensor) })
	return out
}
