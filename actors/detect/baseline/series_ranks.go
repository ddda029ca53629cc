package baseline

import "math"

const (
	tailBins   = 128   // of a quarter octave: 32 octaves
	tailOctave = 4     // bins an octave
	tailUnit   = 48    // bin of the value 1, which is the usual size
	tailForget = 5000  // points until the older ones count half
	tailShare  = 0.03  // share of values that make the tail
	tailLeast  = 8     // and how many they are at least
	tailFloor  = 0.5   // bins: a tail is never taken as thinner
	scaleStep  = 0.001 // how fast the usual size follows
	scaleClip  = 5.0   // one deviation moves it as if it were at most so many times it
)

// ranks tells how rare signed deviations are among those before, each side by itself: what
// is usual upwards may be unheard of downwards. About 1 KiB.
type ranks struct {
	up, down tail
	scale, n float64
}

// rarity is -log10 of the share of earlier deviations that were as large on this side; then
// it learns this one.
func (r *ranks) rarity(deviation float64) (rarity float64) {
	size := math.Abs(deviation)
	if r.n++; r.scale == 0 {
		r.scale = size
	}
	at := 0.
	if r.scale > 0 {
		at = tailBin(size / r.scale)
	}
	switch {
	case at > 0 && deviation > 0:
		rarity = r.up.rarity(at)
		r.up.add(at)
		r.down.add(0)
	case at > 0:
		rarity = r.down.rarity(at)
		r.up.add(0)
		r.down.add(at)
	default:
		r.up.add(0)
		r.down.add(0)
	}
	r.scale += max(1/r.n, scaleStep) * (min(size, scaleClip*r.scale) - r.scale)
	return rarity
}

// tail counts values by size: atLeast[b] is how many were in bin b or above, of n.
type tail struct {
	atLeast [tailBins]float32
	n       float32
}

// tailBin is where a size lies among the bins, with the part of the bin as its fraction.
func tailBin(size float64) float64 {
	return min(max(tailUnit+tailOctave*math.Log2(size+1e-30), 0), tailBins-1.001)
}

// add counts a value; at 0 it is of the other side or too small to count.
func (t *tail) add(at float64) {
	t.n++
	if at > 0 {
		for b := int(at); b >= 0; b-- {
			t.atLeast[b]++
		}
	}
	if t.n > tailForget {
		t.n /= 2
		for b := range t.atLeast {
			t.atLeast[b] /= 2
		}
	}
}

// rarity is -log10 of the share of values at or above. In the tail it is the mean of what
// was counted and what a Pareto tail (Hill's estimator, on binned logarithms) gives.
func (t *tail) rarity(at float64) float64 {
	if t.n < 10 {
		return 0
	}
	b := int(at)
	part := at - float64(b)
	above := (1-part)*float64(t.atLeast[b]) + part*float64(t.atLeast[b+1])
	counted := -math.Log10((above + .5) / (float64(t.n) + 1))
	edge := t.edge()
	if edge < 0 || b <= edge {
		return counted
	}
	var beyond float32
	for i := edge + 1; i < tailBins && t.atLeast[i] > 0; i++ {
		beyond += t.atLeast[i]
	}
	mean := max(float64(beyond/t.atLeast[edge])+.5, tailFloor) // bins beyond the edge
	pareto := -math.Log10(float64(t.atLeast[edge]/t.n)) + (at-float64(edge))/mean/math.Ln10
	return (counted + pareto) / 2
}

// edge is the last bin with the tail's share at or above it, -1 where there are too few.
func (t *tail) edge() int {
	want := max(tailLeast, t.n*tailShare)
	lo, hi := 0, tailBins
	for lo < hi {
		if mid := (lo + hi) / 2; t.atLeast[mid] < want {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo - 1
}
