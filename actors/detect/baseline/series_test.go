package baseline

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const seriesStart = int64(1_750_000_000)

// daily is five-minute counts with a day, a little noise and nothing odd.
func daily(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	v := make([]float64, n)
	for i := range v {
		v[i] = 100 + 60*math.Sin(2*math.Pi*float64(i)/288) + 4*r.NormFloat64()
	}
	return v
}

func scored(s *Series, from int, values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = s.Score(seriesStart+int64(from+i)*300, v)
	}
	return out
}

func highest(v []float64) (at int, score float64) {
	for i, x := range v {
		if x > score {
			at, score = i, x
		}
	}
	return at, score
}

func TestSeriesFindsWhatEachPartIsFor(t *testing.T) {
	const n, from = 288 * 14, 288*10 + 60 // rising towards noon
	for _, c := range []struct {
		name string
		odd  func(v []float64) // of the values from there
	}{
		{"a value never reached", func(v []float64) { v[0] = 400 }},
		{"a spike within the range", func(v []float64) { v[100] = 158 }},
		{"a step", func(v []float64) {
			for i := range v {
				v[i] += 60
			}
		}},
		{"a missing peak", func(v []float64) {
			for i := range 144 {
				v[i] = 95 + v[i]/40
			}
		}},
		{"a flat line", func(v []float64) {
			for i := range 200 {
				v[i] = 150
			}
		}},
		{"new noise", func(v []float64) {
			for i := range 200 {
				v[i] += float64(i%2*2-1) * 25
			}
		}},
	} {
		v := daily(n, 7)
		c.odd(v[from:])
		got := scored(new(Series), 0, v)
		at, score := highest(got[288*3:])
		if at += 288 * 3; at < from || at > from+220 || score < .68 {
			t.Errorf("%s: the highest score is %.3f at %d, want it from %d on", c.name, score, at, from)
		}
	}
}

func TestSeriesIsQuietWhereNothingHappens(t *testing.T) {
	got := scored(new(Series), 0, daily(288*28, 3))
	loud := 0
	for i, x := range got {
		if i < seriesWarm-1 && x != 0 {
			t.Fatalf("point %d is judged before enough was seen", i)
		}
		if i > 288 && x > .68 {
			loud++
		}
	}
	if loud > 5 {
		t.Errorf("%d of %d usual points are loud", loud, len(got))
	}
	var same Series
	for i := range 5000 {
		if x := same.Score(seriesStart+int64(i)*60, 45); x > .3 {
			t.Fatalf("the same value for the %d. time has score %.3f", i, x)
		}
	}
}

// TestSeriesTakesTheUnitOfNothing: the same numbers in another unit have the same scores.
func TestSeriesTakesTheUnitOfNothing(t *testing.T) {
	v := daily(3000, 5)
	v[2000] = 500
	want := scored(new(Series), 0, v)
	for _, unit := range []float64{1. / 1024, 4096} {
		w := make([]float64, len(v))
		for i := range v {
			w[i] = v[i] * unit
		}
		for i, x := range scored(new(Series), 0, w) {
			if math.Abs(x-want[i]) > 1e-6 {
				t.Fatalf("times %g, point %d: %.6f, was %.6f", unit, i, x, want[i])
			}
		}
	}
}

// TestSeriesIsCausal: what follows never changes a score.
func TestSeriesIsCausal(t *testing.T) {
	v := daily(1500, 9)
	want := scored(new(Series), 0, v)
	for _, cut := range []int{1, 29, 31, 700, 1400} {
		w := append(append([]float64(nil), v[:cut]...), daily(100, uint64(cut))...)
		for i := cut; i < len(w); i++ {
			w[i] *= -1e6
		}
		for i, x := range scored(new(Series), 0, w)[:cut] {
			if x != want[i] {
				t.Fatalf("point %d changed with what follows %d", i, cut)
			}
		}
	}
}

func TestSeriesTellsAnIncidentOnce(t *testing.T) {
	v := daily(4000, 2)
	for i := 3000; i < 3060; i++ {
		v[i] = 900
	}
	got := scored(new(Series), 0, v)
	_, score := highest(got)
	told := 0
	for _, x := range got[2990:3200] {
		if x > score-.1 {
			told++
		}
	}
	if told < 1 || told > 5 {
		t.Errorf("one incident of 60 points is told %d times", told)
	}
}

func TestSeriesIsReadAsItWasWritten(t *testing.T) {
	v := daily(2000, 4)
	var a, b Series
	scored(&a, 0, v[:1200])
	packed := a.Append(nil)
	d := finding.NewUnpacker(append([]byte{1}, packed...), 1)
	b.Read(d)
	if err := d.Close(); err != nil || !bytes.Equal(b.Append(nil), packed) {
		t.Fatalf("the series is not read as it was written: %v", err)
	}
	x, y := scored(&a, 1200, v[1200:]), scored(&b, 1200, v[1200:])
	for i := range x {
		if x[i] != y[i] {
			t.Fatalf("point %d: %v after reading, %v without", i, y[i], x[i])
		}
	}
	short := finding.NewUnpacker(append([]byte{1}, packed[:len(packed)/2]...), 1)
	b.Read(short)
	if short.Close() == nil || b != (Series{}) {
		t.Error("half a series is taken")
	}
}

func TestSeriesStaysSmall(t *testing.T) {
	if size := unsafe.Sizeof(Series{}); size > 14<<10 {
		t.Errorf("a series takes %d bytes", size)
	}
	var s Series
	v := daily(1000, 1)
	if n := testing.AllocsPerRun(10, func() { scored(&s, 0, v[:100]) }); n > 1 { // the result itself
		t.Errorf("%.0f allocations for 100 points", n)
	}
}

// FuzzSeries: whatever comes, in whatever order, scores are numbers from 0 to 1 and a state can
// be read that was written.
func FuzzSeries(f *testing.F) {
	for _, v := range []float64{0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
		f.Add(uint64(1), v, 1.5, int64(0))
		f.Add(uint64(2), v, v, int64(math.MinInt64))
		f.Add(uint64(3), v, -v, int64(math.MaxInt64))
	}
	f.Fuzz(func(t *testing.T, seed uint64, a, b float64, at int64) {
		r := rand.New(rand.NewPCG(seed, 0))
		var s Series
		for i := range 600 {
			v := [...]float64{a, b, a + b, a * b, r.NormFloat64(), b * r.Float64(), 7}[r.IntN(7)]
			switch r.IntN(4) {
			case 0:
				at -= 300
			case 1:
			default:
				at += 300
			}
			if x := s.Score(at, v); !(x >= 0 && x <= 1) {
				t.Fatalf("point %d, value %v: score %v", i, v, x)
			}
		}
		packed := s.Append(nil)
		var back Series
		d := finding.NewUnpacker(append([]byte{1}, packed...), 1)
		back.Read(d)
		if err := d.Close(); err != nil || !bytes.Equal(back.Append(nil), packed) {
			t.Fatalf("the state is not read as it was written: %v", err)
		}
	})
}

// FuzzSeriesState: a damaged state is no reason to fail, nor to give what is no score.
func FuzzSeriesState(f *testing.F) {
	var s Series
	for i, v := range daily(400, 6) {
		s.Score(seriesStart+int64(i)*300, v)
	}
	good := s.Append(nil)
	f.Add(0, uint64(0))
	f.Add(8, math.Float64bits(math.NaN()))
	f.Add(0, math.Float64bits(-5))
	f.Add(len(good)-8, ^uint64(0))
	f.Fuzz(func(t *testing.T, at int, word uint64) {
		b := bytes.Clone(good)
		if at < 0 || at > len(b)-8 {
			return
		}
		for i := range 8 {
			b[at+i] ^= byte(word >> (8 * i))
		}
		var s Series
		s.Read(finding.NewUnpacker(append([]byte{1}, b...), 1))
		for i, v := range daily(100, 8) {
			if x := s.Score(int64(i), v); !(x >= 0 && x <= 1) {
				t.Fatalf("score %v", x)
			}
		}
	})
}

func BenchmarkSeries(b *testing.B) {
	v := daily(4096, 1)
	var s Series
	b.ReportAllocs()
	for i := range b.N {
		s.Score(seriesStart+int64(i)*300, v[i&4095])
	}
}
