package store

import (
	"context"
	"time"
)

// Refused counts deliveries that were not taken in, of one sensor in one hour.
type Refused struct {
	Tenant string
	Sensor string
	Hour   time.Time // cut to the full hour, UTC
	Reason string    // stable word such as "bad_json"
	Count  uint64
}

// AddRefusals adds to the counts of refusals. It is not idempotent: on ErrUnavailable the
// counts may or may not be in; they are a measure of health, not of traffic.
func (s *Store) AddRefusals(ctx context.Context, rs []Refused) error {
	return s.appendRows(ctx, "write refusals", "refusals",
		[]string{"tenant", "hour", "sensor", "reason", "count"}, len(rs), func(i int, row func(...any) error) error {
			r := &rs[i]
			if r.Tenant == "" {
				return errNoTenant
			}
			return row(r.Tenant, r.Hour.UTC().Truncate(time.Hour), r.Sensor, r.Reason, r.Count)
		})
}
