package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

var (
	errRefused = fmt.Errorf("dial tcp: connect: %w", syscall.ECONNREFUSED)
	errBroke   = fmt.Errorf("read: %w", io.EOF)
	errReset   = fmt.Errorf("read: %w", syscall.ECONNRESET)
	errAnswer  = error(&clickhouse.Exception{Code: 62, Message: "Syntax error"})
)

func TestReadsAreAskedOnceMoreWhileTheServerIsGone(t *testing.T) {
	for _, c := range []struct {
		name  string
		gives []error // of each try; the last is repeated
		must  bool    // not asked again
		limit time.Duration
		tries int
		took  time.Duration // at most
		want  error
	}{
		{"answers", []error{nil}, false, 0, 1, 0, nil},
		{"answers with an error", []error{errAnswer}, false, 0, 1, 0, errAnswer},
		{"breaks, refuses, answers", []error{errBroke, errRefused, errRefused, nil}, false, 0, 4, time.Second, nil},
		{"resets, answers with an error", []error{errReset, errAnswer}, false, 0, 2, time.Second, errAnswer},
		{"an answer begun that cannot start over", []error{errBroke, nil}, true, 0, 1, 0, errBroke},
		{"breaks one by one", []error{errBroke, errReset, errBroke, nil}, false, 0, 4, time.Second, nil},
		{
			"breaks again when the server was back: this read may be why",
			[]error{errBroke, errRefused, errRefused, errRefused, errRefused, errRefused, errReset, nil}, false, 0, 7, 2 * time.Second, errReset,
		},
		{"stays away", []error{errRefused}, false, 0, 0, comeBack, errRefused},
		{"the caller has less time", []error{errRefused}, false, 300 * time.Millisecond, 3, 300 * time.Millisecond, errRefused},
		{"the caller has no time", []error{errRefused}, false, time.Millisecond, 1, 0, errRefused},
		{"the caller's time is over", []error{context.DeadlineExceeded}, false, 0, 1, 0, context.DeadlineExceeded},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			if c.limit != 0 {
				cancel()
				ctx, cancel = context.WithTimeout(t.Context(), c.limit)
			}
			defer cancel()
			var o outage
			tries, began := 0, time.Now()
			err := o.patient(ctx, func() (bool, error) {
				tries++
				return !c.must, c.gives[min(tries, len(c.gives))-1]
			})
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Errorf("%s: %v, want %v", c.name, err, c.want)
			}
			if c.tries != 0 && tries != c.tries || time.Since(began) > c.took {
				t.Errorf("%s: %d tries in %v, want %d in at most %v", c.name, tries, time.Since(began), c.tries, c.took)
			}
			if o.again.Load() != uint64(tries-1) {
				t.Errorf("%s: counted %d of %d tries", c.name, o.again.Load(), tries)
			}
		})
	}
}

// The first to notice wait; who comes later is told at once, until there was an answer.
func TestAStoreThatStaysAwayIsToldAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var o outage
		ask := func(err error) time.Duration {
			began := time.Now()
			_ = o.patient(t.Context(), func() (bool, error) { return true, err })
			return time.Since(began)
		}
		if d := ask(errRefused); d < comeBack-time.Second {
			t.Errorf("gave up after %v", d)
		}
		for _, left := range []error{context.Canceled, context.DeadlineExceeded, errors.New("a column's type")} {
			time.Sleep(time.Minute)
			if d := ask(left); d != 0 {
				t.Errorf("%v: asked again for %v", left, d)
			}
			if d := ask(errRefused); d != 0 {
				t.Errorf("kept a caller for %v though the server stays away", d)
			}
		}
		ask(errAnswer)
		if d := ask(errRefused); d < comeBack-time.Second {
			t.Errorf("after an answer it gave up after %v", d)
		}
	})
}

func TestACallerWhoLeavesIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		time.AfterFunc(70*time.Millisecond, leave)
		var o outage
		tries, began := 0, time.Now()
		err := o.patient(ctx, func() (bool, error) { tries++; return true, errRefused })
		if d := time.Since(began); err == nil || tries != 2 || d != 70*time.Millisecond {
			t.Errorf("%v after %v and %d tries", err, d, tries)
		}
	})
}
