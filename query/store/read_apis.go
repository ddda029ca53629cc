package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

const apiColumnList = "id, host, method, template, first_seen, last_seen, calls, errors, purposes, service, auth, " +
	"grade, req_types, res_types, max_entries, creds, rate_peak, p50, p95, auth_why, version"

var (
	gradeName = nameOf("grade", finding.NonSensitive, finding.LowSensitivity, finding.ModerateSensitivity,
		finding.HighSensitivity)
	authName = nameOf("auth", finding.AuthUnknown, finding.AuthAbsent, finding.AuthPresent, finding.AuthMixed,
		finding.AuthNotVerified)
)

// apiFields give the fields of the inventory; life depends on the question.
func apiFields(w *where, l query.Life) map[query.Field]clause {
	since := func(t time.Time) string { return fmt.Sprintf(nanos, w.param("Int64", clamped(t).UnixNano())) }
	return map[query.Field]clause{
		query.FieldHost:       {expr: "toString(host)"},
		query.FieldMethod:     {expr: "toString(method)"},
		query.FieldAPI:        {expr: "id"},
		query.FieldPurpose:    {expr: rowIDs("BP-", "purposes"), many: true},
		query.FieldService:    {expr: "toString(service)"},
		query.FieldAuth:       {expr: authName},
		query.FieldGrade:      {expr: gradeName},
		query.FieldRequest:    {expr: rowIDs("SD-", "req_types"), many: true},
		query.FieldResponse:   {expr: rowIDs("SD-", "res_types"), many: true},
		query.FieldImportance: {expr: importanceName},
		query.FieldLife: {expr: fmt.Sprintf("multiIf(last_seen < %s, '%s', first_seen >= %s, '%s', '%s')",
			since(l.ActiveSince), query.LifeInactive, since(l.NewSince), query.LifeNew, query.LifeActive)},
	}
}

var apiSorts = map[query.SortKey]string{
	query.SortEnd:    "toUnixTimestamp64Nano(last_seen)",
	query.SortStart:  "toUnixTimestamp64Nano(first_seen)",
	query.SortCalls:  "toInt64(calls)",
	query.SortErrors: "toInt64(errors)",
	query.SortGrade:  "toInt64(grade)",
	query.SortPeak:   "toInt64(rate_peak)",
	query.SortSlow:   "p95",

	query.SortImportance: "toInt64(" + importanceOf + ")",
	query.SortRisks:      "opened",
	query.SortEvents:     "opened",
}

// openSorts are the orders by what an API has open, and of which kind.
var openSorts = map[query.SortKey]finding.Kind{query.SortRisks: finding.KindRisk, query.SortEvents: finding.KindEvent}

// opened joins, to the inventory, how much of a kind each API has open: one number in which a case of
// a level weighs more than all of the levels below.
func (s *Store) opened(ctx context.Context, tenant string, w *where, kind finding.Kind) (string, error) {
	m, err := s.merges(ctx, tenant)
	if err != nil {
		return "", err
	}
	fields := caseFields(w, kind, m)
	f := query.Filter{Tenant: tenant, Values: map[query.Field][]string{query.FieldStatus: openOf(kind)}}
	if err := caseWhere(w, kind, f, fields, ""); err != nil {
		return "", err
	}
	const most, few, some = "1048575", "1048576", "1099511627776" // 20 bits a level
	rank := "least(countIf(f.level = 3), " + most + ") * " + some + " + least(countIf(f.level = 2), " + most + ") * " + few +
		" + least(countIf(f.level = 1), " + most + ")"
	text := " LEFT JOIN (SELECT " + fields[query.FieldAPI].expr + " AS opened_api, toInt64(" + rank + ") AS opened" + casesFrom + w.text() +
		" GROUP BY opened_api) AS o ON o.opened_api = apis.id"
	w.conds = nil
	return text, nil
}

func apiWhere(w *where, f query.Filter, fields map[query.Field]clause, except query.Field) error {
	w.window("first_seen", "last_seen", f.Window)
	if f.IDs != nil {
		w.add("has(%s, id)", "Array(String)", f.IDs)
	}
	if len(f.Nets) > 0 {
		return fmt.Errorf("the inventory has no source blocks to filter by")
	}
	w.matching(f.Text, "host", "template", "id")
	return w.fields(fields, f, except)
}

// APIs implements query.Store.
func (s *Store) APIs(ctx context.Context, q query.AssetQuery) (query.Page[finding.Asset], error) {
	const what = "list apis"
	var page query.Page[finding.Asset]
	n, ok := apiSorts[q.Order.By]
	if !ok {
		return page, fmt.Errorf("cannot %s: no order by %q", what, q.Order.By)
	}
	w := newWhere()
	from, err := s.inventory(ctx, q.Filter.Tenant, w)
	if err != nil {
		return page, err
	}
	join := ""
	if kind, by := openSorts[q.Order.By]; by {
		if join, err = s.opened(ctx, q.Filter.Tenant, w, kind); err != nil {
			return page, err
		}
	}
	if err := apiWhere(w, q.Filter, apiFields(w, q.Life), ""); err != nil {
		return page, failure(what, err)
	}
	err = s.ask(ctx, what, q.Filter.Tenant, "SELECT count()"+from+w.text(), w.args, func(r driver.Rows) error {
		return r.Scan(&page.Total)
	}, overwrites)
	if err != nil {
		return page, err
	}
	w.after(n, "id", q.Order, q.After)
	limit := w.param("UInt32", q.Limit+1) // one more tells whether there is a next page
	text := "SELECT " + n + " AS key, " + apiColumnList + from + join + w.text() + orderBy(n, "id", q.Order) +
		" LIMIT " + limit
	var keys []int64
	err = s.ask(ctx, what, q.Filter.Tenant, text, w.args, func(r driver.Rows) error {
		key, a, err := scanAsset(r, q.Filter.Tenant)
		keys, page.Rows = append(keys, key), append(page.Rows, a)
		return err
	}, func() { keys, page.Rows = nil, nil })
	if len(page.Rows) > q.Limit {
		page.Rows = page.Rows[:q.Limit]
		page.Next = &query.Key{N: keys[q.Limit-1], ID: page.Rows[q.Limit-1].ID}
	}
	return page, err
}

func scanAsset(r driver.Rows, tenant string) (key int64, a finding.Asset, err error) {
	var service, auth, grade uint8
	var purposes, req, res []uint8
	var creds uint64
	var p50, p95 int64
	err = r.Scan(&key, &a.ID, &a.API.Host, &a.API.Method, &a.API.Template, &a.FirstSeen, &a.LastSeen, &a.Calls, &a.Errors,
		&purposes, &service, &auth, &grade, &req, &res, &a.MaxEntries, &creds, &a.RatePeak, &p50, &p95, &a.AuthWhy, &a.Version)
	a.Tenant = tenant
	a.FirstSeen, a.LastSeen = unclamped(a.FirstSeen), unclamped(a.LastSeen)
	a.Purposes, a.ReqTypes, a.ResTypes = listOf[finding.Purpose](purposes), listOf[finding.DataType](req),
		listOf[finding.DataType](res)
	a.Service, a.Auth, a.Grade = finding.Service(service), finding.Auth(auth), finding.Grade(grade)
	a.Creds = finding.Set(creds)
	a.P50, a.P95 = time.Duration(p50), time.Duration(p95)
	return key, a, err
}

// APIFacets implements query.Store.
func (s *Store) APIFacets(ctx context.Context, q query.AssetQuery, fields []query.Field, limit int) (query.Facets,
	error) {
	w := newWhere()
	from, err := s.inventory(ctx, q.Filter.Tenant, w)
	if err != nil {
		return nil, err
	}
	table := apiFields(w, q.Life)
	return s.facets(ctx, "count apis", q.Filter.Tenant, w, table, fields, limit, from, func(except query.Field) error {
		return apiWhere(w, q.Filter, table, except)
	})
}
