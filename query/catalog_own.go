package query

import (
	"maps"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// For gives the catalog with a tenant's own words: the names of its own data types,
// purposes and events. Where none were learned it is the catalog itself.
func (c *Catalog) For(tenant string) *Catalog {
	if own, ok := c.own.Load(tenant); ok {
		return own.(*Catalog)
	}
	return c
}

// Learn takes over the names a tenant has given, from all its newest settings. Deleted ones
// keep theirs until another name takes the number: stored facts still show it. Safe for
// concurrent use.
func (c *Catalog) Learn(tenant string, all []Setting) {
	own := &Catalog{
		types: maps.Clone(c.types), data: maps.Clone(c.data), purposes: maps.Clone(c.purposes), attacks: c.attacks, creds: c.creds,
		order: c.order,
	}
	for _, deleted := range []bool{true, false} { // what is in force goes over what was
		for _, s := range all {
			switch {
			case s.Deleted != deleted:
			case s.Kind == policy.DataTypes:
				for l := finding.S1; l <= finding.S4; l++ {
					if id := finding.CustomType(l, uint8(min(s.Number, 255))); id != 0 { //nolint:gosec // bounded
						own.data[id] = DataInfo{ID: id, Name: s.Name, Title: s.Name, Level: l, Custom: true}
					}
				}
			case s.Kind == policy.OwnEvents && !s.Deleted:
				level, advice := policy.OwnEventWords(s.Body)
				l, _ := finding.ParseLevel(level)
				t := TypeInfo{Kind: finding.KindEvent, ID: finding.OwnPrefix + s.Name, Title: s.Name, Category: ownCategory, Level: l, Advice: advice}
				own.types[t.ID] = t
			case s.Kind == policy.Purposes:
				own.purposes[finding.Purpose(min(s.Number, 255))] = s.Name //nolint:gosec // bounded
			}
		}
	}
	c.own.Store(tenant, own)
}
