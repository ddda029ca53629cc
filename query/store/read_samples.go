package store

import (
	"context"
	"net/netip"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// Samples implements query.Store.
func (s *Store) Samples(ctx context.Context, q query.SampleQuery) ([]finding.Sample, error) {
	w := newWhere()
	if q.IDs != nil {
		w.add("id IN %s", "Array(String)", q.IDs)
	}
	if q.API != "" {
		m, err := s.merges(ctx, q.Tenant)
		if err != nil {
			return nil, err
		}
		w.add("api IN %s", "Array(String)", m.all(q.API))
	}
	if q.Reason != "" {
		w.add("has(reasons, %s)", "String", q.Reason)
	}
	w.within("client", q.Net)
	w.window("ts", "ts", q.Window)
	text := "SELECT id, host, method, template, ts, client, path, status, reasons, req_names, req_values, req_body, req_cut, " +
		"res_names, res_values, res_body, res_cut FROM @samples AS samples" + w.text() +
		" ORDER BY ts DESC, id DESC LIMIT 1 BY id LIMIT " + w.param("UInt32", q.Limit)
	var out []finding.Sample
	err := s.ask(ctx, "list samples", q.Tenant, text, w.args, func(r driver.Rows) error {
		x := finding.Sample{Tenant: q.Tenant}
		var status uint16
		var client netip.Addr
		var req, res [2][]string
		err := r.Scan(&x.ID, &x.API.Host, &x.API.Method, &x.API.Template, &x.Time, &client, &x.Path, &status, &x.Reasons,
			&req[0], &req[1], &x.Request.Body, &x.Request.Cut, &res[0], &res[1], &x.Response.Body, &x.Response.Cut)
		x.Status, x.Time, x.Client = int(status), unclamped(x.Time), fromAddress(client)
		x.Request.Headers, x.Response.Headers = headers(req), headers(res)
		out = append(out, x)
		return err
	}, func() { out = nil })
	return out, err
}

func headers(columns [2][]string) []traffic.Header {
	var out []traffic.Header
	for i := range min(len(columns[0]), len(columns[1])) {
		out = append(out, traffic.Header{Name: columns[0][i], Value: columns[1][i]})
	}
	return out
}
