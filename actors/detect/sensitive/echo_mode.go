package sensitive

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// mode is one way in which a text may write a secret's characters: JSON's escapes or none,
// and within them those of URLs or of HTML.
type mode struct{ json, url, html bool }

var (
	clearModes = []mode{{}, {json: true}, {url: true}, {html: true}}
	jsonModes  = []mode{{json: true}, {json: true, url: true}, {json: true, html: true}}
)

// rawByte marks a byte that is no character by itself: URLs escape bytes.
const rawByte rune = 1 << 24

// next reads one character, or one byte plus rawByte, and gives the bytes it takes; at least 1.
func (m mode) next(text []byte, at int) (r rune, size int) {
	c := text[at]
	switch {
	case c == '\\' && m.json:
		return jsonEscape(text[at:])
	case c == '%' && m.url && at+2 < len(text):
		if b, ok := hexByte(text[at+1:], 2); ok {
			return rawByte + b, 3
		}
	case c == '+' && m.url:
		return ' ', 1
	case c == '&' && m.html:
		if r, size := entity(text[at:]); size > 0 {
			return r, size
		}
	}
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size = utf8.DecodeRune(text[at:])
	if r == utf8.RuneError {
		return rawByte + rune(c), 1
	}
	return r, size
}

// firstByte is the byte with which a character of next begins.
func firstByte(r rune) byte {
	if r >= rawByte {
		return byte(r - rawByte)
	}
	var buf [utf8.UTFMax]byte
	utf8.EncodeRune(buf[:], r)
	return buf[0]
}

// prefixOf gives how many bytes of the secret are the character r; 0 if it begins otherwise.
func prefixOf(secret []byte, r rune) int {
	if r < utf8.RuneSelf || r >= rawByte {
		if secret[0] == firstByte(r) {
			return 1
		}
		return 0
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if bytes.HasPrefix(secret, buf[:n]) {
		return n
	}
	return 0
}

// jsonEscape reads the escape with which text begins.
func jsonEscape(text []byte) (r rune, size int) {
	if len(text) < 2 {
		return '\\', 1
	}
	if i := bytes.IndexByte([]byte("nrtbf"), text[1]); i >= 0 {
		return rune("\n\r\t\b\f"[i]), 2
	}
	if text[1] != 'u' {
		r, size = utf8.DecodeRune(text[1:])
		return r, 1 + size
	}
	r, ok := hexByte(text[2:], 4)
	if !ok {
		return 'u', 2
	}
	if utf16.IsSurrogate(r) && len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
		if low, ok := hexByte(text[8:], 4); ok {
			return utf16.DecodeRune(r, low), 12
		}
	}
	return r, 6
}

// hexByte reads n hexadecimal digits.
func hexByte(text []byte, n int) (r rune, ok bool) {
	if len(text) < n {
		return 0, false
	}
	for _, c := range text[:n] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// entities are the names that programs write; all others they write as numbers.
var entities = []struct {
	name string
	r    rune
}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}

const maxEntity = 10 // bytes of a numbered entity: &#x10FFFF;

// entity reads the character reference with which text begins; size is 0 if it is none.
func entity(text []byte) (r rune, size int) {
	for i := range entities {
		if bytes.HasPrefix(text, []byte(entities[i].name)) {
			return entities[i].r, len(entities[i].name)
		}
	}
	if len(text) < 4 || text[1] != '#' {
		return 0, 0
	}
	at, base := 2, rune(10)
	if text[2]|0x20 == 'x' {
		at, base = 3, 16
	}
	for ; at < min(len(text), maxEntity); at++ {
		c := text[at]
		switch {
		case c == ';':
			if r > utf8.MaxRune {
				return 0, 0
			}
			return r, at + 1
		case c >= '0' && c <= '9':
			r = r*base + rune(c-'0')
		case base == 16 && c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r*base + rune(c|0x20-'a'+10)
		default:
			return 0, 0
		}
	}
	return 0, 0
}
