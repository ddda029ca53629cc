package store_test

import (
	"reflect"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestPE05ParamsComeBack: as they were written, each source for itself, the newest version of
// each, with those of merged APIs, and no other tenant's.
func TestPE05ParamsComeBack(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	api := traffic.API{Host: "h", Method: "GET", Template: "/a"}
	old := traffic.API{Host: "h", Method: "GET", Template: "/old"}
	page := finding.Param{
		Place: finding.ParamQuery, Name: "page", Types: finding.TypeInteger, Formats: finding.FormatInt32, N: 7, First: day, Last: day,
		Example: "7", Many: true,
	}
	state := finding.Param{
		Side: traffic.Response, Place: finding.ParamJSON, Name: "items[].state", Types: finding.TypeString | finding.TypeNull, N: 3,
		First: day, Last: day, Changed: day, Data: []finding.DataType{3, 9}, Example: "o**", Values: []string{"off", "on"},
	}
	write := func(source string, p finding.Params) {
		t.Helper()
		if err := s.WriteParams(ctx, source, []finding.Params{p}); err != nil {
			t.Fatal(err)
		}
	}
	write("n1", finding.Params{Tenant: "acme", API: api, Version: 5, List: []finding.Param{page}})
	newer := page
	newer.N = 9
	write("n1", finding.Params{Tenant: "acme", API: api, Version: 8, Over: 2, List: []finding.Param{newer, state}})
	write("n2", finding.Params{Tenant: "acme", API: api, Version: 1, List: []finding.Param{page}})
	write("n1", finding.Params{Tenant: "acme", API: old, Version: 1, List: []finding.Param{state}})
	write("n1", finding.Params{Tenant: "other", API: api, Version: 99, List: []finding.Param{state}})
	if err := s.WriteMerges(ctx, []finding.Merge{{Tenant: "acme", From: old, Into: api}}); err != nil {
		t.Fatal(err)
	}
	id := api.ID("acme")
	got, err := s.Params(ctx, "acme", []string{id, "api_none"})
	if err != nil {
		t.Fatal(err)
	}
	want := []finding.Params{
		{Tenant: "acme", Version: 8, Over: 2, List: []finding.Param{newer, state}},
		{Tenant: "acme", Version: 1, List: []finding.Param{page}},
		{Tenant: "acme", Version: 1, List: []finding.Param{state}},
	}
	if len(got) != 1 || len(got[id]) != 3 {
		t.Fatalf("%v", got)
	}
	for _, w := range want {
		found := false
		for _, g := range got[id] {
			found = found || reflect.DeepEqual(g, w)
		}
		if !found {
			t.Errorf("lacks %+v\nin %+v", w, got[id])
		}
	}
	if err := s.WriteParams(ctx, "n1", []finding.Params{{API: api, List: []finding.Param{page}}}); err == nil {
		t.Error("parameters of no tenant were written")
	}
}
