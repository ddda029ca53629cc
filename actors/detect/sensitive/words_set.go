package sensitive

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// words is a set of words: a table with linear probing, less than half full. Its hash reads a word's
// ends, which is a quarter of what a map costs for words that are mostly not there.
type words struct {
	slots []string // as many as a power of two
}

func set(list ...string) words {
	var all []string
	for _, l := range list {
		all = append(all, strings.Fields(l)...)
	}
	return wordsOf(all)
}

func wordsOf(all []string) words {
	w := words{make([]string, 1<<bits.Len(uint(2*len(all))))}
	for _, s := range all {
		if w.has([]byte(s)) {
			continue
		}
		at := wordHash([]byte(s)) & uint64(len(w.slots)-1)
		for w.slots[at] != "" {
			at = (at + 1) & uint64(len(w.slots)-1)
		}
		w.slots[at] = s
	}
	return w
}

// all gives the words, in no order.
func (w words) all() []string {
	return slices.DeleteFunc(slices.Clone(w.slots), func(s string) bool { return s == "" })
}

// has looks a word up.
func (w words) has(s []byte) bool {
	for at := wordHash(s); ; at++ {
		have := w.slots[at&uint64(len(w.slots)-1)]
		if have == "" {
			return false
		}
		if have == string(s) {
			return true
		}
	}
}

func wordHash(s []byte) uint64 {
	var head, tail uint64
	switch n := len(s); {
	case n >= 8:
		head, tail = binary.LittleEndian.Uint64(s), binary.LittleEndian.Uint64(s[n-8:])
	case n >= 4:
		head, tail = uint64(binary.LittleEndian.Uint32(s)), uint64(binary.LittleEndian.Uint32(s[n-4:]))
	case n >= 1:
		head, tail = uint64(s[0])<<16|uint64(s[n/2])<<8|uint64(s[n-1]), 0
	}
	hi, lo := bits.Mul64(head^0x9E3779B97F4A7C15, tail^uint64(len(s))*0xC2B2AE3D27D4EB4F^0x165667B19E3779F9)
	return hi ^ lo
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

// at is has for a character of three bytes, which are the lowest of word, the first one lowest.
func (t *runes) at(word uint32) bool {
	r := word&0x0F<<12 | word>>2&0xFC0 | word>>16&0x3F
	return t[r>>6&1023]>>(r&63)&1 != 0
}

func (t *runes) has(r rune) bool {
	return uint32(r) < 1<<16 && t[r>>6]>>(r&63)&1 == 1
}

// isHan reports a common Chinese character (CJK unified ideographs of the basic block).
func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }
