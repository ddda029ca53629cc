package baseline

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestKnownNeedsDaysAndForgetsWhatWasFlagged(t *testing.T) {
	var k Known
	const begun = 20_000
	for d := range uint32(LearnDays) {
		if k.Ready(begun + d) {
			t.Fatalf("ready after %d days", d)
		}
		k.Add(1, begun+d, false)
	}
	k.Add(2, begun+1, false)
	day := uint32(begun + LearnDays)
	if !k.Ready(day) || !k.Usual(1) || !k.Usual(2) || k.Usual(3) || k.Count() != 2 {
		t.Errorf("after the learning days: %+v", k)
	}
	for d := range uint32(10) { // flagged every day: never usual
		k.Add(3, day+d, false)
		k.Forget(3, 0)
	}
	if k.Usual(3) {
		t.Error("a value whose calls are flagged became usual")
	}
	for d := range uint32(backDays) {
		if k.Usual(4) {
			t.Errorf("usual after %d days", d)
		}
		k.Add(4, day+d, false)
	}
	if !k.Usual(4) {
		t.Error("a value that came back unflagged is not usual")
	}
	k.Forget(1, 0)
	if !k.Usual(1) {
		t.Error("a usual value was forgotten for one flagged call")
	}
	k.Add(5, day, true)
	if !k.Usual(5) {
		t.Error("a stated learning period teaches nothing")
	}
}

func TestKnownIsBounded(t *testing.T) {
	var k Known
	for i := range uint64(100) {
		k.Add(i, 20_000, false)
	}
	if len(k.all) > MaxKnown || k.Ready(20_100) {
		t.Errorf("%d values, ready %v: so many tell nothing", len(k.all), k.Ready(20_100))
	}
	k = Known{}
	k.Add(1, 20_000, false)
	for i := range uint64(100) {
		k.Add(10+i, 20_050, false)
	}
	if len(k.all) > MaxKnown || !k.Usual(1) || !k.Ready(20_050) {
		t.Error("a flood of newcomers drove out what is usual")
	}
}

func TestHoursKnowClosingHours(t *testing.T) {
	var h Hours
	monday := int64(20_608 * 24) // 2026-06-04 is a Thursday; the first Monday from there on
	for kindOf(uint32(monday/24)) != 1 {
		monday += 24
	}
	for kindOf(uint32(monday/24)) != 0 {
		monday += 24
	}
	for d := range int64(14) {
		for hour := int64(8); hour < 18; hour++ {
			if kindOf(uint32(monday/24+d)) == 0 {
				h.Add(monday + d*24 + hour)
			}
		}
	}
	next := monday + 14*24
	h.Add(next + 3) // an open day has taught nothing yet
	for hour, want := range map[int64]bool{3: true, 6: true, 7: false, 8: false, 12: false, 17: false, 18: false, 19: true, 23: true} {
		if got := h.Quiet(next+hour, 1); got != want {
			t.Errorf("%d o'clock: quiet %v, want %v", hour, got, want)
		}
	}
	if h.Quiet(next+5*24+3, 1) {
		t.Error("a weekend is judged without one having been learned")
	}
	h.Flag(next + 3)
	h.Add(next + 24 + 9)
	if !h.Quiet(next+24+3, 1) {
		t.Error("a flagged hour was learned")
	}
	if h.Days(next) != 10 {
		t.Errorf("%d working days", h.Days(next))
	}
}

func TestKnownAndHoursReadBack(t *testing.T) {
	var k, k2 Known
	var h, h2 Hours
	for i := range uint64(10) {
		k.Add(i, uint32(20_000+i), i%2 == 0)
		h.Add(int64(490_000 + i*7))
	}
	dst := h.Append(k.Append([]byte{1}))
	u := finding.NewUnpacker(dst, 1)
	k2.Read(u)
	h2.Read(u)
	if err := u.Close(); err != nil {
		t.Fatal(err)
	}
	if again := h2.Append(k2.Append([]byte{1})); string(again) != string(dst) {
		t.Error("not the same after reading back")
	}
}

func TestFormedKnowsFewForms(t *testing.T) {
	var f Formed
	page := func(form finding.Form) []finding.Written { return []finding.Written{{Name: "page", Form: form}} }
	const begun = 20_000
	for i := range uint32(200) {
		f.Add(page(finding.FormInteger), begun+i%LearnDays, false)
	}
	day := uint32(begun + LearnDays)
	unusual := func(form finding.Form) bool {
		_, odd, _ := f.Unusual(page(form), day)
		return odd != OddNot
	}
	if !unusual(finding.FormMarks) || unusual(finding.FormInteger) || unusual(finding.FormEmpty) {
		t.Error("what is usual is not told from what is not")
	}
	if _, odd, _ := f.Unusual([]finding.Written{{Name: "never seen", Form: finding.FormMarks}}, day); odd != OddNot {
		t.Error("a parameter that was never seen is judged")
	}
	for d := range uint32(10) {
		f.Add(page(finding.FormWord), day+d, false)
		f.Forget(page(finding.FormWord), 0)
	}
	if !unusual(finding.FormWord) {
		t.Error("flagged calls taught a form")
	}
	for d := range uint32(backDays) {
		f.Add(page(finding.FormWord), day+d, false)
	}
	if unusual(finding.FormWord) {
		t.Error("a form that came back unflagged is not usual")
	}
	for i := range 100 {
		f.Add([]finding.Written{{Name: string(rune('a' + i)), Form: finding.FormWord}}, day, true)
	}
	if len(f.all) > maxFormed {
		t.Errorf("%d parameters", len(f.all))
	}
	var back Formed
	dst := f.Append([]byte{1})
	u := finding.NewUnpacker(dst, 1)
	if back.Read(u); u.Close() != nil || string(back.Append([]byte{1})) != string(dst) {
		t.Error("not the same after reading back")
	}
}

// The share of the usual values is of the calls learned from: those of a value that was forgotten are none.
func TestForgottenValuesTakeTheirCallsAlong(t *testing.T) {
	var k Known
	for range 50 {
		k.Add(1, 20000, false)
		k.Add(2, 20000+LearnDays, false)
	}
	k.Forget(2, 0)
	k.Forget(1, 0)
	if all := k.Each(func(uint64, uint32, int, uint32) {}); all != 50 || !k.Usual(1) {
		t.Errorf("%d calls learned from, want 50", all)
	}
}
