package attack

import (
	"bytes"
	"encoding/base64"
	"unicode/utf8"
)

// maxRounds bounds how many layers of encoding are undone: two are common in proxies, the
// third is what attackers add.
const maxRounds = 3

// view gives text with the layers of encoding undone that hide a payload: percent (also %u),
// HTML entities, backslash escapes, overlong UTF-8, full-width letters and UTF-7. Text
// without any of them is returned as it is. It falls towards decoding too much: what a
// server would leave alone is then judged as if it had not.
func (s *Scanner) view(text []byte, plus bool) []byte {
	if len(text) > maxText {
		s.plain = append(s.plain[:0], text[:maxText-endText-1]...)
		s.plain = append(append(s.plain, '\n'), text[len(text)-endText:]...)
		text = s.plain
	}
	if plus && plusIsSpace(text) {
		s.plain = append(s.plain[:0], text...)
		for i, c := range s.plain {
			if c == '+' {
				s.plain[i] = ' '
			}
		}
		text = s.plain
	}
	for range maxRounds {
		if !encoded(text) {
			break
		}
		var changed bool
		s.spare, changed = undo(s.spare[:0], text)
		if !changed {
			break
		}
		s.plain, s.spare = s.spare, s.plain
		text = s.plain
	}
	return text
}

// plusIsSpace reports text without spaces in which a '+' stands beside a letter: words that
// a form would have joined so, and no sum.
func plusIsSpace(text []byte) bool {
	if bytes.IndexByte(text, ' ') >= 0 {
		return false
	}
	for i, c := range text {
		if c == '+' && (i > 0 && letter(text[i-1]) || i+1 < len(text) && letter(text[i+1])) {
			return true
		}
	}
	return false
}

// encoded reports a byte that begins an encoded character.
func encoded(text []byte) bool {
	for i, c := range text {
		switch c {
		case '%', '&', '\\':
			return true
		case '+':
			if i+2 < len(text) && text[i+1] == 'A' {
				return true
			}
		case 0xc0, 0xc1, 0xe0, 0xe2, 0xe3, 0xef, 0xca:
			return true
		}
	}
	return false
}

func undo(dst, text []byte) ([]byte, bool) {
	changed := false
	for i := 0; i < len(text); i++ {
		c, n := text[i], 0
		switch c {
		case '%':
			dst, n = percent(dst, text[i:])
		case '&':
			dst, n = entity(dst, text[i:])
		case '\\':
			dst, n = escape(dst, text[i:])
		case '+':
			dst, n = utf7(dst, text[i:])
		case 0xc0, 0xc1, 0xe0, 0xe2, 0xe3, 0xef, 0xca:
			dst, n = lookalike(dst, text[i:])
		}
		if n > 0 {
			changed = true
			i += n - 1
			continue
		}
		dst = append(dst, c)
	}
	return dst, changed
}

func percent(dst, b []byte) ([]byte, int) {
	if len(b) >= 6 && b[1]|0x20 == 'u' {
		if v, ok := hexNumber(b[2:6]); ok {
			return appendRune(dst, v), 6
		}
	}
	if len(b) >= 3 {
		if v, ok := hexNumber(b[1:3]); ok {
			return append(dst, byte(v)), 3
		}
	}
	return dst, 0
}

func escape(dst, b []byte) ([]byte, int) {
	if len(b) >= 6 && b[1] == 'u' {
		if v, ok := hexNumber(b[2:6]); ok {
			return appendRune(dst, v), 6
		}
	}
	if len(b) >= 4 && b[1] == 'x' {
		if v, ok := hexNumber(b[2:4]); ok {
			return append(dst, byte(v)), 4
		}
	}
	return dst, 0
}

// appendRune writes a code point, a full-width form as its ASCII letter.
func appendRune(dst []byte, v int) []byte {
	switch {
	case v >= 0xff01 && v <= 0xff5e:
		return append(dst, byte(v-0xff01+'!'))
	case v == 0x2215:
		return append(dst, '/')
	}
	return utf8.AppendRune(dst, rune(v))
}

func hexNumber(b []byte) (v int, ok bool) {
	for _, c := range b {
		d := hexValue(c)
		if d > 15 {
			return 0, false
		}
		v = v<<4 | int(d)
	}
	return v, true
}

func hexValue(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}

// utf7 reads one shifted character ("+ADw-" is '<'), which is how scripts were smuggled
// past filters; only the ones that stand alone.
func utf7(dst, b []byte) ([]byte, int) {
	if len(b) < 5 || b[1] != 'A' || b[4] != '-' {
		return dst, 0
	}
	var out [3]byte
	if n, err := base64.StdEncoding.Decode(out[:], []byte{b[1], b[2], b[3], 'A'}); err != nil || n < 2 || out[0] != 0 || out[1] < ' ' || out[1] > '~' {
		return dst, 0
	}
	return append(dst, out[1]), 5
}

// lookalike reads ASCII that was written too long (RFC 3629 forbids it) or in another block
// of Unicode that servers and name resolution map back.
func lookalike(dst, b []byte) ([]byte, int) {
	switch {
	case (b[0] == 0xc0 || b[0] == 0xc1) && len(b) > 1 && b[1]&0xc0 == 0x80:
		return append(dst, b[0]&1<<6|b[1]&0x3f), 2
	case b[0] == 0xe0 && len(b) > 2 && b[1]&0xfe == 0x80 && b[2]&0xc0 == 0x80:
		return append(dst, b[1]&1<<6|b[2]&0x3f), 3
	case b[0] == 0xca && len(b) > 1 && (b[1] == 0xb9 || b[1] == 0xbc):
		return append(dst, '\''), 2
	}
	if len(b) < 3 || b[1]&0xc0 != 0x80 || b[2]&0xc0 != 0x80 {
		return dst, 0
	}
	v := int(b[0]&0x0f)<<12 | int(b[1]&0x3f)<<6 | int(b[2]&0x3f)
	switch {
	case v >= 0xff01 && v <= 0xff5e:
		return append(dst, byte(v-0xff01+'!')), 3
	case v == 0x2018 || v == 0x2019:
		return append(dst, '\''), 3
	case v == 0x3002 || v == 0xff61:
		return append(dst, '.'), 3
	case v >= 0x2460 && v <= 0x2468:
		return append(dst, byte(v-0x2460+'1')), 3
	case v == 0x24ea:
		return append(dst, '0'), 3
	case v == 0x2215:
		return append(dst, '/'), 3
	}
	return dst, 0
}

// entity reads &#60; &#x3c; &lt; and the like at the start of b.
func entity(dst, b []byte) ([]byte, int) {
	if len(b) < 4 || b[1] != '#' && !letter(b[1]) {
		return dst, 0
	}
	for _, e := range entities {
		if b[1] == e.name[1] && len(b) >= len(e.name) && string(b[:len(e.name)]) == e.name {
			return append(dst, e.c), len(e.name)
		}
	}
	if b[1] != '#' {
		return dst, 0
	}
	v, i, base := 0, 2, 10
	if b[i]|0x20 == 'x' {
		base, i = 16, 3
	}
	for start := i; i < len(b) && i-start < 8; i++ {
		d := int(hexValue(b[i]))
		if d >= base {
			break
		}
		v = v*base + d
	}
	if v == 0 || v > 0x7f {
		return dst, 0
	}
	if i < len(b) && b[i] == ';' {
		i++
	}
	return append(dst, byte(v)), i
}

var entities = []struct {
	name string
	c    byte
}{
	{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&colon;", ':'}, {"&lpar;", '('}, {"&Tab;", '\t'},
	{"&NewLine;", '\n'}, {"&tab;", '\t'}, {"&newline;", '\n'}, {"&dollar;", '$'}, {"&lbrace;", '{'}, {"&lcub;", '{'},
}

// maxBase64 bounds what is decoded of base64 text, in bytes of its text.
const maxBase64 = 4096

// unwrapped decodes text that is base64 of printable text, nil if it is not.
func unwrapped(dst, text []byte) []byte {
	text = bytes.TrimRight(text, "=")
	if len(text) < 16 || len(text) > maxBase64 {
		return nil
	}
	for i := 0; i+4 <= len(text); i += 4 {
		var out [3]byte
		if _, err := base64.RawStdEncoding.Decode(out[:], text[i:i+4]); err != nil {
			return nil
		}
		for _, c := range out {
			if (c < ' ' || c >= 0x7f) && c != '\n' && c != '\r' && c != '\t' {
				return nil
			}
		}
		dst = append(dst, out[:]...)
	}
	if rest := len(text) % 4; rest > 1 {
		var out [3]byte
		if n, err := base64.RawStdEncoding.Decode(out[:], text[len(text)-rest:]); err == nil {
			dst = append(dst, out[:n]...)
		}
	}
	return dst
}

// serialised reports the first bytes of a serialised object in base64: Java's stream magic
// (AC ED 00 05), .NET's BinaryFormatter header, the same in a page state of .NET, Python's pickle
// protocol 2 to 5 with a global, Ruby's Marshal with an object.
func serialised(text []byte) bool {
	for _, p := range serialisedPrefixes {
		if bytes.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

var serialisedPrefixes = [][]byte{[]byte("rO0AB"), []byte("AAEAAAD/////"), []byte("gASV"), []byte("gAJj"), []byte("gANj"), []byte("gAWV"), []byte("BAhvO"), []byte("BAhVO"), []byte("/wEyxBEAAQAAAP////8")}
