package baseline

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestEV06NumbersFarOutOfTheirRange: what came unflagged on one day is no range; what comes back on four is.
func TestEV06NumbersFarOutOfTheirRange(t *testing.T) {
	const begun = 20_000
	size := func(n int8) []finding.Written {
		return []finding.Written{{Name: "size", Form: finding.FormInteger, Size: n}}
	}
	learned := func(sizes ...int8) *Formed {
		f := &Formed{}
		for i := range 200 {
			f.Add(size(sizes[i%len(sizes)]), begun+uint32(i%LearnDays), false)
		}
		return f
	}
	day := uint32(begun + LearnDays)
	for _, c := range []struct {
		name    string
		learned []int8
		now     int8
		want    Odd
	}{
		{"20 and 50, now 100,000", []int8{6, 7}, 18, OddLarge},
		{"20 and 50, now 5,000", []int8{6, 7}, 14, OddNot},
		{"one piece, now 400", []int8{2}, 10, OddNot},
		{"one piece, now 5,000", []int8{2}, 14, OddLarge},
		{"some pieces, now fewer than none", []int8{2, 3}, -4, OddBelow},
		{"differences both ways", []int8{5, -5}, -7, OddNot},
		{"differences both ways, one of a million", []int8{5, -5}, -21, OddLarge},
		{"postal codes, now one with its four more digits", []int8{16, 18}, 31, OddNot},
		{"a number whose size nobody knows", []int8{0}, 40, OddNot},
	} {
		if _, odd, _ := learned(c.learned...).Unusual(size(c.now), day); odd != c.want {
			t.Errorf("%s: %v, want %v", c.name, odd, c.want)
		}
	}

	f := learned(6, 7)
	unusual := func() bool { _, odd, _ := f.Unusual(size(18), day); return odd != OddNot }
	for d := range uint32(10) {
		f.Add(size(18), day+d, false)
		f.Forget(size(18), 0)
	}
	if !unusual() {
		t.Error("flagged calls taught a range")
	}
	for d := range uint32(backDays) {
		if !unusual() {
			t.Fatalf("usual after %d days", d)
		}
		f.Add(size(18), day+d, false)
	}
	if unusual() {
		t.Error("what came back on four days is still unusual")
	}
	u := finding.NewUnpacker(f.Append([]byte{1}), 1)
	var back Formed
	if back.Read(u); u.Close() != nil || len(back.all) != 1 || back.all[0] != f.all[0] {
		t.Errorf("%+v, read back %+v, %v", f.all, back.all, u.Err())
	}
}
