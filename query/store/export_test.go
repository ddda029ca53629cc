package store

import (
	"context"
	"strings"
	"testing"
	"time"

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

// PlanOf gives the engine's plan of a question, for the tests outside.
func (s *Store) PlanOf(t *testing.T, tenant, text string, a map[string]any) string {
	t.Helper()
	all := args{tenantParam: tenant}
	for k, v := range a {
		all[k] = v
	}
	var plan strings.Builder
	err := s.run(t.Context(), "explain", "EXPLAIN indexes = 1 "+s.in.scoped(text), all, func(r driver.Rows) error {
		var line string
		err := r.Scan(&line)
		plan.WriteString(line + "\n")
		return err
	}, plan.Reset)
	if err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// SavedAt counts a checkpoint as saved at that time: the clock has been set back if it is ahead.
func (s *Store) SavedAt(t time.Time) { s.saves.next(t) }

// Migrations is how many steps the schema has.
var Migrations = len(migrations)
