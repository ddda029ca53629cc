package store

import (
	"context"
	"errors"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// told are the IDs that entries of a recipient claim.
const told = "(SELECT arrayJoin(claims) FROM @digests AS digests WHERE recipient = "

// Untold implements query.Store.
func (s *Store) Untold(ctx context.Context, tenant, recipient string, yield func(*query.Case) bool) error {
	w := newWhere()
	w.conds = append(w.conds, "f.id NOT IN "+told+w.param("String", recipient)+")", "f.end > k.gone", "NOT f.simulated", "d.decided NOT IN ('ignored', 'disabled')")
	return s.someCases(ctx, "look for what a recipient was not told", tenant, w, yield)
}

// GoingOn implements query.Store.
func (s *Store) GoingOn(ctx context.Context, tenant, recipient string, since time.Time, yield func(*query.Case) bool) error {
	w := newWhere()
	w.conds = append(w.conds, "f.id IN "+told+w.param("String", recipient)+")", "f.end > k.gone",
		"NOT f.simulated", "d.decided NOT IN ('ignored', 'disabled', 'handled', 'fixed', 'system_fixed')")
	w.add("f.end >= "+nanos, "Int64", clamped(since).UnixNano())
	return s.someCases(ctx, "look for what goes on", tenant, w, yield)
}

var errEnough = errors.New("enough")

func (s *Store) someCases(ctx context.Context, what, tenant string, w *where, yield func(*query.Case) bool) error {
	text := "SELECT toUnixTimestamp64Nano(f.end), " + caseColumns + casesFrom + w.text() + " ORDER BY f.level DESC, f.end DESC, f.id"
	err := s.ask(ctx, what, tenant, text, w.args, func(r driver.Rows) error {
		_, c, err := scanCase(r, tenant)
		if err == nil && !yield(&c) {
			return errEnough
		}
		return err
	}, nil)
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
