package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"github.com/ClickHouse/ch-go"
	"github.com/ClickHouse/clickhouse-go/v2"
)

// ErrUnavailable means that the same call may succeed later: the server is starting,
// overloaded, read-only, out of reach. Every other error stays wrong however often one tries.
var ErrUnavailable = errors.New("store is unavailable")

// ErrNewerSchema means that the database was written by a newer lapwing.
var ErrNewerSchema = errors.New("the database was written by a newer lapwing")

// errNoTenant is a programming mistake, never a question about all tenants.
var errNoTenant = errors.New("no tenant given")

// Codes of ClickHouse that pass by themselves.
var passing = []int32{
	3,   // UNEXPECTED_END_OF_FILE: the connection broke
	159, // TIMEOUT_EXCEEDED
	160, // TOO_SLOW
	164, // READONLY: a replica without its keeper
	202, // TOO_MANY_SIMULTANEOUS_QUERIES
	203, // NO_FREE_CONNECTION
	209, // SOCKET_TIMEOUT
	210, // NETWORK_ERROR
	225, // NO_ZOOKEEPER
	236, // ABORTED: it is shutting down
	241, // MEMORY_LIMIT_EXCEEDED
	242, // TABLE_IS_READ_ONLY
	243, // NOT_ENOUGH_SPACE
	252, // TOO_MANY_PARTS: merges must catch up
	279, // ALL_CONNECTION_TRIES_FAILED
	285, // TOO_FEW_LIVE_REPLICAS
	286, // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
	319, // UNKNOWN_STATUS_OF_INSERT: the same token makes the retry safe
	394, // QUERY_WAS_CANCELLED
	415, // ALL_REPLICAS_ARE_STALE
	425, // SYSTEM_ERROR
	439, // CANNOT_SCHEDULE_TASK
	999, // KEEPER_EXCEPTION
}

// failure says what could not be done and marks what may be tried again.
func failure(what string, err error) error {
	if err == nil {
		return nil
	}
	if retryable(err) {
		return fmt.Errorf("cannot %s: %w: %w", what, ErrUnavailable, err)
	}
	return fmt.Errorf("cannot %s: %w", what, err)
}

func retryable(err error) bool {
	if errors.Is(err, ErrUnavailable) || errors.Is(err, context.Canceled) {
		return false // marked already; the caller itself went away
	}
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return slices.Contains(passing, e.Code)
	}
	if e, ok := errors.AsType[*ch.Exception](err); ok {
		return slices.Contains(passing, int32(e.Code))
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, e := range []error{
		io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, ch.ErrClosed, context.DeadlineExceeded,
		clickhouse.ErrAcquireConnTimeout, clickhouse.ErrConnectionClosed,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
