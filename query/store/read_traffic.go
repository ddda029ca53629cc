package store

import (
	"context"
	"math"
	"net/netip"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// trafficWhere turns a question about calls into conditions.
func (s *Store) trafficWhere(ctx context.Context, q query.TrafficQuery) (*where, error) {
	w := newWhere()
	w.window("ts", "ts", q.Window)
	if q.API != "" {
		m, err := s.merges(ctx, q.Tenant)
		if err != nil {
			return nil, err
		}
		m.callsOf(w, q.API)
	}
	if q.Host != "" {
		w.add("host = %s", "String", q.Host)
	}
	if q.Sensor != "" {
		w.add("sensor = %s", "String", q.Sensor)
	}
	w.within("client", q.Net)
	w.whose(q.Whose)
	return w, nil
}

// Traffic implements query.Store.
func (s *Store) Traffic(ctx context.Context, q query.TrafficQuery, bucket time.Duration) ([]query.TrafficPoint, error) {
	const what = "count calls over time"
	buckets, err := newSeries(q.Window, bucket)
	if err != nil {
		return nil, failure(what, err)
	}
	w, err := s.trafficWhere(ctx, q)
	if err != nil {
		return nil, err
	}
	points := make([]query.TrafficPoint, buckets.n)
	for i := range points {
		points[i].At = buckets.at(i)
	}
	i := buckets.index(w, "ts")
	text := "SELECT toUInt32(" + i + ") AS i, count(), countIf(status >= 400), countIf(blocked), " +
		"quantilesTDigestIf(0.5, 0.95)(latency, latency > 0) FROM @calls AS calls" + w.text() + " GROUP BY i"
	err = s.ask(ctx, what, q.Tenant, text, w.args, func(r driver.Rows) error {
		var i uint32
		var p query.TrafficPoint
		var quantiles []float32
		if err := r.Scan(&i, &p.Calls, &p.Errors, &p.Blocked, &quantiles); err != nil {
			return err
		}
		if int(i) < len(points) && len(quantiles) == 2 {
			p.At, p.P50, p.P95 = points[i].At, latency(quantiles[0]), latency(quantiles[1])
			points[i] = p
		}
		return nil
	}, overwrites)
	return points, err
}

// latency is a quantile of microseconds; 0 where there was nothing to measure.
func latency(us float32) time.Duration {
	if math.IsNaN(float64(us)) {
		return 0
	}
	return time.Duration(float64(us) * float64(time.Microsecond))
}

// Callers implements query.Store.
func (s *Store) Callers(ctx context.Context, q query.TrafficQuery, limit int) ([]query.Caller, error) {
	w, err := s.trafficWhere(ctx, q)
	if err != nil {
		return nil, err
	}
	// The most seen agent costs much memory per client, so it is asked of the few clients listed only.
	most := w.param("UInt32", limit)
	top := "SELECT client FROM @calls AS calls" + w.text() + " GROUP BY client ORDER BY count() DESC, client LIMIT " + most
	w.conds = append(w.conds, "client IN ("+top+")")
	text := "SELECT client, count() AS n, countIf(status >= 400), countIf(blocked), min(ts), max(ts), " +
		"topK(1)(toString(agent)) FROM @calls AS calls" + w.text() + " GROUP BY client ORDER BY n DESC, client LIMIT " + most
	var out []query.Caller
	err = s.ask(ctx, "list callers", q.Tenant, text, w.args, func(r driver.Rows) error {
		var c query.Caller
		var ip netip.Addr
		var agents []string
		err := r.Scan(&ip, &c.Calls, &c.Errors, &c.Blocked, &c.First, &c.Last, &agents)
		c.IP, c.First, c.Last = fromAddress(ip), c.First.UTC(), c.Last.UTC()
		if len(agents) > 0 {
			c.Agent = agents[0]
		}
		out = append(out, c)
		return err
	}, func() { out = nil })
	return out, err
}
