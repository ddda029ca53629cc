package store

import (
	"context"
	"net/netip"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// whose keeps the calls of one caller.
func (w *where) whose(of query.Whose) {
	switch {
	case of.Account != 0: // also where somebody else's tries are meant: to log in by its name
		p := w.param("UInt64", of.Account)
		w.conds = append(w.conds, "(account = "+p+" OR login = "+p+")")
	case of.Session != 0:
		w.add("session = %s", "UInt64", of.Session)
	default:
		w.within("client", of.Net)
	}
}

// Steps implements query.Store.
func (s *Store) Steps(ctx context.Context, q query.StepsQuery) ([]query.Step, error) {
	w := newWhere()
	w.window("ts", "ts", q.Window)
	w.whose(q.Whose)
	limit := w.param("UInt32", q.Limit)
	text := "SELECT ts, host, method, template, noise, status, client, agent, account, session, object, " +
		"toUInt32(least(arraySum(res_entries), 4294967295)), attacks, outcome FROM @calls AS calls" + w.text() +
		" ORDER BY ts, seq, id LIMIT " + limit
	var out []query.Step
	err := s.ask(ctx, "list the calls of one caller", q.Tenant, text, w.args, func(r driver.Rows) error {
		var p query.Step
		var ip netip.Addr
		var api traffic.API
		var attacks uint64
		var outcome uint8
		err := r.Scan(&p.At, &api.Host, &api.Method, &api.Template, &p.Noise, &p.Status, &ip, &p.Agent, &p.Account, &p.Session,
			&p.Object, &p.Entries, &attacks, &outcome)
		p.At, p.API, p.Client, p.Attacks, p.Login = unclamped(p.At), api, fromAddress(ip), finding.Set(attacks), finding.Outcome(outcome)
		out = append(out, p)
		return err
	}, func() { out = nil })
	return out, err
}

// StepPairs implements query.Store.
func (s *Store) StepPairs(ctx context.Context, tenant, host string, in query.Window) ([]query.StepPair, error) {
	w := newWhere()
	w.window("ts", "ts", in)
	w.add("host = %s", "String", host)
	w.conds = append(w.conds, "NOT noise", "(account != 0 OR session != 0)")
	most, gap := w.param("UInt32", query.PairCalls), w.param("Int64", int64(query.SessionBreak.Seconds()))
	text := "SELECT toString(prev), toString(api), count() FROM (SELECT api, ts, " +
		"lagInFrame(api) OVER (PARTITION BY who ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS prev, " +
		"lagInFrame(ts) OVER (PARTITION BY who ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before FROM (" +
		"SELECT api, ts, if(account != 0, account, session) AS who FROM @calls AS calls" + w.text() + " ORDER BY ts DESC LIMIT " + most +
		")) WHERE prev != '' AND dateDiff('second', before, ts) <= " + gap + " GROUP BY prev, api"
	var out []query.StepPair
	err := s.ask(ctx, "learn what follows what", tenant, text, w.args, func(r driver.Rows) error {
		var p query.StepPair
		err := r.Scan(&p.From, &p.To, &p.Calls)
		out = append(out, p)
		return err
	}, func() { out = nil })
	return out, err
}
