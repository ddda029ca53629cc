package baseline

import "math"

const (
	shapePoints = 8    // length of a shape
	shapeKept   = 128  // shapes kept: a fair sample of the recent past
	shapePast   = 4000 // points the sample is of
	shapeNear   = 3    // neighbours asked
	shapeLeast  = 8    // shapes before the first answer
)

// shapes keeps runs of values and tells how far the newest run is from its nearest neighbours
// (k nearest neighbours of lagged values: Burnaev & Ishimtsev 2016), among a sample instead of
// all (Vitter's reservoir, 1985), so that it costs the same for ever.
type shapes struct {
	now  [shapePoints]float32
	kept [shapeKept][shapePoints]float32
	n    uint32 // points seen
	dice uint64
}

// distance is the sum of the distances to the nearest shapes, 0 while there are too few; then
// the newest shape may be kept.
func (s *shapes) distance(y float64) (sum float64) {
	copy(s.now[:], s.now[1:])
	s.now[shapePoints-1] = float32(y)
	if s.n += min(1, math.MaxUint32-s.n); s.n <= shapePoints {
		return 0
	}
	have := min(s.n-shapePoints-1, shapeKept)
	if have >= shapeLeast {
		for _, d := range s.nearest(have) {
			sum += math.Sqrt(float64(d))
		}
	}
	if have < shapeKept {
		s.kept[have] = s.now
		return sum
	}
	s.dice = s.dice*6364136223846793005 + 1442695040888963407 // Knuth's MMIX generator
	if i := s.dice >> 33 % uint64(min(s.n, shapePast)); i < shapeKept {
		s.kept[i] = s.now
	}
	return sum
}

// nearest gives the squared distances to the nearest of the first have shapes, rising.
func (s *shapes) nearest(have uint32) [shapeNear]float32 {
	best := [shapeNear]float32{math.MaxFloat32, math.MaxFloat32, math.MaxFloat32}
	for i := range s.kept[:have] {
		k := &s.kept[i]
		var d float32
		for j, v := range s.now {
			d += (v - k[j]) * (v - k[j])
		}
		if d >= best[shapeNear-1] {
			continue
		}
		at := shapeNear - 1
		for ; at > 0 && best[at-1] > d; at-- {
			best[at] = best[at-1]
		}
		best[at] = d
	}
	return best
}
