package event

import "testing"

// TestEV01Spells: which calls belong to one run, and how many of them are within a window.
func TestEV01Spells(t *testing.T) {
	for _, c := range []struct {
		name         string
		at           []uint32
		five, longer uint32 // calls at the newest, within five minutes and a quarter of an hour
	}{
		{"one call", []uint32{1000}, 1, 1},
		{"a call a minute is no run", []uint32{1000, 1060, 1120, 1180, 1240}, 1, 1},
		{"a burst makes up for a pause", append(row(1000, 20, 1), 1350), 0, 21},
		{"a burst and a call an hour later", append(row(1000, 20, 1), 4600), 1, 1},
		{"five a minute for ten minutes", row(1000, 50, 12), 0, 50},
		{"five a minute for longer than the longest window", row(1000, 80, 12), 4, 4},
		{"a call that comes late", []uint32{1000, 1010, 990}, 3, 3},
	} {
		var s spell
		for _, at := range c.at {
			s.add(at, spellPace)
		}
		now := c.at[len(c.at)-1]
		if five, longer := s.within(now, 300), s.within(now, 900); five != c.five || longer != c.longer {
			t.Errorf("%s: %d and %d, want %d and %d", c.name, five, longer, c.five, c.longer)
		}
	}
}

// row is n times with the same distance.
func row(from uint32, n, every int) (all []uint32) {
	for i := range n {
		all = append(all, from+uint32(i*every))
	}
	return all
}
