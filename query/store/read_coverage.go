package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

// coverageFrom gives rows of coverage for a window: whole hours from the hourly counts,
// which outlive the calls, and what is left at both ends from the calls themselves.
func coverageFrom(w *where, in query.Window) string {
	const columns = "sensor, calls, noise, req_read, res_read, cut, unreadable, first, last"
	from, to := ceilHour(in.From), in.To.UTC().Truncate(time.Hour)
	part := func(column string, p query.Window) string {
		w.conds = nil
		w.window(column, column, p)
		return w.text()
	}
	edge := func(p query.Window) string {
		return "SELECT sensor, " + coverageSums + " FROM @calls AS calls" + part("ts", p) + " GROUP BY sensor"
	}
	if !in.From.IsZero() && !in.To.IsZero() && !from.Before(to) {
		return "(" + edge(in) + ")"
	}
	text := "SELECT " + columns + " FROM @coverage AS coverage" +
		part("hour", query.Window{From: zeroOr(in.From, from), To: zeroOr(in.To, to)})
	if in.From.Before(from) && !in.From.IsZero() {
		text += " UNION ALL " + edge(query.Window{From: in.From, To: from})
	}
	if to.Before(in.To) {
		text += " UNION ALL " + edge(query.Window{From: to, To: in.To})
	}
	return "(" + text + ")"
}

func zeroOr(t, value time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return value
}

func ceilHour(t time.Time) time.Time {
	if down := t.UTC().Truncate(time.Hour); down.Before(t) {
		return down.Add(time.Hour)
	}
	return t.UTC()
}

const coverageTotals = "sum(calls), sum(noise), sum(req_read), sum(res_read), sum(cut), sum(unreadable), " +
	"min(first), max(last)"

func scanCoverage(r driver.Rows, before ...any) (c query.Coverage, err error) {
	err = r.Scan(append(before, &c.Calls, &c.Noise, &c.ReqRead, &c.ResRead, &c.Cut, &c.Unreadable, &c.First, &c.Last)...)
	c.First, c.Last = unclamped(c.First), unclamped(c.Last)
	return c, err
}

// Coverage implements query.Store.
func (s *Store) Coverage(ctx context.Context, tenant string, in query.Window) (c query.Coverage, err error) {
	w := newWhere()
	text := "SELECT " + coverageTotals + " FROM " + coverageFrom(w, in)
	err = s.ask(ctx, "read the coverage", tenant, text, w.args, func(r driver.Rows) (err error) {
		c, err = scanCoverage(r)
		return err
	}, overwrites)
	return c, err
}

// Sources implements query.Store.
func (s *Store) Sources(ctx context.Context, tenant string, in query.Window) ([]query.Source, error) {
	w := newWhere()
	text := "SELECT sensor, " + coverageTotals + " FROM " + coverageFrom(w, in) +
		" GROUP BY sensor ORDER BY sum(calls) DESC, sensor"
	var out []query.Source
	err := s.ask(ctx, "list sources", tenant, text, w.args, func(r driver.Rows) error {
		var x query.Source
		c, err := scanCoverage(r, &x.Sensor)
		x.Coverage, x.Calls, x.First, x.Last = c, c.Calls, c.First, c.Last
		out = append(out, x)
		return err
	}, func() { out = nil })
	return out, err
}
