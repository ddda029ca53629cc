package sketch

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	histBuckets   = 96 // 384 B; covers 1 to 2^24
	histPerOctave = 4  // neighbouring buckets differ by 19 %: a quantile is within 10 %
)

// Histogram gives quantiles of values of 1 and above, with a relative error of at most
// 10 %, in buckets of a quarter octave. Weights may be decayed, so that it forgets.
type Histogram struct {
	n     [histBuckets]float32
	total float64
}

// Add counts one value; below 1 counts as 1.
func (h *Histogram) Add(v float64) {
	i := 0
	if v > 1 {
		i = min(int(math.Log2(v)*histPerOctave), histBuckets-1)
	}
	h.n[i]++
	if h.total++; h.total > 1<<22 { // float32 counts exactly to 2^24
		h.Decay(0.5)
	}
}

// Decay multiplies all weights by keep (0..1).
func (h *Histogram) Decay(keep float32) {
	h.total = 0
	for i := range h.n {
		h.n[i] *= keep
		h.total += float64(h.n[i])
	}
}

// Total is the weight of all values held.
func (h *Histogram) Total() float64 { return h.total }

// Quantile gives the value below which the share q (0..1) lies, 0 if nothing is held.
func (h *Histogram) Quantile(q float64) float64 {
	if h.total <= 0 {
		return 0
	}
	rest := q * h.total
	last := 0
	for i, n := range h.n {
		if n == 0 {
			continue
		}
		last = i
		if rest <= float64(n) {
			return math.Exp2((float64(i) + rest/float64(n)) / histPerOctave)
		}
		rest -= float64(n)
	}
	return math.Exp2(float64(last+1) / histPerOctave)
}

// Append writes the histogram; empty buckets take no space.
func (h *Histogram) Append(dst []byte) []byte {
	used := 0
	for _, n := range h.n {
		if n > 0 {
			used++
		}
	}
	dst = append(dst, byte(used))
	for i, n := range h.n {
		if n > 0 {
			dst = binary.BigEndian.AppendUint32(append(dst, byte(i)), math.Float32bits(n))
		}
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *Histogram) Read(u *finding.Unpacker) {
	*h = Histogram{}
	for range int(u.Byte()) {
		i := u.Byte()
		b := u.Bytes(4)
		if b == nil {
			return
		}
		n := math.Float32frombits(binary.BigEndian.Uint32(b))
		if i < histBuckets && n > 0 && n < 1<<24 { // also refuses NaN
			h.n[i] = n
		}
	}
	for _, n := range h.n {
		h.total += float64(n)
	}
}
