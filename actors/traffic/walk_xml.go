package traffic

import (
	"bytes"
	"unicode/utf8"
)

// element is one open element.
type element struct {
	name, parent string
	rec          uint32
}

// xmlBody lists texts and attributes. Namespaces are stripped; entities other than the five
// of XML and numbers are left as they stand and never expanded; document types, processing
// instructions and external things are stepped over. Tags need not match: a cut or sloppy
// document is read as far as it goes.
func (w *Walker) xmlBody(_ string, body []byte) {
	w.stand.Place = InXML
	floor := len(w.tags)
	defer func() { w.tags = w.tags[:floor] }()
	top := w.record()
	deep := 0 // open elements beyond the depth limit
	for i := 0; i < len(body) && !w.full; {
		if body[i] != '<' {
			end := len(body)
			if n := bytes.IndexByte(body[i:], '<'); n >= 0 {
				end = i + n
			}
			w.xmlText(body, i, end, top, true)
			i = end
			continue
		}
		rest := body[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			start := i + 9
			end, next := until(body, start, "]]>")
			w.xmlText(body, start, end, top, false)
			i = next
		case bytes.HasPrefix(rest, []byte("<!--")):
			start := i + 4
			end, next := until(body, start, "-->")
			w.xmlText(body, start, end, top, false)
			i = next
		case bytes.HasPrefix(rest, []byte("<?")):
			_, i = until(body, i, "?>")
		case bytes.HasPrefix(rest, []byte("<!")):
			i = doctype(body, i)
		case bytes.HasPrefix(rest, []byte("</")):
			_, i = until(body, i, ">")
			if deep > 0 {
				deep--
			} else if len(w.tags) > floor {
				w.tags = w.tags[:len(w.tags)-1]
			}
		default:
			name, attrs := tagName(body, i+1)
			if len(w.tags) == cap(w.tags) {
				w.out.Over.Depth++
				closed := false
				if i, closed = w.attributes(body, attrs, name, w.record()); !closed {
					deep++ // its texts count as those of the innermost element that is still followed
				}
				continue
			}
			parent := ""
			if len(w.tags) > floor {
				parent = w.tags[len(w.tags)-1].name
			}
			rec := w.record()
			var closed bool
			i, closed = w.attributes(body, attrs, name, rec)
			if !closed {
				w.tags = append(w.tags, element{name: name, parent: parent, rec: rec})
			}
		}
	}
}

// xmlText adds a text under the innermost element. A leaf's text belongs to the record of
// the element around it: <user><name>..</name><phone>..</phone></user> is one record.
func (w *Walker) xmlText(body []byte, i, end int, top uint32, entities bool) {
	for i < end && body[i] <= ' ' {
		i++
	}
	for end > i && body[end-1] <= ' ' {
		end--
	}
	if i == end {
		return
	}
	key, parent, rec := "", "", top
	if n := len(w.tags); n > 0 {
		key, parent = w.tags[n-1].name, w.tags[n-1].parent
		if n > 1 {
			rec = w.tags[n-2].rec
		}
	}
	text := body[i:end]
	if entities {
		text = w.entities(text)
	}
	w.add(key, parent, text, rec, i, end)
}

// tagName reads an element's or attribute's name without its namespace.
func tagName(body []byte, i int) (name string, end int) {
	start := i
	for i < len(body) {
		c := body[i]
		if c <= ' ' || c == '>' || c == '/' || c == '=' || c == '<' {
			break
		}
		if c == ':' {
			start = i + 1
		}
		i++
	}
	return str(body[start:i]), i
}

// attributes adds the attributes of a tag and gives the index behind its '>', and whether it
// closed itself.
func (w *Walker) attributes(body []byte, i int, element string, rec uint32) (next int, closed bool) {
	for i < len(body) && !w.full {
		c := body[i]
		switch {
		case c == '>':
			return i + 1, closed
		case c == '<':
			return i, closed // a tag that was never closed
		case c == '/':
			closed = true
			i++
		case c <= ' ' || c == '=':
			i++
		default:
			closed = false
			var name string
			namespace := bytes.HasPrefix(body[i:], []byte("xmlns"))
			name, i = tagName(body, i)
			start, end, after := attributeValue(body, i)
			if after > i && !namespace {
				w.add(name, element, w.entities(body[start:end]), rec, start, end)
			}
			i = after
		}
	}
	return len(body), closed
}

// attributeValue finds the value behind an attribute's name; next == i when it has none.
func attributeValue(body []byte, i int) (start, end, next int) {
	k := i
	for k < len(body) && body[k] <= ' ' {
		k++
	}
	if k >= len(body) || body[k] != '=' {
		return i, i, i
	}
	k++
	for k < len(body) && body[k] <= ' ' {
		k++
	}
	if k < len(body) && (body[k] == '"' || body[k] == '\'') {
		quote := body[k]
		start = k + 1
		if n := bytes.IndexByte(body[start:], quote); n >= 0 {
			return start, start + n, start + n + 1
		}
		return start, len(body), len(body)
	}
	start = k
	for k < len(body) && body[k] > ' ' && body[k] != '>' {
		k++
	}
	return start, k, k
}

// doctype steps over <!DOCTYPE ... [ ... ]>.
func doctype(body []byte, i int) int {
	depth := 0
	for ; i < len(body); i++ {
		switch body[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '>':
			if depth <= 0 {
				return i + 1
			}
		}
	}
	return len(body)
}

// until finds what ends a construct: end is before it, next behind it.
func until(body []byte, i int, mark string) (end, next int) {
	if n := bytes.Index(body[i:], []byte(mark)); n >= 0 {
		return i + n, i + n + len(mark)
	}
	return len(body), len(body)
}

// entities undoes character references: the five of XML, &nbsp; and numbers, nothing else.
func (w *Walker) entities(text []byte) []byte {
	at := bytes.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	from := len(w.buf)
	w.buf = append(w.buf, text[:at]...)
	for at < len(text) {
		if text[at] == '&' {
			if r, n := entity(text[at:]); n > 0 {
				w.buf = utf8.AppendRune(w.buf, r)
				at += n
				continue
			}
		}
		w.buf = append(w.buf, text[at])
		at++
	}
	return w.buf[from:len(w.buf):len(w.buf)]
}

var namedEntities = []struct {
	name string
	r    rune
}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", ' '}}

// entity reads a reference at the start of text; n is 0 when there is none.
func entity(text []byte) (r rune, n int) {
	for _, e := range namedEntities {
		if bytes.HasPrefix(text, []byte(e.name)) {
			return e.r, len(e.name)
		}
	}
	if len(text) < 4 || text[1] != '#' {
		return 0, 0
	}
	base, i := rune(10), 2
	if text[2]|0x20 == 'x' {
		base, i = 16, 3
	}
	for from := i; i < len(text) && i < 12; i++ {
		if text[i] == ';' && i > from {
			if !utf8.ValidRune(r) {
				return utf8.RuneError, i + 1
			}
			return r, i + 1
		}
		d := rune(hexValue(text[i]))
		if d >= base {
			return 0, 0
		}
		r = r*base + d
	}
	return 0, 0
}
