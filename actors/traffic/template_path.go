package traffic

import "strings"

// segments splits a path as sent into normalised segments appended to dst: query and
// fragment cut, dot segments resolved, empty segments (also the one behind a trailing
// slash) and matrix parameters dropped, needless percent-encoding undone. Case is kept.
// A segment that still needs encoding comes back as sent: it can only be a value.
func segments(dst []string, path string) []string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	for len(path) > 0 {
		i := strings.IndexByte(path, '/')
		seg := path
		if i < 0 {
			path = ""
		} else {
			seg, path = path[:i], path[i+1:]
		}
		if j := strings.IndexByte(seg, ';'); j >= 0 {
			seg = seg[:j]
		}
		if strings.IndexByte(seg, '%') >= 0 {
			seg = unescapePlain(seg)
		}
		switch seg {
		case "", ".":
		case "..":
			if len(dst) > 0 {
				dst = dst[:len(dst)-1]
			}
		default:
			dst = append(dst, seg)
		}
	}
	return dst
}

// unescapePlain undoes percent-encoding where the result is made of unreserved characters
// and letters of other scripts only; otherwise (spaces, slashes, broken escapes, text that is
// not UTF-8) it gives s unchanged.
func unescapePlain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	wide := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			if i+2 >= len(s) {
				return s
			}
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi > 15 || lo > 15 {
				return s
			}
			c = hi<<4 | lo
			i += 2
			if !isAlnum(c) && c < 0x80 && strings.IndexByte("-._~@:$,=+!", c) < 0 {
				return s
			}
			wide = wide || c >= 0x80
		}
		b.WriteByte(c)
	}
	if wide && !unescapeWide(b.String()) {
		return s
	}
	return b.String()
}

func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isAlnum(c byte) bool { return isDigit(c) || isLower(c) || isUpper(c) }
