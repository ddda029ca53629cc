package store_test

import (
	"cmp"
	"fmt"
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

func assets(n int) []finding.Asset {
	var as []finding.Asset
	for i := range n {
		a := finding.Asset{
			Tenant: "acme", API: traffic.API{Host: fmt.Sprintf("h%d.example.com", i%3), Method: "GET",
				Template: fmt.Sprintf("/a/%d", i)},
			FirstSeen: day.Add(time.Duration(i) * time.Hour), LastSeen: day.Add(time.Duration(i+i%4) * time.Hour),
			Calls: uint64(i % 5), Errors: uint64(i % 2), Purposes: []finding.Purpose{finding.Purpose(1 + i%2), 61},
			Service: finding.Service(i % 4), Auth: finding.Auth(i % 5), Grade: finding.Grade(i % 4),
			ResTypes: []finding.DataType{finding.DataType(1 + i%3)}, MaxEntries: 7, Creds: finding.Set(0).With(3),
			RatePeak: uint32(i % 6), P50: time.Duration(i) * time.Millisecond, P95: time.Duration(i%7) * time.Second, Version: 1,
		}
		a.ID = a.API.ID("acme")
		as = append(as, a)
	}
	return as
}

func inventory(t *testing.T) (*store.Store, []finding.Asset) {
	t.Helper()
	s := storetest.New(t)
	as := assets(31)
	folded := finding.Asset{ID: "api_folded", Tenant: "acme", MergedInto: as[0].ID, Version: 9, FirstSeen: day,
		LastSeen: day}
	if err := s.WriteAssets(t.Context(), append(slices.Clone(as), folded)); err != nil {
		t.Fatal(err)
	}
	as[4].Version, as[4].Calls = 2, 100
	if err := s.WriteAssets(t.Context(), as[4:5]); err != nil {
		t.Fatal(err)
	}
	return s, as
}

func TestAPIsPageByPage(t *testing.T) {
	s, as := inventory(t)
	for by, key := range map[query.SortKey]func(a *finding.Asset) int64{
		query.SortEnd:    func(a *finding.Asset) int64 { return a.LastSeen.UnixNano() },
		query.SortStart:  func(a *finding.Asset) int64 { return a.FirstSeen.UnixNano() },
		query.SortCalls:  func(a *finding.Asset) int64 { return int64(a.Calls) },
		query.SortErrors: func(a *finding.Asset) int64 { return int64(a.Errors) },
		query.SortGrade:  func(a *finding.Asset) int64 { return int64(a.Grade) },
		query.SortPeak:   func(a *finding.Asset) int64 { return int64(a.RatePeak) },
		query.SortSlow:   func(a *finding.Asset) int64 { return int64(a.P95) },
	} {
		want := slices.Clone(as)
		slices.SortFunc(want, func(a, b finding.Asset) int {
			return -cmp.Or(cmp.Compare(key(&a), key(&b)), strings.Compare(a.ID, b.ID))
		})
		q := query.AssetQuery{Filter: query.Filter{Tenant: "acme"}, Order: query.Order{By: by, Desc: true}, Limit: 8}
		var got []finding.Asset
		for range 10 {
			p, err := s.APIs(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if p.Total != uint64(len(as)) {
				t.Errorf("total %d, want %d", p.Total, len(as))
			}
			got = append(got, p.Rows...)
			if q.After = p.Next; p.Next == nil {
				break
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v, want\n%+v", by, got, want)
		}
	}
}

func TestAPIFacetsAndFilters(t *testing.T) {
	s, as := inventory(t)
	q := query.AssetQuery{
		Filter: query.Filter{Tenant: "acme", Values: map[query.Field][]string{query.FieldPurpose: {"BP-02"}}},
		Order:  query.Order{By: query.SortEnd}, Limit: 100,
		Life: query.Life{ActiveSince: day.Add(10 * time.Hour), NewSince: day.Add(20 * time.Hour)},
	}
	fields := []query.Field{
		query.FieldPurpose, query.FieldHost, query.FieldAuth, query.FieldGrade, query.FieldService, query.FieldResponse,
		query.FieldRequest, query.FieldLife, query.FieldMethod,
	}
	got, err := s.APIFacets(t.Context(), q, fields, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[query.Field]map[string]uint64)
	for _, f := range fields {
		want[f] = map[string]uint64{}
	}
	second := 0
	for i := range as {
		a := &as[i]
		for _, p := range a.Purposes {
			want[query.FieldPurpose][p.String()]++
		}
		if a.Purposes[0] != 2 {
			continue
		}
		second++
		want[query.FieldHost][a.API.Host]++
		want[query.FieldMethod][a.API.Method]++
		want[query.FieldAuth][a.Auth.String()]++
		want[query.FieldGrade][a.Grade.String()]++
		want[query.FieldService][fmt.Sprint(uint8(a.Service))]++
		want[query.FieldResponse][a.ResTypes[0].String()]++
		life := query.LifeActive
		if a.LastSeen.Before(q.Life.ActiveSince) {
			life = query.LifeInactive
		} else if !a.FirstSeen.Before(q.Life.NewSince) {
			life = query.LifeNew
		}
		want[query.FieldLife][life]++
	}
	for _, f := range fields {
		have := map[string]uint64{}
		for i, x := range got[f] {
			have[x.Value] = x.Count
			if i > 0 && x.Count > got[f][i-1].Count {
				t.Errorf("%s is not ordered: %v", f, got[f])
			}
		}
		if !reflect.DeepEqual(have, want[f]) {
			t.Errorf("%s: %v, want %v", f, have, want[f])
		}
	}
	for f, counts := range want {
		for v, n := range counts {
			q.Filter.Values = map[query.Field][]string{f: {v}, query.FieldPurpose: {"BP-02"}}
			if f == query.FieldPurpose {
				q.Filter.Values = map[query.Field][]string{f: {v}}
			}
			if p, err := s.APIs(t.Context(), q); err != nil || p.Total != n || len(p.Rows) != int(n) {
				t.Errorf("filter %s=%s gives %d %v, its facet said %d", f, v, p.Total, err, n)
			}
		}
	}
	if second == 0 {
		t.Fatal("the filter kept nothing")
	}
}

func TestAssetTrend(t *testing.T) {
	s := storetest.New(t)
	as := assets(10) // first seen hourly
	if err := s.WriteAssets(t.Context(), as); err != nil {
		t.Fatal(err)
	}
	b := &finding.Batch{Token: "x"}
	for i, hour := range []int{3, 3, 5} {
		b.Facts = append(b.Facts, finding.Facts{ID: fmt.Sprint(i), Tenant: "acme", API: as[i].API,
			Time: day.Add(time.Duration(hour)*time.Hour + 1)})
	}
	write(t, s, b)
	got, err := s.AssetTrend(t.Context(), "acme", query.Window{From: day.Add(2 * time.Hour),
		To: day.Add(8 * time.Hour)}, 2*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	want := []query.AssetPoint{
		{At: day.Add(2 * time.Hour), Total: 4, New: 2, Active: 2},
		{At: day.Add(4 * time.Hour), Total: 6, New: 2, Active: 1},
		{At: day.Add(6 * time.Hour), Total: 8, New: 2},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("trend %+v, want %+v", got, want)
	}
}

func TestAudit(t *testing.T) {
	s := storetest.New(t)
	var want []query.AuditEntry
	for i := range 5 {
		want = append(want, query.AuditEntry{
			ID: fmt.Sprint("aud_", i), Time: day.Add(time.Duration(i)*time.Minute + 1), Actor: "eve", Address: "203.0.113.7",
			Action: "signin", Object: "x", Result: "ok", Detail: "'; --",
		})
	}
	if err := s.WriteAudit(t.Context(), "acme", want); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(want)
	if got, err := s.Audit(t.Context(), "acme", time.Time{}, 3); err != nil || !reflect.DeepEqual(got, want[:3]) {
		t.Errorf("newest %+v %v", got, err)
	}
	if got, err := s.Audit(t.Context(), "acme", want[2].Time, 3); err != nil || !reflect.DeepEqual(got, want[3:]) {
		t.Errorf("before %v: %+v %v", want[2].Time, got, err)
	}
	if got, err := s.Audit(t.Context(), "other", time.Time{}, 3); err != nil || len(got) != 0 {
		t.Errorf("another tenant: %+v %v", got, err)
	}
	if err := s.WriteAudit(t.Context(), "", want); err == nil {
		t.Error("an audit line without a tenant was taken")
	}
}
