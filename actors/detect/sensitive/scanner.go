package sensitive

import (
	"unsafe"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Hit is one datum found. Start and End are byte offsets in the scanned text.
type Hit struct {
	Type       finding.DataType
	Start, End int
	Confidence uint8 // 0..100; what is reported has at least Reported
	Reason     string
}

// Confidences, from how a hit was decided. Below Reported a hit needs a column to be believed;
// below Firm a column may still take it back.
const (
	Sure     = 99 // checksum or unmistakable shape, and a key that says the same
	Checked  = 95 // long checksum, or unmistakable shape
	Strong   = 88 // short checksum with structure, or shape with a fitting key
	Likely   = 78 // shape that hardly anything else has
	Firm     = 70 //
	Fair     = 62 // a shape that other things have too
	Reported = 50
	Hunch    = 40 // a column of such values is believed, one is not
)

// Scanner finds sensitive data. It keeps its memory from call to call and allocates nothing
// in steady state. It is not safe for concurrent use: one per worker.
type Scanner struct {
	hints   hints
	text    []byte
	key     hint // what the key says
	free    bool // free text: there is no key
	bare    bool // a value without any key
	work    []Hit
	groups  groups   // the chain being read; here because patterns are called indirectly
	joined  [24]byte // its digits
	all     []Found
	columns []column
}

// NewScanner makes a scanner.
func NewScanner() *Scanner { return &Scanner{} }

// Value appends what one leaf value holds. The key decides where the value alone cannot;
// parent is the name around it: a "name" under "product" is no person's.
func (s *Scanner) Value(dst []Hit, key, parent string, text []byte) []Hit {
	s.scan(s.meaning(key, parent), text, traffic.ClassOf(text), false, key == "")
	return s.settled(dst, Reported)
}

// Text appends what free text holds; labels in the text are the context.
func (s *Scanner) Text(dst []Hit, text []byte) []Hit {
	s.scan(0, text, traffic.ClassOf(text), true, false)
	return s.settled(dst, Reported)
}

// meaning is the key's hint; a vague "name" is qualified by the name around it.
func (s *Scanner) meaning(key, parent string) hint {
	h := s.hints.of(key)
	if h.any(hName) && !h.any(hPeople|hThing) && parent != "" {
		h |= s.hints.of(parent) & (hPeople | hThing)
	}
	return h
}

// scan collects candidates in s.work. The class mask decides which readers run at all.
func (s *Scanner) scan(key hint, text []byte, class traffic.Class, free, bare bool) {
	s.work = s.work[:0]
	if len(text) == 0 || key == 0 && class&^(traffic.HasLetter|traffic.HasDot) == 0 {
		return
	}
	s.text, s.key, s.free, s.bare = text, key, free, bare
	if !free {
		s.whole(key, 0, len(text))
	}
	if class&traffic.HasColon != 0 {
		s.colons()
	}
	if len(text) > minLabelled && hasLabel(text, class) {
		s.labelled()
	}
	if class&traffic.HasAt != 0 && class&traffic.HasDot != 0 {
		s.emails()
	}
	if class&traffic.HasDigit != 0 {
		s.tokens(class)
	}
	if class&traffic.HasHigh != 0 {
		s.han()
	}
	if class&traffic.HasOther != 0 && len(text) >= minPEM {
		s.pem()
	}
	s.text = nil
}

// context is what the key and the label before text[at] say together.
func (s *Scanner) context(at int) hint {
	if at == 0 || len(s.text) > maxKeyed && !s.free {
		if at == 0 {
			return s.key
		}
		return labelHint(s.text, at)
	}
	return s.key | labelHint(s.text, at)
}

// maxKeyed is the length, in bytes, up to which a key speaks for everything in its value.
const maxKeyed = 128

// hit notes a candidate.
func (s *Scanner) hit(t finding.DataType, start, end int, confidence uint8, reason string) {
	s.work = append(s.work, Hit{Type: t, Start: start, End: end, Confidence: confidence, Reason: reason})
}

// str reads bytes as a string without a copy; the string must not be kept.
func str(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // read at once and dropped
}
