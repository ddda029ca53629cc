package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// apis gives where the inventory is read from: one row a live API. Where APIs became part
// of others their figures are added up: calls, errors, first and last seen, data types and
// credentials of all; purpose, authentication and latency of the live one, or of the most
// called where that was never called. moved are calls that splits move, by ID.
func (m *merges) apis(w *where, moved map[string]int64) string {
	own := "SELECT * FROM @apis WHERE merged_into = ''"
	if len(m.hidden) > 0 {
		own += " AND id NOT IN " + w.param("Array(String)", m.hidden)
	}
	if len(m.into) == 0 && len(moved) == 0 {
		return " FROM (" + own + ") AS apis"
	}
	newest := func(columns ...string) string {
		var b strings.Builder
		for _, c := range columns {
			fmt.Fprintf(&b, "argMax(a.%[1]s, (a.id = live, a.calls)) AS %[1]s, ", c)
		}
		return b.String()
	}
	calls := "sum(a.calls)"
	if len(moved) > 0 {
		ids, deltas := []string{}, []int64{}
		for id, n := range moved {
			ids, deltas = append(ids, id), append(deltas, n)
		}
		calls = "toUInt64(greatest(toInt64(sum(a.calls)) + transform(live, " + w.param("Array(String)", ids) + ", " +
			w.param("Array(Int64)", deltas) + ", toInt64(0)), 0))"
	}
	return " FROM (SELECT live AS id, " + newest("host", "method") + m.named(w) + newest("purposes", "service", "auth", "auth_why", "p50", "p95") +
		"min(a.first_seen) AS first_seen, max(a.last_seen) AS last_seen, " + calls + " AS calls, sum(a.errors) AS errors, " +
		"max(a.grade) AS grade, arraySort(groupUniqArrayArray(a.req_types)) AS req_types, " +
		"arraySort(groupUniqArrayArray(a.res_types)) AS res_types, max(a.max_entries) AS max_entries, " +
		"groupBitOr(a.creds) AS creds, max(a.rate_peak) AS rate_peak, max(a.version) AS version FROM (SELECT *, " +
		m.live(w, "id") + " AS live FROM (" + own + ")) AS a GROUP BY live) AS apis"
}

// inventory is apis with the calls that splits move.
func (s *Store) inventory(ctx context.Context, tenant string, w *where) (string, error) {
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return "", err
	}
	moved, err := s.moved(ctx, tenant, m)
	return m.apis(w, moved), err
}

// named gives the template column: what a correction calls the live API, else its own.
func (m *merges) named(w *where) string {
	const own = "argMax(a.template, (a.id = live, a.calls))"
	if len(m.names) == 0 {
		return own + " AS template, "
	}
	ids, templates := []string{}, []string{}
	for id, a := range m.names {
		ids, templates = append(ids, id), append(templates, a.Template)
	}
	return "transform(live, " + w.param("Array(String)", ids) + ", " + w.param("Array(String)", templates) + ", " + own + ") AS template, "
}

// moved counts the calls that splits move, as long as calls are kept: what each API gains
// and loses against what its actor counted.
func (s *Store) moved(ctx context.Context, tenant string, m *merges) (map[string]int64, error) {
	if len(m.splits) == 0 {
		return nil, nil
	}
	w := newWhere()
	var from []string
	parts := make([]string, len(m.splits))
	for i, x := range m.splits {
		parts[i] = "countIf(" + x.match(w) + ")"
		if !slices.Contains(from, x.from) {
			from = append(from, x.from)
		}
	}
	w.add("api IN %s", "Array(String)", from)
	out := map[string]int64{}
	err := s.ask(ctx, "count the calls that splits move", tenant, "SELECT ["+strings.Join(parts, ", ")+"] FROM @calls AS calls"+w.text(), w.args,
		func(r driver.Rows) error {
			var n []uint64
			err := r.Scan(&n)
			for i, x := range m.splits[:min(len(m.splits), len(n))] {
				out[m.liveOf(x.into)] += int64(n[i])
				out[m.liveOf(x.from)] -= int64(n[i])
			}
			return err
		}, func() { clear(out) })
	return out, err
}
