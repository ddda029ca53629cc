package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestErrorsSayWhetherToTryAgain(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := store.Open(ctx, store.Options{Addr: []string{"127.0.0.1:1"}}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("nobody listens: %v", err)
	}
	opt := storetest.Options(t)
	wrong := opt
	wrong.Password = "wrong"
	if _, err := store.Open(ctx, wrong); err == nil || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a wrong password: %v", err)
	}
	s := open(t, opt)
	if _, err := s.Coverage(ctx, "", query.Window{}); err == nil || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("no tenant: %v", err)
	}
	gone, stop := context.WithCancel(ctx)
	stop()
	if _, err := s.Coverage(gone, "acme", query.Window{}); !errors.Is(err, context.Canceled) ||
		errors.Is(err, store.ErrUnavailable) {
		t.Errorf("the caller went away: %v", err)
	}
}

// Every read is bounded in time and memory, and the engine lives on.
func TestReadsAreBounded(t *testing.T) {
	opt := storetest.Options(t)
	roomy := open(t, opt)
	write(t, roomy, newGenerator("acme", day).batch("x", 50_000, 0))
	opt.Limits.Memory = 1 << 20
	tight := open(t, opt)
	q := query.TrafficQuery{Tenant: "acme"}
	if _, err := tight.Callers(t.Context(), q, 10_000); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a read over its memory: %v", err)
	}
	if _, err := roomy.Callers(t.Context(), q, 10_000); err != nil {
		t.Errorf("the same read with memory: %v", err)
	}
}
