package sketch

import "golang.org/x/sys/cpu"

// hasAVX2 tells whether this processor compares 32 bytes at once, as nearly every one made since 2013 does.
// TestScansAgree holds both ways to the same answers.
var hasAVX2 = cpu.X86.HasAVX2

// index16 gives the place of h among the n words at p, -1 where it is not; n is a multiple of 16.
//
//go:noescape
func index16(p *uint64, n int, h uint64) int

// above32 counts those of the n words at p that are above limit; n is a multiple of 32.
//
//go:noescape
func above32(p *uint32, n int, limit uint32) int

// pairs32 is Pairs of the n keys at p and the values at v; n is a multiple of 32.
//
//go:noescape
func pairs32(p *uint32, v *uint8, n int, key uint32) (all, zero int)

func index(words []uint64, h uint64) int {
	done := 0
	if n := len(words) &^ 15; n > 0 && hasAVX2 {
		if i := index16(&words[0], n, h); i >= 0 {
			return i
		}
		done = n
	}
	for i, w := range words[done:] {
		if w == h {
			return done + i
		}
	}
	return -1
}

func above(words []uint32, limit uint32) (n int) {
	done := 0
	if most := len(words) &^ 31; most > 0 && hasAVX2 {
		n, done = above32(&words[0], most, limit), most
	}
	for _, w := range words[done:] {
		if w > limit {
			n++
		}
	}
	return n
}

func pairs(keys []uint32, values []uint8, key uint32) (all, zero int) {
	n := len(keys) &^ 31
	if n == 0 || !hasAVX2 {
		return pairsOneByOne(keys, values, key)
	}
	all, zero = pairs32(&keys[0], &values[0], n, key)
	a, z := pairsOneByOne(keys[n:], values[n:], key)
	return all + a, zero + z
}
