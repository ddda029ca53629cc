package baseline

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	rateStep  = 0.3        // share of the way towards a new observation of the same hour
	rateClip  = 3.0        // one hour moves the expectation as if it were at most so many times it
	rateSlack = 1.0        // calls a minute always believed, so that an idle hour can wake up
	trendStep = 1.0 / 24.0 // the trend follows in about a day
	trendMax  = 3.0        // and never multiplies or divides by more
)

// Rate learns an API's calls a minute by hour of the week (UTC), with a trend for growth.
// About 900 bytes.
type Rate struct {
	week  [hoursPerWeek]float32 // calls a minute; hour 0 is Thursday 00:00, as in Unix time
	seen  [hoursPerWeek]bool
	day   [hoursPerDay]float32 // the same by hour of the day, for hours not yet seen in a week
	daily [hoursPerDay]bool
	trend float32 // recent share of observed to expected, 1 at the start
	hour  int64   // the open hour
	open  uint32  // its calls
	first int64   // first hour, 0 if nothing was ever learned
	last  int64   // last hour closed
}

// Add counts one call that was neither flagged nor refused. Calls of hours already closed
// are not counted.
func (r *Rate) Add(hour int64) {
	if r.first == 0 {
		r.first, r.hour, r.trend = hour, hour, 1
	}
	if hour > r.hour {
		r.close(hour)
	}
	if hour == r.hour {
		r.open++
	}
}

// close learns the open hour and the silent ones up to the next.
func (r *Rate) close(next int64) {
	r.learn(r.hour, float64(r.open)/60)
	for h := max(r.hour+1, next-hoursPerWeek); h < next; h++ { // silence longer than a week is learned once
		r.learn(h, 0)
	}
	r.hour, r.open, r.last = next, 0, next-1
}

func (r *Rate) learn(hour int64, rate float64) {
	w, d := hour%hoursPerWeek, hour%hoursPerDay
	usual, known := r.usual(hour)
	if known && r.Learned(hour) {
		rate = min(rate, usual*rateClip+rateSlack)
		share := min(max((rate+rateSlack)/(usual+rateSlack), 1/trendMax), trendMax)
		r.trend += trendStep * (float32(share) - r.trend)
	}
	move := func(v *float32, seen *bool) {
		if !*seen {
			*v, *seen = float32(rate), true
			return
		}
		*v += rateStep * (float32(rate) - *v)
	}
	move(&r.week[w], &r.seen[w])
	move(&r.day[d], &r.daily[d])
}

// usual is the expectation without the trend.
func (r *Rate) usual(hour int64) (perMinute float64, known bool) {
	if w := hour % hoursPerWeek; r.seen[w] {
		return float64(r.week[w]), true
	}
	d := hour % hoursPerDay
	return float64(r.day[d]), r.daily[d]
}

// Expected gives the usual calls a minute in an hour, and whether it is known at all.
func (r *Rate) Expected(hour int64) (perMinute float64, known bool) {
	usual, known := r.usual(hour)
	if !known {
		return 0, false
	}
	return usual * math.Min(math.Max(float64(r.trend), 1/trendMax), trendMax), true
}

// Learned reports whether enough was learned to judge by at the given hour.
func (r *Rate) Learned(hour int64) bool { return r.first > 0 && hour-r.first >= EnoughHours }

// Append writes the baseline; hours never seen take one bit.
func (r *Rate) Append(dst []byte) []byte {
	dst = appendHours(dst, r.week[:], r.seen[:])
	dst = appendHours(dst, r.day[:], r.daily[:])
	dst = binary.BigEndian.AppendUint32(dst, math.Float32bits(r.trend))
	dst = binary.AppendVarint(dst, r.hour)
	dst = binary.AppendUvarint(dst, uint64(r.open))
	dst = binary.AppendVarint(dst, r.first)
	return binary.AppendVarint(dst, r.last)
}

// Read reads what Append wrote; errors stay in u.
func (r *Rate) Read(u *finding.Unpacker) {
	*r = Rate{}
	readHours(u, r.week[:], r.seen[:])
	readHours(u, r.day[:], r.daily[:])
	r.trend = readFloat(u)
	r.hour, r.open, r.first, r.last = abs(u.Int()), u.Uint32(), abs(u.Int()), abs(u.Int())
}

// abs keeps what was read usable as an index: hours before 1970 do not occur.
func abs(h int64) int64 { return max(h, 0) }

func appendHours(dst []byte, v []float32, seen []bool) []byte {
	at := len(dst)
	dst = append(dst, make([]byte, (len(v)+7)/8)...)
	for i, s := range seen {
		if s {
			dst[at+i/8] |= 1 << (i % 8)
			dst = binary.BigEndian.AppendUint32(dst, math.Float32bits(v[i]))
		}
	}
	return dst
}

func readHours(u *finding.Unpacker, v []float32, seen []bool) {
	mask := u.Bytes((len(v) + 7) / 8)
	for i := range v {
		if mask != nil && mask[i/8]>>(i%8)&1 == 1 {
			v[i], seen[i] = readFloat(u), true
		}
	}
}

// readFloat reads a finite number of 0 and above.
func readFloat(u *finding.Unpacker) float32 {
	b := u.Bytes(4)
	if b == nil {
		return 0
	}
	f := math.Float32frombits(binary.BigEndian.Uint32(b))
	if !(f >= 0 && f < math.MaxFloat32) {
		return 0
	}
	return f
}
