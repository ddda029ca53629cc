package baseline

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	weeksKept = 3    // observations of an hour of the week: their median holds against one wrong one
	levelSoft = 0.05 // calls a minute added on both sides of a day's level, so that a few calls are no trend
	levelMost = 50.0 // bounds of the level
	leftMoves = 0.04 // share of the usual by which an hour is taken as different in which calls were left out

	leftOut = 1 << 31
)

// Rate learns an API's calls a minute by hour of the week (UTC): what each hour had in the last
// three weeks, against a level that follows growth as the median of the last days does. About
// 1.1 KB.
type Rate struct {
	week  [hoursPerWeek][weeksKept]uint16 // coded, newest first, 0: none; hour 0 is Thursday 00:00, as in Unix time
	level Days                            // of a day against its hours of the week; 1 in the first week
	seen  float32                         // of the open day: calls a minute of the hours whose usual is known
	usual float32                         // and what they usually have
	hour  int64                           // the open hour
	open  uint32                          // its calls; the highest bit: some were left out
	first int64                           // first hour, 0 if nothing was ever learned
}

// Add counts one call that was neither flagged nor refused. Calls of hours already closed
// are not counted.
func (r *Rate) Add(hour int64) {
	if r.first == 0 {
		r.first, r.hour = hour, hour
	}
	if hour > r.hour {
		r.close(hour)
	}
	if hour == r.hour {
		r.open++
	}
}

// Take takes back n calls of the open hour: their client turned out to be one that teaches nothing. The hour
// may lack what is usual of that client then, and have some calls of others who will turn out to be such: it
// moves what was known of it by little.
func (r *Rate) Take(hour int64, n uint32) {
	if hour > r.hour && r.first > 0 {
		r.close(hour)
	}
	if hour == r.hour {
		calls := r.open &^ leftOut
		r.open = calls - min(n, calls) | leftOut
	}
}

// Skip leaves out the time up to an hour, which is neither silence nor traffic.
func (r *Rate) Skip(hour int64) {
	if hour > r.hour && r.first > 0 {
		r.hour, r.open = hour, 0
		r.seen, r.usual = 0, 0
	}
}

// close learns the open hour and the silent ones up to the next.
func (r *Rate) close(next int64) {
	perMinute := float64(r.open&^leftOut) / 60
	if usual, known := r.Expected(r.hour); known && r.open&leftOut != 0 {
		perMinute = min(max(perMinute, usual*(1-leftMoves)), usual*(1+leftMoves))
	}
	r.learn(r.hour, perMinute)
	for h := max(r.hour+1, next-hoursPerWeek); h < next; h++ { // silence longer than a week is learned once
		r.learn(h, 0)
	}
	r.hour, r.open = next, 0
}

func (r *Rate) learn(hour int64, rate float64) {
	c := &r.week[hour%hoursPerWeek]
	if usual, known := middle(c); known {
		r.seen, r.usual = r.seen+float32(rate), r.usual+float32(usual)
	}
	copy(c[1:], c[:])
	c[0] = code(rate / r.Level())
	if hour%hoursPerDay == hoursPerDay-1 {
		r.closeDay(hour)
	}
}

// closeDay takes the level of a day.
func (r *Rate) closeDay(hour int64) {
	const soft = levelSoft * hoursPerDay
	level := 1.0
	if hour-r.first >= hoursPerWeek {
		level = min(max(float64(r.seen+soft)/float64(r.usual+soft), 1/levelMost), levelMost)
	}
	r.level.Add(level, 0)
	r.seen, r.usual = 0, 0
}

// Level is what the days have now against what their hours had before: growth, 1 without.
func (r *Rate) Level() float64 {
	if r.level.Count() == 0 {
		return 1
	}
	return min(max(r.level.Value(), 1/levelMost), levelMost)
}

// shape is the expectation of an hour without the level: that of the hour of the week, or of the same
// hour of the other days while there is none.
func (r *Rate) shape(hour int64) (perMinute float64, known bool) {
	if v, ok := middle(&r.week[hour%hoursPerWeek]); ok {
		return v, true
	}
	var others [7]float32
	n := 0
	for d := range int64(7) {
		if v, ok := middle(&r.week[(hour+d*hoursPerDay)%hoursPerWeek]); ok {
			others[n] = float32(v)
			n++
		}
	}
	return float64(median(others[:n])), n > 0
}

// Expected gives the usual calls a minute in an hour, and whether it is known at all.
func (r *Rate) Expected(hour int64) (perMinute float64, known bool) {
	v, known := r.shape(hour)
	return v * r.Level(), known
}

// Learned reports whether enough was learned to judge by at the given hour.
func (r *Rate) Learned(hour int64) bool { return r.first > 0 && hour-r.first >= EnoughHours }

// middle is the median of an hour's observations.
func middle(c *[weeksKept]uint16) (v float64, known bool) {
	a, b, d := c[0], c[1], c[2]
	switch {
	case a == 0:
		return 0, false
	case b == 0:
		return decode(a), true
	case d == 0:
		return (decode(a) + decode(b)) / 2, true
	}
	return decode(max(min(a, b), min(max(a, b), d))), true
}

// code writes calls a minute in 16 bits, to 0.04 % from one call an hour to 8 million a minute;
// 0 stays free for "none".
func code(v float64) uint16 { return uint16(min(1+math.Log2(1+v*64)*2270, math.MaxUint16)) }

func decode(c uint16) float64 { return (math.Exp2(float64(c-1)/2270) - 1) / 64 }

// Append writes the baseline; hours never seen take one byte.
func (r *Rate) Append(dst []byte) []byte {
	for _, c := range r.week {
		for _, v := range c {
			if dst = binary.AppendUvarint(dst, uint64(v)); v == 0 {
				break
			}
		}
	}
	dst = appendFloat(appendFloat(r.level.Append(dst), r.seen), r.usual)
	dst = binary.AppendVarint(dst, r.hour)
	dst = binary.AppendUvarint(dst, uint64(r.open))
	return binary.AppendVarint(dst, r.first)
}

// Read reads what Append wrote; errors stay in u.
func (r *Rate) Read(u *finding.Unpacker) {
	*r = Rate{}
	for i := range r.week {
		for k := range r.week[i] {
			if r.week[i][k] = uint16(min(u.Uint32(), math.MaxUint16)); r.week[i][k] == 0 {
				break
			}
		}
	}
	r.level.Read(u)
	r.seen, r.usual = readFloat(u), readFloat(u)
	r.hour, r.open, r.first = abs(u.Int()), u.Uint32(), abs(u.Int())
}

// abs keeps what was read usable as an index: hours before 1970 do not occur.
func abs(h int64) int64 { return max(h, 0) }

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
