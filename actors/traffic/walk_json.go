package traffic

// frame is one open container.
type frame struct {
	name   string // the key the container stands under: parent of an object's values, key of an array's
	parent string // the name around it
	id     KeyID  // name's number
	object bool
	rec    uint32 // record its values belong to
	keys   int    // where its keys start in Walker.open
	seen   uint64 // small bloom filter of its keys
}

// step is what the JSON reader expects next.
type step uint8

const (
	wantValue step = iota
	wantKey
	wantMore // a comma or the end of the container
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
	floor := len(w.stack)
	keyFloor := len(w.open)
	defer func() { w.stack, w.open = w.stack[:floor], w.open[:keyFloor] }()
	top := w.keys.of(name, false)
	key, around, id := name, parent, top
	var f *frame // the innermost container, nil between documents
	want := wantValue
	for i < len(src) {
		c := src[i]
		if c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
			i++
			continue
		}
		switch want {
		case wantKey:
			if c == ',' {
				i++
				continue
			}
			if c != '"' {
				if c != '}' {
					return i
				}
				want = wantMore // closes the object below
				break
			}
			if e := &w.keys.entries[w.keys.entries[w.last].next]; e.stands(src, i+1) {
				id = w.keys.entries[w.last].next
				key = e.name
				i += len(key) + 2
			} else {
				key, id, i = w.key(src, i+1)
			}
			w.last = id
			w.countKey(id, f.keys, &f.seen)
			for i < len(src) && src[i] <= ' ' {
				i++
			}
			if i < len(src) {
				if src[i] != ':' {
					return i
				}
				i++
			}
			want = wantValue
			if i >= len(src) || src[i] <= ' ' {
				continue
			}
			c = src[i]
			fallthrough

		case wantValue:
			switch {
			case c == '"':
				i++
				text, end, class, cut := w.quoted(src, i)
				n := len(text)
				if n >= 3 && (text[0] == '{' && text[n-1] == '}' || text[0] == '[' && text[n-1] == ']') && !cut &&
					w.expand(src, key, around, text, i, end, escapeJSON) {
					i = end + 1
					break
				}
				v := w.slot()
				if v == nil {
					break
				}
				v.Stand = w.stand
				v.Class, v.KeyID, v.Record, v.Start, v.End = class, id, rec, i, end
				v.Key, v.Parent, v.Text = key, around, text
				if v.Cut = cut; w.stand.Nested {
					v.Start, v.End = w.nest.place(i), w.nest.place(end)
				}
				i = end + 1
			case c == '{' || c == '[':
				if len(w.stack) == cap(w.stack) {
					w.out.Over.Depth++
					i = skipContainer(src, i)
					break
				}
				if c == '{' || f != nil && !f.object {
					rec = w.record() // an object, or a row: an array that stands in an array
				}
				w.stack = append(w.stack, frame{
					name: key, parent: around, id: id, rec: rec, keys: len(w.open), object: c == '{',
				})
				f = &w.stack[len(w.stack)-1]
				i++
				if f.object {
					around = key
					want = wantKey
				}
				continue
			case c == ']' && f != nil && !f.object:
				want = wantMore
				continue
			case c == ',':
				i++ // a comma too many, or between documents
				continue
			default:
				end, shape, class := bare(src, i)
				if end == i || shape == String && f == nil {
					return i
				}
				v := w.slot()
				if v == nil {
					break
				}
				v.Stand = w.stand
				v.Class, v.KeyID, v.Record, v.Start, v.End = class, id, rec, i, end
				v.Key, v.Parent, v.Text = key, around, src[i:end:end]
				if v.Shape = shape; end-i > w.lim.TextBytes {
					v.Text, v.Cut = w.clip(v.Text)
					v.Class = ClassOf(v.Text)
				}
				if w.stand.Nested {
					v.Start, v.End = w.nest.place(i), w.nest.place(end)
				}
				i = end
			}
			if w.full {
				return len(src)
			}
			want = wantMore
			if f == nil || i >= len(src) || src[i] != ',' {
				continue
			}
			i++
			if want = wantValue; f.object {
				want = wantKey
			}
			continue
		}

		// wantMore
		if f == nil {
			want = wantValue // the next document
			continue
		}
		switch {
		case c == ',':
			if want = wantValue; f.object {
				want = wantKey
			}
			i++
		case c == '}' && f.object, c == ']' && !f.object:
			w.open = w.open[:f.keys]
			w.stack = w.stack[:len(w.stack)-1]
			i++
			if len(w.stack) == floor {
				f, key, id, around, rec = nil, name, top, parent, w.rec
				continue
			}
			f = &w.stack[len(w.stack)-1]
			rec = f.rec
			if key, id, around = f.name, f.id, f.parent; f.object {
				around = f.name // its next key is read before its next value
			}
		default:
			return i
		}
	}
	return len(src)
}

// key reads an object's key from behind its opening quote to behind its closing one, and
// remembers that it followed the key before.
func (w *Walker) key(src []byte, i int) (key string, id KeyID, next int) {
	text, end, class, _ := w.quoted(src, i)
	key = str(text)
	if id = w.keys.of(key, class&HasMark == 0); id != 0 {
		key = w.keys.entries[id].name
		w.keys.entries[w.last].next = id
	}
	return key, id, end + 1
}

// bare reads an unquoted token. Only numbers, true, false and null are JSON; other words of
// letters and digits (NaN, undefined) are taken as strings.
func bare(src []byte, i int) (end int, shape Shape, class Class) {
	end = i
	for _, b := range src[i:] {
		c := classes[b]
		if c&bareEnd != 0 {
			break
		}
		class |= c
		end++
	}
	if end == i {
		return i, String, 0
	}
	switch c := src[i]; {
	case c >= '0' && c <= '9' || c == '-':
		return end, Number, class
	case string(src[i:end]) == "true" || string(src[i:end]) == "false":
		return end, Bool, class
	case string(src[i:end]) == "null":
		return end, Null, class
	}
	return end, String, class
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
		for _, k := range w.open[from:] {
			if k == id {
				w.out.Duplicates++
				return
			}
		}
	}
	*seen |= bit
	w.open = append(w.open, id)
}
