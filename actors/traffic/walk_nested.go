package traffic

import "unicode/utf8"

// JSON is often carried as text inside a JSON string, a parameter or a form field. One such
// level is read as JSON; deeper ones stay text. Offsets still point into the raw body.

// escape is how the outer text was escaped.
type escape uint8

const (
	escapeNone escape = iota
	escapeJSON
	escapePercent
)

// nest maps offsets of unescaped nested text back into the source it came from. Offsets are
// asked for in rising order, so a walk over one nested text stays linear.
type nest struct {
	how escape
	src []byte
	pos int // in src
	end int // of the nested text in src
	at  int // in the unescaped text
}

// place gives the raw offset of an unescaped one.
func (n *nest) place(off int) int {
	for n.at < off && n.pos < n.end {
		width, took := 1, 1
		switch n.how {
		case escapePercent:
			_, took = percentStep(n.src[:n.end], n.pos)
		case escapeJSON:
			if n.src[n.pos] == '\\' {
				var r rune
				r, took = escapeStep(n.src, n.pos)
				width = utf8.RuneLen(r)
			}
		case escapeNone:
		}
		n.at += width
		n.pos += took
	}
	return n.pos
}

// nested adds a parameter or field, or the values of the JSON text in it.
func (w *Walker) nested(
	src []byte, key, parent string, text []byte, rec uint32, start, end int, how escape,
) {
	if looksNested(text) && len(text) <= w.lim.TextBytes && w.expand(src, key, parent, text, start, end, how) {
		return
	}
	w.add(key, parent, text, rec, start, end)
}

// looksNested is the cheap test: an object or array, from its first byte to its last.
func looksNested(text []byte) bool {
	if len(text) < 3 || text[0] != '{' && text[0] != '[' {
		return false
	}
	last := text[len(text)-1]
	return text[0] == '{' && last == '}' || text[0] == '[' && last == ']'
}

// expand reads text as JSON. False, with nothing added, when it is none or holds no value.
func (w *Walker) expand(src []byte, key, parent string, text []byte, start, end int, how escape) bool {
	if w.stand.Nested || w.flat {
		return false
	}
	place, rec, over, mark, dup := w.stand.Place, w.rec, w.out.Over, len(w.out.All), w.out.Duplicates
	w.stand.Nested, w.nest = true, nest{how: how, src: src, pos: start, end: end}
	w.stand.Place = InJSON
	last := w.last
	done := w.json(text, 0, key, parent, w.record()) == len(text)
	w.last = last
	w.stand.Nested, w.stand.Place = false, place
	if done && len(w.out.All) > mark {
		return true
	}
	w.out.All, w.rec, w.out.Over, w.out.Duplicates = w.out.All[:mark], rec, over, dup
	w.full = false
	return false
}
