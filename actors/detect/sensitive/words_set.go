package sensitive

import (
	"strings"
	"unicode/utf8"
)

// words is a set of words.
type words map[string]struct{}

func set(list ...string) words {
	w := words{}
	for _, l := range list {
		for _, s := range strings.Fields(l) {
			w[s] = struct{}{}
		}
	}
	return w
}

// has looks a word up without a copy.
func (w words) has(s []byte) bool {
	_, ok := w[string(s)]
	return ok
}

// runes is a bitmap of the characters up to U+FFFF: 8 KB, one load a look-up.
type runes [1024]uint64

func runeSet(s string) *runes {
	var t runes
	for _, r := range s {
		t[r>>6&1023] |= 1 << (r & 63)
	}
	return &t
}

func (t *runes) without(s string) *runes {
	for _, r := range s {
		t[r>>6&1023] &^= 1 << (r & 63)
	}
	return t
}

func (t *runes) has(r rune) bool {
	return uint32(r) < 1<<16 && t[r>>6]>>(r&63)&1 == 1
}

// isHan reports a common Chinese character (CJK unified ideographs of the basic block).
func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// hanOnly reports whether text is nothing but Chinese characters, and how many.
func hanOnly(text []byte) (n int, ok bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !isHan(r) {
			return n, false
		}
		n++
		i += size
	}
	return n, n > 0
}
