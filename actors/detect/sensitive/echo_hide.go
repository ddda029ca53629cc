package sensitive

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// HideBody gives a masked body up to limit bytes with every secret of the call replaced, as is
// and escaped. JSON stays JSON.
func (e *Echoes) HideBody(text []byte, format traffic.Format, limit int) []byte {
	if format == traffic.FormatJSON {
		return e.hideJSON(text, limit)
	}
	return e.Hide(text, limit)
}

// Hide is HideBody for text of no format: names of headers and queries.
func (e *Echoes) Hide(text []byte, limit int) []byte {
	if len(e.all) == 0 || len(text) == 0 {
		return text
	}
	return e.hide(nil, text, Border(text, limit), clearModes, false)
}

// HideHeader is Hide for a header's value. Numbers of the protocol stay: a PIN among them would
// only be told by hiding it.
func (e *Echoes) HideHeader(name string, value []byte, limit int) []byte {
	if len(e.all) == 0 || numberHeaders.has([]byte(strings.ToLower(name))) {
		return value
	}
	return e.Hide(value, limit)
}

// HidePath is Hide for a path, whose words are names.
func (e *Echoes) HidePath(path []byte, limit int) []byte {
	if len(e.all) == 0 || len(path) == 0 {
		return path
	}
	return e.hide(nil, path, Border(path, limit), clearModes, true)
}

// hideJSON hides within strings and whole numbers; of the rest nothing could be a secret.
func (e *Echoes) hideJSON(text []byte, limit int) []byte {
	if len(e.all) == 0 || len(text) == 0 {
		return text
	}
	limit = Border(text, limit)
	dst := make([]byte, 0, limit)
	for at := 0; at < limit; {
		c := text[at]
		switch {
		case c == '"':
			end := at + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end, len(text))
			rest := bytes.TrimLeft(text[min(end+1, len(text)):], " \t\r\n")
			key := len(rest) > 0 && rest[0] == ':'
			dst = e.hide(append(dst, '"'), text[at+1:end], min(limit, end)-at-1, jsonModes, key)
			if end < limit {
				dst = append(dst, '"')
			}
			at = end + 1
		case c >= '0' && c <= '9' || c == '-':
			end := at + 1
			for end < len(text) && (text[end] >= '0' && text[end] <= '9' || bytes.IndexByte([]byte("+-.eE"), text[end]) >= 0) {
				end++
			}
			if e.is(text[at:end]) {
				dst = append(dst, `"***"`...)
			} else {
				dst = append(dst, text[at:min(end, limit)]...)
			}
			at = end
		default:
			dst = append(dst, c)
			at++
		}
	}
	return dst
}

func (e *Echoes) is(text []byte) bool {
	for _, i := range e.first[text[0]] {
		if bytes.Equal(e.all[i].text, text) {
			return true
		}
	}
	return false
}

// hide copies text[:limit] and replaces the secrets that begin there, in any of the modes.
func (e *Echoes) hide(dst, text []byte, limit int, modes []mode, names bool) []byte {
	from := 0
	for at := 0; at < limit; {
		if !e.start[text[at]] {
			at++
			continue
		}
		if e.left <= 0 {
			return append(append(dst, text[from:at]...), "…"...)
		}
		if end := e.at(text, at, modes, names); end > at {
			dst = append(append(dst, text[from:at]...), "***"...)
			at, from = end, end
			continue
		}
		if modes[0].json { // an escape is one character: nothing begins inside
			_, size := modes[0].next(text, at)
			at += size
			continue
		}
		at++
	}
	if from < limit {
		dst = append(dst, text[from:limit]...)
	}
	return dst
}

// at gives the end of the longest secret that begins at text[at], 0 if none does.
func (e *Echoes) at(text []byte, at int, modes []mode, names bool) int {
	longest := 0
	e.left--
	if !e.near(text, at) {
		return 0
	}
	for _, m := range modes {
		e.left--
		r, _ := m.next(text, at)
		for _, i := range e.first[firstByte(r)] {
			s := &e.all[i]
			end := e.match(text, at, m, s.text)
			if end == 0 {
				continue
			}
			if !s.whole {
				for end < len(text) && bytes.IndexByte([]byte(" \t\r\n\"'<>\\&,;"), text[end]) < 0 {
					end++
				}
			}
			if end > longest && fits(s.fit, text, at, end, names) {
				longest = end
			}
		}
	}
	return longest
}

// near reports that two bytes may begin a secret; most that one byte promises ends here.
func (e *Echoes) near(text []byte, at int) bool {
	if at+1 >= len(text) || escapes(text[at]) || escapes(text[at+1]) {
		return true
	}
	for _, i := range e.first[text[at]] {
		if e.all[i].text[1] == text[at+1] {
			return true
		}
	}
	return false
}

func escapes(c byte) bool { return c == '\\' || c == '%' || c == '&' || c == '+' }

// match gives where a secret ends that is written at text[at] in a mode, 0 if it is not.
func (e *Echoes) match(text []byte, at int, m mode, secret []byte) int {
	for len(secret) > 0 {
		if at >= len(text) {
			return 0
		}
		r, size := m.next(text, at)
		e.left -= size
		n := prefixOf(secret, r)
		if n == 0 {
			return 0
		}
		secret, at = secret[n:], at+size
	}
	return at
}

// fits reports that a match is no mere part of a word, nor a word of the format.
func fits(f fit, text []byte, at, end int, names bool) bool {
	if f == anywhere {
		return true
	}
	if wordBefore(text, at) || end < len(text) && wordByte(text[end]) {
		return false
	}
	if f == asCode {
		return true
	}
	if names || end < len(text) && text[end] == '=' {
		return false
	}
	return at == 0 || text[at-1] != '<' && !(at > 1 && text[at-1] == '/' && text[at-2] == '<')
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
}

// wordBefore reports that a word goes on at text[at]; the letters of an escape are no word.
func wordBefore(text []byte, at int) bool {
	if at == 0 || !wordByte(text[at-1]) {
		return false
	}
	if at >= 2 && text[at-2] == '\\' && bytes.IndexByte([]byte("nrtbf"), text[at-1]) >= 0 {
		return false
	}
	if at >= 3 && text[at-3] == '%' {
		if c, ok := hexByte(text[at-2:at], 2); ok {
			return wordByte(byte(c))
		}
	}
	if at >= 6 && text[at-6] == '\\' && text[at-5] == 'u' {
		if c, ok := hexByte(text[at-4:], 4); ok {
			return c < 0x80 && wordByte(byte(c))
		}
	}
	return true
}
