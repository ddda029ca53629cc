package policy

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Bounds of the work custom types make in one call. What they refuse is counted.
const (
	mostSteps   = 300_000 // of regular expressions: measured at most 2.5 ms, of usual ones far less
	mostOfValue = 64      // hits of one pattern in one value
	around      = 128     // bytes before and after a hit in which keywords are looked for
)

// Work is what one call cost. The zero value is a call that has not begun.
type Work struct {
	steps   int
	reached []uint64 // of the value being read, by pass
	Refused uint64   // values not given to an expression, because the call had used up its share
}

// Begin starts the next call; what was refused stays counted.
func (w *Work) Begin() { w.steps = 0 }

// scanner is a compiled custom data type.
type scanner struct {
	id       finding.DataType
	places   [2]uint16 // by side, one bit a traffic.Place
	classes  uint8     // of the basic mode, 0 in expert mode
	min, max int
	patterns []*pattern
	words    [][]byte // keywords in small letters
	all      bool     // all of them
}

// Classes of characters of the basic mode.
const (
	digit uint8 = 1 << iota
	upper
	lower
	mixed // held together by a joiner with another word
)

var charClasses = func() (t [256]uint8) {
	for b := range t {
		switch {
		case b >= '0' && b <= '9':
			t[b] = digit
		case b >= 'A' && b <= 'Z':
			t[b] = upper
		case b >= 'a' && b <= 'z':
			t[b] = lower
		}
	}
	return t
}()

var classBits = map[string]uint8{"digits": digit, "upper": upper, "lower": lower}

// partPlaces are the places in a call by the words of positions.
var partPlaces = map[string][]traffic.Place{
	"headers": {traffic.InHeader}, "cookie": {traffic.InCookie}, "query": {traffic.InQuery}, "path": {traffic.InPath},
	"body": {traffic.InJSON, traffic.InForm, traffic.InMultipart, traffic.InXML, traffic.InHTML, traffic.InText},
}

func placesOf(words []string) (bits uint16) {
	for _, w := range words {
		for _, p := range partPlaces[w] {
			bits |= 1 << p
		}
	}
	return bits
}

func (t *DataType) compile(id finding.DataType) scanner {
	s := scanner{id: id, places: [2]uint16{placesOf(reqParts), placesOf(resParts)}}
	if p := t.Positions; p != nil {
		s.places = [2]uint16{placesOf(p.Request), placesOf(p.Response)}
	}
	if k := t.Keywords; k != nil {
		s.all = k.Match == "all"
		for _, w := range k.Words {
			s.words = append(s.words, bytes.ToLower([]byte(w)))
		}
	}
	if t.Expert != nil {
		for _, p := range t.Expert.Patterns {
			if compiled, err := newPattern(p); err == nil { // was checked
				s.patterns = append(s.patterns, compiled)
			}
		}
		return s
	}
	for _, c := range t.Basic.Classes {
		s.classes |= classBits[c]
	}
	s.min, s.max = t.Basic.Min, t.Basic.Max
	return s
}

// worth reports whether an expression is worth running on a text that has these places.
func (p *pattern) worth(text []byte, reached []uint64) bool {
	if p.sequence != nil && reached[p.pass]&p.bit == 0 {
		return false
	}
	return p.need.met(text)
}

// Scan appends what the tenant's own types find on one side of a call, in the order of the
// values. A value may be of several types.
func (r *Rules) Scan(dst []sensitive.Found, v *traffic.Values, side traffic.Side, w *Work) []sensitive.Found {
	values, first := v.Of(side)
	for i := range values {
		val := &values[i]
		if len(val.Text) < leastMatch || val.Shape >= traffic.Bool || r.places[side]>>val.Place&1 == 0 ||
			val.Place == traffic.InCookie && !inCookie(val, "") {
			continue
		}
		from := len(dst)
		if r.basic && val.Class&(traffic.HasDigit|traffic.HasLetter) != 0 {
			dst = r.scanWords(dst, val, side)
		}
		if r.expert {
			w.reached = r.reach(w.reached[:0], val.Text)
			for k := range r.scanners {
				if s := &r.scanners[k]; s.patterns != nil && s.places[side]>>val.Place&1 == 1 {
					dst = s.express(dst, val, w)
				}
			}
		}
		for k := from; k < len(dst); k++ {
			dst[k].Index = first + i
		}
	}
	return dst
}

// scanWords finds the words of a text once for all types of the basic mode.
func (r *Rules) scanWords(dst []sensitive.Found, v *traffic.Value, side traffic.Side) []sensitive.Found {
	text := v.Text
	for at := 0; at < len(text); {
		kinds := charClasses[text[at]]
		if kinds == 0 {
			at++
			continue
		}
		start := at
		for at++; at < len(text); at++ {
			if c := charClasses[text[at]]; c != 0 {
				kinds |= c
			} else if joins(text, at) {
				kinds |= mixed
			} else {
				break
			}
		}
		if at-start < leastMatch || kinds&mixed != 0 {
			continue
		}
		for k := range r.scanners {
			s := &r.scanners[k]
			if s.classes == kinds && at-start >= s.min && at-start <= s.max && s.places[side]>>v.Place&1 == 1 &&
				s.gate(v, start, at) {
				dst = append(dst, found(s.id, start, at))
			}
		}
	}
	return dst
}

// joins reports a character between two words that makes them one thing: a UUID, a slug, a
// decimal number.
func joins(text []byte, at int) bool {
	if at == 0 || at+1 >= len(text) {
		return false
	}
	before, after := charClasses[text[at-1]], charClasses[text[at+1]]
	switch text[at] {
	case '-', '_':
		return before != 0 && after != 0
	case '.':
		return before == digit && after == digit
	}
	return false
}

func found(t finding.DataType, start, end int) sensitive.Found {
	return sensitive.Found{Hit: sensitive.Hit{
		Type: t, Start: start, End: end, Confidence: sensitive.Checked, Reason: "a custom data type",
	}}
}

// reach asks the first cheap question for all patterns at once.
func (r *Rules) reach(dst []uint64, text []byte) []uint64 {
	for i := range r.passes {
		dst = append(dst, r.passes[i].reached(text))
	}
	return dst
}

// express gives a value to the expressions of an expert type.
func (s *scanner) express(dst []sensitive.Found, v *traffic.Value, w *Work) []sensitive.Found {
	from := len(dst)
	for _, p := range s.patterns {
		if !p.worth(v.Text, w.reached) {
			continue
		}
		if w.steps+len(v.Text)*p.steps > mostSteps {
			w.Refused++
			continue
		}
		w.steps += len(v.Text) * p.steps
	next:
		for _, m := range p.re.FindAllIndex(v.Text, mostOfValue) {
			for k := from; k < len(dst); k++ { // two patterns of one type that find the same datum
				if dst[k].Start < m[1] && m[0] < dst[k].End {
					continue next
				}
			}
			if s.gate(v, m[0], m[1]) {
				dst = append(dst, found(s.id, m[0], m[1]))
			}
		}
	}
	return dst
}

// gate asks for the keywords, after a hit: hits are rare.
func (s *scanner) gate(v *traffic.Value, start, end int) bool {
	if len(s.words) == 0 {
		return true
	}
	near := v.Text[max(0, start-around):min(len(v.Text), end+around)]
	for _, w := range s.words {
		has := holdsFold(v.Key, w) || holdsFold(v.Parent, w) || holdsFold(str(near), w)
		if has != s.all {
			return has
		}
	}
	return s.all
}

// holdsFold looks for a word of small letters in a text, without ASCII's case.
func holdsFold(s string, word []byte) bool {
	for at := 0; at+len(word) <= len(s); at++ {
		k := 0
		for k < len(word) {
			c := s[at+k]
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			if c != word[k] {
				break
			}
			k++
		}
		if k == len(word) {
			return true
		}
	}
	return false
}

// ScanText finds the tenant's own types in one text, as if it were the value of key in the
// body of an answer.
func (r *Rules) ScanText(dst []sensitive.Hit, key string, text []byte) []sensitive.Hit {
	v := traffic.Value{
		Stand: traffic.Stand{Side: traffic.Response, Place: traffic.InJSON}, Key: key, Text: text, Class: traffic.ClassOf(text),
	}
	var w Work
	var all []sensitive.Found
	if r.basic {
		all = r.scanWords(all, &v, traffic.Response)
	}
	w.reached = r.reach(nil, text)
	for k := range r.scanners {
		all = r.scanners[k].express(all, &v, &w)
	}
	for _, f := range all {
		dst = append(dst, f.Hit)
	}
	return dst
}

// fold is a name as fields of allow rules compare it: headers without case.
func sameName(place traffic.Place, a, b string) bool {
	if place == traffic.InHeader {
		return strings.EqualFold(a, b)
	}
	return a == b
}
