package sensitive

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// plainScan is scan without its shortcuts: every reader looks at every value.
func (s *Scanner) plainScan(dst []Hit, key string, text []byte) []Hit {
	h := s.meaning(key, "")
	s.effort.begin(nil, traffic.Request)
	s.work = s.work[:0]
	s.text, s.class, s.key, s.free, s.bare, s.place.start = text, ^traffic.Class(0), h, false, key == "", -1
	s.whole(h, 0, len(text))
	s.colons()
	s.labelled()
	s.emails()
	s.tokens()
	s.han()
	s.pem()
	return s.settled(dst, Reported)
}

// TestShapesSettleNothingElse holds the shortcuts by which most values are settled (class masks,
// single tokens, instants, UUIDs, whole links) to what all readers together find.
func TestShapesSettleNothingElse(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	day := func() string { return fmt.Sprintf("%04d-%02d-%02d", 1850+r.IntN(300), r.IntN(14), r.IntN(33)) }
	clock := func() string { return fmt.Sprintf("%02d:%02d:%02d", r.IntN(30), r.IntN(70), r.IntN(70)) }
	hex := func(n int) string { return random(r, hexDigits, n) }
	shapes := []func() string{
		day, clock, func() string { return day() + " " + clock() }, func() string { return day() + "T" + clock() + "Z" },
		func() string { return day() + "T" + clock() + "." + random(r, digitsOnly, r.IntN(10)) + "+08:00" },
		func() string { return hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12) },
		func() string {
			return "https://a" + hex(3) + ".example.com/p/" + random(r, digitsOnly, r.IntN(20)) + "/x.png"
		},
		func() string { return "http://10.0.0.1:8080/" + day() + "/" + hex(8) },
		func() string { return random(r, digitsOnly, 1+r.IntN(20)) }, func() string { return random(r, hexDigits+"GXYZ", 1+r.IntN(24)) },
		func() string {
			return pick(r, "plain words", "two-part", "a.b", "名称", "What is it, really?", "x=1", "a@b", "")
		},
	}
	keys := []string{"", "createTime", "id", "phone", "name", "value", "orderNo"}
	fast, plain := NewScanner(), NewScanner()
	for range 60_000 {
		key, text := keys[r.IntN(len(keys))], shapes[r.IntN(len(shapes))]()
		if r.IntN(4) == 0 {
			text += pick(r, " ", "-", "T", "x", "Z", ".", "00") // nearly the shape
		}
		got := fast.Value(nil, key, "", []byte(text))
		want := plain.plainScan(nil, key, []byte(text))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q under %q:\ngot  %v\nwant %v", text, key, got, want)
		}
	}
}
