package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Conn lets tests look behind the store.
func (s *Store) Conn() driver.Conn { return s.conn }

// Full is a table's name with its database.
func (s *Store) Full(name string) string { return s.in.full(name) }

// Count counts the rows of a table, all tenants.
func (s *Store) Count(ctx context.Context, expr, name string) (n uint64, err error) {
	err = s.conn.QueryRow(ctx, "SELECT toUInt64("+expr+") FROM "+s.in.full(name)).Scan(&n)
	return n, err
}
