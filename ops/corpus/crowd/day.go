package crowd

import (
	"slices"
	"time"
)

// Local is the shop's own time zone, UTC+8 all year.
var Local = time.FixedZone("CST", 8*3600)

// Shapes of a day, by local hour: how likely a visit is to start then.
var (
	leisure = [24]int{3, 2, 1, 1, 1, 1, 2, 4, 6, 7, 8, 8, 10, 8, 7, 7, 7, 8, 9, 12, 14, 13, 9, 5}
	working = [24]int{0, 0, 0, 0, 0, 0, 0, 1, 6, 10, 10, 8, 3, 6, 10, 10, 9, 6, 2, 1, 0, 0, 0, 0}
	steady  = [24]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
)

// visits runs each n times, at moments drawn from the shape. A visit that is still going on when the
// next would start delays it.
func (v *Visitor) visits(n int, shape [24]int, each func()) {
	total := 0
	for _, w := range shape {
		total += w
	}
	var starts []time.Time
	midnight := v.World.Start.In(Local).Truncate(24 * time.Hour)
	for len(starts) < n {
		hour, left := 0, v.R.IntN(total)
		for left >= shape[hour] {
			left -= shape[hour]
			hour++
		}
		t := midnight.Add(time.Duration(hour)*time.Hour - 8*time.Hour + time.Duration(v.R.IntN(3600))*time.Second)
		for t.Before(v.World.Start) {
			t = t.Add(24 * time.Hour)
		}
		if t.Before(v.World.End.Add(-20 * time.Minute)) { // a visit takes minutes; it ends within the day
			starts = append(starts, t)
		}
	}
	slices.SortFunc(starts, time.Time.Compare)
	for _, t := range starts {
		v.until(t)
		if v.Now.After(v.World.End.Add(-10 * time.Minute)) {
			return
		}
		each()
		v.leave()
	}
}

// longPause is between two looks at a list.
const longPause = 6 * time.Second

// every calls each at a steady pace with a little jitter until the day is over.
func (v *Visitor) every(d time.Duration, each func()) {
	for v.Now.Add(d + d/10).Before(v.World.End) {
		v.pause(d-d/50, d+d/50)
		each()
	}
}
