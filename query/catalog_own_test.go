package query_test

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// A tenant's own types and purposes have their names in that tenant only; a deleted name
// keeps its number's facts readable until another has the number.
func TestOwnWordsAreOfOneTenant(t *testing.T) {
	c := query.NewCatalog(query.DetectWords())
	c.Learn("a", []query.Setting{
		{Kind: "data-types", Name: "badge", Number: 3}, {Kind: "data-types", Name: "old", Number: 4, Deleted: true},
		{Kind: "data-types", Name: "older", Number: 3, Deleted: true}, {Kind: "purposes", Name: "Office", Number: 128},
	})
	id := finding.CustomType(finding.S4, 3)
	if d := c.For("a").Data(id); d.Name != "badge" || d.Level != finding.S4 || !d.Custom {
		t.Errorf("%+v", d)
	}
	if got := c.For("a").Reason(id.String()); got != "badge" {
		t.Errorf("as a value of a filter: %q", got)
	}
	if d := c.For("a").Data(finding.CustomType(finding.S1, 4)); d.Name != "old" {
		t.Errorf("deleted: %+v", d)
	}
	if got := c.For("a").Purpose(128); got != "Office" {
		t.Errorf("purpose %q", got)
	}
	for _, other := range []string{"b", ""} {
		if d := c.For(other).Data(id); d.Name == "badge" || c.For(other).Purpose(128) == "Office" {
			t.Errorf("%q sees %+v", other, d)
		}
	}
	if c.For("a").Data(5).Name != "cn_mobile" {
		t.Error("built-in types are gone")
	}
}
