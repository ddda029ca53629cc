package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// History implements query.Store. A change of level appears once per level: when the case
// first had it.
func (s *Store) History(ctx context.Context, tenant, caseID string) ([]query.Change, error) {
	const what = "read the history of a case"
	w := newWhere()
	w.add("id = %s", "String", caseID)
	var out []query.Change
	err := s.ask(ctx, what, tenant, "SELECT revision, from_status, to_status, user, remark, origin, at, disposition "+
		"FROM @cases"+w.text()+
		" ORDER BY revision, at", w.args, func(r driver.Rows) error {
		var c query.Change
		var from, to, origin, disposition string
		err := r.Scan(&c.Revision, &from, &to, &c.User, &c.Remark, &origin, &c.Time, &disposition)
		c.From, c.To, c.Origin = query.Status(from), query.Status(to), query.Origin(origin)
		c.Disposition = query.Disposition(disposition)
		out = append(out, c)
		return err
	}, func() { out = nil })
	if err != nil {
		return nil, err
	}
	last, decisions := finding.Level(0), len(out)
	err = s.ask(ctx, what, tenant, "SELECT level, min(levels.at) AS at FROM @levels AS levels"+w.text()+
		" GROUP BY level ORDER BY min(levels.version)", w.args, func(r driver.Rows) error {
		c := query.Change{FromLevel: last, Origin: query.OriginSystem}
		var level uint8
		err := r.Scan(&level, &c.Time)
		c.ToLevel = finding.Level(level)
		if last != 0 {
			out = append(out, c)
		}
		last = c.ToLevel
		return err
	}, func() { out, last = out[:decisions], 0 })
	slices.SortStableFunc(out, func(a, b query.Change) int { return cmp.Compare(a.Time.UnixNano(), b.Time.UnixNano()) })
	return out, err
}
