package sketch

import (
	"math"
	"math/bits"
)

// logRegisters is the number of one-byte registers: 256 B and a standard error of
// 1.04/sqrt(256) = 6.5 %, enough to choose a level by volume.
const logRegisters = 256

// LogError is the standard error of an estimate, as a share.
const LogError = 0.065

// loglog is a HyperLogLog of 64-bit hashes.
type loglog [logRegisters]byte

// mix spreads a hash again, because keyed hashes cut to 64 bits are also used as they
// are elsewhere (the low bits choose shards).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

func (l *loglog) add(h uint64) {
	h = mix(h)
	i := h >> 56
	if rank := byte(bits.LeadingZeros64(h<<8|1<<7) + 1); rank > l[i] {
		l[i] = rank
	}
}

// powers holds 2 to the -i.
var powers = func() (p [64]float64) {
	for i := range p {
		p[i] = math.Ldexp(1, -i)
	}
	return p
}()

func (l *loglog) count() uint64 {
	sum, zeros := 0.0, 0
	for _, r := range l {
		sum += powers[r&63]
		if r == 0 {
			zeros++
		}
	}
	const m = logRegisters
	const alpha = 0.7213 / (1 + 1.079/m)
	e := alpha * m * m / sum
	if e <= 2.5*m && zeros > 0 { // small range: linear counting is nearer
		e = m * math.Log(m/float64(zeros))
	}
	return uint64(e + 0.5)
}
