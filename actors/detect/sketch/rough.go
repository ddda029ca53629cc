package sketch

import (
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	roughParts = 4
	roughFull  = 58 // set bits of 64 above which a part says too little
)

// Rough guesses how many different hashes it was given, in 32 bytes: within about 15 % up to
// 8,000. It is a multiresolution bitmap (Estan, Varghese and Fisk, "Bitmap algorithms for counting
// active flows on high speed links", 2003): three quarters of all hashes fall to the first part, three
// quarters of the others to the second and so on.
type Rough struct{ parts [roughParts]uint64 }

// Add takes a hash in.
func (r *Rough) Add(h uint64) {
	h = mix(h)
	part := min(bits.LeadingZeros64(h)/2, roughParts-1)
	r.parts[part] |= 1 << (h & 63)
}

// Count gives the guess.
func (r *Rough) Count() float64 {
	base := 0
	for base < roughParts-1 && bits.OnesCount64(r.parts[base]) > roughFull {
		base++
	}
	sum := 0.0
	for _, p := range r.parts[base:] {
		sum += roughOf[bits.OnesCount64(p)]
	}
	return math.Round(sum * float64(uint(1)<<(2*base)))
}

// roughOf is the guess for so many set bits of a part.
var roughOf = func() (n [65]float64) {
	for set := range n {
		n[set] = -64 * math.Log(max(float64(64-set), 0.5)/64)
	}
	return n
}()

// Append writes it.
func (r *Rough) Append(dst []byte) []byte {
	for _, p := range r.parts {
		dst = binary.AppendUvarint(dst, p)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (r *Rough) Read(u *finding.Unpacker) {
	for i := range r.parts {
		r.parts[i] = u.Uint()
	}
}
