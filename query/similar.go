package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const shownSimilar = 8

// similar lists cases of the same type that have the API or the source in common, those that have
// both first, then newest first: what people said of them helps with this one. former is the
// newest of them that has both and began before the case: the same attack of another day.
func (d *Desk) similar(ctx context.Context, who Asker, c *Case) (list []Case, former *Case, err error) {
	have := map[string]bool{c.ID: true}
	for field, value := range map[Field]string{
		FieldAPI: c.API.ID(who.Tenant), FieldBlock: blockText(c), FieldAccount: c.Source.Account,
	} {
		if value == "" || field == FieldAccount && !c.Source.OfAccount() {
			continue
		}
		f := Filter{Tenant: who.Tenant, Values: map[Field][]string{FieldType: {c.Type}, field: {value}}}
		p, err := d.store.Cases(ctx, CaseQuery{Kind: c.Kind, Filter: f, Order: Order{SortEnd, true}, Limit: 2 * shownSimilar})
		if err != nil {
			return nil, nil, err
		}
		for _, x := range p.Rows {
			if !have[x.ID] {
				have[x.ID] = true
				list = append(list, x)
			}
		}
	}
	key := keyOfEvent(c)
	slices.SortFunc(list, func(a, b Case) int {
		return cmp.Or(-compareBool(keyOfEvent(&a) == key, keyOfEvent(&b) == key), b.End.Compare(a.End), cmp.Compare(a.ID, b.ID))
	})
	list = list[:min(len(list), shownSimilar)]
	for i := range list {
		if x := &list[i]; c.Kind == finding.KindEvent && keyOfEvent(x) == key && x.Start.Before(c.Start) {
			return list, x, nil
		}
	}
	return list, nil, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func blockText(c *Case) string {
	if !c.Source.Block.IsValid() {
		return ""
	}
	return c.Source.Block.String()
}
