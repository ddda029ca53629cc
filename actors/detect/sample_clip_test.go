package detect

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestXV06ClippedTextsStayWithinTheirBound: also where what is no character becomes three bytes.
func TestXV06ClippedTextsStayWithinTheirBound(t *testing.T) {
	for _, c := range []struct {
		in, want string
		limit    int
		cut      bool
	}{
		{"abc", "abc", 3, false}, {"abcd", "abc", 3, true}, {"ab李", "ab", 3, true}, {"李", "", 2, true}, {"", "", 2, false},
		{"a\xffb\xffc", "a\ufffdb", 5, true}, {"\xff", "\ufffd", 3, false}, {"\xff", "", 2, true}, {"\x80\x80\x80\x80", "", 2, true},
	} {
		if got, cut := clip([]byte(c.in), c.limit); got != c.want || cut != c.cut {
			t.Errorf("%q within %d: %q %v, want %q %v", c.in, c.limit, got, cut, c.want, c.cut)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		b := bytes.Repeat([]byte("a\xff"), r.IntN(200))
		for range r.IntN(20) {
			b = append(b, byte(r.IntN(256)))
		}
		limit := 1 + r.IntN(300)
		got, cut := clip(b, limit)
		if len(got) > limit || !utf8.ValidString(got) || !strings.HasPrefix(strings.ToValidUTF8(string(b), "\ufffd"), got) && !cut {
			t.Fatalf("%q within %d: %q", b, limit, got)
		}
	}
	body := []byte(strings.Repeat("x\xff", sampleBody/2))
	if got, cut := clip(body, sampleBody); len(got) > sampleBody || !cut {
		t.Errorf("a body of %d bytes is kept as %d, cut %v", len(body), len(got), cut)
	}
}
