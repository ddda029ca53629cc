package traffic

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// spansAgree holds the assembler to what a loop over the bytes finds.
func spansAgree(t *testing.T, src []byte, i int) {
	t.Helper()
	end, class := quotedEnd(src, i)
	if n, c := spanByByte(src[i:], quotedStop); i+n != end || c != class {
		t.Errorf("quoted text in %q from %d of %d: %d %b, want %d %b", src[i:], i, len(src), end, class, i+n, c)
	}
	n, class := bareSpan(unsafe.Pointer(unsafe.SliceData(src[i:])), len(src)-i)
	end = i + n
	if n, c := spanByByte(src[i:], bareStop); i+n != end || c != class {
		t.Errorf("bare word in %q from %d of %d: %d %b, want %d %b", src[i:], i, len(src), end, class, i+n, c)
	}
	digits, letters := Alnum(src[i:])
	if d, l := alnumByByte(src[i:]); d != digits || l != letters {
		t.Errorf("digits and letters of %q: %b %b, want %b %b", src[i:], digits, letters, d, l)
	}
}

func TestSpansAgree(t *testing.T) {
	t.Run("32 bytes at once", allSpansAgree)
	defer func(has bool) { hasAVX2 = has }(hasAVX2)
	hasAVX2 = false
	t.Run("byte by byte", allSpansAgree)
}

func allSpansAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for b := range 256 { // each byte at each place, among bytes of another kind
		for _, around := range []byte("a0 中\"") {
			for n := range 70 {
				src := bytes.Repeat([]byte{around}, n)
				for _, at := range []int{0, n / 2, n - 1} {
					if n > 0 {
						src[at] = byte(b)
					}
				}
				spansAgree(t, src, 0)
			}
		}
	}
	page := make([]byte, 3*4096) // ends of memory pages
	for i := range page {
		page[i] = byte(r.IntN(256))
	}
	for range 200_000 {
		from := r.IntN(len(page) - 130)
		src := page[from : from+r.IntN(130)]
		if r.IntN(2) == 0 {
			for i := range src { // long strings need bytes that end none
				if src[i] == '"' || src[i] == '\\' {
					src[i] = 'x'
				}
			}
		}
		spansAgree(t, src, min(r.IntN(8), len(src)))
	}
}

func FuzzSpansAgree(f *testing.F) {
	f.Add([]byte(`plain","next`), 0)
	f.Add([]byte("中文，full\xEF\xBC\x9A\\"), 3)
	f.Fuzz(func(t *testing.T, src []byte, i int) {
		if i >= 0 && i <= len(src) {
			spansAgree(t, src, i)
		}
	})
}
