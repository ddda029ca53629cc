package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

var wordKey = []byte("0123456789abcdef0123456789abcdef")

// book is a store with 100 calls of /users/{id}, of which 30 asked for "me", 20 of /people/{id},
// and their inventory.
func correctable(t *testing.T) (*store.Store, func(template string) string) {
	t.Helper()
	opt := storetest.Options(t)
	opt.Word = func(_, value string) uint32 { return detect.PlaceWord(wordKey, value) }
	s := open(t, opt)
	api := func(template string) traffic.API { return traffic.API{Host: "h", Method: "GET", Template: template} }
	id := func(template string) string { return api(template).ID("acme") }
	b := &finding.Batch{Token: "t"}
	add := func(template string, n int, words ...uint32) {
		for range n {
			b.Facts = append(b.Facts, finding.Facts{
				Seq: uint64(len(b.Facts) + 1), ID: fmt.Sprint(len(b.Facts)), Tenant: "acme", Time: day.Add(time.Duration(len(b.Facts)) * time.Second),
				API: api(template), Status: 200, Words: words,
			})
		}
	}
	add("/users/{id}", 70)
	add("/users/{id}", 30, detect.PlaceWord(wordKey, "me"))
	add("/people/{id}", 20)
	write(t, s, b)
	var as []finding.Asset
	for template, n := range map[string]uint64{"/users/{id}": 100, "/people/{id}": 20} {
		as = append(as, finding.Asset{ID: id(template), Tenant: "acme", API: api(template), FirstSeen: day, LastSeen: day, Calls: n, Version: 1})
	}
	if err := s.WriteAssets(t.Context(), as); err != nil {
		t.Fatal(err)
	}
	return s, id
}

func set(t *testing.T, s *store.Store, name string, version uint64, body string) {
	t.Helper()
	x := query.Setting{Kind: query.KindCorrection, Name: name, Version: version, At: day, Who: "ana", Body: []byte(body), Deleted: body == ""}
	if err := s.PutSetting(t.Context(), "acme", x); err != nil {
		t.Fatal(err)
	}
}

// year counts the calls of a year of one API, and of all.
func year(t *testing.T, s *store.Store, api string) (n uint64) {
	t.Helper()
	points, err := s.Traffic(t.Context(), query.TrafficQuery{Tenant: "acme", API: api,
		Window: query.Window{From: day.AddDate(-1, 0, 1), To: day.AddDate(0, 0, 1)}}, 366*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range points {
		n += p.Calls
	}
	return n
}

// listed gives the calls of each API in the inventory.
func listed(t *testing.T, s *store.Store) map[string]uint64 {
	t.Helper()
	p, err := s.APIs(t.Context(), query.AssetQuery{Filter: query.Filter{Tenant: "acme"}, Order: query.Order{By: query.SortCalls, Desc: true}, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]uint64{}
	for _, a := range p.Rows {
		out[a.API.Template] = a.Calls
	}
	return out
}

// TestNF18SplitLeavesTheYearlyTally: after a split the calls of the year are the same, those of
// the word set apart are found under the new template, and undoing it brings the old answer back.
func TestNF18SplitLeavesTheYearlyTally(t *testing.T) {
	s, id := correctable(t)
	users, me := id("/users/{id}"), id("/users/me")
	all := year(t, s, "")
	check := func(when string, wantUsers, wantMe uint64) {
		t.Helper()
		if u, m := year(t, s, users), year(t, s, me); u != wantUsers || m != wantMe {
			t.Errorf("%s: %d calls of /users/{id} and %d of /users/me, want %d and %d", when, u, m, wantUsers, wantMe)
		}
		if n := year(t, s, ""); n != all {
			t.Errorf("%s: the year has %d calls, had %d", when, n, all)
		}
	}
	check("before", 100, 0)
	set(t, s, "me", 1, `{"kind":"split","host":"h","template":"/users/{user}","place":1,"values":["me","nobody"]}`)
	check("after the split", 70, 30)
	if got := listed(t, s); got["/users/{id}"] != 70 || got["/people/{id}"] != 20 {
		t.Errorf("the inventory counts %v", got)
	}
	if err := s.WriteAssets(t.Context(), []finding.Asset{{ID: me, Tenant: "acme", API: traffic.API{Host: "h", Method: "GET", Template: "/users/me"},
		FirstSeen: day, LastSeen: day, Calls: 5, Version: 1}}); err != nil { // calls made since
		t.Fatal(err)
	}
	if got := listed(t, s); got["/users/me"] != 35 || got["/users/{id}"] != 70 {
		t.Errorf("with calls made since the inventory counts %v", got)
	}
	if _, err := s.DataTypes(t.Context(), "acme", query.Window{}); err != nil {
		t.Error(err)
	}
	if _, err := s.AssetTrend(t.Context(), "acme", query.Window{From: day, To: day.AddDate(0, 0, 1)}, time.Hour); err != nil {
		t.Error(err)
	}
	set(t, s, "me", 2, "")
	check("after undoing it", 100, 0)
	if got := listed(t, s); got["/users/{id}"] != 105 {
		t.Errorf("calls made while it was in force do not come back: the inventory counts %v", got)
	}
}

// TestPE08MergeAddsUp: merged APIs are one row with the figures of all, learned merges as well as
// corrected ones, and a correction pulls an API out of a learned merge.
func TestPE08MergeAddsUp(t *testing.T) {
	s, id := correctable(t)
	set(t, s, "people", 1, `{"kind":"merge","host":"*","template":"/persons/{id}","paths":["/people/{id}","/users/{id}"]}`)
	if got := listed(t, s); len(got) != 1 || got["/persons/{id}"] != 120 {
		t.Errorf("the inventory counts %v", got)
	}
	if n := year(t, s, id("/persons/{id}")); n != 120 {
		t.Errorf("%d calls of the merged API", n)
	}
	uses, err := s.Sites(t.Context(), "acme", query.Window{}, 10)
	if err != nil || len(uses) != 1 || uses[0].APIs != 1 {
		t.Errorf("%v %v", uses, err)
	}
	set(t, s, "people", 2, "")
	if got := listed(t, s); got["/users/{id}"] != 100 || got["/people/{id}"] != 20 {
		t.Errorf("after undoing it the inventory counts %v", got)
	}
	api := func(template string) traffic.API { return traffic.API{Host: "h", Method: "GET", Template: template} }
	if err := s.WriteMerges(t.Context(), []finding.Merge{{Tenant: "acme", From: api("/people/{id}"), Into: api("/users/{id}")}}); err != nil {
		t.Fatal(err)
	}
	if got := listed(t, s); len(got) != 1 || got["/users/{id}"] != 120 {
		t.Errorf("learned to be one, the inventory counts %v", got)
	}
	set(t, s, "pin", 1, `{"kind":"pin","host":"h","template":"/people/{id}"}`)
	if got := listed(t, s); got["/users/{id}"] != 100 || got["/people/{id}"] != 20 {
		t.Errorf("pinned apart again, the inventory counts %v", got)
	}
}

// TestPE08ExcludeTakesOutWhatWasCounted: an excluded API leaves inventory, sites and facets, its calls
// stay in the tally, and undoing it brings all back.
func TestPE08ExcludeTakesOutWhatWasCounted(t *testing.T) {
	s, _ := correctable(t)
	all := year(t, s, "")
	set(t, s, "out", 1, `{"kind":"exclude","host":"*","match":"prefix","text":"/people/"}`)
	if got := listed(t, s); len(got) != 1 || got["/users/{id}"] != 100 {
		t.Errorf("the inventory counts %v", got)
	}
	if sites, err := s.Sites(t.Context(), "acme", query.Window{}, 10); err != nil || len(sites) != 1 || sites[0].APIs != 1 {
		t.Errorf("%v %v", sites, err)
	}
	set(t, s, "out", 2, `{"kind":"exclude","host":"h","match":"regex","text":"^/people/[0-9]+$"}`)
	if got := listed(t, s); len(got) != 2 {
		t.Errorf("a rule about values takes out what was counted: %v", got)
	}
	set(t, s, "out", 3, "")
	if got := listed(t, s); got["/users/{id}"] != 100 || got["/people/{id}"] != 20 || year(t, s, "") != all {
		t.Errorf("after undoing it the inventory counts %v", got)
	}
}
