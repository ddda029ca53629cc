package query

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const countedHosts = 100_000 // with sensitive APIs; more are counted as these

// assetCounts sums the inventory up; today is midnight, UTC.
func (d *Desk) assetCounts(ctx context.Context, tenant string, today time.Time) (AssetCounts, error) {
	var a AssetCounts
	all := Filter{Tenant: tenant}
	q := AssetQuery{Filter: all, Life: d.life()}
	f, err := d.store.APIFacets(ctx, q, []Field{FieldLife, FieldGrade}, facetLimit)
	if err != nil {
		return a, err
	}
	a.life(f[FieldLife])
	for _, g := range f[FieldGrade] {
		if g.Value != finding.NonSensitive.String() {
			a.Sensitive += g.Count
		}
	}
	q.Life = Life{NewSince: today} // of the day, nothing is inactive
	if f, err = d.store.APIFacets(ctx, q, []Field{FieldLife}, facetLimit); err != nil {
		return a, err
	}
	for _, l := range f[FieldLife] {
		if l.Value == LifeNew {
			a.NewToday = l.Count
		}
	}
	all.Values = map[Field][]string{FieldGrade: {
		finding.LowSensitivity.String(), finding.ModerateSensitivity.String(), finding.HighSensitivity.String(),
	}}
	f, err = d.store.APIFacets(ctx, AssetQuery{Filter: all, Life: d.life()}, []Field{FieldHost}, countedHosts)
	a.SensitiveHosts = uint64(len(f[FieldHost]))
	return a, err
}

func (a *AssetCounts) life(fs []Facet) {
	for _, f := range fs {
		switch f.Value {
		case LifeNew:
			a.New = f.Count
		case LifeActive:
			a.Active = f.Count
		case LifeInactive:
			a.Inactive = f.Count
		}
		a.Total += f.Count
	}
}
