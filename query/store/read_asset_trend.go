package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// AssetTrend implements query.Store. Whether an API was called within a bucket is known as
// long as its calls are kept.
func (s *Store) AssetTrend(ctx context.Context, tenant string, in query.Window, bucket time.Duration) (
	[]query.AssetPoint, error,
) {
	const what = "count apis over time"
	buckets, err := newSeries(in, bucket)
	if err != nil {
		return nil, failure(what, err)
	}
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return nil, err
	}
	points := make([]query.AssetPoint, buckets.n)
	for i := range points {
		points[i].At = buckets.at(i)
	}
	before, err := s.newAPIs(ctx, what, tenant, m, in, buckets, points)
	if err != nil {
		return nil, err
	}
	for i := range points {
		before += points[i].New
		points[i].Total = before
	}
	w := newWhere()
	w.window("ts", "ts", in)
	w.conds = append(w.conds, "NOT noise")
	text := "SELECT toUInt32(" + buckets.index(w, "ts") + ") AS i, uniqExact(" + m.liveCall(w) +
		") FROM @calls AS calls" +
		w.text() + " GROUP BY i"
	err = s.ask(ctx, what, tenant, text, w.args, func(r driver.Rows) error {
		var i uint32
		var n uint64
		err := r.Scan(&i, &n)
		if int(i) < len(points) {
			points[i].Active = n
		}
		return err
	}, overwrites)
	return points, err
}

// newAPIs counts first sights per bucket and gives how many APIs were known before them.
func (s *Store) newAPIs(ctx context.Context, what, tenant string, m *merges, in query.Window, buckets series,
	points []query.AssetPoint) (
	before uint64, err error,
) {
	w := newWhere()
	inventory := m.apis(w, nil)
	w.window("first_seen", "'2200-01-01'::DateTime64(9, 'UTC')", in)
	early := w.param("Int64", buckets.from.UnixNano())
	text := "SELECT toUnixTimestamp64Nano(first_seen) < " + early + " AS early, toUInt32(" +
		buckets.index(w, "first_seen") +
		") AS i, count()" + inventory + w.text() + " GROUP BY early, i"
	err = s.ask(ctx, what, tenant, text, w.args, func(r driver.Rows) error {
		var isEarly uint8
		var i uint32
		var n uint64
		err := r.Scan(&isEarly, &i, &n)
		switch {
		case isEarly != 0:
			before += n
		case int(i) < len(points):
			points[i].New += n
		}
		return err
	}, func() {
		before = 0
		for i := range points {
			points[i].New = 0
		}
	})
	return before, err
}
