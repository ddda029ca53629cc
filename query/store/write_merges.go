package store

import (
	"context"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// mergedVersion is above every version that shards count (their epochs stay far below 2^35),
// so that an API that was folded into another stays folded whatever its actor still writes.
const mergedVersion = 1 << 63

// WriteMerges records that learned templates took others in. Writing a merge twice is
// harmless; a later one of the same API counts.
func (s *Store) WriteMerges(ctx context.Context, ms []finding.Merge) error {
	assets := make([]finding.Asset, 0, len(ms))
	for _, m := range ms {
		from, into := m.From.ID(m.Tenant), m.Into.ID(m.Tenant)
		if from == into {
			continue
		}
		assets = append(assets, finding.Asset{
			ID: from, Tenant: m.Tenant, API: m.From, FirstSeen: time.Unix(0, 0), LastSeen: time.Unix(0, 0),
			MergedInto: into, Version: mergedVersion,
		})
	}
	if len(assets) == 0 {
		return nil
	}
	return s.WriteAssets(ctx, assets)
}
