package flow

import (
	"bytes"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestRK01DeclaredMethodsThroughTheRunningFlow: a description imported while calls flow clears
// the risk for the calls that come after it, and taking it back brings the risk back.
func TestRK01DeclaredMethodsThroughTheRunningFlow(t *testing.T) {
	dir, w := t.TempDir(), newWorld()
	s := open(t, dir)
	defer s.Close()
	declares, err := traffic.NewCorrections(nil, []traffic.Declared{{Host: "shop.example", Method: "DELETE", Template: "/orders/{id}"}})
	if err != nil {
		t.Fatal(err)
	}
	var current atomic.Pointer[traffic.Corrections]
	f, err := Start(Options{
		Spool: s, Store: w, Router: w, Dir: dir + "/learned", Source: "n", Clock: time.Now,
		Key: func(string) []byte { return bytes.Repeat([]byte{3}, 32) }, Log: slog.New(slog.DiscardHandler),
		Corrections: func(string) *traffic.Corrections { return current.Load() },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Stop()
	risky := func(id string) (hit, stored bool) {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, b := range w.batches {
			for _, x := range b {
				if x.ID != id {
					continue
				}
				stored = true
				for _, r := range x.Risks {
					hit = hit || r.Risk == 1
				}
			}
		}
		return hit, stored
	}
	for _, step := range []struct {
		id   string
		in   *traffic.Corrections
		want bool
	}{{"before", nil, true}, {"imported", declares, false}, {"taken back", nil, true}} {
		current.Store(step.in)
		x := call(1)
		x.ID, x.Method, x.Path = step.id, "DELETE", "/orders/7"
		var e ingest.Encoder
		e.Add(x)
		rec := spool.Record{Tenant: "t", Sensor: "s", Received: day, Count: e.Count(), Payload: e.Payload()}
		if _, err := s.Append(t.Context(), rec); err != nil {
			t.Fatal(err)
		}
		eventually(t, step.id+" is stored", func() bool { _, stored := risky(step.id); return stored })
		if got, _ := risky(step.id); got != step.want {
			t.Errorf("%s: RK-01 %v, want %v", step.id, got, step.want)
		}
	}
}
