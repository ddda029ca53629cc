package store

import (
	"context"
	"errors"
	"time"

	"github.com/ClickHouse/ch-go"
	"github.com/ClickHouse/ch-go/proto"
	"github.com/ClickHouse/clickhouse-go/v2"
)

// writer is the hot path into the server: columns that are reused, sent as they are. It
// has its own few connections, because the other driver cannot send ready columns. Measured
// on batches of 50,000 calls, CPU of our process: 0.55 us a row, against 2.6 us for the
// other driver's row and column interfaces.
type writer struct {
	opt   Options
	lanes chan *lane // idle lanes; each is used by one insert at a time
}

const (
	lanesOpen    = 2                // inserts at a time; the engine gains nothing from a third on two cores
	idlePing     = 30 * time.Second // a connection idle this long is asked before it is trusted
	readPatience = 2 * time.Minute  // for the next packet of the server while it merges
)

// lane is one connection with its columns.
type lane struct {
	client  *ch.Client
	next    int // which address is dialled next
	used    time.Time
	calls   *callColumns
	samples *sampleColumns
}

func newWriter(opt Options) *writer {
	w := &writer{opt: opt, lanes: make(chan *lane, lanesOpen)}
	for range lanesOpen {
		w.lanes <- &lane{calls: newCallColumns(), samples: newSampleColumns()}
	}
	return w
}

// close waits for inserts in flight.
func (w *writer) close() error {
	var errs []error
	for range lanesOpen {
		l := <-w.lanes
		errs = append(errs, l.hangUp())
	}
	return errors.Join(errs...)
}

// with runs f with a lane of its own.
func (w *writer) with(ctx context.Context, f func(*lane) error) error {
	select {
	case l := <-w.lanes:
		defer func() { w.lanes <- l }()
		return f(l)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// insert sends the rows of in as one block. After any error the connection is given up:
// what the server did with the block is unknown, and the token makes a retry safe.
func (w *writer) insert(ctx context.Context, l *lane, into string, in proto.Input, set []ch.Setting) error {
	if err := l.dial(ctx, w.opt); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, w.opt.Limits.Write)
	defer cancel()
	err := l.client.Do(ctx, ch.Query{Body: "INSERT INTO " + into + " " + in.Columns() + " VALUES", Input: in,
		Settings: set})
	l.used = time.Now()
	if err != nil {
		_ = l.hangUp()
	}
	return err
}

func (l *lane) dial(ctx context.Context, opt Options) error {
	if l.client != nil && !l.client.IsClosed() {
		if time.Since(l.used) < idlePing || l.client.Ping(ctx) == nil {
			return nil
		}
	}
	_ = l.hangUp()
	addr := opt.Addr[l.next%len(opt.Addr)]
	l.next++
	method := ch.CompressionDisabled
	if compression(opt.Addr) == clickhouse.CompressionLZ4 {
		method = ch.CompressionLZ4
	}
	ctx, cancel := context.WithTimeout(ctx, 2*dialTimeout)
	defer cancel()
	client, err := ch.Dial(ctx, ch.Options{
		Address: addr, User: opt.User, Password: opt.Password, TLS: opt.TLS,
		Compression: method, DialTimeout: dialTimeout, ReadTimeout: readPatience,
	})
	if err != nil {
		return err
	}
	l.client = client
	return nil
}

func (l *lane) hangUp() error {
	if l.client == nil || l.client.IsClosed() {
		return nil
	}
	return l.client.Close()
}
