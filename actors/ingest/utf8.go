package ingest

import (
	"encoding/binary"
	"unicode/utf8"
)

// validUTF8 is utf8.Valid for texts in which stretches of ASCII and of Chinese, Japanese or Korean
// alternate: eight bytes of the one at a time, and characters of three bytes of the other by one test.
func validUTF8(b []byte) bool {
	i := 0
	for i+8 <= len(b) {
		w := binary.LittleEndian.Uint64(b[i:])
		if w&highs == 0 {
			i += 8
			continue
		}
		for w&0x80 == 0 {
			w >>= 8
			i++
		}
		for i+4 <= len(b) {
			c := binary.LittleEndian.Uint32(b[i:])
			if c&0xC0C0F0 != 0x8080E0 || c&0xFF == 0xE0 || c&0xFF == 0xED { // these two have gaps
				break
			}
			i += 3
		}
		if i < len(b) && b[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && size <= 1 {
				return false
			}
			i += size
		}
	}
	return utf8.Valid(b[i:])
}
