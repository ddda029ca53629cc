package param

import (
	"bytes"
	"slices"
	"strings"
	"unsafe"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	deepest  = 16 // nested containers that are told apart; real bodies stay under 10
	elements = 10 // of a list that are looked at: the others are alike
)

// json reads a body along with the way to each field. It stops where the text is no JSON;
// what it has read until then counts.
type json struct {
	c   *call
	src []byte
	at  int
	way []byte // to the value being read: "items[].id"
	bad bool
}

func (j *json) read(c *call, body []byte) {
	*j = json{c: c, src: body, way: j.way[:0]}
	if i := bytes.IndexAny(body, "{["); i > 0 { // a callback's name or a guard stands before it
		j.at = i
	}
	j.value(c.b.at(c.a, name{c.side, finding.ParamJSON, ""}, c.at), 0)
}

func (j *json) space() byte {
	for j.at < len(j.src) {
		switch c := j.src[j.at]; c {
		case ' ', '\t', '\r', '\n':
			j.at++
		default:
			return c
		}
	}
	j.bad = true
	return 0
}

// value reads one value into e; nil: it is only stepped over.
func (j *json) value(e *entry, depth int) {
	if e != nil {
		j.c.a.see(e, j.c.at)
	}
	switch c := j.space(); {
	case c == '{':
		j.kind(e, kind{types: finding.TypeObject})
		j.object(e, depth)
	case c == '[':
		j.kind(e, kind{types: finding.TypeArray})
		j.array(e, depth)
	case c == '"':
		j.text(e)
	case j.bad:
	default:
		j.bare(e)
	}
}

func (j *json) kind(e *entry, k kind) {
	if e != nil {
		j.c.a.value(e, k, j.c.at)
	}
}

func (j *json) object(e *entry, depth int) {
	j.at++
	if depth >= deepest {
		e = nil
	}
	for !j.bad {
		switch c := j.space(); c {
		case '}':
			j.at++
			return
		case ',':
			j.at++
		case '"':
			key, _ := j.quoted()
			if j.space() != ':' {
				j.bad = true
				return
			}
			j.at++
			was := len(j.way)
			j.value(j.field(e, key), depth+1)
			j.way = j.way[:was]
		default:
			j.bad = true
		}
	}
}

// field goes down to a key of the object e.
func (j *json) field(e *entry, key []byte) *entry {
	if e == nil {
		return nil
	}
	word := str(key)
	if IsValue(word) {
		word = "{}"
	}
	if len(j.way) > 0 {
		j.way = append(j.way, '.')
	}
	was := len(j.way)
	if strings.ContainsAny(word, ".[") {
		j.way = append(append(append(j.way, '"'), word...), '"')
	} else {
		j.way = append(j.way, word...)
	}
	b, a := j.c.b, j.c.a
	if known := a.known[name{j.c.side, finding.ParamJSON, str(j.way)}]; known != nil {
		return known
	}
	if e.below >= mostOf {
		j.way = append(j.way[:was], "{}"...)
	}
	e.below++
	return b.at(a, name{j.c.side, finding.ParamJSON, str(j.way)}, j.c.at)
}

func (j *json) array(e *entry, depth int) {
	j.at++
	if depth >= deepest {
		e = nil
	}
	was := len(j.way)
	var each *entry
	for n := 0; !j.bad; {
		switch c := j.space(); c {
		case ']':
			j.at++
			j.way = j.way[:was]
			return
		case ',':
			j.at++
		default:
			if n == 0 && e != nil {
				j.way = append(j.way, "[]"...)
				each = j.c.b.at(j.c.a, name{j.c.side, finding.ParamJSON, str(j.way)}, j.c.at)
			}
			if n++; n > elements {
				each = nil
			}
			j.value(each, depth+1)
		}
	}
}

// quoted steps over a string and gives what is between the quotes, and where that begins.
func (j *json) quoted() (raw []byte, start int) {
	j.at++
	start = j.at
	for j.at < len(j.src) {
		switch j.src[j.at] {
		case '"':
			j.at++
			return j.src[start : j.at-1], start
		case '\\':
			j.at++
		}
		j.at++
	}
	j.bad, j.at = true, len(j.src)
	return nil, start
}

func (j *json) text(e *entry) {
	raw, start := j.quoted()
	if e == nil || j.bad {
		return
	}
	s := str(raw)
	if bytes.Contains(raw, []byte(`\/`)) {
		s = strings.ReplaceAll(s, `\/`, "/")
	}
	k := kind{types: finding.TypeString, formats: finding.AllFormats, text: true}
	if s != "" {
		k.formats = formatsOf(s, e.Formats)
	}
	j.kind(e, k)
	j.leaf(e, s, start)
}

// bare reads a number, true, false or null.
func (j *json) bare(e *entry) {
	start := j.at
	for j.at < len(j.src) && !bytes.ContainsRune([]byte(",]} \t\r\n"), rune(j.src[j.at])) {
		j.at++
	}
	s := str(j.src[start:j.at])
	k := kind{formats: finding.AllFormats}
	switch {
	case s == "null":
		k.types = finding.TypeNull
	case s == "true", s == "false":
		k.types = finding.TypeBoolean
	case s != "" && strings.Trim(s, "-+.eE0123456789") == "":
		var whole bool
		if k, whole = integer(s); !whole {
			k = kind{types: finding.TypeNumber, formats: finding.AllFormats}
		}
	default:
		j.bad = true
		return
	}
	j.kind(e, k)
	if e != nil && k.types != finding.TypeNull {
		j.leaf(e, s, start)
	}
}

// leaf adds what was found in a value, and an example of it. A hit is known by where its
// value starts, behind the quote or on it.
func (j *json) leaf(e *entry, s string, start int) {
	c := j.c
	hit, ok := c.found[start]
	if !ok && start > 0 && j.src[start-1] == '"' {
		hit, ok = c.found[start-1]
	}
	if ok {
		c.a.data(e, hit.Type)
	}
	if !e.Many {
		if e.Types&finding.TypeString == 0 {
			e.Values, e.Many = nil, true
		} else {
			c.a.word(e, s)
		}
	}
	if !ok || !slices.Contains(e.Data, hit.Type) {
		hit = sensitive.Hit{}
	}
	c.exampleOf(e, s, hit)
}

// str reads bytes as a string without a copy: only for what is not kept; at clones names.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
