package sketch

import (
	"bytes"
	"math"
	"math/bits"
)

// logRegisters is the number of one-byte registers: 256 B and a standard error of
// 1.04/sqrt(256) = 6.5 %, enough to choose a level by volume.
const logRegisters = 256

// LogError is the standard error of an estimate, as a share.
const LogError = 0.065

// loglog is a HyperLogLog of 64-bit hashes.
type loglog struct {
	registers [logRegisters]byte
	known     uint64 // one more than the count, 0: it has to be taken anew; not written down
}

// mix spreads a hash again, because keyed hashes cut to 64 bits are also used as they
// are elsewhere (the low bits choose shards).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

// add takes a hash in and reports whether the count may have risen.
func (l *loglog) add(h uint64) bool {
	h = mix(h)
	i := h >> 56
	rank := byte(bits.LeadingZeros64(h<<8|1<<7) + 1)
	if rank <= l.registers[i] {
		return false
	}
	l.registers[i], l.known = rank, 0
	return true
}

// powers holds 2 to the -i.
var powers = func() (p [64]float64) {
	for i := range p {
		p[i] = math.Ldexp(1, -i)
	}
	return p
}()

func (l *loglog) count() uint64 {
	if l.known == 0 {
		l.known = l.estimate() + 1
	}
	return l.known - 1
}

func (l *loglog) estimate() uint64 {
	var sums [4]float64 // apart, so that no addition waits for the one before; exact, as powers of two are
	for i := 0; i < logRegisters; i += len(sums) {
		r := l.registers[i : i+len(sums) : i+len(sums)]
		sums[0] += powers[r[0]&63]
		sums[1] += powers[r[1]&63]
		sums[2] += powers[r[2]&63]
		sums[3] += powers[r[3]&63]
	}
	sum := sums[0] + sums[1] + sums[2] + sums[3]
	const m = logRegisters
	const alpha = 0.7213 / (1 + 1.079/m)
	e := alpha * m * m / sum
	if e <= 2.5*m {
		if zeros := bytes.Count(l.registers[:], []byte{0}); zeros > 0 { // small range: linear counting is nearer
			e = m * math.Log(m/float64(zeros))
		}
	}
	return uint64(e + 0.5)
}
