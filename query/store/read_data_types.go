package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// DataTypes implements query.Store.
func (s *Store) DataTypes(ctx context.Context, tenant string, in query.Window) ([]query.DataUse, error) {
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return nil, err
	}
	w := newWhere()
	each, live := "api", m.live(w, "each")
	if len(m.splits) > 0 {
		each, live = m.liveCall(w), "each"
	}
	w.window("ts", "ts", in)
	// Counted per API and host first: most calls of a type are of few APIs.
	side := func(n, prefix string) string {
		return "SELECT toUInt8(" + n + ") AS side, type, uniqExact(" + live + ") AS apis, uniqExact(host), sum(calls), sum(sum) " +
			"FROM (SELECT type, " + each + " AS each, host, count() AS calls, sum(entries) AS sum FROM @calls AS calls ARRAY JOIN " +
			prefix + "_types AS type, " + prefix + "_entries AS entries" + w.text() + " GROUP BY type, each, host) GROUP BY type"
	}
	text := "SELECT * FROM (" + side("0", "req") + " UNION ALL " + side("1", "res") + ") ORDER BY apis DESC, type, side"
	var out []query.DataUse
	err = s.ask(ctx, "count data types", tenant, text, w.args, func(r driver.Rows) error {
		var side, typ uint8
		var d query.DataUse
		err := r.Scan(&side, &typ, &d.APIs, &d.Hosts, &d.Calls, &d.Entries)
		d.Side, d.Type = traffic.Side(side), finding.DataType(typ)
		out = append(out, d)
		return err
	}, func() { out = nil })
	return out, err
}
