package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// CaseTrend implements query.Store.
func (s *Store) CaseTrend(ctx context.Context, kind finding.Kind, f query.Filter, bucket time.Duration) (
	[]query.LevelPoint, error,
) {
	const what = "count cases over time"
	buckets, err := newSeries(f.Window, bucket)
	if err != nil {
		return nil, failure(what, err)
	}
	m, err := s.merges(ctx, f.Tenant)
	if err != nil {
		return nil, err
	}
	w := newWhere()
	if err := caseWhere(w, kind, f, caseFields(w, kind, m), ""); err != nil {
		return nil, failure(what, err)
	}
	points := make([]query.LevelPoint, buckets.n)
	for i := range points {
		points[i].At = buckets.at(i)
	}
	text := "SELECT toUInt32(" + buckets.index(w, "f.start") + ") AS i, f.level, count()" + casesFrom + w.text() +
		" GROUP BY i, f.level"
	err = s.ask(ctx, what, f.Tenant, text, w.args, func(r driver.Rows) error {
		var i uint32
		var level uint8
		var n uint64
		err := r.Scan(&i, &level, &n)
		if int(i) < len(points) {
			addLevel(&points[i].LevelCounts, finding.Level(level), n)
		}
		return err
	}, func() {
		for i := range points {
			points[i].LevelCounts = query.LevelCounts{}
		}
	})
	return points, err
}

// CaseCounts implements query.Store. Cases of APIs folded into one of apis count for it.
func (s *Store) CaseCounts(ctx context.Context, tenant string, kind finding.Kind, apis []string) (
	map[string]query.LevelCounts, error,
) {
	out := make(map[string]query.LevelCounts, len(apis))
	if len(apis) == 0 {
		return out, nil
	}
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return nil, err
	}
	w := newWhere()
	fields := caseFields(w, kind, m)
	f := query.Filter{Tenant: tenant, Values: map[query.Field][]string{query.FieldStatus: openOf(kind)}}
	if err := caseWhere(w, kind, f, fields, ""); err != nil {
		return nil, failure("count cases", err)
	}
	w.add("has(%s, f.api)", "Array(String)", m.all(apis...))
	text := "SELECT " + fields[query.FieldAPI].expr + " AS live, f.level, count()" + casesFrom + w.text() +
		" GROUP BY live, f.level"
	err = s.ask(ctx, "count cases", tenant, text, w.args, func(r driver.Rows) error {
		var api string
		var level uint8
		var n uint64
		err := r.Scan(&api, &level, &n)
		counts := out[api]
		addLevel(&counts, finding.Level(level), n)
		out[api] = counts
		return err
	}, func() { clear(out) })
	return out, err
}

// openOf lists the open statuses of a kind as text.
func openOf(kind finding.Kind) []string {
	var open []string
	for _, st := range query.OpenStatuses(kind) {
		open = append(open, string(st))
	}
	return open
}
