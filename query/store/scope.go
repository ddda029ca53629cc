package store

import (
	"context"
	"maps"
	"regexp"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Texts of queries name tables as @calls, never as calls. scoped turns each into a
// subquery that holds the rows of one tenant and nothing else (the newest versions, where
// rows are replaced), so a query can't see another tenant even by mistake: there is no
// condition to forget. The engine moves outer conditions into it, so keys and partitions
// still prune.
var tableName = regexp.MustCompile(`@([a-z_]+)`)

const tenantParam = "tenant"

// scoped expands the tables of a query for one tenant.
func (d dialect) scoped(text string) string {
	return tableName.ReplaceAllStringFunc(text, func(m string) string {
		t, ok := tableOf(m[1:])
		if !ok || t.global {
			return m // the engine refuses it; a test finds it first
		}
		return "(SELECT * FROM " + d.full(t.name) + t.newest() + " WHERE tenant = {" + tenantParam + ":String})"
	})
}

// across expands the tables of a query for all tenants, for the few that must: see the
// list in scope_test.go.
func (d dialect) across(text string) string {
	return tableName.ReplaceAllStringFunc(text, func(m string) string {
		t, ok := tableOf(m[1:])
		if !ok {
			return m
		}
		return "(SELECT * FROM " + d.full(t.name) + t.newest() + ")"
	})
}

func (t table) newest() string {
	if t.final {
		return " FINAL"
	}
	return ""
}

func tableOf(name string) (table, bool) {
	t, ok := byName[name]
	return t, ok
}

var byName = func() map[string]table {
	m := make(map[string]table)
	for _, t := range tables() {
		m[t.name] = t
	}
	return m
}()

// args are the values of a query's parameters, {name:Type} in its text.
type args map[string]any

// ask runs a query over the rows of one tenant and calls each for every row of the answer.
// Where the connection breaks in the middle of an answer it calls fresh, which forgets what
// each has taken, and begins again, see again.go; nil: an answer begun is not asked again.
func (s *Store) ask(
	ctx context.Context, what, tenant, text string, a args, each func(driver.Rows) error, fresh func(),
) error {
	if tenant == "" {
		return failure(what, errNoTenant)
	}
	all := args{tenantParam: tenant}
	maps.Copy(all, a)
	return s.run(ctx, what, s.in.scoped(text), all, each, fresh)
}

// askAcross is ask over the rows of all tenants.
func (s *Store) askAcross(ctx context.Context, what, text string, a args, each func(driver.Rows) error, fresh func()) error {
	return s.run(ctx, what, s.in.across(text), a, each, fresh)
}

// overwrites is the fresh of a read whose rows replace what an earlier try took.
func overwrites() {}

func (s *Store) run(ctx context.Context, what, text string, a args, each func(driver.Rows) error, fresh func()) error {
	named := make([]any, 0, len(a))
	for k, v := range a {
		named = append(named, clickhouse.Named(k, v))
	}
	begun := false
	return failure(what, s.away.patient(ctx, func() (bool, error) {
		if begun {
			fresh()
		}
		var err error
		begun, err = s.once(ctx, text, named, each)
		return !begun || fresh != nil, err
	}))
}

// once asks one time; begun tells whether each has seen a row.
func (s *Store) once(ctx context.Context, text string, named []any, each func(driver.Rows) error) (begun bool, err error) {
	ctx, cancel := context.WithCancel(s.limited(ctx, reading)) // closing rows alone would read them to the end
	defer cancel()
	rows, err := s.conn.Query(ctx, text, named...)
	if err != nil {
		return false, err
	}
	for rows.Next() {
		begun = true
		if err := each(rows); err != nil {
			cancel()
			_ = rows.Close()
			return begun, err
		}
	}
	if err := rows.Err(); err != nil {
		_ = rows.Close()
		return begun, err
	}
	return begun, rows.Close()
}

// purpose of a query, for its limits.
type purpose int

const (
	reading purpose = iota
	writing
)

// limited gives a context that carries the limits of every query.
func (s *Store) limited(ctx context.Context, p purpose) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(s.settings(p)))
}

func (s *Store) settings(p purpose) clickhouse.Settings {
	set := clickhouse.Settings{}
	switch p {
	case reading:
		set["max_execution_time"] = seconds(s.opt.Limits.Read)
		set["max_memory_usage"] = s.opt.Limits.Memory
		set["max_bytes_before_external_group_by"] = s.opt.Limits.Memory / 2
		set["max_bytes_before_external_sort"] = s.opt.Limits.Memory / 2
		set["readonly"] = 2 // settings may change, rows may not
	case writing:
		maps.Copy(set, writeSettings)
		set["max_execution_time"] = seconds(s.opt.Limits.Write)
		set["max_memory_usage"] = 4 * s.opt.Limits.Memory
	}
	if s.in.cluster != "" {
		maps.Copy(set, clusterSettings)
	}
	return set
}

// writeSettings make an insert an insert: stored when it is acknowledged, and stored also
// when it looks like an earlier one. Replicated tables would drop rows that repeat; only
// batches with a token want that.
var writeSettings = clickhouse.Settings{
	"async_insert":       0,
	"insert_deduplicate": 0,
}

// clusterSettings make a cluster behave as one server: a write is on a majority when it is
// acknowledged and the next read sees it.
var clusterSettings = clickhouse.Settings{
	"distributed_foreground_insert": 1,
	"insert_quorum":                 "auto",
	"insert_quorum_parallel":        0, // needed by the next
	"select_sequential_consistency": 1,
	"distributed_product_mode":      "global",
	"distributed_ddl_task_timeout":  60, // seconds
}

func seconds(d time.Duration) int { return max(1, int(d/time.Second)) }
