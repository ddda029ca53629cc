package store

import (
	"context"
	"net/netip"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// Stored implements query.Store.
func (s *Store) Stored(ctx context.Context, q query.StoredQuery, each func(*finding.Facts) error) error {
	w := newWhere()
	w.window("ts", "ts", q.Window)
	if q.Host != "" {
		w.add("host = %s", "String", q.Host)
	}
	w.conds = append(w.conds, "NOT noise")
	text := "SELECT ts, sensor, host, method, template, client, account, session, status, latency, req_size, res_size, bodies, tool, agent, " +
		"service, purposes, creds, attacks, blocked, req_types, req_entries, res_types, res_entries, risks, login, outcome, object, params, " +
		"error FROM @calls AS calls" + w.text() + " ORDER BY ts, seq, id LIMIT " + w.param("UInt32", q.Limit)
	var f finding.Facts
	var r storedCall
	return s.ask(ctx, "read stored calls", q.Tenant, text, w.args, func(rows driver.Rows) error {
		if err := rows.Scan(&r.at, &f.Sensor, &f.API.Host, &f.API.Method, &f.API.Template, &r.client, &f.Account, &f.Session,
			&f.Status, &r.latency, &r.sizes[0], &r.sizes[1], &r.bodies, &r.tool, &f.Agent, &r.service, &r.purposes, &r.creds, &r.attacks,
			&f.Blocked, &r.types[0], &r.entries[0], &r.types[1], &r.entries[1], &r.risks, &f.Login.Name, &r.outcome, &f.Object, &f.Params,
			&r.error); err != nil {
			return err
		}
		f.Tenant = q.Tenant
		r.into(&f)
		return each(&f)
	}, nil) // what was given is judged already: no second time
}

// storedCall are the columns of a call whose types are not those of facts.
type storedCall struct {
	at                                    time.Time
	client                                netip.Addr
	latency                               uint32
	sizes                                 [2]uint64 // of request and response
	bodies, tool, service, outcome, error uint8
	creds, attacks                        uint64
	purposes, risks                       []uint8
	types                                 [2][]uint8
	entries                               [2][]uint32
}

func (r *storedCall) into(f *finding.Facts) {
	f.Time, f.Client, f.Latency = unclamped(r.at), fromAddress(r.client), time.Duration(r.latency)*time.Microsecond
	f.ReqSize, f.ResSize = int64(r.sizes[0]), int64(r.sizes[1]) //nolint:gosec // were int64
	f.Bodies, f.Tool, f.Service = finding.Bodies(r.bodies), finding.Tool(r.tool), finding.Service(r.service)
	f.Creds, f.Attacks = finding.Set(r.creds), finding.Set(r.attacks)
	f.Login.Outcome, f.Error = finding.Outcome(r.outcome), finding.ErrorKind(r.error)
	f.ReqData, f.ResData = data(f.ReqData[:0], r.types[0], r.entries[0]), data(f.ResData[:0], r.types[1], r.entries[1])
	f.Purposes, f.Risks = f.Purposes[:0], f.Risks[:0]
	for _, p := range r.purposes {
		f.Purposes = append(f.Purposes, finding.Purpose(p))
	}
	for _, id := range r.risks {
		f.Risks = append(f.Risks, finding.RiskHit{Risk: finding.Risk(id)})
	}
}

func data(dst []finding.DataCount, types []uint8, entries []uint32) []finding.DataCount {
	for i := range min(len(types), len(entries)) {
		dst = append(dst, finding.DataCount{Type: finding.DataType(types[i]), Entries: entries[i]})
	}
	return dst
}
