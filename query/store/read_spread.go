package store

import (
	"context"
	"net/netip"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// properties are what Distribution counts a call by, each as a text: one pass over the calls counts all.
const properties = "[('agent', toString(agent)), ('tool', toString(tool)), ('status', toString(status)), " +
	"('hour', leftPad(toString(toHour(ts, 'UTC')), 2, '0')), ('sensor', toString(sensor)), " +
	"('credential', if(creds = 0, 'without', 'with')), " +
	"('latency', multiIf(latency = 0, 'unknown', latency < 10000, 'below 10 ms', latency < 100000, '10 to 100 ms', " +
	"latency < 1000000, '0.1 to 1 s', 'above 1 s')), " +
	"('size', multiIf(res_size = 0, 'empty', res_size < 1024, 'below 1 KiB', res_size < 16384, '1 to 16 KiB', " +
	"res_size < 262144, '16 to 256 KiB', 'above 256 KiB'))]"

// Distribution implements query.Store.
func (s *Store) Distribution(ctx context.Context, q query.TrafficQuery, limit int) ([]query.Counted, error) {
	w, err := s.trafficWhere(ctx, q)
	if err != nil {
		return nil, err
	}
	text := "SELECT tupleElement(p, 1) AS name, tupleElement(p, 2) AS value, count() AS n FROM (SELECT arrayJoin(" + properties + ") AS p FROM @calls AS calls" +
		w.text() + ") GROUP BY name, value ORDER BY name, n DESC, value LIMIT " + w.param("UInt32", max(limit, 24)) + " BY name"
	var out []query.Counted
	err = s.ask(ctx, "count calls by what they have", q.Tenant, text, w.args, func(r driver.Rows) error {
		var c query.Counted
		err := r.Scan(&c.Property, &c.Value, &c.Calls)
		out = append(out, c)
		return err
	}, func() { out = nil })
	return out, err
}

// Clients implements query.Store.
func (s *Store) Clients(ctx context.Context, q query.TrafficQuery, limit int) (top []query.CalledBy, all uint64, err error) {
	w, err := s.trafficWhere(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	text := "SELECT client, count() AS n, count() OVER () FROM @calls AS calls" + w.text() +
		" GROUP BY client ORDER BY n DESC, client LIMIT " + w.param("UInt32", limit)
	err = s.ask(ctx, "count calls by address", q.Tenant, text, w.args, func(r driver.Rows) error {
		var ip netip.Addr
		var c query.CalledBy
		err := r.Scan(&ip, &c.Calls, &all)
		c.IP = fromAddress(ip)
		top = append(top, c)
		return err
	}, func() { top = nil })
	return top, all, err
}

// PeakQPS implements query.Store.
func (s *Store) PeakQPS(ctx context.Context, q query.TrafficQuery) (peak uint64, err error) {
	w, err := s.trafficWhere(ctx, q)
	if err != nil {
		return 0, err
	}
	text := "SELECT max(n) FROM (SELECT count() AS n FROM @calls AS calls" + w.text() + " GROUP BY toUnixTimestamp(ts))"
	err = s.ask(ctx, "find the busiest second", q.Tenant, text, w.args, func(r driver.Rows) error { return r.Scan(&peak) }, overwrites)
	return peak, err
}
