package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// events gives n events with values that repeat, so that orders have ties.
func events(n int) []finding.Finding {
	var fs []finding.Finding
	for i := range n {
		ip := netip.AddrFrom4([4]byte{203, 0, byte(i % 5), byte(i)})
		f := finding.Finding{
			Kind: finding.KindEvent, Type: [...]string{"EV-01", "EV-09", "EV-17"}[i%3], Tenant: "acme",
			API:   traffic.API{Host: fmt.Sprintf("h%d.example.com", i%4), Method: "GET", Template: fmt.Sprintf("/Things/%d", i)},
			Level: finding.Level(1 + i%3), Start: day.Add(time.Duration(i/2) * 10 * time.Minute), Count: uint64(10 * (i % 7)),
			Source: finding.Source{IP: ip, Block: finding.Block(ip), IPs: 1, Account: fmt.Sprintf("%016x", i%6), Agent: "curl"},
			Why: finding.Why{
				Observed: 1.5, Baseline: 0.5, Threshold: 1, Unit: "calls", Window: time.Minute, Rule: "EV-09@1", Learned: true,
				Reason: "it's 'so' \\ \n because", Clear: "less", Tuned: "EV-09@3",
			},
			Samples: []string{"a", "b"}, Version: uint64(i + 1),
		}
		f.End = f.Start.Add(time.Duration(i%9)*time.Minute + 123456789)
		f.ID = finding.CaseID(&f)
		fs = append(fs, f)
	}
	return fs
}

func pages(t *testing.T, s *store.Store, q query.CaseQuery) (all []query.Case) {
	t.Helper()
	for range 100 {
		p, err := s.Cases(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p.Rows...)
		if q.After = p.Next; p.Next == nil {
			if int(p.Total) != len(all) {
				t.Errorf("total %d, %d rows came", p.Total, len(all))
			}
			return all
		}
	}
	t.Fatal("no end of pages")
	return nil
}

func TestCasesPageByPage(t *testing.T) {
	s := storetest.New(t)
	fs := events(57)
	if err := s.WriteFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	old := fs[3]
	old.Version, old.Count = 0, 999
	if err := s.WriteFindings(t.Context(), []finding.Finding{old, fs[5]}); err != nil {
		t.Fatal(err)
	}
	for by, key := range map[query.SortKey]func(f *finding.Finding) int64{
		query.SortEnd:   func(f *finding.Finding) int64 { return f.End.UnixNano() },
		query.SortStart: func(f *finding.Finding) int64 { return f.Start.UnixNano() },
		query.SortLevel: func(f *finding.Finding) int64 { return int64(f.Level) },
		query.SortCount: func(f *finding.Finding) int64 { return int64(f.Count) },
	} {
		for _, desc := range []bool{false, true} {
			want := slices.Clone(fs)
			slices.SortFunc(want, func(a, b finding.Finding) int {
				c := cmp.Or(cmp.Compare(key(&a), key(&b)), strings.Compare(a.ID, b.ID))
				if desc {
					return -c
				}
				return c
			})
			got := pages(t, s, query.CaseQuery{
				Kind: finding.KindEvent, Filter: query.Filter{Tenant: "acme"}, Order: query.Order{By: by, Desc: desc}, Limit: 10,
			})
			if len(got) != len(want) {
				t.Fatalf("%s: %d cases, want %d", by, len(got), len(want))
			}
			for i := range got {
				if !reflect.DeepEqual(got[i].Finding, want[i]) {
					t.Fatalf("%s desc=%v row %d:\n%+v\nwant\n%+v", by, desc, i, got[i].Finding, want[i])
				}
				if got[i].State.Status != query.Detected || got[i].State.Revision != 0 {
					t.Fatalf("state %+v of a case nobody has decided on", got[i].State)
				}
			}
		}
	}
}

func TestCaseFilters(t *testing.T) {
	s := storetest.New(t)
	fs := events(40)
	if err := s.WriteFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Decide(t.Context(), "acme", []query.Decision{{
		CaseID: fs[0].ID, Kind: finding.KindEvent, To: query.Handled, User: "eve", Origin: query.OriginUser, Time: day,
	}}); err != nil {
		t.Fatal(err)
	}
	in := func(f query.Field, v ...string) query.Filter {
		return query.Filter{Values: map[query.Field][]string{f: v}}
	}
	from, to := day.Add(30*time.Minute), day.Add(90*time.Minute)
	for name, c := range map[string]struct {
		f    query.Filter
		keep func(f *finding.Finding) bool
	}{
		"all": {query.Filter{}, func(*finding.Finding) bool { return true }},
		"window": {query.Filter{Window: query.Window{From: from, To: to}},
			func(f *finding.Finding) bool { return f.Start.Before(to) && !f.End.Before(from) }},
		"ids":    {query.Filter{IDs: []string{fs[1].ID, "x"}}, func(f *finding.Finding) bool { return f.ID == fs[1].ID }},
		"no ids": {query.Filter{IDs: []string{}}, func(*finding.Finding) bool { return false }},
		"text": {
			query.Filter{Text: "THINGS/1"},
			func(f *finding.Finding) bool { return strings.HasPrefix(f.API.Template, "/Things/1") },
		},
		"hostile text": {
			query.Filter{Text: "' OR 1=1 -- \\"}, func(*finding.Finding) bool { return false },
		},
		"hosts": {in(query.FieldHost, "h1.example.com", "h2.example.com"),
			func(f *finding.Finding) bool { return f.API.Host[1] == '1' || f.API.Host[1] == '2' }},
		"level":  {in(query.FieldLevel, "high"), func(f *finding.Finding) bool { return f.Level == finding.High }},
		"status": {in(query.FieldStatus, "handled"), func(f *finding.Finding) bool { return f.ID == fs[0].ID }},
		"open":   {in(query.FieldStatus, "detected"), func(f *finding.Finding) bool { return f.ID != fs[0].ID }},
		"api":    {in(query.FieldAPI, fs[4].API.ID("acme")), func(f *finding.Finding) bool { return f.ID == fs[4].ID }},
		"block": {
			in(query.FieldBlock, "203.0.3.0/24"),
			func(f *finding.Finding) bool { return f.Source.Block.Addr().As4()[2] == 3 },
		},
		"nets": {
			query.Filter{Nets: []netip.Prefix{netip.MustParsePrefix("203.0.3.7/32"), netip.MustParsePrefix("2001:db8::/32")}},
			func(f *finding.Finding) bool { return f.Source.Block.Addr().As4()[2] == 3 },
		},
		"wide net": {
			query.Filter{Nets: []netip.Prefix{netip.MustParsePrefix("203.0.0.0/23")}},
			func(f *finding.Finding) bool { return f.Source.Block.Addr().As4()[2] < 2 },
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.f.Tenant = "acme"
			var want []string
			for i := range fs {
				if c.keep(&fs[i]) {
					want = append(want, fs[i].ID)
				}
			}
			var got []string
			for _, x := range pages(t, s, query.CaseQuery{Kind: finding.KindEvent, Filter: c.f,
				Order: query.Order{By: query.SortEnd}, Limit: 7}) {
				got = append(got, x.ID)
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%d cases %v, want %d %v", len(got), got, len(want), want)
			}
		})
	}
	bad := query.CaseQuery{Kind: finding.KindEvent, Filter: in("x'); DROP TABLE findings --", "1"),
		Order: query.Order{By: query.SortEnd}, Limit: 1}
	bad.Filter.Tenant = "acme"
	if _, err := s.Cases(t.Context(), bad); err == nil {
		t.Error("an invented field was taken")
	}
}

func TestCaseFacets(t *testing.T) {
	s := storetest.New(t)
	if err := s.WriteFindings(t.Context(), events(40)); err != nil {
		t.Fatal(err)
	}
	f := query.Filter{Tenant: "acme", Values: map[query.Field][]string{query.FieldType: {"EV-09"},
		query.FieldLevel: {"medium"}}}
	got, err := s.CaseFacets(t.Context(), finding.KindEvent, f,
		[]query.Field{query.FieldType, query.FieldLevel, query.FieldHost, query.FieldStatus}, 2)
	if err != nil {
		t.Fatal(err)
	}
	// Type and level of event i are both i%3, so medium is EV-09 and the other way round.
	want := query.Facets{
		query.FieldType:   {{Value: "EV-09", Count: 13}},
		query.FieldLevel:  {{Value: "medium", Count: 13}},
		query.FieldHost:   {{Value: "h1.example.com", Count: 4}, {Value: "h0.example.com", Count: 3}},
		query.FieldStatus: {{Value: "detected", Count: 13}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("facets\n%v, want\n%v", got, want)
	}
	f.Values = map[query.Field][]string{query.FieldLevel: {"high"}}
	got, err = s.CaseFacets(t.Context(), finding.KindEvent, f, []query.Field{query.FieldLevel}, 5)
	if err != nil || len(got[query.FieldLevel]) != 3 {
		t.Errorf("a field's own choice hides the others: %v %v", got, err)
	}
}

func TestDecide(t *testing.T) {
	s := storetest.New(t)
	fs := events(3)
	ctx := t.Context()
	if err := s.WriteFindings(ctx, fs); err != nil {
		t.Fatal(err)
	}
	higher := fs[0]
	higher.Level, higher.Version, higher.End = finding.High, 50, day.Add(time.Hour)
	if err := s.WriteFindings(ctx, []finding.Finding{higher}); err != nil {
		t.Fatal(err)
	}
	d := func(id string, rev uint64, to query.Status, at time.Duration) query.Decision {
		return query.Decision{CaseID: id, Kind: finding.KindEvent, Revision: rev, To: to, Remark: "so", User: "eve",
			Origin: query.OriginUser, Time: day.Add(at)}
	}
	wrongKind := d(fs[1].ID, 0, query.Confirmed, 0)
	wrongKind.Kind = finding.KindRisk
	got, err := s.Decide(ctx, "acme", []query.Decision{
		d(fs[0].ID, 0, query.InProgress, time.Minute), d(fs[0].ID, 0, query.Handled, time.Minute),
		d("evt_x", 0, query.Handled, 0), wrongKind,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []error{nil, query.ErrConflict, query.ErrNotFound, query.ErrNotFound} {
		if !errors.Is(got[i].Err, want) {
			t.Errorf("decision %d: %v, want %v", i, got[i].Err, want)
		}
	}
	if got[1].State.Revision != 1 || got[1].State.Status != query.InProgress {
		t.Errorf("a conflict shows %+v", got[1].State)
	}
	if got, err = s.Decide(ctx, "acme", []query.Decision{d(fs[0].ID, 1, query.Handled, 2*time.Hour)}); err != nil ||
		got[0].Err != nil {
		t.Fatal(got, err)
	}
	if got, err = s.Decide(ctx, "other", []query.Decision{d(fs[0].ID, 2, query.Ignored, 0)}); err != nil ||
		!errors.Is(got[0].Err, query.ErrNotFound) {
		t.Errorf("another tenant decides: %v %v", got, err)
	}
	history, err := s.History(ctx, "acme", fs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []query.Change{
		{Time: day.Add(time.Minute), From: query.Detected, To: query.InProgress, Revision: 1, User: "eve", Remark: "so",
			Origin: query.OriginUser},
		{Time: day.Add(time.Hour), FromLevel: finding.Low, ToLevel: finding.High, Origin: query.OriginSystem},
		{Time: day.Add(2 * time.Hour), From: query.InProgress, To: query.Handled, Revision: 2, User: "eve", Remark: "so",
			Origin: query.OriginUser},
	}
	if !reflect.DeepEqual(history, want) {
		t.Errorf("history\n%+v, want\n%+v", history, want)
	}
}

// Of many who decide on the same revision exactly one succeeds.
func TestDecideIsACompareAndSet(t *testing.T) {
	s := storetest.New(t)
	fs := events(1)
	if err := s.WriteFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	won := make(chan bool, 8)
	for range cap(won) {
		go func() {
			got, err := s.Decide(t.Context(), "acme", []query.Decision{{CaseID: fs[0].ID, Kind: finding.KindEvent,
				To: query.Handled, Time: day}})
			won <- err == nil && got[0].Err == nil
		}()
	}
	n := 0
	for range cap(won) {
		if <-won {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d of %d succeeded, want 1", n, cap(won))
	}
}

func TestCaseTrendAndCounts(t *testing.T) {
	s := storetest.New(t)
	fs := events(40)
	if err := s.WriteFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	w := query.Window{From: day.Add(20 * time.Minute), To: day.Add(80 * time.Minute)}
	points, err := s.CaseTrend(t.Context(), finding.KindEvent, query.Filter{Tenant: "acme", Window: w}, 20*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]query.LevelPoint, 3)
	for i := range fs {
		if !fs[i].Start.Before(w.To) || fs[i].End.Before(w.From) {
			continue
		}
		b := max(0, int(fs[i].Start.Sub(w.From)/(20*time.Minute)))
		switch fs[i].Level {
		case finding.High:
			want[b].High++
		case finding.Medium:
			want[b].Medium++
		case finding.Low:
			want[b].Low++
		}
	}
	for i := range want {
		want[i].At = w.From.Add(time.Duration(i) * 20 * time.Minute)
	}
	if !reflect.DeepEqual(points, want) {
		t.Errorf("trend\n%v, want\n%v", points, want)
	}

	live, folded, other := fs[2].API.ID("acme"), fs[5].API.ID("acme"), fs[0].API.ID("acme")
	err = s.WriteAssets(t.Context(), []finding.Asset{
		{ID: folded, Tenant: "acme", API: fs[5].API, MergedInto: live, Version: 1},
		{ID: live, Tenant: "acme", API: fs[2].API, Version: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	counts, err := s.CaseCounts(t.Context(), "acme", finding.KindEvent, []string{live, other})
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]query.LevelCounts{live: {High: 2}, other: {Low: 1}}; !reflect.DeepEqual(counts, want) {
		t.Errorf("counts %v, want %v", counts, want)
	}
}
