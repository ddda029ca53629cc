package store

import (
	"context"
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

var assetColumns = []string{
	"tenant", "id", "host", "method", "template", "first_seen", "last_seen", "calls", "errors", "purposes",
	"service", "auth", "grade", "req_types", "res_types", "max_entries", "creds", "rate_peak", "p50", "p95",
	"merged_into", "auth_why", "version",
}

// WriteAssets stores APIs, all or none; of several with one ID the highest Version counts.
func (s *Store) WriteAssets(ctx context.Context, as []finding.Asset) error {
	return s.appendRows(ctx, "write the inventory", "apis", assetColumns, len(as),
		func(i int, row func(...any) error) error {
			a := &as[i]
			if a.Tenant == "" {
				return fmt.Errorf("api %q: %w", a.ID, errNoTenant)
			}
			return row(a.Tenant, a.ID, a.API.Host, a.API.Method, a.API.Template, clamped(a.FirstSeen),
				clamped(a.LastSeen), a.Calls, a.Errors, bytesOf(a.Purposes), uint8(a.Service), uint8(a.Auth),
				uint8(a.Grade), bytesOf(a.ReqTypes), bytesOf(a.ResTypes), a.MaxEntries, uint64(a.Creds), a.RatePeak,
				int64(a.P50), int64(a.P95), a.MergedInto, a.AuthWhy, a.Version)
		})
}

// bytesOf and its inverse listOf change the type of a list of row numbers.
func bytesOf[T ~uint8](list []T) []uint8 {
	return numbers(new([]uint8), list)
}

func listOf[T ~uint8](list []uint8) []T {
	if len(list) == 0 {
		return nil
	}
	out := make([]T, len(list))
	for i, n := range list {
		out[i] = T(n)
	}
	return out
}
