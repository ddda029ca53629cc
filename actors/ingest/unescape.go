package ingest

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape appends the text of a JSON string whose form was already checked. A body that is
// JSON has an escape every few bytes; this is several times faster there than the
// decoder's own way. FuzzUnescape holds it to the decoder's answer. Half a surrogate
// pair becomes U+FFFD.
func unescape(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 || i+1 >= len(raw) {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		c := raw[i+1]
		raw = raw[i+2:]
		switch c {
		case 'n':
			c = '\n'
		case 't':
			c = '\t'
		case 'r':
			c = '\r'
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'u':
			dst, raw = unescapeRune(dst, raw)
			continue
		}
		dst = append(dst, c)
	}
}

// unescapeRune reads the four digits after \u, and a second escape where they are the
// first half of a pair.
func unescapeRune(dst, raw []byte) ([]byte, []byte) {
	r := hex4(raw)
	raw = raw[min(4, len(raw)):]
	if utf16.IsSurrogate(r) {
		if len(raw) >= 6 && raw[0] == '\\' && raw[1] == 'u' {
			second := hex4(raw[2:])
			if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
				return utf8.AppendRune(dst, pair), raw[6:]
			}
		}
		r = utf8.RuneError
	}
	return utf8.AppendRune(dst, r), raw
}

func hex4(b []byte) (r rune) {
	for _, c := range b[:min(4, len(b))] {
		switch {
		case c >= 'a':
			c -= 'a' - 10
		case c >= 'A':
			c -= 'A' - 10
		default:
			c -= '0'
		}
		r = r<<4 | rune(c&15)
	}
	return r
}
