package store_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestRH06StoredCallsAreCountedAsFactsAre asks every kind of call of the store and of the facts
// themselves.
func TestRH06StoredCallsAreCountedAsFactsAre(t *testing.T) {
	s := storetest.New(t)
	api := traffic.API{Host: "h.example.com", Method: "GET", Template: "/x/{id}"}
	claim := day.Add(100 * time.Second)
	b := &finding.Batch{Token: "trial"}
	for i := range 200 {
		f := finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprint("c", i), Tenant: "acme", Time: day.Add(time.Duration(i) * time.Second), API: api,
			Client: netip.MustParseAddr("203.0.113.7"), Status: []uint16{200, 201, 401, 500}[i%4],
			Bodies: finding.Bodies(i % 3), Creds: finding.Set(i % 2 * 4), Account: uint64(i % 5 / 4),
			Login: finding.Login{Outcome: finding.Outcome(i / 7 % 4)},
		}
		if i%3 == 0 {
			f.Risks = []finding.RiskHit{{Risk: 18, Reason: "x"}}
		}
		b.Facts = append(b.Facts, f)
	}
	other := b.Facts[150]
	other.Seq, other.ID, other.Tenant = 900, "other", "acme"
	other.API.Template = "/y"
	b.Facts = append(b.Facts, other)
	if err := s.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for _, k := range risk.Chances() {
		var want query.Trial
		for i := range b.Facts[:200] {
			f := &b.Facts[i]
			shown := uint64(0)
			if len(f.Risks) > 0 {
				shown = 1
			}
			of := uint64(0)
			if k.Of(f) {
				of = 1
			}
			if f.Time.After(claim) {
				want.After, want.ShownAfter = want.After+of, want.ShownAfter+shown
			} else {
				want.Before, want.ShownBefore = want.Before+of, want.ShownBefore+shown
			}
		}
		got, err := s.Trial(t.Context(), query.TrialQuery{
			Tenant: "acme", API: api.ID("acme"), Risk: 18, Chance: k, From: day, Claim: claim,
		})
		if err != nil || got != want {
			t.Errorf("%v: %+v, want %+v, %v", k, got, want, err)
		}
	}
	if _, err := s.Trial(t.Context(), query.TrialQuery{Tenant: "acme", API: "x"}); err == nil {
		t.Error("a kind of calls that does not exist is counted")
	}
}
