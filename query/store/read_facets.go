package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// CaseFacets implements query.Store.
func (s *Store) CaseFacets(ctx context.Context, kind finding.Kind, f query.Filter, fields []query.Field, limit int) (
	query.Facets, error,
) {
	const what = "count cases"
	m, err := s.merges(ctx, f.Tenant)
	if err != nil {
		return nil, err
	}
	w := newWhere()
	table := caseFields(w, kind, m)
	return s.facets(ctx, what, f.Tenant, w, table, fields, limit, casesFrom, func(except query.Field) error {
		return caseWhere(w, kind, f, table, except)
	})
}

// facets counts the values of several fields in one round trip. conditions puts the
// filter without the choices of one field into w.
func (s *Store) facets(ctx context.Context, what, tenant string, w *where, table map[query.Field]clause,
	fields []query.Field, limit int, from string, conditions func(except query.Field) error,
) (query.Facets, error) {
	out := make(query.Facets, len(fields))
	var parts []string
	most := w.param("UInt32", limit)
	for i, field := range fields {
		c, ok := table[field]
		if !ok {
			return nil, fmt.Errorf("cannot %s: no field %q in this list", what, field)
		}
		w.conds = nil
		if err := conditions(field); err != nil {
			return nil, failure(what, err)
		}
		value := c.expr
		if c.many {
			value = "arrayJoin(" + c.expr + ")"
		}
		parts = append(parts, fmt.Sprintf("SELECT %d AS field, value, n FROM (SELECT %s AS value, count() AS n%s%s "+
			"GROUP BY value ORDER BY n DESC, value LIMIT %s)", i, value, from, w.text(), most))
		out[field] = nil
	}
	if len(parts) == 0 {
		return out, nil
	}
	text := "SELECT toUInt32(field), toString(value), n FROM (" + strings.Join(parts, " UNION ALL ") +
		") ORDER BY field, n DESC, value"
	err := s.ask(ctx, what, tenant, text, w.args, func(r driver.Rows) error {
		var i uint32
		var facet query.Facet
		err := r.Scan(&i, &facet.Value, &facet.Count)
		out[fields[i]] = append(out[fields[i]], facet)
		return err
	}, func() {
		for field := range out {
			out[field] = nil
		}
	})
	return out, err
}

func sortedFields(m map[query.Field][]string) []query.Field { return slices.Sorted(maps.Keys(m)) }
