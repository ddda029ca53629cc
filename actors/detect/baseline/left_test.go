package baseline

import (
	"math"
	"net/netip"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestNF15AnHourWithCallsLeftOutMovesLittle has a client blamed in every hour of three days that usually makes half of
// the calls, and the calls of others who are not blamed yet come on top in the next three.
func TestNF15AnHourWithCallsLeftOutMovesLittle(t *testing.T) {
	for name, scale := range map[string]float64{"half is missing": 0.5, "twice as much": 2} {
		var r, other Rate
		feed(&r, start, 24*10, 1)
		feed(&other, start, 24*10, 1)
		for h := start + 24*10; h < start+24*13; h++ {
			feed(&r, h, 1, scale)
			r.Take(h, 0)
			feed(&other, h, 1, scale)
		}
		r.Add(start + 24*13)
		other.Add(start + 24*13)
		worst, without := 0., 0.
		for h := start + 24*13; h < start+24*20; h++ {
			got, _ := r.Expected(h)
			bad, _ := other.Expected(h)
			worst = max(worst, math.Abs(got/float64(shape(h))-1))
			without = max(without, math.Abs(bad/float64(shape(h))-1))
		}
		if worst > 0.05 || without < 0.2 {
			t.Errorf("%s: moved by %.3f, and by %.3f where nothing is said to be left out", name, worst, without)
		}
	}
}

// TestRateTakesBackAndSaysSo keeps the mark of an hour apart from its calls, also as bytes.
func TestRateTakesBackAndSaysSo(t *testing.T) {
	var r Rate
	for range 10 {
		r.Add(start)
	}
	r.Take(start, 3)
	var back Rate
	u := finding.NewUnpacker(r.Append([]byte{7}), 7)
	back.Read(u)
	if err := u.Close(); err != nil || back != r {
		t.Fatalf("read back %v: %v", back.open, err)
	}
	back.Take(start, 100)
	back.Add(start)
	if back.open != leftOut|1 {
		t.Errorf("open is %x", back.open)
	}
}

func TestUsualOnesGiveCallsBack(t *testing.T) {
	var k Known
	var b Blocks
	ip := netip.MustParseAddr("60.1.2.3")
	for day := range uint32(6) {
		for range 10 {
			k.Add(1, 100+day, false)
			b.Add(ip, 100+day)
		}
	}
	k.Forget(1, 15)
	b.Forget(ip, 15)
	usual, all := b.Usual()
	if n := k.Each(func(_ uint64, calls uint32, _ int, _ uint32) {
		if calls != 45 {
			t.Errorf("%d calls", calls)
		}
	}); n != 45 || all != 45 || len(usual) != 1 || usual[0].Calls != 45 {
		t.Errorf("%d calls in all, blocks %v of %d", n, usual, all)
	}
	k.Forget(1, 1000)
	b.Forget(ip, 1000)
	if _, all := b.Usual(); all != 1 || !k.Usual(1) {
		t.Errorf("what is usual was forgotten: %d", all)
	}
	var f Formed
	page := []finding.Written{{Name: "page", Form: finding.FormInteger}}
	for range 130 {
		f.Add(page, 100, false)
	}
	f.Forget(page, 20)
	f.Forget(page, 20)
	f.Each(200, func(_ string, values uint32, _ []finding.Form, learned bool) {
		if values != formedCalls || !learned {
			t.Errorf("%d values, learned %v", values, learned)
		}
	})
}
