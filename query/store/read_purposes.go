package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Purposes implements query.CourierStore.
func (s *Store) Purposes(ctx context.Context, tenant string) (map[string][]finding.Purpose, error) {
	out := map[string][]finding.Purpose{}
	err := s.ask(ctx, "read purposes", tenant, "SELECT id, purposes FROM (SELECT id, purposes FROM @apis) WHERE notEmpty(purposes)", nil, func(r driver.Rows) error {
		var id string
		var purposes []uint8
		if err := r.Scan(&id, &purposes); err != nil {
			return err
		}
		out[id] = listOf[finding.Purpose](purposes)
		return nil
	}, func() { clear(out) })
	return out, err
}
