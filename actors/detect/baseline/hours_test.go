package baseline

import (
	"slices"
	"testing"
)

// TestEV05DaysOfRest: how much silence at weekends it takes until a weekend is a time at which nobody calls.
func TestEV05DaysOfRest(t *testing.T) {
	const monday = 4 // Unix day of a Monday
	noon := func(day int) int64 { return int64(monday+day)*hoursPerDay + 12 }
	learned := func(days []int, from, to int) *Hours {
		h := &Hours{}
		for _, d := range days {
			for hour := from; hour < to; hour++ {
				h.Add(int64(monday+d)*hoursPerDay + int64(hour))
			}
		}
		return h
	}
	two := []int{0, 1, 2, 3, 4, 7, 8, 9, 10, 11}
	for _, c := range []struct {
		name     string
		days     []int
		from, to int
		now      int
		rests    bool
	}{
		{"two working weeks, the second Sunday", two, 8, 18, 13, true},
		{"two working weeks, the second Saturday", two, 8, 18, 12, false},
		{"a week with a holiday", []int{0, 1, 2, 3, 4, 7, 8, 9, 11, 14, 15}, 8, 18, 20, true},
		{"every other day", []int{0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25}, 8, 18, 27, false},
		{"an hour a day", two, 9, 10, 13, false},
		{"Saturdays too", append([]int{5, 12}, two...), 8, 18, 13, false},
		{"after weeks without a call", two, 8, 18, 13 + 14, false},
		{"a working day", two, 8, 18, 14, false},
	} {
		days, core := learned(sorted(c.days), c.from, c.to).Rest(noon(c.now), 1)
		if (days > 0) != c.rests || core && !c.rests {
			t.Errorf("%s: %d days of rest, core %v, want rest: %v", c.name, days, core, c.rests)
		}
	}

	h := learned(two, 8, 18)
	at := func(minute int) uint32 { return uint32(noon(13))*3600 + uint32(minute)*60 }
	if h.Lone(1, at(-180), false) || h.Lone(1, at(0), true) || !h.Lone(1, at(15), true) || !h.Lone(2, at(16), true) || h.Lone(3, at(17), true) {
		t.Error("who is alone on a day of rest is told wrongly")
	}
	if h.Lone(3, at(24*60), true) || !h.Lone(3, at(24*60+15), true) {
		t.Error("who came the day before counts today")
	}
}

func sorted(days []int) []int {
	out := slices.Clone(days)
	slices.Sort(out)
	return out
}
