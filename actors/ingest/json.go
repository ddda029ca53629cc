package ingest

import (
	"math"
	"regexp"
	"strconv"
	"unsafe"

	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// What the JSON formats share. Values are taken as they are meant: a number where a text
// is expected and a text where a number is are common in logs that people configure.

// object reads one JSON object that must fill the whole record.
func (r *run) object(b []byte, field func(d *jx.Decoder, key []byte) error) error {
	d := &r.d
	d.ResetBytes(b)
	if err := d.ObjBytes(field); err != nil {
		if holdsNaN(b) {
			return refuse(Malformed, "JSON has no NaN and no Infinity: leave such a field out, or send null")
		}
		return err
	}
	if d.Next() != jx.Invalid || b[len(b)-1] != '}' {
		return refuse(Malformed, "something follows the JSON object: send one object a line")
	}
	return nil
}

var noNumber = regexp.MustCompile(`[:,\[]\s*[-+]?(?i:nan|inf|infinity)\s*[,}\]]`)

// holdsNaN tells, of a record that is no JSON, whether that is why; it is only words.
func holdsNaN(b []byte) bool { return noNumber.Match(b) }

// nested reads a JSON object where one may be missing (null).
func (r *run) nested(d *jx.Decoder, field func(d *jx.Decoder, key []byte) error) error {
	if d.Next() == jx.Null {
		return d.Null()
	}
	return d.ObjBytes(field)
}

// again counts keys that come twice; seen has one bit a key. The last value counts.
func (r *run) again(seen *uint32, bit uint) {
	if *seen>>bit&1 == 1 {
		r.counts.DuplicateKeys++
	}
	*seen |= 1 << bit
}

// bytes reads a text into the arena.
func (r *run) bytes(d *jx.Decoder) ([]byte, error) {
	start := len(r.arena)
	switch d.Next() {
	case jx.String:
		raw, err := d.Raw() // checked by the decoder
		if err != nil {
			return nil, err
		}
		r.arena = unescape(r.arena, raw[1:len(raw)-1])
	case jx.Number:
		n, err := d.Num()
		if err != nil {
			return nil, err
		}
		r.arena = append(r.arena, n...)
	case jx.Null:
		return nil, d.Null()
	case jx.Bool:
		v, err := d.Bool()
		if err != nil {
			return nil, err
		}
		r.arena = strconv.AppendBool(r.arena, v)
	default:
		return nil, refuse(Malformed, "found an object or list where a text is expected")
	}
	return r.arena[start:len(r.arena):len(r.arena)], nil
}

func (r *run) text(d *jx.Decoder) (string, error) {
	b, err := r.bytes(d)
	return alias(b), err
}

// alias makes a string of bytes that will not change while it lives.
func alias(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// integer reads a whole number; huge ones end at the largest, fractions are cut, and what is
// no number is 0 and false.
func (r *run) integer(d *jx.Decoder) (int64, bool, error) {
	s, err := r.text(d)
	if err != nil {
		return 0, false, err
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true, nil
	}
	f, ok := float(s)
	if !ok {
		return 0, false, nil
	}
	return clampInt(f), true, nil
}

func clampInt(f float64) int64 {
	switch {
	case f != f:
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

const longestNumber = 64 // bytes

// float reads a number out of a text; 1e999 is infinite, which is fine here.
func float(s string) (float64, bool) {
	if len(s) == 0 || len(s) > longestNumber || s[0] > '9' { // no NaN, Inf, hexadecimal
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func (r *run) number(d *jx.Decoder) (float64, error) {
	s, err := r.text(d)
	if err != nil {
		return 0, err
	}
	f, ok := float(s)
	if !ok && s != "" && s != "-" {
		r.counts.FieldsDropped++
	}
	return f, nil
}

func (r *run) boolean(d *jx.Decoder) (bool, error) {
	s, err := r.text(d)
	return s == "true" || s == "1", err
}

// headersOf reads the header lines of one side; of two lists the last counts.
func (r *run) headersOf(side traffic.Side, d *jx.Decoder) error {
	r.side, r.hdr[side] = side, r.hdr[side][:0]
	return r.headers(d)
}

// headers appends header lines in any of their usual forms: [["name","value"],...],
// {"name":"value"}, {"name":["value",...]}, [{"name":"...","value":"..."},...].
func (r *run) headers(d *jx.Decoder) error {
	switch d.Next() {
	case jx.Null:
		return d.Null()
	case jx.Object:
		return d.ObjBytes(func(d *jx.Decoder, key []byte) error { return r.headerValues(d, r.keep(key)) })
	case jx.Array:
		return d.Arr(func(d *jx.Decoder) error {
			switch d.Next() {
			case jx.Object:
				return r.headerObject(d)
			case jx.Array:
				return r.headerPair(d)
			}
			return refuse(Malformed, "headers must be a list of [name, value]")
		})
	}
	return refuse(Malformed, "headers must be a list of [name, value]")
}

// keep copies a key, which the decoder may overwrite, into the arena.
func (r *run) keep(key []byte) string {
	start := len(r.arena)
	r.arena = append(r.arena, key...)
	return alias(r.arena[start:])
}

func (r *run) headerValues(d *jx.Decoder, name string) error {
	if d.Next() != jx.Array {
		v, err := r.text(d)
		r.addHeader(name, v)
		return err
	}
	return d.Arr(func(d *jx.Decoder) error {
		v, err := r.text(d)
		r.addHeader(name, v)
		return err
	})
}

func (r *run) headerPair(d *jx.Decoder) error {
	var pair [2]string
	n := 0
	err := d.Arr(func(d *jx.Decoder) error {
		v, err := r.text(d)
		if n < len(pair) {
			pair[n] = v
		}
		n++
		return err
	})
	if err == nil && n != len(pair) {
		return refuse(Malformed, "a header has %d parts: it must be [name, value]", n)
	}
	r.addHeader(pair[0], pair[1])
	return err
}

func (r *run) headerObject(d *jx.Decoder) error {
	var h traffic.Header
	err := d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "name":
			h.Name, err = r.text(d)
		case "value":
			h.Value, err = r.text(d)
		default:
			err = d.Skip()
		}
		return err
	})
	r.addHeader(h.Name, h.Value)
	return err
}

func (r *run) addHeader(name, value string) {
	if name != "" {
		r.hdr[r.side] = append(r.hdr[r.side], traffic.Header{Name: name, Value: value})
	}
}
