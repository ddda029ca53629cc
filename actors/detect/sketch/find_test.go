package sketch

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestScansAgree holds what looks at many words at once to what looks at one after the other.
func TestScansAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		words, times := make([]uint64, n), make([]uint32, n)
		for i := range n {
			words[i], times[i] = r.Uint64N(uint64(n)*2), r.Uint32()
		}
		for range 40 {
			h, limit := r.Uint64N(uint64(n)*2+1), r.Uint32()
			if n > 0 {
				limit = times[r.IntN(n)] - uint32(r.IntN(2))
			}
			if got, want := Index(words, h), slices.Index(words, h); got != want {
				t.Fatalf("%d of %d words is at %d, want %d", h, n, got, want)
			}
			want := 0
			for _, x := range times {
				if x > limit {
					want++
				}
			}
			if got := above(times, limit); got != want {
				t.Fatalf("%d of %d times are above %d, want %d", got, n, limit, want)
			}
		}
	}
	for n := range 300 {
		keys, values := make([]uint32, n), make([]uint8, n)
		for i := range n {
			keys[i], values[i] = r.Uint32N(uint32(n)/2+2), uint8(r.IntN(3))
		}
		for key := range uint32(20) {
			all, zero := Pairs(keys, values, key)
			if a, z := pairsOneByOne(keys, values, key); all != a || zero != z {
				t.Fatalf("of %d keys %d are %d and %d of these zero, want %d and %d", n, all, key, zero, a, z)
			}
		}
	}
	for _, c := range []struct {
		now, window uint32
		want        int
	}{{100, 600, 3}, {600, 600, 2}, {1000, 100, 1}, {1 << 31, 10, 0}} {
		if got := within([]uint32{0, 500, 1000}, c.now, c.window); got != c.want {
			t.Errorf("%d times of %d seconds up to %d, want %d", got, c.window, c.now, c.want)
		}
	}
}
