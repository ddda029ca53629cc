package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// marked is what is there before a change of marks.
type marked struct {
	kind      finding.Kind
	marks     query.CaseMarks
	gone, end time.Time
}

// Mark implements query.Store. Between processes the newest write of a case counts whole.
func (s *Store) Mark(ctx context.Context, tenant string, ms []query.Mark) ([]error, error) {
	s.cases.Lock()
	defer s.cases.Unlock()
	have, err := s.marked(ctx, tenant, ms)
	if err != nil {
		return nil, err
	}
	errs := make([]error, len(ms))
	type line struct {
		m *query.Mark
		marked
	}
	var lines []line
	for i := range ms {
		m := &ms[i]
		now, ok := have[m.CaseID]
		if !ok || now.kind != m.Kind {
			errs[i] = query.ErrNotFound
			continue
		}
		if m.Follow != nil {
			now.marks.Follow = *m.Follow
		}
		if m.Note != nil {
			now.marks.Note = *m.Note
		}
		if m.Delete { // up to its newest call, whatever the clocks say
			now.gone = now.end
			if m.Time.After(now.gone) {
				now.gone = m.Time
			}
		}
		have[m.CaseID] = now
		lines = append(lines, line{m, now})
	}
	columns := []string{"tenant", "id", "follow", "note", "gone", "user", "version"}
	return errs, s.appendRows(ctx, "record marks", "marks", columns, len(lines), func(i int, row func(...any) error) error {
		l := lines[i]
		return row(tenant, l.m.CaseID, l.marks.Follow, l.marks.Note, clamped(l.gone), l.m.User, uint64(l.m.Time.UnixNano()))
	})
}

func (s *Store) marked(ctx context.Context, tenant string, ms []query.Mark) (map[string]marked, error) {
	ids := make([]string, len(ms))
	for i := range ms {
		ids[i] = ms[i].CaseID
	}
	w := newWhere()
	w.add("has(%s, f.id)", "Array(String)", ids)
	out := make(map[string]marked, len(ms))
	err := s.ask(ctx, "read marks", tenant, "SELECT f.id, f.kind, f.end, k.follow, k.note, k.gone"+casesFrom+w.text(), w.args,
		func(r driver.Rows) error {
			var m marked
			var id string
			var kind uint8
			err := r.Scan(&id, &kind, &m.end, &m.marks.Follow, &m.marks.Note, &m.gone)
			m.kind = finding.Kind(kind)
			out[id] = m
			return err
		}, func() { clear(out) })
	return out, err
}
