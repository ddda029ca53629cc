package store

import (
	"fmt"
	"strings"
)

// table is the definition from which the statements for one server and for a cluster are made.
type table struct {
	name      string
	columns   []string  // "name Type CODEC(...)", one line each
	engine    string    // the MergeTree family without "Replicated"
	partition string    // expression, "" none
	order     string    // expression list
	keep      retention // whose rows end; "" are kept for ever
	shard     string    // expression that chooses the shard in a cluster; rows that replace each other share it
	once      bool      // remembers insert tokens, so that a second insert is no second row
	from      string    // not empty: filled from that table by the query `as`
	as        string
	final     bool // reads see only the newest version of a row
	global    bool // rows belong to no tenant
}

// retention names one of the spans in Retention.
type retention string

// tokensKept is how many inserts a table remembers. A retry must come within that many
// inserts of all nodes together: 10,000 are hours at one batch a second and node.
const tokensKept = 10_000

// syncSettings make an acknowledged insert survive a power failure. Measured: no
// difference for inserts of 20,000 rows, a third slower for inserts of 500.
const syncSettings = "fsync_after_insert = 1, fsync_part_directory = 1"

// dialect is where tables are made: one server, or a cluster.
type dialect struct {
	database string
	cluster  string // "" is one server
	days     map[retention]int
}

// create gives the statements that make the table, each harmless when repeated.
func (d dialect) create(t table) []string {
	if d.cluster == "" {
		return d.local(t, t.name, t.from, "", t.engine)
	}
	on := " ON CLUSTER " + quoted(d.cluster)
	replicated := "Replicated" + t.engine
	path := fmt.Sprintf("'/clickhouse/tables/{shard}/lapwing/%s/%s', '{replica}'", d.database, t.name)
	if i := strings.IndexByte(replicated, '('); i >= 0 {
		replicated = replicated[:i+1] + path + ", " + replicated[i+1:]
	} else {
		replicated += "(" + path + ")"
	}
	from := t.from
	if from != "" {
		from += "_local"
	}
	local := t.name + "_local"
	stmts := d.local(t, local, from, on, replicated)
	return append(stmts, fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s%s AS %s ENGINE = Distributed(%s, %s, %s, %s)",
		d.full(t.name), on, d.full(local), quoted(d.cluster), quoted(d.database), quoted(local), t.shard))
}

// local makes the table that holds rows and, where it is filled from another, the view that does so.
func (d dialect) local(t table, name, from, on, engine string) []string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS %s%s (\n  %s\n)\nENGINE = %s\n",
		d.full(name), on, strings.Join(t.columns, ",\n  "), engine)
	if t.partition != "" {
		fmt.Fprintf(&b, "PARTITION BY %s\n", t.partition)
	}
	fmt.Fprintf(&b, "ORDER BY (%s)\n", t.order)
	if t.keep != "" {
		fmt.Fprintf(&b, "TTL %s\n", d.ttl(t))
	}
	settings := []string{syncSettings}
	if t.once {
		settings = append(settings, fmt.Sprintf("%s = %d", d.window(), tokensKept))
	}
	if t.keep != "" && t.partition != "" {
		settings = append(settings, "ttl_only_drop_parts = 1") // whole days go, nothing is rewritten
	}
	fmt.Fprintf(&b, "SETTINGS %s", strings.Join(settings, ", "))
	stmts := []string{b.String()}
	if from != "" {
		stmts = append(stmts, fmt.Sprintf("CREATE MATERIALIZED VIEW IF NOT EXISTS %s%s TO %s AS %s",
			d.full(name+"_view"), on, d.full(name), strings.ReplaceAll(t.as, "{from}", d.full(from))))
	}
	return stmts
}

// addColumn gives the statements that add a column to a table that is there, harmless when repeated.
func (d dialect) addColumn(name, column string) []string {
	const stmt = "ALTER TABLE %s%s ADD COLUMN IF NOT EXISTS %s"
	if d.cluster == "" {
		return []string{fmt.Sprintf(stmt, d.full(name), "", column)}
	}
	on := " ON CLUSTER " + quoted(d.cluster)
	return []string{
		fmt.Sprintf(stmt, d.full(name+"_local"), on, column), fmt.Sprintf(stmt, d.full(name), on, column),
	}
}

func (d dialect) window() string {
	if d.cluster != "" {
		return "replicated_deduplication_window"
	}
	return "non_replicated_deduplication_window"
}

// ttl counts from the time of storing, not of the call: imported old traffic stays as long
// as fresh traffic does.
func (d dialect) ttl(t table) string {
	return fmt.Sprintf("stored + toIntervalDay(%d)", d.days[t.keep])
}

// full is the table's name with its database.
func (d dialect) full(name string) string { return quoted(d.database) + "." + quoted(name) }

func quoted(name string) string {
	return "`" + strings.NewReplacer("`", "\\`", `\`, `\\`).Replace(name) + "`"
}
