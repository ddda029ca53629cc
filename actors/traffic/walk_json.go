package traffic

import (
	"encoding/binary"
	"unsafe"
)

// frame is one open container, or the text around all of them.
type frame struct {
	at     *keyEntry // the key the container stands under, and the key of an array's values
	around string    // the name around its values
	rec    uint32    // record its values belong to
	kind   container
	loose  int    // entries for keys without a number in use around it
	keys   int    // where its keys start in Walker.open
	seen   uint64 // small bloom filter of its keys
}

// container is what a frame stands for.
type container uint8

const (
	document container = iota
	array
	object
)

// jsonBody reads one JSON document or several, one after another. What stands in front of
// JSON by custom (a callback's name, a guard against hijacking) is stepped over; what does
// not make sense as JSON is read as text, so that nothing is lost.
func (w *Walker) jsonBody(_ string, body []byte) {
	w.stand.Place = InJSON
	at := jsonStart(body)
	end := w.json(body, at, "", "", w.record())
	if end < len(body) && !w.full && !jsonTail(body[end:]) {
		w.out.Bodies[w.stand.Side].Malformed = true
		w.stand.Place = InText
		w.text(body, end, len(body), "", "", w.rec)
	}
}

// jsonTail reports what may follow a callback's argument.
func jsonTail(b []byte) bool {
	for _, c := range b {
		if c > ' ' && c != ')' && c != ';' {
			return false
		}
	}
	return true
}

// json reads documents from src[i:] and gives the index where they stopped making sense:
// len(src) for valid ones, for ones that were cut short, and when the list is full.
func (w *Walker) json(src []byte, i int, name, parent string, rec uint32) int {
	floor, keyFloor, loose := len(w.stack), len(w.open), w.loose
	w.deep = w.lim.Depth + 1
	if w.stand.Nested {
		w.deep++
	}
	at := w.keys.entryOf(name, false)
	if at.id == 0 && name != "" {
		at = w.unnumbered(name)
	}
	w.stack = append(w.stack, frame{at: at, around: parent, rec: rec, keys: keyFloor, loose: w.loose})
	end := w.documents(src, i)
	w.stack, w.open, w.loose, w.deep = w.stack[:floor], w.open[:keyFloor], loose, w.lim.Depth+1
	return end
}

// documents reads what stands in the frame on top of the stack.
//
// It is written with labels, for what may follow is known at each place: a switch over what is
// expected, once a token, costs a third of the walk. What is known of the place is kept in the
// frame and in the key's entry, not in variables: there are more than registers.
func (w *Walker) documents(src []byte, i int) int {
	f := &w.stack[len(w.stack)-1] // the innermost container
	at := f.at                    // the key of the next value
	last := w.last

value:
	if i >= len(src) {
		goto end
	}
	switch c := src[i]; {
	case c == '"':
		i++
		n, class := quotedSpan(unsafe.Pointer(unsafe.SliceData(src[i:])), len(src)-i) //nolint:gosec // with its length
		end := i + n
		text, cut := src[i:end:end], false
		if end < len(src) && src[end] == '\\' {
			text, end, class, cut = w.unescape(src, i, end, class)
		} else if n > w.lim.TextBytes {
			text, cut = w.clip(text)
		}
		if looksNested(text) && !cut {
			w.last = last
			if w.expand(src, at.name, f.around, text, i, end, escapeJSON) {
				i = end + 1
				break
			}
		}
		v := w.slot()
		if v == nil {
			return len(src)
		}
		v.Stand = w.stand
		v.Class, v.KeyID, v.Record, v.Start, v.End = class, at.id, f.rec, i, end
		v.Key, v.Parent, v.Text = at.name, f.around, text
		if v.Cut = cut; w.stand.Nested {
			v.Start, v.End = w.nest.place(i), w.nest.place(end)
		}
		i = end + 1
	case classes[c]&bareStop == 0:
		n, class := bareSpan(unsafe.Pointer(unsafe.SliceData(src[i:])), len(src)-i) //nolint:gosec // with its length
		end, shape := i+n, Number
		if c > '9' || c == '.' || c == '+' {
			if shape = wordShapeOf(src[i:end]); shape == String && f.kind == document {
				goto stop
			}
		}
		v := w.slot()
		if v == nil {
			return len(src)
		}
		v.Stand = w.stand
		v.Class, v.KeyID, v.Record, v.Start, v.End = class, at.id, f.rec, i, end
		v.Key, v.Parent, v.Text = at.name, f.around, src[i:end:end]
		if v.Shape = shape; n > w.lim.TextBytes {
			v.Text, v.Cut = w.clip(v.Text)
			v.Class = ClassOf(v.Text)
		}
		if w.stand.Nested {
			v.Start, v.End = w.nest.place(i), w.nest.place(end)
		}
		i = end
	case c == '{' || c == '[':
		goto open
	case c == ']' && f.kind == array:
		goto closed
	case c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t':
		i++ // white space, a comma too many, or one between documents
		goto value
	default:
		goto stop
	}
	if w.full {
		return len(src)
	}

behind: // a value, or a container
	if i >= len(src) {
		goto end
	}
	switch c := src[i]; {
	case c == ',':
		if f.kind == object {
			i++
			goto key
		}
		i++
		goto value
	case c == '}' && f.kind == object, c == ']' && f.kind == array:
		goto closed
	case c == ' ' || c == '\n' || c == '\r' || c == '\t':
		i++
		goto behind
	case f.kind == document:
		goto value
	}
	goto stop

key: // or the end of the object; its commas may be too many
	if e := last.next; i+18 <= len(src) && e.size != 0 && src[i] == '"' {
		words := src[i+1 : i+17]
		head, tail := binary.LittleEndian.Uint64(words), binary.LittleEndian.Uint64(words[8:])
		if (head^e.head)&e.headMask|(tail^e.tail)&e.tailMask == 0 {
			i += 1 + int(e.size)
			last, at = e, e
			goto named
		}
	}
	if i >= len(src) {
		goto end
	}
	switch c := src[i]; {
	case c == '"':
		w.loose = f.loose // no container stands open under the key before
		at, i = w.key(src, i+1)
		if last.next = at; at.id != 0 {
			last = at
		}
		for i < len(src) && src[i] <= ' ' {
			i++
		}
		if i < len(src) {
			if src[i] != ':' {
				goto stop
			}
			i++
		}
	case c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t':
		i++
		goto key
	case c == '}':
		goto closed
	default:
		goto stop
	}

named:
	if at.id != 0 && len(w.open)-f.keys < maxKeysCompared {
		if bit := uint64(1) << (at.id & 63); f.seen&bit == 0 {
			f.seen |= bit
			w.open = append(w.open, at.id)
		} else {
			w.countAgain(at.id, f.keys)
		}
	}
	goto value

open: // a container
	if len(w.stack) == w.deep {
		w.out.Over.Depth++
		end := skipContainer(src, i)
		w.deepText(src, i, end, at.name, f.around, f.rec)
		if i = end; w.full {
			return len(src)
		}
		goto behind
	}
	{
		g := frame{at: at, around: f.around, rec: f.rec, kind: array, keys: len(w.open), loose: w.loose}
		if src[i] == '{' {
			g.kind, g.around = object, at.name
		}
		if src[i] == '{' || f.kind == array {
			g.rec = w.record() // an object, or a row: an array that stands in an array
		}
		w.stack = append(w.stack, g)
		f = &w.stack[len(w.stack)-1]
	}
	i++
	if f.kind == object {
		goto key
	}
	goto value

closed: // the innermost container
	w.open = w.open[:f.keys]
	w.stack = w.stack[:len(w.stack)-1]
	i++
	f = &w.stack[len(w.stack)-1]
	if at = f.at; f.kind == document {
		f.rec = w.rec
	}
	goto behind

end:
	i = len(src)
stop:
	w.last = last
	return i
}

// deepText takes a container that stands too deep as text: what is in it is read by whoever reads text.
func (w *Walker) deepText(src []byte, i, end int, key, around string, rec uint32) {
	place := w.stand.Place
	w.stand.Place = InText
	if w.stand.Nested {
		w.add(key, around, src[i:end], rec, w.nest.place(i), w.nest.place(end))
	} else {
		w.text(src, i, end, key, around, rec)
	}
	w.stand.Place = place
}

// key reads an object's key from behind its opening quote to behind its closing one.
func (w *Walker) key(src []byte, i int) (e *keyEntry, next int) {
	end, class := quotedEnd(src, i)
	text := src[i:end]
	if end < len(src) && src[end] == '\\' {
		text, end, class, _ = w.unescape(src, i, end, class)
		class |= HasMark // not to be compared with the source
	} else if len(text) > w.lim.TextBytes {
		text, _ = w.clip(text)
	}
	name := str(text)
	if e = w.keys.entryOf(name, class&HasMark == 0); e.id == 0 && name != "" {
		e = w.unnumbered(name)
	}
	return e, end + 1
}

// unnumbered gives an entry to a key that has no number. It lasts until the next key of the same object.
func (w *Walker) unnumbered(name string) *keyEntry {
	if w.loose == len(w.spare) {
		w.spare = append(w.spare, w.keys.entry())
	}
	e := w.spare[w.loose]
	w.loose++
	*e = keyEntry{name: name, next: w.keys.entries[0]}
	return e
}

// wordShapeOf tells what a word without quotes is. Only numbers, true, false and null are JSON;
// other words of letters and digits (NaN, undefined) are taken as strings.
func wordShapeOf(word []byte) Shape {
	switch string(word) {
	case "true", "false":
		return Bool
	case "null":
		return Null
	}
	return String
}

// skipContainer gives the index behind the container that starts at i, without reading it.
func skipContainer(src []byte, i int) int {
	depth, quoted := 0, false
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(src)
}

// maxKeysCompared bounds the work of counting duplicates: beyond so many keys of one object
// duplicates are no longer counted (their values are kept all the same).
const maxKeysCompared = 64

// countKey notes a key of the innermost object or form and counts it if it was there before.
// Keys without a number are not counted.
func (w *Walker) countKey(id KeyID, from int, seen *uint64) {
	if id == 0 || len(w.open)-from >= maxKeysCompared {
		return
	}
	bit := uint64(1) << (id & 63)
	if *seen&bit != 0 {
		w.countAgain(id, from)
		return
	}
	*seen |= bit
	w.open = append(w.open, id)
}

// countAgain is countKey where the filter knows the key.
func (w *Walker) countAgain(id KeyID, from int) {
	for _, k := range w.open[from:] {
		if k == id {
			w.out.Duplicates++
			return
		}
	}
	w.open = append(w.open, id)
}
