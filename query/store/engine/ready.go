package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

const (
	pingEvery = 20 * time.Millisecond // between two tries; the engine needs 100-300 ms
	portFirst = 20_000                // below the range from which the system hands out ports to outgoing
	portCount = 12_000                // connections (32768 on): ours stays free while the engine restarts
	portTries = 64

	signInTime = 30 * time.Second // a busy machine, a cold disk
)

// freePort finds a port on 127.0.0.1 that nobody listens on.
func freePort(first int) (int, error) {
	var last error
	for try := range portTries {
		port := portFirst + rand.IntN(portCount)
		if try == 0 && first != 0 {
			port = first
		}
		l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err == nil {
			return port, l.Close()
		}
		last = err
	}
	return 0, fmt.Errorf("cannot find a free port for the engine: %w", last)
}

// ready waits until the child answers our user, or ends, or ctx does.
func (p *process) ready(ctx context.Context, addr, password string) error {
	conn, err := dial(addr, password)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	for {
		err := conn.Ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-p.exited:
			return p.reason()
		case <-ctx.Done():
			return fmt.Errorf("no answer: %w", err)
		case <-time.After(pingEvery):
		}
	}
}

func dial(addr, password string) (driver.Conn, error) {
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr: []string{addr}, Auth: clickhouse.Auth{Username: User, Password: password},
		DialTimeout: signInTime, MaxOpenConns: 1,
	})
	if err != nil {
		return nil, fmt.Errorf("cannot reach the engine: %w", err)
	}
	return conn, nil
}
