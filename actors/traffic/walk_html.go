package traffic

import (
	"bytes"
	"strings"
)

// htmlBody lists texts, the attributes worth reading, and the text of scripts. An input's
// value has the input's name as key. A text's key is the label, header cell or term that
// stood last before it, so that <th>Phone</th><td>...</td> keeps its context. Rows, forms,
// lists and items are records.
func (w *Walker) htmlBody(_ string, body []byte) {
	w.stand.Place = InHTML
	p := page{w: w, body: body, rec: w.record()}
	for i := 0; i < len(body) && !w.full; {
		if body[i] != '<' {
			end := len(body)
			if n := bytes.IndexByte(body[i:], '<'); n >= 0 {
				end = i + n
			}
			p.text(i, end)
			i = end
			continue
		}
		i = p.tag(i)
	}
}

// page is the state of one HTML document.
type page struct {
	w     *Walker
	body  []byte
	rec   uint32
	tagAt string // the open tag's name, lower or upper case as written
	label string // key of the texts that follow
}

// labels are elements whose text names what follows; records are elements that hold one.
var (
	labels  = []string{"label", "th", "dt"}
	records = []string{"tr", "form", "dl", "li", "article"}
	values  = []string{"value", "content", "href", "src", "title", "alt", "action", "placeholder"}
)

func oneOf(s string, of []string) bool {
	for _, o := range of {
		if len(s) == len(o) && strings.EqualFold(s, o) {
			return true
		}
	}
	return false
}

func (p *page) text(i, end int) {
	for i < end && p.body[i] <= ' ' {
		i++
	}
	for end > i && p.body[end-1] <= ' ' {
		end--
	}
	if i == end {
		return
	}
	text := p.w.entities(p.body[i:end])
	if oneOf(p.tagAt, labels) {
		p.label = ""
		if len(text) <= maxLabel {
			p.label = strings.TrimRight(str(text), ":： \t\n")
		}
	}
	p.w.add(p.label, p.tagAt, text, p.rec, i, end)
}

const maxLabel = 64 // bytes; a longer text is not the name of something

// tag reads what starts with '<' at i and gives the index behind it.
func (p *page) tag(i int) int {
	body := p.body
	rest := body[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		end, next := until(body, i+4, "-->")
		p.text(i+4, end)
		return next
	case bytes.HasPrefix(rest, []byte("<!")), bytes.HasPrefix(rest, []byte("<?")), bytes.HasPrefix(rest, []byte("</")):
		_, next := until(body, i, ">")
		if len(rest) > 1 && rest[1] == '/' {
			p.tagAt = ""
		}
		return next
	case len(rest) < 2 || classes[rest[1]]&HasLetter == 0:
		p.text(i, min(i+1, len(body))) // a bare '<'
		return i + 1
	}
	name, at := tagName(body, i+1)
	p.tagAt = name
	if oneOf(name, records) {
		p.rec, p.label = p.w.record(), ""
	}
	at = p.attributes(name, at)
	if strings.EqualFold(name, "script") || strings.EqualFold(name, "style") {
		return p.rawText(name, at)
	}
	return at
}

// rawText steps to the closing tag of a script or style; a script's text is read, in chunks.
func (p *page) rawText(name string, at int) int {
	end := at
	for end < len(p.body) {
		n := bytes.Index(p.body[end:], []byte("</"))
		if n < 0 {
			end = len(p.body)
			break
		}
		end += n
		if tail := p.body[end+2:]; len(tail) >= len(name) && strings.EqualFold(str(tail[:len(name)]), name) {
			break
		}
		end += 2
	}
	if strings.EqualFold(name, "script") {
		p.w.text(p.body, at, end, "", "script", p.rec)
	}
	return end
}

// attributes adds the attributes that carry data: value (under the element's own name),
// content, links, titles and data-*.
func (p *page) attributes(element string, i int) int {
	first := len(p.w.out.All)
	own, property := "", ""
	for i < len(p.body) && !p.w.full {
		switch c := p.body[i]; {
		case c == '>':
			i++
			p.named(first, own, property)
			return i
		case c == '<':
			return i
		case c <= ' ' || c == '=' || c == '/':
			i++
		default:
			var name string
			name, i = tagName(p.body, i)
			start, end, after := attributeValue(p.body, i)
			if after > i {
				text := p.w.entities(p.body[start:end])
				switch {
				case oneOf(name, []string{"name"}):
					own = str(text)
				case oneOf(name, []string{"property", "id"}):
					property = str(text)
				case len(text) > 0 && (oneOf(name, values) || has(name[:min(5, len(name))], "data-")):
					p.w.add(name, element, text, p.rec, start, end)
				}
			}
			i = after
		}
	}
	return i
}

// named gives value= and content= the name of their element as key.
func (p *page) named(first int, own, property string) {
	if own == "" {
		own = property
	}
	if own == "" || first > len(p.w.out.All) {
		return
	}
	for k := first; k < len(p.w.out.All); k++ {
		if v := &p.w.out.All[k]; oneOf(v.Key, []string{"value", "content"}) {
			v.Key, v.KeyID = own, p.w.keys.of(own, false)
		}
	}
}
