package event

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// dayRule is a second line of a row that counts: of different things in a day, for who stays below the line of its
// window. Behind the one address of a carrier there are many people, but they call other things as well.
type dayRule struct {
	floor float64 // least line ever; twice that while nothing is learned
	times float64 // times what this client is used to
	share float64 // of all calls of the client in the day that must be such
	thing func(f *finding.Facts) uint64
}

// dayCold is how many times the line is drawn while it is not known what the client is used to.
const dayCold = 2

// dayDone is what one client did of it: 100 bytes, 12 more for each different thing up to sketch.RecentExact.
type dayDone struct {
	things  sketch.Recent
	first   uint64 // calls of the client before the first of these
	since   uint32 // second of the first
	habit   baseline.Habit
	day     uint32
	most    float64
	flagged bool
	episode episode
}

func (d *dayDone) note(r *dayRule, f *finding.Facts, at uint32, calls uint64) {
	if day := at / secondsPerDay; day > d.day {
		if d.most > 0 && !d.flagged {
			d.habit.Observe(d.most, d.day)
		}
		d.day, d.most, d.flagged = day, 0, false
	}
	if h := r.thing(f); h != 0 {
		if d.since == 0 || at > d.since+dayWindow {
			d.first, d.since = calls, at
		}
		d.things.Add(h, at, dayWindow)
		d.episode.see(at, dayWindow)
	}
}

// judge measures the different things of a day; by and times are how far the tenant moved the lines of the row.
func (d *dayDone) judge(r *dayRule, by, times float64, at uint32, calls uint64) verdict {
	n, exact := d.things.Count(at, dayWindow)
	v := verdict{
		observed: float64(n), threshold: math.Ceil(r.floor * by), window: seconds(dayWindow),
		estimate: !exact, calls: d.episode.pending,
	}
	if most, learned := d.habit.Most(at / secondsPerDay); learned {
		v.baseline, v.learned = most, true
		v.threshold = max(v.threshold, math.Ceil(most*r.times*times))
	} else {
		v.threshold *= dayCold
	}
	if float64(n) < r.share*float64(calls-d.first+1) {
		v.observed = min(v.observed, v.threshold)
	}
	d.most = max(d.most, float64(n))
	d.flagged = d.flagged || v.fires()
	return v
}

func (d *dayDone) append(dst []byte) []byte {
	dst = d.habit.Append(binary.AppendUvarint(binary.AppendUvarint(d.things.Append(dst), d.first), uint64(d.since)))
	dst = finding.AppendFloat(binary.AppendUvarint(dst, uint64(d.day)), d.most)
	return d.episode.append(finding.AppendBool(dst, d.flagged))
}

func (d *dayDone) read(u *finding.Unpacker) {
	d.things.Read(u)
	d.first, d.since = u.Uint(), u.Uint32()
	d.habit.Read(u)
	d.day, d.most, d.flagged = u.Uint32(), u.Float(), u.Bool()
	d.episode.read(u)
}
