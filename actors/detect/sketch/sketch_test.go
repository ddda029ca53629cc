package sketch

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestDistinctExactThenLabelled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 255, 256, 257, 1000, 20000} {
		var d Distinct
		for range n {
			h := r.Uint64()
			d.Add(h)
			d.Add(h)
		}
		got, exact := d.Count()
		if exact != (n <= DistinctExact) || exact && got != uint64(n) {
			t.Errorf("%d hashes: %d, exact %v", n, got, exact)
		}
		if off := math.Abs(float64(got)-float64(n)) / float64(max(n, 1)); off > 4*LogError {
			t.Errorf("%d hashes: %d is off by %.0f %%", n, got, off*100)
		}
		var back Distinct
		u := finding.NewUnpacker(d.Append([]byte{1}), 1)
		back.Read(u)
		if u.Close() != nil {
			t.Error(u.Err())
		}
		if again, _ := back.Count(); again != got {
			t.Errorf("%d became %d", got, again)
		}
	}
}

func TestDistinctOrderDoesNotMatter(t *testing.T) {
	all := make([]uint64, 300)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range all {
		all[i] = r.Uint64()
	}
	var a, b Distinct
	for _, h := range all {
		a.Add(h)
	}
	slices.Reverse(all)
	for _, h := range all {
		b.Add(h)
	}
	if !bytes.Equal(a.Append(nil), b.Append(nil)) {
		t.Error("another order gave other bytes")
	}
}

// TestRecentAgainstMap compares with a map of all times while it is exact.
func TestRecentAgainstMap(t *testing.T) {
	const window = 600
	r := rand.New(rand.NewPCG(5, 6))
	var s Recent
	last := map[uint64]uint32{}
	now := uint32(1_000_000)
	for range 20_000 {
		now += uint32(r.IntN(20))
		h := mix(uint64(r.IntN(200)))
		at := now - uint32(r.IntN(30))
		s.Add(h, at, window)
		last[h] = max(last[h], at)
		want := uint64(0)
		for _, at := range last {
			if at+window > now {
				want++
			}
		}
		if got, exact := s.Count(now, window); !exact || got != want {
			t.Fatalf("at %d: %d (exact %v), want %d", now, got, exact, want)
		}
	}
}

func TestRecentAboveItsBound(t *testing.T) {
	const window = 600
	var s Recent
	now := uint32(1_000_000)
	for i := range 5000 {
		s.Add(mix(uint64(i)), now+uint32(i)/50, window)
	}
	got, exact := s.Count(now+100, window)
	if exact || math.Abs(float64(got)-5000) > 5000*4*LogError {
		t.Errorf("5,000 in a window: %d, exact %v", got, exact)
	}
	if s.Len() != RecentExact {
		t.Errorf("holds %d hashes", s.Len())
	}
	if got, exact := s.Count(now+3*window, window); got != 0 || !exact {
		t.Errorf("three windows later: %d, exact %v", got, exact)
	}
	s.Drop(now+3*window, window)
	if s.Len() != 0 || s.more != nil {
		t.Error("memory was kept")
	}
}

func TestCounterSlides(t *testing.T) {
	var c Counter
	at := uint32(1_000_000 * 60)
	for i := range uint32(600) {
		c.Add(at+i, 600, 1)
	}
	if got := c.Sum(at+599, 600); got != 600 {
		t.Errorf("sum %d, want 600", got)
	}
	if got := c.Sum(at+599+300, 600); got != 300 {
		t.Errorf("half a window later %d, want 300", got)
	}
	c.Add(at+599, 600, 5) // late, yet within the window
	if got := c.Sum(at+599+300, 600); got != 305 {
		t.Errorf("after a late call %d, want 305", got)
	}
	c.Add(at-1200, 600, 5) // too late
	if got := c.Sum(at+599+300, 600); got != 305 {
		t.Errorf("after a call that came too late %d, want 305", got)
	}
	if got := c.Sum(at+5000, 600); got != 0 {
		t.Errorf("much later %d", got)
	}
}

func TestHistogramQuantiles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var h Histogram
	all := make([]float64, 10_000)
	for i := range all {
		all[i] = math.Exp(r.NormFloat64()*1.5 + 5)
		h.Add(all[i])
	}
	slices.Sort(all)
	for _, q := range []float64{0.01, 0.5, 0.95, 0.99} {
		want := all[int(q*float64(len(all)))]
		if got := h.Quantile(q); math.Abs(got-want)/want > 0.10 {
			t.Errorf("q%v: %.1f, want %.1f", q, got, want)
		}
	}
	var empty Histogram
	if empty.Quantile(0.5) != 0 {
		t.Error("an empty histogram has a median")
	}
	u := finding.NewUnpacker(h.Append([]byte{1}), 1)
	var back Histogram
	if back.Read(u); u.Close() != nil || back != h {
		t.Error("not the same after reading back")
	}
}

func TestHeavyKeepsTheBusiest(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	z := rand.NewZipf(r, 1.2, 1, 100_000)
	h := NewHeavy[int](64)
	exact := map[uint64]uint32{}
	for range 100_000 {
		k := mix(z.Uint64())
		e, fresh := h.Touch(k)
		if fresh && e.Value != 0 {
			t.Fatal("a fresh key found the value of another")
		}
		e.Value++
		exact[k]++
	}
	for i := range uint64(10) {
		k := mix(i)
		e, fresh := h.Touch(k)
		if fresh || e.Count-1 < exact[k] || e.Count-1-e.Over > exact[k] {
			t.Errorf("key %d: %+v, want %d", i, e, exact[k])
		}
	}
	h.Halve(func(e *HeavyEntry[int]) bool { return e.Count < 1000 })
	for _, e := range h.Entries() {
		if e.Count < 1000 {
			t.Error("an idle key was kept")
		}
	}
}

func TestUsersGuess(t *testing.T) {
	for _, n := range []int{0, 1, 5, 20, 60, 100} {
		sum := 0
		for round := range 20 {
			var u Users
			for i := range n {
				if i == n/2 {
					u.Age()
				}
				u.Add(uint64(round*1000 + i + 1))
			}
			sum += u.Count()
		}
		if got := float64(sum) / 20; math.Abs(got-float64(n)) > 0.2*float64(n) {
			t.Errorf("%d people: %.1f", n, got)
		}
	}
}

func TestSeenRemembersAtLeastKeep(t *testing.T) {
	s := NewSeen(1000)
	id := func(i int) string { return fmt.Sprint("01JD-", i) }
	for i := range 5000 {
		if s.Add(id(i)) {
			t.Fatalf("%d was never there", i)
		}
		if i >= 999 && !s.Add(id(i-999)) {
			t.Fatalf("%d was forgotten after 999 others", i-999)
		}
		if s.Len() > 2000 {
			t.Fatalf("holds %d", s.Len())
		}
	}
	if s.Add(id(0)) {
		t.Error("the first of 5,000 is still remembered: not bounded")
	}
	one, _ := s.AppendBinary(nil)
	back := NewSeen(1000)
	if err := back.UnmarshalBinary(one); err != nil {
		t.Fatal(err)
	}
	two, _ := back.AppendBinary(nil)
	if !bytes.Equal(one, two) || !back.Add(id(4999)) || back.Add("new") {
		t.Error("not the same after reading back")
	}
}

func FuzzSketches(f *testing.F) {
	s := NewSeen(10)
	s.Add("a")
	seed, _ := s.AppendBinary(nil)
	f.Add(seed)
	f.Add([]byte{1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = NewSeen(10).UnmarshalBinary(data)
		u := finding.NewUnpacker(data, 1)
		var (
			r Recent
			d Distinct
			c Counter
			h Histogram
		)
		r.Read(u)
		d.Read(u)
		c.Read(u)
		h.Read(u)
		r.Add(1, 2, 3)
		r.Count(4, 3)
		d.Add(1)
		c.Add(1, 2, 3)
		h.Add(3)
		if q := h.Quantile(0.5); math.IsNaN(q) || q < 0 {
			t.Error(q)
		}
	})
}

func BenchmarkRecentAdd(b *testing.B) {
	var s Recent
	i := uint32(0)
	b.ReportAllocs()
	for b.Loop() {
		i++
		s.Add(mix(uint64(i&1023)), 1_000_000+i/100, 600)
	}
}

func BenchmarkSeenAdd(b *testing.B) {
	s := NewSeen(1 << 20)
	ids := make([]string, 1<<16)
	for i := range ids {
		ids[i] = fmt.Sprint("01JD5Z3N7K", i)
		s.Add(ids[i])
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		s.Add(ids[i&0xffff])
	}
}
