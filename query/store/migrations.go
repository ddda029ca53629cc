package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// migration is one step of the schema. Definitions can't be rolled back in ClickHouse, so
// each statement must be harmless when it is repeated: a step that failed half-way is run
// again as a whole.
type migration struct {
	version uint32
	name    string
	tables  []table
	alter   func(dialect) []string // nil: none
}

// migrations are in order and only ever added to; versions are dense from 1. A table's
// definition is changed in its schema file only together with a new step here that alters
// the tables of those who have it already.
var migrations = []migration{
	{1, "calls, samples and coverage", callTables, nil},
	{2, "findings, cases, inventory and audit", findingTables, nil},
	{3, "claims and checkpoints of shards", shardTables, nil},
	{4, "users, sessions, tokens and links", accessTables, nil},
	{5, "settings", settingTables, nil},
	{6, "parameters of apis", paramTables, nil},
	{7, "merged apis, and words in the places of calls", mergeTables, addWords},
	{8, "what an api's authentication rests on", nil, func(d dialect) []string {
		return d.addColumn("apis", "auth_why String")
	}},
	{9, "marks of cases", markTables, nil},
	{10, "what is simulated, and which policy tuned a rule", nil, func(d dialect) []string {
		return append(d.addColumn("findings", "simulated Bool"), d.addColumn("findings", "tuned LowCardinality(String)")...)
	}},
	{11, "sessions of calls", nil, addSessions},
	{12, "votes for an event", nil, func(d dialect) []string { return d.addColumn("findings", "votes UInt64") }},
	{13, "digests and their deliveries", digestTables, nil},
	{14, "what a decision says the case was", nil, func(d dialect) []string {
		return d.addColumn("cases", "disposition LowCardinality(String)")
	}},
	{15, "parts of checkpoints", partTables, func(d dialect) []string { return d.addColumn("checkpoints", "base UInt64") }},
}

var journal = table{
	name: "schema_migrations", engine: "MergeTree", order: "version", shard: "version", global: true,
	columns: []string{"version UInt32", "name String", "applied DateTime64(3, 'UTC')"},
}

// tables lists all tables there are.
func tables() []table {
	all := []table{journal}
	for _, m := range migrations {
		all = append(all, m.tables...)
	}
	return all
}

// migrate brings the database up to date. Two nodes that do so at once repeat harmless
// statements and write the same line of the journal twice.
func (s *Store) migrate(ctx context.Context) error {
	on := ""
	if s.in.cluster != "" {
		on = " ON CLUSTER " + quoted(s.in.cluster)
	}
	begin := append([]string{"CREATE DATABASE IF NOT EXISTS " + quoted(s.in.database) + on}, s.in.create(journal)...)
	if err := s.define(ctx, "make the database", begin); err != nil {
		return err
	}
	var have uint32
	row := s.conn.QueryRow(s.limited(ctx, reading), "SELECT max(version) FROM "+s.in.full(journal.name))
	if err := row.Scan(&have); err != nil {
		return failure("read the version of the schema", err)
	}
	if err := known(have); err != nil {
		return err
	}
	for _, m := range migrations[have:] {
		if err := s.apply(ctx, m); err != nil {
			return err
		}
	}
	return s.keep(ctx)
}

// known refuses a schema that this lapwing has never heard of.
func known(have uint32) error {
	if newest := migrations[len(migrations)-1].version; have > newest {
		return fmt.Errorf("%w: its schema is %d, this one knows up to %d; start the newer lapwing, "+
			"or choose another database", ErrNewerSchema, have, newest)
	}
	return nil
}

func (s *Store) apply(ctx context.Context, m migration) error {
	var stmts []string
	for _, t := range m.tables {
		stmts = append(stmts, s.in.create(t)...)
	}
	if m.alter != nil {
		stmts = append(stmts, m.alter(s.in)...)
	}
	what := fmt.Sprintf("apply schema %d (%s)", m.version, m.name)
	if err := s.define(ctx, what, stmts); err != nil {
		return err
	}
	err := s.conn.Exec(s.limited(ctx, writing), "INSERT INTO "+s.in.full(journal.name)+
		" SELECT {version:UInt32}, {name:String}, {at:DateTime64(3)}",
		clickhouse.Named("version", fmt.Sprint(m.version)), clickhouse.Named("name", m.name),
		clickhouse.Named("at", time.Now().UTC().Format("2006-01-02 15:04:05.000")))
	return failure(what, err)
}

func (s *Store) define(ctx context.Context, what string, stmts []string) error {
	for _, stmt := range stmts {
		if err := s.conn.Exec(s.limited(ctx, writing), stmt); err != nil {
			return failure(what, err)
		}
	}
	return nil
}

// keep changes how long rows stay where the options differ from what the tables have. It
// does not rewrite what is stored: the parts take it over when they are next merged.
func (s *Store) keep(ctx context.Context) error {
	for _, t := range tables() {
		if t.keep == "" {
			continue
		}
		name, on := t.name, ""
		if s.in.cluster != "" {
			name, on = t.name+"_local", " ON CLUSTER "+quoted(s.in.cluster)
		}
		var text string
		row := s.conn.QueryRow(s.limited(ctx, reading), "SELECT create_table_query FROM system.tables "+
			"WHERE database = {database:String} AND name = {name:String}",
			clickhouse.Named("database", s.in.database), clickhouse.Named("name", name))
		if err := row.Scan(&text); err != nil {
			return failure("read the retention of "+name, err)
		}
		if strings.Contains(text, "TTL "+s.in.ttl(t)) {
			continue
		}
		stmt := fmt.Sprintf("ALTER TABLE %s%s MODIFY TTL %s SETTINGS materialize_ttl_after_modify = 0",
			s.in.full(name), on, s.in.ttl(t))
		if err := s.define(ctx, "set the retention of "+name, []string{stmt}); err != nil {
			return err
		}
	}
	return nil
}
