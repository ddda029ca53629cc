package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// Phases of an attempt, each a row.
const (
	attemptBegins = 1
	attemptEnded  = 2
)

// BeginAttempt implements query.Store: of two nodes that begin the same attempt one is told
// so, and sends.
func (s *Store) BeginAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error {
	const what = "begin to send a digest"
	mine := nonce()
	if err := s.addAttempt(ctx, what, tenant, id, a, attemptBegins, a.Begun, mine); err != nil {
		return err
	}
	w := newWhere()
	w.add("id = %s", "String", id)
	w.add("attempt = %s", "UInt32", a.N)
	w.add("phase = %s", "UInt8", attemptBegins)
	return s.first(ctx, what, tenant, "SELECT nonce FROM @deliveries AS deliveries"+w.text()+" ORDER BY written, nonce LIMIT 1", w.args, mine)
}

// EndAttempt implements query.Store.
func (s *Store) EndAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error {
	return s.addAttempt(ctx, "record how a digest was sent", tenant, id, a, attemptEnded, a.Ended, nonce())
}

func (s *Store) addAttempt(ctx context.Context, what, tenant, id string, a digest.Attempt, phase uint8, at time.Time, mine uint64) error {
	if tenant == "" {
		return failure(what, errNoTenant)
	}
	return s.insertUnder(ctx, what, "deliveries", "tenant, id, attempt, phase, ok, detail, node, at, nonce",
		fmt.Sprintf("%q/%q/%d/%d", tenant, id, a.N, phase), tenant, id, a.N, phase, a.OK, a.Detail, a.Node, clamped(at), mine)
}

// attempts reads the attempts to send digests, in order; fresh is that of ask.
func (s *Store) attempts(
	ctx context.Context, what, tenant string, ids []string, each func(id string, a digest.Attempt), fresh func(),
) error {
	w := newWhere()
	w.add("has(%s, id)", "Array(String)", ids)
	return s.ask(ctx, what, tenant, "SELECT id, attempt, argMinIf(at, written, phase = 1), argMinIf(at, written, phase = 2), "+
		"countIf(phase = 2) > 0, argMinIf(ok, written, phase = 2), argMinIf(detail, written, phase = 2), any(node) "+
		"FROM @deliveries AS deliveries"+w.text()+" GROUP BY id, attempt ORDER BY id, attempt", w.args, func(r driver.Rows) error {
		var id string
		var a digest.Attempt
		var ended bool
		err := r.Scan(&id, &a.N, &a.Begun, &a.Ended, &ended, &a.OK, &a.Detail, &a.Node)
		a.Begun, a.Ended = unclamped(a.Begun), unclamped(a.Ended)
		if !ended {
			a.Ended = time.Time{}
		}
		each(id, a)
		return err
	}, fresh)
}
