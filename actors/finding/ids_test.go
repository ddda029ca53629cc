package finding

import "testing"

// TestEventNumbers holds the numbers that are stored to the rows they mean.
func TestEventNumbers(t *testing.T) {
	seen := map[string]Event{}
	for e := Event(1); e < 70; e++ {
		if e > 25 && e < 31 || e > 48 && e < 60 || e > 65 {
			continue
		}
		if before, ok := seen[e.String()]; ok {
			t.Errorf("%d and %d are both %v", before, e, e)
		}
		seen[e.String()] = e
	}
	for name, want := range map[string]Event{
		"EV-01": 1, "EV-25": 25, "TE-01": 31, "TE-05": 35, "TE-18": 48,
		"XV-13": 60, "PE-15": 61, "PE-16": 62, "PE-17": 63, "PE-20": 64, "PE-22": 65,
	} {
		if seen[name] != want {
			t.Errorf("%s has number %d, want %d", name, seen[name], want)
		}
	}
}
