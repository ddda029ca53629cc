package store

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// A server that restarts is away for a moment: the embedded engine answers again half a
// second after it died. A read that meets this moment is asked once more, so that a page
// waits instead of failing. Writes are not: whether they were stored is not known, and those
// who write batches have a token and patience of their own.

const (
	comeBack  = 6 * time.Second       // how long after the first unanswered question reads wait; then they fail at once
	askPause  = 50 * time.Millisecond // before the second try, doubled up to askPauses
	askPauses = 400 * time.Millisecond
	oneEnd    = 1500 * time.Millisecond // breaks this close are one end: a dying process loses its connections one by one
)

// outage knows since when the server has not answered.
type outage struct {
	since atomic.Int64  // Unix nanoseconds of the first unanswered question; 0: it answers
	again atomic.Uint64 // reads asked again
}

// over tells that the server answers.
func (o *outage) over() {
	if o.since.Load() != 0 {
		o.since.Store(0)
	}
}

// until tells that a question was not answered and gives how long to go on asking.
func (o *outage) until(now time.Time) time.Time {
	o.since.CompareAndSwap(0, now.UnixNano())
	since := o.since.Load()
	if since == 0 { // it answered somebody else this instant
		return now.Add(comeBack)
	}
	return time.Unix(0, since).Add(comeBack)
}

// AskedAgain counts reads that were asked again because the server was gone for a moment.
func (s *Store) AskedAgain() uint64 { return s.away.again.Load() }

// patient asks until there is an answer, the server stays away, or ctx ends. ask reports
// whether it may be asked again.
func (o *outage) patient(ctx context.Context, ask func() (may bool, err error)) error {
	var first time.Time // when it broke first
	pause := askPause
	for {
		may, err := ask()
		away := reachOf(err)
		switch away {
		case answered:
			o.over()
			return err
		case unknown:
			return err
		}
		now := time.Now()
		until := o.until(now)
		if d, ok := ctx.Deadline(); ok && d.Before(until) {
			until = d
		}
		if away == broke && first.IsZero() {
			first = now
		}
		if away == broke && now.Sub(first) > oneEnd { // the server was back: this read may be what ends it
			return err
		}
		if !may || now.Add(pause).After(until) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
		o.again.Add(1)
		pause = min(2*pause, askPauses)
	}
}

// reach says how far a question got.
type reach int

const (
	answered reach = iota // with rows or with an error of the server
	refused               // nobody was there
	broke                 // the connection ended before the answer did
	unknown               // the caller left, its time is over, or it could not take what came
)

func reachOf(err error) reach {
	if err == nil {
		return answered
	}
	if _, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return answered
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return unknown
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return refused
	}
	for _, e := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED} {
		if errors.Is(err, e) {
			return broke
		}
	}
	return unknown
}
