package traffic

import "bytes"

// query lists the query's parameters.
func (w *Walker) query(q string) {
	if q == "" {
		return
	}
	w.stand.Place = InQuery
	w.pairs(raw(q), 0, len(q), '&', w.record(), true)
}

// formBody lists the parameters of an urlencoded body.
func (w *Walker) formBody(_ string, body []byte) {
	w.stand.Place = InForm
	end := len(body)
	for end > 0 && body[end-1] <= ' ' {
		end--
	}
	w.pairs(body, 0, end, '&', w.record(), true)
}

// pairs lists name=value pairs of src[at:end]. user[phone] has the key "phone" and the
// parent "user"; ids[] has the key "ids". A pair without '=' is a value without a key.
func (w *Walker) pairs(src []byte, at, end int, sep byte, rec uint32, plus bool) {
	floor := len(w.open)
	defer func() { w.open = w.open[:floor] }()
	var seen uint64
	for at < end && !w.full {
		stop := end
		if n := bytes.IndexByte(src[at:end], sep); n >= 0 {
			stop = at + n
		}
		name, start := "", at
		if n := bytes.IndexByte(src[at:stop], '='); n >= 0 {
			name = str(w.percent(src[at:at+n], plus))
			start = at + n + 1
		}
		if stop > at {
			if name != "" {
				w.countKey(w.keyOf(name), floor, &seen)
			}
			key, parent := brackets(name)
			text := w.percent(src[start:stop], plus)
			w.nested(src, key, parent, text, rec, start, stop, escapePercent)
		}
		at = stop + 1
	}
}

// brackets splits a[b][c] into its last name and the one around it.
func brackets(name string) (key, parent string) {
	key = name
	if len(name) < 3 || name[len(name)-1] != ']' {
		return key, ""
	}
	for rest := name; ; {
		open := lastByte(rest, '[')
		if open <= 0 || rest[len(rest)-1] != ']' {
			if parent = rest; key == name {
				return rest, "" // only indices in the brackets: ids[], ids[0]
			}
			return key, parent
		}
		inner := rest[open+1 : len(rest)-1]
		rest = rest[:open]
		if inner == "" || inner[0] >= '0' && inner[0] <= '9' {
			continue
		}
		if key != name {
			return key, inner
		}
		key = inner
	}
}

func lastByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// percent undoes percent-encoding, and '+' for a space where plus is set. Bad escapes stay
// as they are. Without any escape the text is not copied.
func (w *Walker) percent(src []byte, plus bool) []byte {
	i := bytes.IndexByte(src, '%')
	if i < 0 {
		i = len(src)
	}
	if plus {
		if n := bytes.IndexByte(src[:i], '+'); n >= 0 {
			i = n
		}
	}
	if i == len(src) {
		return src
	}
	from := len(w.buf)
	w.buf = append(w.buf, src[:i]...)
	for i < len(src) {
		c, n := percentStep(src, i)
		if c == '+' && n == 1 && plus {
			c = ' '
		}
		w.buf = append(w.buf, c)
		i += n
	}
	return w.buf[from:len(w.buf):len(w.buf)]
}

// percentStep reads one byte of percent-encoded text, and how many bytes it took there.
func percentStep(src []byte, i int) (c byte, n int) {
	if src[i] == '%' && i+2 < len(src) {
		hi, lo := hexValue(src[i+1]), hexValue(src[i+2])
		if hi < 16 && lo < 16 {
			return hi<<4 | lo, 3
		}
	}
	return src[i], 1
}

// hexValue gives a hexadecimal digit's value, 255 for any other byte.
func hexValue(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}
