package console_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// The engine is killed while pages are read: they wait a moment, none of them fails. An
// engine that stays away is told in words and with Retry-After, soon by all and then at once.
func TestNobodySeesTheEngineDie(t *testing.T) {
	c := storetest.Engine(t)
	s, err := store.Open(t.Context(), storetest.OptionsFor(t, c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	querytest.Seed(t, s, time.Now())
	srv := querytest.Start(t, s, time.Now)
	admin := srv.Admin(t)
	paths := []string{"/events", "/policies?q=mobile&state=on", "/apis", "/risks"}
	for _, p := range paths {
		if a := admin.Get(p); a.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d", p, a.StatusCode)
		}
	}
	var done atomic.Bool
	var readers sync.WaitGroup
	read := make([]atomic.Int64, len(paths))
	for i, p := range paths {
		readers.Go(func() {
			for !done.Load() {
				if a := admin.Get(p); a.StatusCode != http.StatusOK {
					t.Errorf("%s: %d", p, a.StatusCode)
				}
				read[i].Add(1)
			}
		})
	}
	for range 2 {
		allGoOn(read, 2) // pages that met the last end are through
		before := c.State()
		if err := syscall.Kill(before.PID, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(30 * time.Second); c.State().Restarts == before.Restarts || !c.State().Ready; {
			if time.Now().After(end) {
				t.Fatalf("the engine does not come back: %+v", c.State())
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	allGoOn(read, 2)
	done.Store(true)
	readers.Wait()
	t.Logf("%d reads asked again", s.AskedAgain())
	if s.AskedAgain() == 0 {
		t.Error("no page met an outage: this shows nothing")
	}
	c.Stop()
	for i, within := range []time.Duration{20 * time.Second, 4 * time.Second} {
		began := time.Now()
		a := admin.Get("/events")
		if a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Retry-After") != "5" {
			t.Errorf("the store stays away: %d, Retry-After %q", a.StatusCode, a.Header.Get("Retry-After"))
		}
		if d := time.Since(began); d > within {
			t.Errorf("page %d was told after %v", i, d)
		}
	}
}

// allGoOn waits until each counter has gone on by n.
func allGoOn(counters []atomic.Int64, n int64) {
	for i := range counters {
		for goal := counters[i].Load() + n; counters[i].Load() < goal; {
			time.Sleep(10 * time.Millisecond)
		}
	}
}
