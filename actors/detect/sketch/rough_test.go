package sketch

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestRoughIsNearEnough(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 5, 20, 60, 200, 1000, 5000} {
		sum, worst := 0.0, 0.0
		const rounds = 200
		for range rounds {
			var s Rough
			for range n {
				h := r.Uint64()
				s.Add(h)
				s.Add(h)
			}
			off := s.Count()/float64(n) - 1
			sum += off * off
			worst = max(worst, math.Abs(off))
			b := s.Append(nil)
			var back Rough
			u := finding.NewUnpacker(append([]byte{1}, b...), 1)
			if back.Read(u); u.Close() != nil || back != s {
				t.Fatal("lost on the way")
			}
		}
		if rms := math.Sqrt(sum / rounds); rms > 0.25 {
			t.Errorf("%d: off by %.0f %%, at worst by %.0f %%", n, 100*rms, 100*worst)
		} else {
			t.Logf("%d: %.0f %%, at worst %.0f %%", n, 100*rms, 100*worst)
		}
	}
}
