package app

import (
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/config"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestAKilledEngineIsCounted kills the engine under a node that asks it questions: they are
// answered, and its counters tell what happened.
func TestAKilledEngineIsCounted(t *testing.T) {
	child := storetest.Engine(t)
	c := testConfig(t)
	o := storetest.OptionsFor(t, child)
	c.Store.Address, c.Store.User, c.Store.Password, c.Store.Database = o.Addr[0], o.User, config.Secret(o.Password), o.Database
	a := startNode(t, c)
	counted := func(line string) bool {
		return strings.Contains(string(ask(t, a, "GET", "/metrics", nil, nil).body), line)
	}
	if !counted("\nlapwing_engine_ends_total 0\n") || !counted("\nlapwing_store_reads_again_total 0\n") {
		t.Error("counters of an outage before there was one")
	}
	a.child = child
	if err := syscall.Kill(child.State().PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); child.State().Restarts == 0 || !child.State().Ready; {
		if got := ask(t, a, "GET", "/api/v1/apis", nil, nil); got.status != http.StatusOK {
			t.Errorf("while the engine is away: %d %s", got.status, got.body)
		}
		if time.Now().After(end) {
			t.Fatalf("the engine does not come back: %+v", child.State())
		}
	}
	if !counted("\nlapwing_engine_ends_total 1\n") || counted("\nlapwing_store_reads_again_total 0\n") {
		t.Error("the outage is not counted")
	}
}
