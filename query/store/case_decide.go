package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// decided is what a decision is compared with.
type decided struct {
	kind  finding.Kind
	state query.CaseState
}

// Decide implements query.Store. Between processes two decisions at the same instant can
// both succeed: both are in the history, the later of equal revisions counts.
func (s *Store) Decide(ctx context.Context, tenant string, ds []query.Decision) ([]query.Outcome, error) {
	s.cases.Lock()
	defer s.cases.Unlock()
	now, err := s.decided(ctx, tenant, ds)
	if err != nil {
		return nil, err
	}
	outcomes := make([]query.Outcome, len(ds))
	type line struct {
		d    *query.Decision
		from query.Status
		rev  uint64
	}
	var lines []line
	for i := range ds {
		d := &ds[i]
		have, ok := now[d.CaseID]
		switch {
		case !ok || have.kind != d.Kind:
			outcomes[i].Err = query.ErrNotFound
		case have.state.Revision != d.Revision:
			outcomes[i] = query.Outcome{State: have.state, Err: query.ErrConflict}
		default:
			d.Disposition = have.state.Disposition.After(d.Disposition)
			lines = append(lines, line{d, have.state.Status, d.Revision + 1})
			have.state = query.CaseState{
				Status: d.To, Disposition: d.Disposition, Revision: d.Revision + 1, User: d.User, Remark: d.Remark, Changed: clamped(d.Time),
			}
			now[d.CaseID] = have
			outcomes[i].State = have.state
		}
	}
	columns := []string{"tenant", "id", "revision", "kind", "from_status", "to_status", "user", "remark", "origin", "at", "disposition"}
	err = s.appendRows(ctx, "record decisions", "cases", columns, len(lines), func(i int, row func(...any) error) error {
		l := lines[i]
		return row(tenant, l.d.CaseID, l.rev, uint8(l.d.Kind), string(l.from), string(l.d.To), l.d.User, l.d.Remark,
			string(l.d.Origin), clamped(l.d.Time), string(l.d.Disposition))
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

func (s *Store) decided(ctx context.Context, tenant string, ds []query.Decision) (map[string]decided, error) {
	ids := make([]string, len(ds))
	for i := range ds {
		ids[i] = ds[i].CaseID
	}
	w := newWhere()
	w.add("has(%s, f.id)", "Array(String)", ids)
	out := make(map[string]decided, len(ds))
	err := s.ask(ctx, "read decisions", tenant, "SELECT 0::Int64, "+caseColumns+casesFrom+w.text(), w.args,
		func(r driver.Rows) error {
			_, c, err := scanCase(r, tenant)
			out[c.ID] = decided{c.Kind, c.State}
			return err
		}, func() { clear(out) })
	return out, err
}
