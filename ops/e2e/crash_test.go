//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

const (
	loaders     = 4    // at once
	loadCalls   = 3000 // of each; some seconds on two busy cores
	killAfter   = 2 * time.Second
	downFor     = 3 * time.Second
	secondKill  = 2 * time.Second // after the restart, while the backlog comes in
	loseEvery   = 4               // of so many accepted batches one is delivered again
	countWithin = 2 * time.Minute
)

// TestKilledNodeCountsEveryAcknowledgedCallOnce kills the node twice, without warning, in the middle of
// load, and loses some of its answers. Callers of the shop notice nothing; the sensor keeps what the node
// does not take; in the end the store and the actors count each accepted call exactly once.
func TestKilledNodeCountsEveryAcknowledgedCallOnce(t *testing.T) {
	n := startNode(t)
	s := newStand(t, n, n.token(t, "edge-1", "ingest"))
	s.acks.lose = loseEvery
	from := time.Now().Add(-time.Minute)
	var load sync.WaitGroup
	for i := range loaders {
		load.Go(func() { s.load(t, i) })
	}
	time.Sleep(killAfter)
	n.Kill()
	time.Sleep(downFor)
	n.start(t)
	time.Sleep(secondKill)
	n.Kill()
	n.start(t)
	load.Wait()
	s.settle(t)

	acked, failures, repeated := s.acks.acked()
	t.Logf("%d calls acknowledged, %d batches not taken, %d calls taken under a known key", acked, failures, repeated)
	if acked != loaders*loadCalls {
		t.Errorf("%d calls were made, %d acknowledged", loaders*loadCalls, acked)
	}
	if repeated == 0 {
		t.Error("no batch was delivered twice: lost answers are not shown")
	}
	if failures == 0 {
		t.Error("no batch met a dead node: the kills came too late to show anything")
	}
	to := time.Now().Add(time.Minute)
	eventually(t, countWithin, func() string {
		if got := n.calls(t, from, to); got != acked {
			return fmt.Sprintf("the store holds %d calls, acknowledged were %d", got, acked)
		}
		return ""
	})
	eventually(t, countWithin, func() string {
		if got := n.counted(t); got != acked {
			return fmt.Sprintf("the actors counted %d calls, acknowledged were %d", got, acked)
		}
		return ""
	})
}

// load makes calls as fast as the shop answers; each must be answered, whatever Lapwing does.
func (s *stand) load(t *testing.T, i int) {
	products := s.world.Shop.Slugs()
	for k := range loadCalls {
		target := fmt.Sprintf("/api/v1/products/%s/stock", products[k%len(products)])
		if k%3 == 0 {
			target = fmt.Sprintf("/api/v1/products?page=%d", 1+k%5)
		}
		r, err := http.NewRequestWithContext(t.Context(), "GET", "https://"+shop.HostAPI+target, nil)
		if err != nil {
			t.Error(err)
			return
		}
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("192.0.2.%d", 100+i))
		res, err := s.world.Client.Do(r)
		if err != nil {
			t.Errorf("call %d of loader %d: %v", k, i, err)
			return
		}
		_ = res.Body.Close()
	}
}

// counted sums what the actors counted, over all APIs.
func (n *node) counted(t *testing.T) int {
	t.Helper()
	sum := 0
	for cursor := ""; ; {
		var page struct {
			Rows []struct{ Calls int }
			Next string
		}
		n.get(t, "/api/v1/apis?limit=200&cursor="+cursor, &page)
		for _, r := range page.Rows {
			sum += r.Calls
		}
		if cursor = page.Next; cursor == "" {
			return sum
		}
	}
}
