package store_test

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// Cases on trial are shown to who asks for them, and count nowhere else (PE-31, NF-12).
func TestPE31SimulatedCasesStandApart(t *testing.T) {
	s := storetest.New(t)
	fs := events(12)
	for i := range fs {
		if fs[i].Simulated = i%4 == 0; fs[i].Simulated {
			fs[i].ID = finding.CaseID(&fs[i])
		}
	}
	if err := s.WriteFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	ask := func(f query.Filter) []query.Case {
		f.Tenant = "acme"
		return pages(t, s, query.CaseQuery{Kind: finding.KindEvent, Filter: f, Order: query.Order{By: query.SortEnd}, Limit: 5})
	}
	for _, c := range []struct {
		name   string
		filter query.Filter
		want   int
		trial  func(bool) bool
	}{
		{"without a choice", query.Filter{}, 9, func(s bool) bool { return !s }},
		{"on trial", chosen("yes"), 3, func(s bool) bool { return s }},
		{"in force", chosen("no"), 9, func(s bool) bool { return !s }},
		{"both", chosen("no", "yes"), 12, func(bool) bool { return true }},
		{"by its ID", query.Filter{IDs: []string{fs[0].ID}}, 1, func(s bool) bool { return s }},
	} {
		got := ask(c.filter)
		if len(got) != c.want {
			t.Errorf("%s: %d cases, want %d", c.name, len(got), c.want)
		}
		for _, g := range got {
			if !c.trial(g.Simulated) {
				t.Errorf("%s: a case with simulated %v", c.name, g.Simulated)
			}
		}
	}
	facets, err := s.CaseFacets(t.Context(), finding.KindEvent, query.Filter{Tenant: "acme"},
		[]query.Field{query.FieldTrial, query.FieldAgent}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if f := facets[query.FieldTrial]; len(f) != 2 || f[0].Count != 9 || f[1].Count != 3 {
		t.Errorf("the facet of trials says %v, want 9 and 3", f)
	}
	if f := facets[query.FieldAgent]; len(f) != 1 || f[0].Count != 9 {
		t.Errorf("another facet counts %v, want the 9 in force", f)
	}
	trend, err := s.CaseTrend(t.Context(), finding.KindEvent, query.Filter{
		Tenant: "acme", Window: query.Window{From: day, To: day.Add(24 * time.Hour)},
	}, time.Hour)
	var n uint64
	for _, p := range trend {
		n += p.Total()
	}
	if err != nil || n != 9 {
		t.Errorf("the trend counts %d %v, want 9", n, err)
	}
}

func chosen(words ...string) query.Filter {
	return query.Filter{Values: map[query.Field][]string{query.FieldTrial: words}}
}
