package store_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestPE21VotesOfAllActorsAreJoined: the case of an address, that of its account and that of the API were written by
// three actors; each is read with the votes of all, and only those of the same API, block and day.
func TestPE21VotesOfAllActorsAreJoined(t *testing.T) {
	s, midnight := storetest.New(t), day.Truncate(24*time.Hour)
	ip := netip.MustParseAddr("203.0.113.7")
	six := netip.MustParseAddr("2001:db8:1:2::7")
	var all []finding.Finding
	add := func(typ string, v finding.Vote, change func(f *finding.Finding)) {
		f := finding.Finding{
			Kind: finding.KindEvent, Type: typ, Tenant: "acme", API: traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"},
			Level: finding.Low, Start: midnight.Add(9 * time.Hour), End: midnight.Add(10 * time.Hour), Count: 5, Votes: finding.Votes(0).With(v),
			Source: finding.Source{IP: ip, Block: finding.Block(ip), IPs: 1}, Why: finding.Why{Reason: "why", Rule: typ + "@1"}, Version: 1,
		}
		if change != nil {
			change(&f)
		}
		f.ID = finding.CaseID(&f)
		all = append(all, f)
	}
	add("EV-09", finding.VoteFailures, nil)
	add("EV-04", finding.VoteProgram, func(f *finding.Finding) { f.Start = midnight.Add(23 * time.Hour) })
	add("EV-17", finding.VoteWalk, func(f *finding.Finding) {
		f.Source.Block, f.Source.Account = netip.Prefix{}, "abeb4e32a5643cf7"
	})
	add("EV-05", finding.VoteHour, func(f *finding.Finding) { f.Start = midnight.Add(24 * time.Hour) })
	add("EV-02", finding.VoteNetwork, func(f *finding.Finding) { f.Tenant = "other" })
	add("EV-03", finding.VoteCountry, func(f *finding.Finding) { f.Simulated = true })
	add("PE-22", finding.VoteRotation, func(f *finding.Finding) { f.Source = finding.Source{IP: ip, IPs: 300} })
	add("EV-08", finding.VoteFailures, func(f *finding.Finding) { f.Source.IP, f.Source.Block = six, finding.Block(six) })
	add("EV-01", finding.VoteRate, func(f *finding.Finding) { f.Source.IP, f.Source.Block = six, finding.Block(six) })
	if err := s.WriteFindings(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	for typ, want := range map[string]int{"EV-09": 3, "EV-04": 3, "EV-17": 3, "EV-05": 1, "PE-22": 1, "EV-08": 2, "EV-01": 2} {
		rows := pages(t, s, query.CaseQuery{
			Kind: finding.KindEvent, Filter: query.Filter{Tenant: "acme", Values: map[query.Field][]string{query.FieldType: {typ}}},
			Order: query.Order{By: query.SortEnd}, Limit: 10,
		})
		if len(rows) != 1 || len(rows[0].Votes.List()) != want {
			t.Errorf("%s: %d rows, want %d votes: %+v", typ, len(rows), want, rows)
		}
	}
}

// TestAL13PurposesOfAPIs reads what labels of purposes are matched with.
func TestAL13PurposesOfAPIs(t *testing.T) {
	s := storetest.New(t)
	asset := func(tenant, template string, p ...finding.Purpose) finding.Asset {
		api := traffic.API{Host: "shop.example.com", Method: "POST", Template: template}
		return finding.Asset{ID: api.ID(tenant), Tenant: tenant, API: api, Purposes: p, FirstSeen: day, LastSeen: day, Version: 1}
	}
	register, pay := asset("acme", "/register", 12, 128), asset("acme", "/pay")
	if err := s.WriteAssets(t.Context(), []finding.Asset{register, pay, asset("other", "/register", 13)}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Purposes(t.Context(), "acme")
	if err != nil || len(got) != 1 || len(got[register.ID]) != 2 || got[register.ID][1] != 128 {
		t.Errorf("%v %v", got, err)
	}
}
