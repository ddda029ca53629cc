package store

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/query"
)

// chances says of stored calls what risk.Chance.Of says of facts; the numbers are those of
// finding.Outcome and the flags of finding.Bodies.
var chances = map[risk.Chance]string{
	risk.ChanceAny:         "true",
	risk.ChanceAnswered:    "status >= 200 AND status < 300",
	risk.ChanceRead:        "status >= 200 AND status < 300 AND bitTest(bodies, 1)",
	risk.ChanceBody:        "bitTest(bodies, 1)",
	risk.ChanceOpen:        "creds = 0 AND account = 0 AND outcome = 0",
	risk.ChanceLogin:       "outcome > 0",
	risk.ChanceLoginOK:     "outcome = 3",
	risk.ChanceLoginFailed: "outcome = 2",
}

// Trial implements query.Store.
func (s *Store) Trial(ctx context.Context, q query.TrialQuery) (query.Trial, error) {
	const what = "count the calls that would show a risk"
	var t query.Trial
	kind, ok := chances[q.Chance]
	if !ok {
		return t, failure(what, fmt.Errorf("no kind of calls has number %d", q.Chance))
	}
	w, err := s.trafficWhere(ctx, query.TrafficQuery{Tenant: q.Tenant, API: q.API, Window: query.Window{From: q.From}})
	if err != nil {
		return t, err
	}
	w.conds = append(w.conds, "NOT noise")
	claim := fmt.Sprintf("ts > "+nanos, w.param("Int64", clamped(q.Claim).UnixNano()))
	shown := "has(risks, " + w.param("UInt8", uint8(q.Risk)) + ")"
	text := "SELECT countIf(of AND NOT later), countIf(shows AND NOT later), countIf(of AND later), countIf(shows AND later) " +
		"FROM (SELECT (" + kind + ") AS of, " + shown + " AS shows, " + claim + " AS later FROM @calls AS calls" + w.text() + ")"
	err = s.ask(ctx, what, q.Tenant, text, w.args, func(r driver.Rows) error {
		return r.Scan(&t.Before, &t.ShownBefore, &t.After, &t.ShownAfter)
	}, overwrites)
	return t, err
}
