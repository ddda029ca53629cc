package sensitive

import "unicode/utf8"

// runeAt reads the character at text[i:]. Chinese characters and full-width forms, three bytes
// from U+1000 on, are read here; everything else, and what is no UTF-8, as the standard library
// reads it.
func runeAt(text []byte, i int) (r rune, size int) {
	if i+2 < len(text) && text[i]-0xE1 < 0xED-0xE1 && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
		return rune(text[i]&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F), 3
	}
	return utf8.DecodeRune(text[i:])
}

// union is every character of some sets.
func union(sets ...*runes) *runes {
	var all runes
	for _, s := range sets {
		for i := range s {
			all[i] |= s[i]
		}
	}
	return &all
}
