package detect

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestSamplerKeepsOfEachSource: the 1st, 10th, 50th and 200th call of a source block a day.
func TestSamplerKeepsOfEachSource(t *testing.T) {
	s := NewSampler()
	call := func(api string, ip string, at time.Time) bool {
		_, keep := s.Reasons(&finding.Facts{
			API: traffic.API{Host: "h", Method: "GET", Template: api}, Client: netip.MustParseAddr(ip), Time: at,
		})
		return keep
	}
	for range firstCalls {
		call("/x", "192.0.2.1", in2026)
	}
	for day := range 2 {
		var kept []int
		for i := range 1000 {
			if i == 30 { // a restart in between changes nothing
				b, _ := s.AppendBinary(nil)
				s = NewSampler()
				if err := s.UnmarshalBinary(b); err != nil {
					t.Fatal(err)
				}
			}
			if call("/x", fmt.Sprint("198.51.100.", i%200), in2026.AddDate(0, 0, day)) {
				kept = append(kept, i+1)
			}
		}
		if fmt.Sprint(kept) != "[1 10 50 200]" {
			t.Errorf("day %d: kept %v", day, kept)
		}
	}
}

func TestSamplerForgetsTheOldestDay(t *testing.T) {
	var s sources
	call := func(block int, day int) bool {
		ip := netip.AddrFrom4([4]byte{10, byte(block >> 8), byte(block), 1})
		return s.keep(traffic.API{}, &finding.Facts{Client: ip, Time: in2026.AddDate(0, 0, day)})
	}
	for i := range maxSampledSources {
		if !call(i, i&1) {
			t.Fatalf("source %d refused", i)
		}
	}
	if call(maxSampledSources, 0) || !call(maxSampledSources, 1) || len(s.days) != 1 {
		t.Errorf("full: %d days, %d counters", len(s.days), s.entries)
	}
	if s.entries != maxSampledSources/2+1 {
		t.Errorf("%d counters", s.entries)
	}
}

// TestSamplerKeepsWhatIsLookedForInVain: a case of noise has calls to show, at the place it is about; noise that is
// looked for nowhere has none.
func TestSamplerKeepsWhatIsLookedForInVain(t *testing.T) {
	s := NewSampler()
	kept := map[string]int{}
	for range 100 {
		for _, near := range []string{"/{other}", "/api/{other}", ""} {
			f := finding.Facts{
				API: traffic.API{Host: "h", Method: "GET"}, Noise: true, Near: near, Status: 404, Client: netip.MustParseAddr("192.0.2.1"), Time: in2026,
			}
			if _, keep := s.Reasons(&f); keep {
				kept[f.Place().Template]++
			}
		}
	}
	if fmt.Sprint(kept) != "map[/api/{other}:3 /{other}:3]" {
		t.Errorf("kept %v", kept)
	}
}
