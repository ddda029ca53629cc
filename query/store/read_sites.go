package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// Sites implements query.Store. Hosts with nothing but noise are left out: anybody can
// invent a host name.
func (s *Store) Sites(ctx context.Context, tenant string, in query.Window, limit int) ([]query.Site, error) {
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return nil, err
	}
	w := newWhere()
	inventory := m.apis(w, nil)
	part := func(first, last string, more ...string) string {
		w.conds = more
		w.window(first, last, in)
		return w.text()
	}
	calls := part("ts", "ts", "NOT noise")
	apis := part("first_seen", "last_seen")
	open := func(kind finding.Kind) string {
		w.conds = nil
		f := query.Filter{Window: in, Values: map[query.Field][]string{query.FieldStatus: openOf(kind)}}
		if err := caseWhere(w, kind, f, caseFields(w, kind, &merges{}), ""); err != nil {
			panic("BUG: " + err.Error()) // the fields are constants
		}
		return w.text()
	}
	levels := "countIf(f.level = 3), countIf(f.level = 2), countIf(f.level = 1)"
	text := "SELECT toString(host), sum(n1), sum(n2), sum(h1), sum(m1), sum(l1), sum(h2), sum(m2), sum(l2) FROM (" +
		"SELECT host, 0 AS n1, count() AS n2, 0 AS h1, 0 AS m1, 0 AS l1, 0 AS h2, 0 AS m2, 0 AS l2 " +
		"FROM @calls AS calls" + calls + " GROUP BY host UNION ALL " +
		"SELECT host, count(), 0, 0, 0, 0, 0, 0, 0" + inventory + apis + " GROUP BY host UNION ALL " +
		"SELECT f.host, 0, 0, " + levels + ", 0, 0, 0" + casesFrom + open(finding.KindRisk) + " GROUP BY f.host UNION ALL " +
		"SELECT f.host, 0, 0, 0, 0, 0, " + levels + casesFrom + open(finding.KindEvent) + " GROUP BY f.host" +
		") GROUP BY host ORDER BY sum(n2) DESC, host LIMIT " + w.param("UInt32", limit)
	var out []query.Site
	err = s.ask(ctx, "list sites", tenant, text, w.args, func(r driver.Rows) error {
		var x query.Site
		err := r.Scan(&x.Host, &x.APIs, &x.Calls, &x.Risks.High, &x.Risks.Medium, &x.Risks.Low,
			&x.Events.High, &x.Events.Medium, &x.Events.Low)
		out = append(out, x)
		return err
	}, func() { out = nil })
	return out, err
}
