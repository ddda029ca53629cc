package store

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Store is a pool of connections to one ClickHouse, safe for concurrent use.
type Store struct {
	opt   Options
	in    dialect
	conn  driver.Conn // reads, definitions and small writes
	hot   *writer     // batches of calls and samples
	away  outage      // whether the server answers
	cases sync.Mutex  // makes Decide's compare-and-set hold within this process
	saves stamps      // of checkpoints
}

const (
	dialTimeout  = 5 * time.Second
	waitForConn  = 30 * time.Second // for a free connection of the pool, and for an engine that restarts
	connLifetime = time.Hour        // afterwards dialled anew, so that replicas share the load again
)

// Open connects, makes the database if it is missing and brings its tables up to date. The
// error is ErrUnavailable where trying again makes sense and ErrNewerSchema where the
// database belongs to a newer lapwing.
func Open(ctx context.Context, opt Options) (*Store, error) {
	if len(opt.Addr) == 0 {
		return nil, errors.New("cannot open the store: no address given")
	}
	opt = opt.withDefaults()
	s := &Store{
		opt: opt,
		in:  dialect{database: opt.Database, cluster: opt.Cluster, days: opt.Retention.days()},
		hot: newWriter(opt),
	}
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr:            opt.Addr,
		Auth:            clickhouse.Auth{Username: opt.User, Password: opt.Password}, // names are always qualified
		TLS:             opt.TLS,
		Compression:     &clickhouse.Compression{Method: compression(opt.Addr)},
		DialTimeout:     waitForConn,
		MaxOpenConns:    opt.Limits.Conns,
		MaxIdleConns:    opt.Limits.Conns,
		ConnMaxLifetime: connLifetime,
		DialContext:     func(ctx context.Context, addr string) (net.Conn, error) { return dial(ctx, addr, opt.TLS) },
	})
	if err != nil {
		return nil, failure("open the store", err)
	}
	s.conn = conn
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// dial connects; with its own shorter limit than the time for which the pool may wait.
func dial(ctx context.Context, addr string, conf *tls.Config) (net.Conn, error) {
	d := &net.Dialer{Timeout: dialTimeout}
	if conf != nil {
		return (&tls.Dialer{NetDialer: d, Config: conf}).DialContext(ctx, "tcp", addr)
	}
	return d.DialContext(ctx, "tcp", addr)
}

// compression costs more than it saves on loopback.
func compression(addrs []string) clickhouse.CompressionMethod {
	for _, a := range addrs {
		host, _, err := net.SplitHostPort(a)
		if err != nil {
			return clickhouse.CompressionLZ4
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return clickhouse.CompressionLZ4
		}
	}
	return clickhouse.CompressionNone
}

// Ping answers within two seconds whether the server can be asked.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	err := s.conn.Ping(ctx)
	if err == nil {
		s.away.over()
	}
	return failure("reach the store", err)
}

// Close gives the connections back; calls in flight fail.
func (s *Store) Close() error {
	return errors.Join(s.hot.close(), s.conn.Close())
}
