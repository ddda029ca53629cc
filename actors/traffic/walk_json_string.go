package traffic

import (
	"unicode/utf16"
	"unicode/utf8"
)

// unescape goes on with a string at its first backslash, src[at].
func (w *Walker) unescape(src []byte, i, at int, class Class) (text []byte, end int, _ Class, cut bool) {
	from := len(w.buf)
	w.buf = append(w.buf, src[i:at]...)
	end = at
	for end < len(src) && src[end] != '"' {
		if src[end] != '\\' {
			run := end
			var c Class
			end, c = quotedEnd(src, end)
			class |= c
			w.buf = append(w.buf, src[run:end]...)
			continue
		}
		r, n := escapeStep(src, end)
		if r < utf8.RuneSelf {
			class |= classes[r] &^ (quotedStop | bareStop)
			w.buf = append(w.buf, byte(r))
		} else {
			class |= HasHigh
			w.buf = utf8.AppendRune(w.buf, r)
		}
		end += n
	}
	text, cut = w.clip(w.buf[from:len(w.buf):len(w.buf)])
	return text, end, class, cut
}

// escapeStep reads the escape at src[i] and how many bytes it takes there. A lone surrogate
// is U+FFFD; after an unknown escape's backslash the rest stays as it is.
func escapeStep(src []byte, i int) (r rune, n int) {
	if i+1 >= len(src) {
		return '\\', 1
	}
	switch c := src[i+1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		r, ok := hex4(src, i+2)
		if !ok {
			return '\\', 1
		}
		if !utf16.IsSurrogate(r) {
			return r, 6
		}
		if i+7 < len(src) && src[i+6] == '\\' && src[i+7] == 'u' {
			if low, ok := hex4(src, i+8); ok {
				if r2 := utf16.DecodeRune(r, low); r2 != utf8.RuneError {
					return r2, 12
				}
			}
		}
		return utf8.RuneError, 6
	}
	return '\\', 1
}

func hex4(src []byte, i int) (r rune, ok bool) {
	if i+4 > len(src) {
		return 0, false
	}
	for _, c := range src[i : i+4] {
		h := hexValue(c)
		if h > 15 {
			return 0, false
		}
		r = r<<4 | rune(h)
	}
	return r, true
}
