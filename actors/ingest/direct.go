package ingest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// direct reads the JSON that our own sensors write, in one pass: strings are found, checked and
// unescaped eight bytes at a time, and those without escapes are not copied at all. Whatever it does
// not expect (an unusual form, a damaged line) it leaves to the decoder that knows all of JSON: bad is
// then set, and nothing that was read counts. What it reads it reads as that one does;
// FuzzNDJSONDirect holds the two together.
type direct struct {
	b     []byte
	i     int
	arena []byte // unescaped text; has room for all of b and directSlack
	high  bool   // a byte beyond ASCII may have been seen
	bad   bool
}

// directSlack is how many bytes behind the text may be written to: words are stored whole.
const directSlack = 16

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special marks the bytes of a word that end a run of plain text: quotes, backslashes and control
// characters. Only the lowest mark is to be trusted.
func special(w uint64) uint64 {
	quote, slash := w^(ones*'"'), w^(ones*'\\')
	return ((quote-ones)&^quote | (slash-ones)&^slash | (w-ones*' ')&^w) & highs
}

const (
	between     = '\\' | '"'<<8 | '\\'<<24 | '"'<<32
	betweenMask = 0xFF_FF00_FFFF
)

// escapes are what stands for itself or for a control character behind a backslash.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// str reads a string, which lives as long as b and arena.
func (d *direct) str() []byte {
	if d.i >= len(d.b) || d.b[d.i] != '"' {
		d.bad = true
		return nil
	}
	start := d.i + 1
	end := d.plain(start)
	switch {
	case end >= len(d.b):
	case d.b[end] == '"':
		d.i = end + 1
		return d.b[start:end:end]
	case d.b[end] == '\\':
		return d.unescape(start, end)
	}
	d.bad = true
	return nil
}

// plain gives where a run of plain text ends.
func (d *direct) plain(i int) int {
	b := d.b
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		d.high = d.high || w&highs != 0
		if m := special(w); m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c == '"' || c == '\\' || c < ' ' {
			break
		} else if c >= utf8.RuneSelf {
			d.high = true
		}
	}
	return i
}

// unescape reads a string from start whose first escape is at i.
func (d *direct) unescape(start, i int) []byte {
	b, dst := d.b, d.arena[:cap(d.arena)]
	from := len(d.arena)
	n := from + copy(dst[from:], b[start:i])
	high := uint64(0)
escape:
	for i+1 < len(b) && b[i] == '\\' {
		var next uint64
		if i+8 <= len(b) {
			next = binary.LittleEndian.Uint64(b[i:])
		}
		switch c := byte(next >> 16); {
		case next&betweenMask == between && (c == ',' || c == ':'): // \",\" and \":\" end most strings of JSON in JSON
			dst[n], dst[n+1], dst[n+2] = '"', c, '"'
			n, i = n+3, i+5
		case escapes[b[i+1]] != 0:
			dst[n] = escapes[b[i+1]]
			n, i = n+1, i+2
		default:
			r, size := unicodeEscape(b[i:])
			if size == 0 {
				break escape
			}
			n, i = n+utf8.EncodeRune(dst[n:], r), i+size
		}
		for i+8 <= len(b) {
			w := binary.LittleEndian.Uint64(b[i:])
			binary.LittleEndian.PutUint64(dst[n:], w)
			high |= w
			if m := special(w); m != 0 {
				k := bits.TrailingZeros64(m) >> 3
				n, i = n+k, i+k
				if b[i] != '"' {
					continue escape
				}
				return d.unescaped(dst, from, n, i+1, high)
			}
			n, i = n+8, i+8
		}
		for ; i < len(b) && b[i] != '\\' && b[i] >= ' '; n, i = n+1, i+1 { // the last bytes of the line
			if b[i] == '"' {
				return d.unescaped(dst, from, n, i+1, high)
			}
			high |= uint64(b[i])
			dst[n] = b[i]
		}
	}
	d.bad = true
	return nil
}

// unescaped ends a string that was written to dst[from:n] and ends before b[i].
func (d *direct) unescaped(dst []byte, from, n, i int, high uint64) []byte {
	d.high = d.high || high&highs != 0
	d.i, d.arena = i, dst[:n]
	return dst[from:n:n]
}

// unicodeEscape reads \uXXXX, and the second of a pair with it; size is 0 where there is none. Half
// of a pair becomes U+FFFD.
func unicodeEscape(b []byte) (r rune, size int) {
	if len(b) < 6 || b[1] != 'u' || !isHex4(b[2:]) {
		return 0, 0
	}
	if r = hex4(b[2:]); !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
		if !isHex4(b[8:]) {
			return 0, 0
		}
		if pair := utf16.DecodeRune(r, hex4(b[8:])); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

func isHex4(b []byte) bool {
	for _, c := range b[:4] {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

func (d *direct) space() {
	for d.i < len(d.b) && (d.b[d.i] == ' ' || d.b[d.i] == '\t' || d.b[d.i] == '\r' || d.b[d.i] == '\n') {
		d.i++
	}
}

// take passes over a byte if it stands there.
func (d *direct) take(c byte) bool {
	d.space()
	if d.i < len(d.b) && d.b[d.i] == c {
		d.i++
		return true
	}
	return false
}

// want is take where nothing else may stand.
func (d *direct) want(c byte) {
	if !d.take(c) {
		d.bad = true
	}
}

// more passes over what stands before the next member or item, the first of all where first is set;
// false at the end of the object or list, and where something is wrong.
func (d *direct) more(first bool, end byte) bool {
	if d.take(end) {
		return false
	}
	if !first {
		d.want(',')
	}
	return !d.bad
}

// key reads the name of a member.
func (d *direct) key() []byte {
	d.space()
	name := d.str()
	d.want(':')
	d.space()
	return name
}

func (d *direct) text() string { return alias(d.str()) }

// null passes over a null if one stands there.
func (d *direct) null() bool {
	if bytes.HasPrefix(d.b[d.i:], nullText) {
		d.i += len(nullText)
		return true
	}
	return false
}

var nullText = []byte("null")

// boolean reads true or false.
func (d *direct) boolean() bool {
	for _, word := range [...]string{"true", "false"} {
		if len(d.b)-d.i >= len(word) && string(d.b[d.i:d.i+len(word)]) == word {
			d.i += len(word)
			return word == "true"
		}
	}
	d.bad = true
	return false
}

// digits reads a whole number that fits well.
func (d *direct) digits() (n int64) {
	start := d.i
	for d.i < len(d.b) && d.b[d.i]-'0' < 10 {
		n = n*10 + int64(d.b[d.i]-'0')
		d.i++
	}
	size := d.i - start
	if size == 0 || size > 18 || size > 1 && d.b[start] == '0' || !d.ended() {
		d.bad = true
	}
	return n
}

// ended reports that what stands next may follow a number.
func (d *direct) ended() bool {
	return d.i < len(d.b) && (d.b[d.i] == ',' || d.b[d.i] == '}' || d.b[d.i] == ']')
}

// fraction reads a number of digits with a point.
func (d *direct) fraction() float64 {
	start := d.i
	for d.i < len(d.b) && (d.b[d.i]-'0' < 10 || d.b[d.i] == '.') {
		d.i++
	}
	s := d.b[start:d.i]
	point := bytes.IndexByte(s, '.')
	whole := len(s)
	if point >= 0 {
		whole = point
	}
	f, err := strconv.ParseFloat(alias(s), 64)
	if err != nil || len(s) > longestNumber || whole == 0 || whole > 1 && s[0] == '0' || point == len(s)-1 || !d.ended() {
		d.bad = true
	}
	return f
}

// base64 reads a string of base64 and decodes it into the arena.
func (d *direct) base64() []byte {
	b := bytes.TrimRight(d.str(), "=")
	enc := base64.RawStdEncoding
	if bytes.ContainsAny(b, "-_") {
		enc = base64.RawURLEncoding
	}
	from := len(d.arena)
	if enc.DecodedLen(len(b)) > cap(d.arena)-from { // it was written with escapes
		d.bad = true
		return nil
	}
	n, err := enc.Decode(d.arena[from:cap(d.arena)], b)
	if err != nil {
		d.bad = true
		return nil
	}
	d.arena = d.arena[:from+n]
	return d.arena[from : from+n : from+n]
}
