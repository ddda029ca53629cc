package store_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// The engine is killed under readers and a writer. Every read gives what it gave before, no
// row twice; what the writer was told is stored is there once, and the rest at most once.
func TestReadsOutliveTheEngine(t *testing.T) {
	c := storetest.Engine(t)
	s := open(t, storetest.OptionsFor(t, c))
	write(t, s, newGenerator("acme", day).batch("edge/1", 2000, 100))
	traffic := query.TrafficQuery{Tenant: "acme"}
	reads := []func(context.Context) (any, error){
		func(ctx context.Context) (any, error) { return s.Callers(ctx, traffic, 1000) },
		func(ctx context.Context) (any, error) { return s.Sources(ctx, "acme", query.Window{}) },
		func(ctx context.Context) (any, error) {
			top, all, err := s.Clients(ctx, traffic, 50)
			return []any{top, all}, err
		},
		func(ctx context.Context) (any, error) { return s.Coverage(ctx, "acme", query.Window{}) },
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var done atomic.Bool
	counts := make([]atomic.Int64, len(reads))
	var all sync.WaitGroup
	for i := range len(reads) {
		read := reads[i]
		want, err := read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			for !done.Load() {
				got, err := read(ctx)
				if err != nil {
					t.Errorf("read %d: %v", i, err)
				} else if !reflect.DeepEqual(got, want) {
					t.Errorf("read %d: another answer than before", i)
				}
				counts[i].Add(1)
			}
		})
	}
	var told []string
	tried := 0
	all.Go(func() {
		for ; !done.Load(); tried++ {
			e := query.AuditEntry{Time: day, ID: fmt.Sprint("entry ", tried), Actor: "x"}
			if s.WriteAudit(ctx, "acme", []query.AuditEntry{e}) == nil {
				told = append(told, e.ID)
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
	for range 3 {
		for i := range counts { // reads that met the last end are through
			for goal := counts[i].Load() + 2; counts[i].Load() < goal; {
				time.Sleep(10 * time.Millisecond)
			}
		}
		kill(t, c)
		time.Sleep(50 * time.Millisecond)
		settle(t, c, s)
	}
	done.Store(true)
	all.Wait()
	t.Logf("%d reads asked again; %d of %d writes told stored", s.AskedAgain(), len(told), tried)
	if s.AskedAgain() == 0 {
		t.Error("no read met an outage: this shows nothing")
	}
	audited(t, s, told, tried)
}

func audited(t *testing.T, s *store.Store, told []string, tried int) {
	t.Helper()
	rows, err := s.Audit(t.Context(), "acme", time.Time{}, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.ID] {
			t.Errorf("%s is stored twice", r.ID)
		}
		seen[r.ID] = true
	}
	for _, id := range told {
		if !seen[id] {
			t.Errorf("%s was told stored and is gone", id)
		}
	}
	if len(rows) > tried {
		t.Errorf("%d rows of %d tried", len(rows), tried)
	}
}
