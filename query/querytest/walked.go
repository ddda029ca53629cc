package querytest

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/store"
)

// Walked stores n calls of replayed.example.com, one a second before now, from one address, each for another
// object and refused every fourth time.
func Walked(t testing.TB, s *store.Store, now time.Time, n int) {
	t.Helper()
	b := &finding.Batch{Token: fmt.Sprint("walked", n)}
	for i := range n {
		f := finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprint("walked", i), Tenant: Tenant, Time: now.Add(time.Duration(i-n) * time.Second), //nolint:gosec // small
			API: traffic.API{Host: "replayed.example.com", Method: "GET", Template: "/notes/{id}"}, Client: netip.MustParseAddr("198.51.100.77"),
			Status: 200, Object: uint64(i + 1), //nolint:gosec // small
		}
		if i%4 == 3 {
			f.Status = 403
		}
		b.Facts = append(b.Facts, f)
	}
	must(t, s.WriteBatch(t.Context(), b))
}

// Crowd stores n calls of crowd.example.com, all in one second a minute before now, each from another address.
func Crowd(t testing.TB, s *store.Store, now time.Time, n int) {
	t.Helper()
	b := &finding.Batch{Token: fmt.Sprint("crowd", n)}
	for i := range n {
		b.Facts = append(b.Facts, finding.Facts{
			Seq: uint64(i + 1), ID: fmt.Sprint("crowd", i), Tenant: Tenant, Time: now.Add(-time.Minute), Status: 200, //nolint:gosec // small
			API:    traffic.API{Host: "crowd.example.com", Method: "GET", Template: "/"},
			Client: netip.AddrFrom4([4]byte{198, 18, byte(i >> 8), byte(i)}), //nolint:gosec // small
		})
	}
	must(t, s.WriteBatch(t.Context(), b))
}
