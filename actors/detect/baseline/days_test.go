package baseline

import (
	"bytes"
	"errors"
	"math"
	"net/netip"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestNF15FourWrongDaysMoveNoFigure(t *testing.T) {
	for _, wrong := range []float64{0, 1, 90, 200, 1e6} {
		var d Days
		for i := range 20 {
			d.Add(100+float64(i%3), 1)
		}
		for range 4 {
			d.Add(wrong, 1)
			if v := d.Value(); math.Abs(v-101) > 2 {
				t.Errorf("days of %v moved 101 to %.1f", wrong, v)
			}
		}
	}
}

func TestNF15DriftIsBoundedADay(t *testing.T) {
	var d Days
	for range 10 {
		d.Add(100, 0)
	}
	before := d.Value()
	for i := range 40 {
		d.Add(1e9, 0)
		if v := d.Value(); v > before*dayMost*1.0001 {
			t.Fatalf("day %d: from %.0f to %.0f", i, before, v)
		}
		before = d.Value()
	}
	if before < 1e6 {
		t.Errorf("what lasts is never learned: %.0f", before)
	}
	var zero Days
	for range 20 {
		zero.Add(0, .01)
	}
	for range 9 {
		zero.Add(.5, .01)
	}
	if v := zero.Value(); v <= 0 || v > .1 {
		t.Errorf("a figure of 0 went to %.3f", v)
	}
}

func TestRateKeepsItsWeekThroughThreeDays(t *testing.T) {
	for _, at := range []int64{24 * 14, 24*15 + 9, 24 * 18, 24*22 + 12} {
		var r, still Rate
		feed(&r, start, at, 1)
		feed(&still, start, at+72, 1)
		feed(&r, start+at, 72, 3)
		for h := start + at + 72; h < start+at+72+168; h++ {
			got, _ := r.Expected(h)
			want, _ := still.Expected(h)
			if math.Abs(got-want) > .05*want+.01 {
				t.Errorf("three days from hour %d moved hour %d from %.1f to %.1f", at, h-start, want, got)
			}
		}
	}
}

func TestRateForgetsSkippedTime(t *testing.T) {
	var a, b Rate
	feed(&a, start, 24*14, 1)
	feed(&b, start, 24*14, 1)
	b.Skip(start + 24*40)
	x, _ := a.Expected(start + 24*14 + 20)
	y, _ := b.Expected(start + 24*14 + 20)
	if x != y {
		t.Errorf("time left out moved %.2f to %.2f", x, y)
	}
	b.Add(start + 24*14) // of skipped time
	if b.open != 0 {
		t.Error("a call of skipped time is counted")
	}
}

func TestBlocksKeepThoseThatComeBack(t *testing.T) {
	var b Blocks
	office, home := netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("2001:db8:1:2::9")
	for day := uint32(100); day < 110; day++ {
		for range 10 {
			b.Add(office, day)
		}
		b.Add(home, day)
		for n := range 100 { // strangers, other ones each day
			b.Add(netip.AddrFrom4([4]byte{60, byte(day), byte(n), 1}), day)
		}
	}
	got, all := b.Usual()
	if len(got) != 2 || got[0].Net.String() != "192.0.2.0/24" || got[0].Calls != 100 || got[0].Days != 10 ||
		got[1].Net.String() != "2001:db8:1:2::/64" || all != 10*111 || len(b.all) > MaxBlocks {
		t.Errorf("%v of %d calls", got, all)
	}
	b.Forget(office, 0)
	b.Forget(netip.MustParseAddr("60.109.99.1"), 0)
	if got, _ := b.Usual(); len(got) != 2 {
		t.Error("flagged calls drove out a usual block")
	}
	one := b.Append([]byte{1})
	var c Blocks
	u := finding.NewUnpacker(one, 1)
	c.Read(u)
	if u.Close() != nil || !bytes.Equal(c.Append([]byte{1}), one) {
		t.Error("not the same after reading back")
	}
	if n := testing.AllocsPerRun(100, func() { b.Add(office, 110) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}

func TestNF15HoursAreNotOpenedByAFewCallsAtNight(t *testing.T) {
	const begin = int64(20454 * 24) // a Thursday
	var h Hours
	for day := int64(4); day < 4+21; day++ {
		if kindOf(uint32(begin/24+day)) == 1 {
			continue
		}
		for hour := int64(9); hour < 17; hour++ {
			h.Add(begin + day*24 + hour)
		}
	}
	night := begin + 28*24 + 3
	if !h.Quiet(night, 1) {
		t.Fatal("the night is not quiet")
	}
	for day := int64(25); day < 28; day++ { // three nights
		h.Add(begin + day*24 + 3)
	}
	h.Add(begin + 28*24 + 1)
	if !h.Quiet(night, 1) {
		t.Error("three nights opened it")
	}
}

// What is read back may be broken: a day with answers but no hours, hours with a median but no 95th percentile.
func TestBrokenDaysTeachNothing(t *testing.T) {
	mix := Mix{hour: 10, day: [mixClasses]uint32{5, 0, 1, 0}}
	u := finding.NewUnpacker(append([]byte{1}, mix.Append(nil)...), 1)
	var m Mix
	m.Read(u)
	measure := Measure{hour: 10}
	measure.mids[9] = 7
	v := finding.NewUnpacker(append([]byte{1}, measure.Append(nil)...), 1)
	var s Measure
	s.Read(v)
	if err := errors.Join(u.Close(), v.Close()); err != nil {
		t.Fatal(err)
	}
	m.Add(200, 40, true)
	s.Add(3, 40, 1, true)
	_, days := m.Shares()
	if _, _, _, n := s.Usual(); days != 0 || n != 0 {
		t.Errorf("learned from %d and %d broken days", days, n)
	}
}
