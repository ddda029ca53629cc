package store

import (
	"context"
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// WriteMerges records that learned templates took others in. Writing a merge twice is
// harmless; a later one of the same API counts.
func (s *Store) WriteMerges(ctx context.Context, ms []finding.Merge) error {
	return s.appendRows(ctx, "write merged apis", "merged", []string{"tenant", "id", "into"}, len(ms),
		func(i int, row func(...any) error) error {
			m := &ms[i]
			if m.Tenant == "" {
				return fmt.Errorf("merge of %s: %w", m.From, errNoTenant)
			}
			return row(m.Tenant, m.From.ID(m.Tenant), m.Into.ID(m.Tenant))
		})
}
