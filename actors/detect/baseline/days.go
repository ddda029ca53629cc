package baseline

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	// KeptDays is how many daily observations a learned value rests on. Their median holds against
	// four wrong ones: three days of attack that begin at noon touch four.
	KeptDays = 9
	// dayMost is how far a learned value moves in a day, as a factor: a doubling is followed in three
	// days once it has lasted, and slow poisoning has the same bound.
	dayMost = 1.35
)

// Days learns one figure from one observation a day: the median of the last KeptDays, moving at
// most by dayMost a day. 44 bytes.
type Days struct {
	last  [KeptDays]float32 // newest first
	n     uint8
	value float32
}

// Add takes the observation of a day; floor is how much the value may always move, so that it can
// leave 0.
func (d *Days) Add(x, floor float64) {
	copy(d.last[1:], d.last[:])
	d.last[0] = float32(x)
	d.n = min(d.n+1, KeptDays)
	m := median(slices.Clone(d.last[:d.n]))
	if d.n > EnoughDays {
		v, f := d.value, float32(floor)
		m = min(max(m, v/dayMost-f), v*dayMost+f)
	}
	d.value = max(m, 0)
}

// Value is what is usual, 0 before the first observation.
func (d *Days) Value() float64 { return float64(d.value) }

// Count is the number of days it rests on, at most KeptDays.
func (d *Days) Count() int { return int(d.n) }

// Spread is how far the middle half of the days lies apart, as a share of the value: 0 where all
// days are the same, 1 where nothing is known.
func (d *Days) Spread() float64 {
	if d.n < EnoughDays || d.value <= 0 {
		return 1
	}
	s := slices.Clone(d.last[:d.n])
	slices.Sort(s)
	return float64(s[len(s)*3/4]-s[len(s)/4]) / float64(d.value)
}

// median of unordered values; it orders them. 0 of none.
func median(v []float32) float32 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	m := len(v) / 2
	if len(v)%2 == 1 {
		return v[m]
	}
	return (v[m-1] + v[m]) / 2
}

// Append writes the days.
func (d *Days) Append(dst []byte) []byte {
	dst = append(dst, d.n)
	for _, x := range d.last[:d.n] {
		dst = appendFloat(dst, x)
	}
	return appendFloat(dst, d.value)
}

// Read reads what Append wrote; errors stay in u.
func (d *Days) Read(u *finding.Unpacker) {
	*d = Days{n: uint8(u.Len(KeptDays, 4))}
	for i := range d.n {
		d.last[i] = readFloat(u)
	}
	d.value = readFloat(u)
}

func appendFloat(dst []byte, f float32) []byte {
	return binary.BigEndian.AppendUint32(dst, math.Float32bits(f))
}
