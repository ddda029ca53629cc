package traffic

import "strings"

// path lists the path's segments. A segment's key is the segment before it, when that is a
// word: in /phone/13800138000 the word says what the number is. Matrix parameters
// (;jsessionid=...) are values of their own.
func (w *Walker) path(p string) {
	if p == "" || p == "/" {
		return
	}
	w.stand.Place = InPath
	rec := w.record()
	before, around := "", ""
	for at := 0; at < len(p) && !w.full; {
		if p[at] == '/' {
			at++
			continue
		}
		end := len(p)
		if n := strings.IndexByte(p[at:], '/'); n >= 0 {
			end = at + n
		}
		start := at
		word := end
		if n := strings.IndexByte(p[at:end], ';'); n >= 0 {
			word = at + n
		}
		text := w.percent(raw(p[start:word]), false)
		w.add(before, around, text, rec, start, word)
		if word < end {
			w.pairs(raw(p), word+1, end, ';', rec, false)
		}
		before, around = "", before
		if c := ClassOf(text); c&HasDigit == 0 && c != 0 {
			before = str(text)
		}
		at = end
	}
}
