package store

import (
	"context"
	"maps"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// merges knows which APIs a learned template has folded into which. Calls and findings
// keep the ID they were stored with; reads count them under the live one.
type merges map[string]string // folded ID -> live ID, chains followed

func (s *Store) merges(ctx context.Context, tenant string) (merges, error) {
	into := make(map[string]string)
	err := s.ask(ctx, "read merged apis", tenant, "SELECT id, merged_into FROM @apis WHERE merged_into != ''", nil,
		func(r driver.Rows) error {
			var from, to string
			err := r.Scan(&from, &to)
			into[from] = to
			return err
		})
	return resolve(into), err
}

// resolve follows chains to their end; a circle ends where it would begin again.
func resolve(into map[string]string) merges {
	m := make(merges, len(into))
	for from := range into {
		live := into[from]
		for range into { // at most as many steps as there are merges
			next, ok := into[live]
			if !ok {
				break
			}
			live = next
		}
		m[from] = live
	}
	return m
}

// live is an expression for the live API of a column of IDs.
func (m merges) live(w *where, column string) string {
	if len(m) == 0 {
		return "toString(" + column + ")"
	}
	from := slices.Sorted(maps.Keys(m))
	to := make([]string, len(from))
	for i, f := range from {
		to[i] = m[f]
	}
	return "transform(toString(" + column + "), " + w.param("Array(String)", from) + ", " +
		w.param("Array(String)", to) + ", toString(" + column + "))"
}

// all lists the IDs whose rows count for any of the given ones, these included.
func (m merges) all(ids ...string) []string {
	out := slices.Clone(ids)
	for from, to := range m {
		if slices.Contains(ids, to) {
			out = append(out, from)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
