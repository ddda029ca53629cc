package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// WriteAudit implements query.Store.
func (s *Store) WriteAudit(ctx context.Context, tenant string, es []query.AuditEntry) error {
	if tenant == "" {
		return failure("write the audit log", errNoTenant)
	}
	columns := []string{"tenant", "at", "id", "actor", "address", "action", "object", "result", "detail"}
	return s.appendRows(ctx, "write the audit log", "audit", columns, len(es), func(i int, row func(...any) error) error {
		e := &es[i]
		return row(tenant, clamped(e.Time), e.ID, e.Actor, e.Address, e.Action, e.Object, e.Result, e.Detail)
	})
}

// Audit implements query.Store.
func (s *Store) Audit(ctx context.Context, tenant string, before time.Time, limit int) ([]query.AuditEntry, error) {
	w := newWhere()
	w.window("at", "at", query.Window{To: before})
	text := "SELECT at, id, actor, address, action, object, result, detail FROM @audit AS audit" + w.text() +
		" ORDER BY at DESC, id DESC LIMIT " + w.param("UInt32", limit)
	var out []query.AuditEntry
	err := s.ask(ctx, "read the audit log", tenant, text, w.args, func(r driver.Rows) error {
		var e query.AuditEntry
		err := r.Scan(&e.Time, &e.ID, &e.Actor, &e.Address, &e.Action, &e.Object, &e.Result, &e.Detail)
		e.Time = unclamped(e.Time)
		out = append(out, e)
		return err
	}, func() { out = nil })
	return out, err
}
