package store_test

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestAS14TheStoreFiltersByTheImportanceThatIsShown: of assets of every grade and authentication and
// of purposes of every weight, each is found under the importance that it has, and under no other.
func TestAS14TheStoreFiltersByTheImportanceThatIsShown(t *testing.T) {
	s := storetest.New(t)
	now := time.Now().UTC()
	var all []finding.Asset
	for _, ps := range [][]finding.Purpose{nil, {1}, {11}, {22, 1}, {41}, {26, 41}, {60}, {61}, {250}} {
		for g := finding.NonSensitive; g <= finding.HighSensitivity; g++ {
			for a := finding.AuthUnknown; a <= finding.AuthNotVerified; a++ {
				x := traffic.API{Host: "h.example", Method: "GET", Template: "/" + g.String() + "/" + a.String() + "/" + string(rune('a'+len(all)%26))}
				if len(ps) > 0 {
					x.Template += ps[0].String()
				}
				all = append(all, finding.Asset{
					ID: x.ID("acme"), Tenant: "acme", API: x, Purposes: ps, Grade: g, Auth: a, FirstSeen: now, LastSeen: now, Calls: 1, Version: 1,
				})
			}
		}
	}
	if err := s.WriteAssets(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, i := range []finding.Importance{finding.Minor, finding.Ordinary, finding.Important} {
		p, err := s.APIs(t.Context(), query.AssetQuery{
			Filter: query.Filter{Tenant: "acme", Values: map[query.Field][]string{query.FieldImportance: {i.String()}}},
			Order:  query.Order{By: query.SortImportance}, Limit: 1000,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range p.Rows {
			if x.Importance() != i {
				t.Errorf("%v, grade %v, %v is %v and found under %v", x.Purposes, x.Grade, x.Auth, x.Importance(), i)
			}
		}
		seen += len(p.Rows)
	}
	if seen != len(all) {
		t.Errorf("%d of %d are found", seen, len(all))
	}
}
