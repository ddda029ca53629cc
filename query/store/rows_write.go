package store

import (
	"context"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// appendRows writes rows as one insert: all of them or none. fill is called for each row
// with the function that takes its values, in the order of columns.
func (s *Store) appendRows(ctx context.Context, what, name string, columns []string, n int,
	fill func(i int, row func(...any) error) error,
) error {
	if n == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(s.limited(ctx, writing), s.opt.Limits.Write)
	defer cancel()
	b, err := s.conn.PrepareBatch(ctx, "INSERT INTO "+s.in.full(name)+" ("+strings.Join(columns, ", ")+")",
		driver.WithReleaseConnection())
	if err != nil {
		return failure(what, err)
	}
	for i := range n {
		if err := fill(i, b.Append); err != nil {
			_ = b.Abort()
			return failure(what, err)
		}
	}
	return failure(what, b.Send())
}
