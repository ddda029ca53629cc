package store_test

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// TestXV04DistributionsXV20PeakAndAddresses counts again what the store counts, of a merged API and of all.
func TestXV04DistributionsXV20PeakAndAddresses(t *testing.T) {
	s, facts := recorded(t)
	w := query.Window{From: day.Add(7 * time.Minute), To: day.Add(170 * time.Minute)}
	for _, api := range []string{"", api(0).ID("acme")} {
		q := query.TrafficQuery{Tenant: "acme", Window: w, API: api}
		clients, perSecond, counted := map[netip.Addr]uint64{}, map[int64]uint64{}, map[string]uint64{}
		peak := uint64(0)
		for i := range facts {
			f := &facts[i]
			if f.Time.Before(w.From) || !f.Time.Before(w.To) || api != "" && liveID(f.API) != api {
				continue
			}
			clients[f.Client]++
			perSecond[f.Time.Unix()]++
			peak = max(peak, perSecond[f.Time.Unix()])
			for property, value := range map[string]string{
				"status": fmt.Sprint(f.Status), "tool": fmt.Sprint(f.Tool), "sensor": f.Sensor, "agent": f.Agent,
				"hour": fmt.Sprintf("%02d", f.Time.Hour()), "credential": map[bool]string{true: "without", false: "with"}[f.Creds == finding.Set(0)],
			} {
				counted[property+" "+value]++
			}
		}
		top, all, err := s.Clients(t.Context(), q, 7)
		if err != nil || len(top) != 7 || all != uint64(len(clients)) {
			t.Fatalf("%d of %d addresses, want %d: %v", len(top), all, len(clients), err)
		}
		for _, c := range top {
			if clients[c.IP] != c.Calls {
				t.Errorf("%v: %d calls, want %d", c.IP, c.Calls, clients[c.IP])
			}
		}
		if !slices.IsSortedFunc(top, func(a, b query.CalledBy) int { return cmp.Compare(b.Calls, a.Calls) }) {
			t.Error("not those with most calls first")
		}
		if got, err := s.PeakQPS(t.Context(), q); err != nil || got != peak {
			t.Errorf("busiest second %d, want %d: %v", got, peak, err)
		}
		got, err := s.Distribution(t.Context(), q, 1000)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]uint64{}
		for _, c := range got {
			kinds[c.Property] += c.Calls
			if want, known := counted[c.Property+" "+c.Value]; known && want != c.Calls || !known && c.Property != "latency" && c.Property != "size" {
				t.Errorf("%s %q: %d calls, want %d", c.Property, c.Value, c.Calls, want)
			}
		}
		total := uint64(0)
		for _, n := range clients {
			total += n
		}
		for _, p := range []string{"agent", "tool", "status", "hour", "sensor", "credential", "latency", "size"} {
			if kinds[p] != total {
				t.Errorf("%s counts %d of %d calls", p, kinds[p], total)
			}
		}
	}
	none := query.TrafficQuery{Tenant: "nobody", Window: w}
	if _, all, err := s.Clients(t.Context(), none, 5); err != nil || all != 0 {
		t.Errorf("a stranger has %d addresses, %v", all, err)
	}
	if n, err := s.PeakQPS(t.Context(), none); err != nil || n != 0 {
		t.Errorf("and a peak of %d, %v", n, err)
	}
}
