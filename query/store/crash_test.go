package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/engine"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// persist writes a batch as the spool does: again and again with the same token until it
// is acknowledged. It counts the tries that ended in the middle.
func persist(ctx context.Context, s *store.Store, b *finding.Batch) (cut int, err error) {
	for {
		err := s.WriteBatch(ctx, b)
		if !errors.Is(err, store.ErrUnavailable) {
			return cut, err
		}
		if !errors.Is(err, syscall.ECONNREFUSED) {
			cut++
		}
		select {
		case <-ctx.Done():
			return cut, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// kill ends the engine at once and returns its process number.
func kill(t *testing.T, c *engine.Child) int {
	pid := c.State().PID
	if pid != 0 {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Error(err)
		}
	}
	return pid
}

// The engine is killed again and again in the middle of inserts. Every acknowledged call
// and sample is there exactly once, and so are the figures derived from them.
func TestKilledWhileInserting(t *testing.T) {
	c := storetest.Engine(t)
	opt := storetest.OptionsFor(t, c)
	s := open(t, opt)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	const (
		rounds, calls, samples = 60, 5_000, 100
		kills                  = 6 // the supervisor waits twice as long after each
	)
	killed := make(chan int, 1)
	done := make(chan struct{})
	go func() {
		n := 0
		for {
			select {
			case <-done:
				killed <- n
				return
			case <-time.After(time.Duration(100+rand.IntN(400)) * time.Millisecond):
			}
			if n < kills && c.State().Ready && kill(t, c) != 0 {
				n++
			}
		}
	}()
	g := newGenerator("acme", day)
	cut := 0
	for i := range rounds {
		n, err := persist(ctx, s, g.batch(fmt.Sprint("edge/", i), calls, samples))
		if err != nil {
			t.Fatal(err)
		}
		cut += n
	}
	close(done)
	n := <-killed
	t.Logf("%d kills, %d tries cut off", n, cut)
	if n < 3 || cut < 1 {
		t.Errorf("%d kills and %d tries cut off show nothing", n, cut)
	}
	settle(t, c, s)
	count(t, s, "count()", "calls", rounds*calls)
	count(t, s, "uniqExact(id)", "calls", rounds*calls)
	count(t, s, "uniqExact(sensor, seq)", "calls", rounds*calls)
	count(t, s, "count()", "samples", rounds*samples)
	count(t, s, "uniqExact(id)", "samples", rounds*samples)
	count(t, s, "sum(calls)", "coverage", rounds*calls)
}

// The acknowledgement is lost: all is stored, the engine dies, the batch comes again. With
// the same token nothing is added; the negative control shows that another token would.
func TestAcknowledgementLost(t *testing.T) {
	c := storetest.Engine(t)
	s := open(t, storetest.OptionsFor(t, c))
	b := newGenerator("acme", day).batch("edge/1", 1000, 10)
	for _, step := range []struct {
		token string
		want  uint64
	}{{"edge/1", 1}, {"edge/1", 1}, {"edge/1", 1}, {"edge/2", 2}} {
		b.Token = step.token
		if _, err := persist(t.Context(), s, b); err != nil {
			t.Fatal(err)
		}
		kill(t, c)
		settle(t, c, s)
		count(t, s, "count()", "calls", 1000*step.want)
		count(t, s, "count()", "samples", 10*step.want)
		count(t, s, "sum(calls)", "coverage", 1000*step.want)
	}
}

// settle waits until the engine has noticed its end and answers again.
func settle(t *testing.T, c *engine.Child, s *store.Store) {
	t.Helper()
	time.Sleep(100 * time.Millisecond)
	for range 400 {
		if c.State().Ready && s.Ping(t.Context()) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the engine does not come back: %+v", c.State())
}
