package store

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// casesFrom are all findings with the newest decision on each; revision 0 is none.
const casesFrom = " FROM (SELECT * FROM @findings) AS f LEFT JOIN (SELECT id, max(revision) AS revision, " +
	"argMax(to_status, cases.revision) AS decided, argMax(user, cases.revision) AS user, " +
	"argMax(remark, cases.revision) AS remark, argMax(disposition, cases.revision) AS disposition, argMax(at, cases.revision) AS changed " +
	"FROM @cases AS cases GROUP BY id) AS d ON f.id = d.id " +
	"LEFT JOIN (SELECT id, follow, note, gone FROM @marks AS marks) AS k ON f.id = k.id"

const caseColumns = "f.id AS id, f.kind, f.type, f.host, f.method, f.template, f.level, f.ip, f.block, f.ips, " +
	"f.account, f.agent, f.start, f.end, f.count, f.observed, f.baseline, f.threshold, f.unit, f.window, f.rule, " +
	"f.learned, f.reason, f.clear, f.samples, f.simulated, f.tuned, f.votes, f.version, d.revision, d.decided, d.user, d.remark, d.disposition, d.changed, k.follow, k.note"

var levelName = nameOf("level", finding.Level(0), finding.Low, finding.Medium, finding.High)

// caseFields give the fields of cases; status depends on the kind and api on merges.
func caseFields(w *where, kind finding.Kind, m *merges) map[query.Field]clause {
	initial := w.param("String", string(query.InitialStatus(kind)))
	return map[query.Field]clause{
		query.FieldHost:    {expr: "toString(f.host)"},
		query.FieldMethod:  {expr: "toString(f.method)"},
		query.FieldAPI:     {expr: m.live(w, "f.api")},
		query.FieldLevel:   {expr: levelName},
		query.FieldType:    {expr: "toString(f.type)"},
		query.FieldStatus:  {expr: "if(d.revision = 0, " + initial + ", toString(d.decided))"},
		query.FieldBlock:   {expr: "toString(f.block)"},
		query.FieldAgent:   {expr: "toString(f.agent)"},
		query.FieldAccount: {expr: "f.account"},
		query.FieldFollow:  {expr: "if(k.follow, 'yes', 'no')"},
		query.FieldTrial:   {expr: "if(f.simulated, 'yes', 'no')"},
	}
}

var caseSorts = map[query.SortKey]string{
	query.SortEnd:   "toUnixTimestamp64Nano(f.end)",
	query.SortStart: "toUnixTimestamp64Nano(f.start)",
	query.SortLevel: "toInt64(f.level)",
	query.SortCount: "toInt64(f.count)",
}

// caseWhere turns a filter into conditions, without the choices of one field ("" none).
func caseWhere(w *where, kind finding.Kind, f query.Filter, fields map[query.Field]clause, except query.Field) error {
	w.add("f.kind = %s", "UInt8", uint8(kind))
	w.conds = append(w.conds, "f.end > k.gone") // not deleted, or shown again since
	if f.IDs == nil && f.Digest == "" && len(f.Values[query.FieldTrial]) == 0 && except != query.FieldTrial {
		w.conds = append(w.conds, "NOT f.simulated") // shown to who asks for it only
	}
	w.window("f.start", "f.end", f.Window)
	if f.IDs != nil {
		w.add("has(%s, f.id)", "Array(String)", f.IDs)
	}
	if f.Digest != "" {
		w.conds = append(w.conds, "f.id IN (SELECT arrayJoin(claims) FROM @digests AS digests WHERE digests.id = "+w.param("String", f.Digest)+")")
	}
	w.overlapping(f.Nets)
	w.matching(f.Text, "f.host", "f.template", "f.id")
	return w.fields(fields, f, except)
}

// Cases implements query.Store.
func (s *Store) Cases(ctx context.Context, q query.CaseQuery) (query.Page[query.Case], error) {
	const what = "list cases"
	var page query.Page[query.Case]
	n, ok := caseSorts[q.Order.By]
	if !ok {
		return page, fmt.Errorf("cannot %s: no order by %q", what, q.Order.By)
	}
	m, err := s.merges(ctx, q.Filter.Tenant)
	if err != nil {
		return page, err
	}
	w := newWhere()
	if err := caseWhere(w, q.Kind, q.Filter, caseFields(w, q.Kind, m), ""); err != nil {
		return page, failure(what, err)
	}
	err = s.ask(ctx, what, q.Filter.Tenant, "SELECT count()"+casesFrom+w.text(), w.args, func(r driver.Rows) error {
		return r.Scan(&page.Total)
	}, overwrites)
	if err != nil {
		return page, err
	}
	w.after(n, "f.id", q.Order, q.After)
	limit := w.param("UInt32", q.Limit+1) // one more tells whether there is a next page
	text := "SELECT " + n + ", " + caseColumns + casesFrom + w.text() + orderBy(n, "f.id", q.Order) + " LIMIT " + limit
	var keys []int64
	err = s.ask(ctx, what, q.Filter.Tenant, text, w.args, func(r driver.Rows) error {
		key, c, err := scanCase(r, q.Filter.Tenant)
		keys, page.Rows = append(keys, key), append(page.Rows, c)
		return err
	}, func() { keys, page.Rows = nil, nil })
	if len(page.Rows) > q.Limit {
		page.Rows = page.Rows[:q.Limit]
		page.Next = &query.Key{N: keys[q.Limit-1], ID: page.Rows[q.Limit-1].ID}
	}
	if err == nil {
		err = s.joinVotes(ctx, q.Filter.Tenant, page.Rows)
	}
	return page, err
}

func scanCase(r driver.Rows, tenant string) (key int64, c query.Case, err error) {
	var kind, level uint8
	var ip netip.Addr
	var disposition, block, decided string
	var window int64
	var votes uint64
	err = r.Scan(&key, &c.ID, &kind, &c.Type, &c.API.Host, &c.API.Method, &c.API.Template, &level, &ip, &block,
		&c.Source.IPs, &c.Source.Account, &c.Source.Agent, &c.Start, &c.End, &c.Count, &c.Why.Observed, &c.Why.Baseline,
		&c.Why.Threshold, &c.Why.Unit, &window, &c.Why.Rule, &c.Why.Learned, &c.Why.Reason, &c.Why.Clear, &c.Samples,
		&c.Simulated, &c.Why.Tuned, &votes, &c.Version, &c.State.Revision, &decided, &c.State.User, &c.State.Remark, &disposition, &c.State.Changed, &c.Marks.Follow, &c.Marks.Note)
	c.Tenant, c.Kind, c.Level = tenant, finding.Kind(kind), finding.Level(level)
	c.Source.IP = fromAddress(ip)
	if block != "" {
		c.Source.Block, _ = netip.ParsePrefix(block)
	}
	c.Why.Window, c.Votes = time.Duration(window), finding.Votes(votes)
	c.Start, c.End, c.State.Changed = unclamped(c.Start), unclamped(c.End), unclamped(c.State.Changed)
	c.State.Status, c.State.Disposition = query.Status(decided), query.Disposition(disposition)
	if c.State.Revision == 0 {
		c.State.Status = query.InitialStatus(c.Kind)
	}
	return key, c, err
}
