package traffic

// frame is one open container.
type frame struct {
	name   string // the key the container stands under: parent of an object's values, key of an array's
	parent string // the name around it
	rec    uint32 // record its values belong to
	keys   int    // where its keys start in Walker.keys
	seen   uint64 // small bloom filter of its keys
	object bool
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
	w.place = InJSON
	at := jsonStart(body)
	end := w.json(body, at, "", "", w.record())
	if end < len(body) && !w.full && !jsonTail(body[end:]) {
		w.out.Bodies[w.side].Malformed = true
		w.place = InText
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
	keyFloor := len(w.keys)
	defer func() { w.stack, w.keys = w.stack[:floor], w.keys[:keyFloor] }()
	key, around := name, parent
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
			if c == '"' {
				text, end, _, _ := w.quoted(src, i+1)
				key = str(text)
				w.countKey(key, f.keys, &f.seen)
				i = end + 1
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
				continue
			}
			if c == ',' {
				i++
				continue
			}
			if c != '}' {
				return i
			}
			want = wantMore // closes the object below

		case wantValue:
			switch {
			case c == '"':
				text, end, class, cut := w.quoted(src, i+1)
				w.jsonText(src, key, around, text, rec, i+1, end, class, cut)
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
					name: key, parent: around, rec: rec, keys: len(w.keys), object: c == '{',
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
				end, shape := bare(src, i)
				if end == i || shape == String && f == nil {
					return i
				}
				w.scalar(shape, key, around, src[i:end], rec, i, end)
				i = end
			}
			if w.full {
				return len(src)
			}
			want = wantMore
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
			w.keys = w.keys[:f.keys]
			w.stack = w.stack[:len(w.stack)-1]
			i++
			if len(w.stack) == floor {
				f, key, around, rec = nil, name, parent, w.rec
				continue
			}
			f = &w.stack[len(w.stack)-1]
			rec = f.rec
			if key, around = f.name, f.parent; f.object {
				around = f.name // its next key is read before its next value
			}
		default:
			return i
		}
	}
	return len(src)
}

// scalar adds a number, true, false, null or an unquoted word.
func (w *Walker) scalar(shape Shape, key, parent string, text []byte, rec uint32, start, end int) {
	text, cut := w.clip(text)
	start, end = w.nest.place(start), w.nest.place(end)
	if v := w.slot(); v != nil {
		*v = Value{
			Side: w.side, Place: w.place, Shape: shape, Class: ClassOf(text), Nested: w.nest.on, Cut: cut, Line: w.line,
			Key: key, Parent: parent, Text: text, Record: rec, Start: start, End: end,
		}
	}
}

// bare reads an unquoted token. Only numbers, true, false and null are JSON; other words of
// letters and digits (NaN, undefined) are taken as strings.
func bare(src []byte, i int) (end int, shape Shape) {
	end = i
	for end < len(src) {
		c := src[end]
		if classes[c]&(HasDigit|HasLetter|HasDot) == 0 && c != '-' && c != '+' && c != '_' {
			break
		}
		end++
	}
	if end == i {
		return i, String
	}
	switch c := src[i]; {
	case c >= '0' && c <= '9' || c == '-':
		return end, Number
	case string(src[i:end]) == "true" || string(src[i:end]) == "false":
		return end, Bool
	case string(src[i:end]) == "null":
		return end, Null
	}
	return end, String
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
func (w *Walker) countKey(key string, from int, seen *uint64) {
	n := len(key)
	if n == 0 || len(w.keys)-from >= maxKeysCompared {
		return
	}
	bit := uint64(1) << ((uint(n)*7 + uint(key[0]) + 3*uint(key[n-1]) + 5*uint(key[n/2])) & 63)
	if *seen&bit != 0 {
		for _, k := range w.keys[from:] {
			if k == key {
				w.out.Duplicates++
				return
			}
		}
	}
	*seen |= bit
	w.keys = append(w.keys, key)
}
