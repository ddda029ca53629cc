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
	hints     hints
	effort    effort
	plumb     traffic.PerKey[bool] // which headers belong to the protocol
	keys      traffic.PerKey[hint] // what the numbered keys of a call mean
	tell      func(key string) hint
	around    string // the last name around a key that was asked for, in this call
	aroundIs  hint
	text      []byte
	class     traffic.Class            // kinds of bytes in text, perhaps more
	host      []byte                   // of the last link
	domain    []byte                   // of the last e-mail address that ended its text
	domainDot int                      // where its last dot is
	key       hint                     // what the key says
	free      bool                     // free text: there is no key
	bare      bool                     // a value without any key
	work      []Hit                    // candidates in the text being read
	hits      []Hit                    // what remained of them
	wide      []byte                   // a text with full-width forms, in ASCII
	wideAt    []int32                  // where each byte of it stood
	place     struct{ start, end int } // the last place that was read as the head of an address
	groups    groups                   // the chain being read; here because patterns are called indirectly
	joined    [24]byte                 // its digits
	columns   []column
}

// NewScanner makes a scanner.
func NewScanner() *Scanner {
	s := &Scanner{}
	s.tell = s.hints.of
	return s
}

// Value appends what one leaf value holds. The key decides where the value alone cannot;
// parent is the name around it: a "name" under "product" is no person's.
func (s *Scanner) Value(dst []Hit, key, parent string, text []byte) []Hit {
	s.effort.begin(nil, traffic.Request)
	s.around = ""
	s.scan(s.meaning(key, parent), text, traffic.ClassOf(text), false, key == "")
	return s.settled(dst, Reported)
}

// Text appends what free text holds; labels in the text are the context.
func (s *Scanner) Text(dst []Hit, text []byte) []Hit {
	s.effort.begin(nil, traffic.Request)
	s.scan(0, text, traffic.ClassOf(text), true, false)
	return s.settled(dst, Reported)
}

// meaning is the key's hint; a vague "name" is qualified by the name around it.
func (s *Scanner) meaning(key, parent string) hint {
	return s.qualified(s.hints.of(key), parent)
}

func (s *Scanner) qualified(h hint, parent string) hint {
	if h.any(hName) && !h.any(hPeople|hThing) && parent != "" {
		if len(parent) != len(s.around) || unsafe.StringData(parent) != unsafe.StringData(s.around) {
			s.around, s.aroundIs = parent, s.hints.of(parent)
		}
		h |= s.aroundIs & (hPeople | hThing)
	}
	return h
}

// scan collects candidates in s.work. The class mask decides which readers run at all: most
// values of most calls are done after one or two tests of it.
func (s *Scanner) scan(key hint, text []byte, class traffic.Class, free, bare bool) {
	s.work = s.work[:0]
	if class&traffic.HasWide != 0 && folds(text) {
		s.scanFolded(key, text, free, bare)
		return
	}
	s.text, s.class, s.key, s.free, s.bare, s.place.start = text, class, key, free, bare, -1
	if !free && (key&byWhole != 0 || key == 0 && class&traffic.HasHigh != 0 && len(text) <= maxBareName) {
		s.whole(key, 0, len(text))
		if len(s.work) == 1 && s.decided() {
			return
		}
	}
	if free && class&traffic.HasLetter != 0 {
		s.spoken()
	}
	if free && class&traffic.HasMark != 0 {
		s.table()
	}
	if class&^traffic.HasLetter == 0 { // one word: only a key that happens to have no digit
		if len(text) >= minAccessKey {
			s.accessKey(text, 0, len(text))
		}
		return
	}
	if class&traffic.HasDot != 0 && class&traffic.HasLower != 0 && len(text) >= minLink && (free || text[0] == 'w') {
		s.www()
	}
	if class&telling == 0 { // letters, spaces, marks: nothing but a key file can be read there
		if class&pemBytes == pemBytes && len(text) >= minPEM {
			s.pem()
		}
		return
	}
	if class&^(traffic.HasDigit|traffic.HasLetter) == 0 { // one token
		s.token(class)
		return
	}
	if class&traffic.HasDash != 0 && (s.instant(class) || key&^hOpaque == 0 && uuid(text)) {
		return
	}
	link := class&traffic.HasColon != 0 && s.colons() && class&(traffic.HasEqual|traffic.HasHigh) == 0
	if len(s.work) == 1 && s.decided() {
		return
	}
	if !link && len(text) >= minLabelled && s.effort.left > 0 && hasLabel(text, class) {
		s.labelled()
	}
	if class&traffic.HasAt != 0 && class&traffic.HasDot != 0 {
		s.emails()
		if key&^(hEmail|hOpaque) == 0 && class&traffic.HasHigh == 0 && len(s.work) == 1 && s.decided() {
			return
		}
	}
	if class&traffic.HasDigit != 0 {
		s.tokens()
		if key&hPhone != 0 && len(s.work) == 0 && len(text) <= maxPhone && !free {
			s.loosePhone()
		}
	}
	if class&traffic.HasHigh != 0 {
		s.han()
	}
	if class&pemBytes == pemBytes && len(text) >= minPEM {
		s.pem()
	}
}

// decided reports that the only candidate is the whole text and of a type that nothing found inside
// could take it from: the key, or a checked shape from end to end, has spoken.
func (s *Scanner) decided() bool {
	h := &s.work[0]
	return h.End-h.Start == len(s.text) && h.Confidence >= Strong && settling[builtin(h.Type)]
}

// settling are the types that decide a whole value.
var settling = [lastType + 1]bool{
	CNName: true, TCName: true, ENName: true, Gender: true, Ethnicity: true, Religion: true, CNProvince: true, CNCity: true,
	MAC: true, IMEI: true, MEID: true, HKIDCard: true, SGIDCard: true, MYIDCard: true, VIN: true, USCC: true, CNPassport: true,
	HKMPermit: true, IPv6: true, Email: true,
}

// telling are the kinds of bytes of which each datum that no key explains has at least one.
const telling = traffic.HasDigit | traffic.HasHigh | traffic.HasAt | traffic.HasColon | traffic.HasEqual

const minLink = len("www.a.cn") // bytes

// pemBytes are the kinds of bytes that the first line of a PEM file has.
const pemBytes = traffic.HasDash | traffic.HasSpace

// byWhole are the hints under which the whole of a value is a datum or is not.
const byWhole = hNames | hPeople | hGender | hEthnic | hReligion | hProvince | hCity | hSwift | hSecret | hAddress | hMilitary |
	hCompact | hURL | hFixed

// maxBareName is the longest value, in bytes, that is looked at as a name without any key; there
// may be white space around it.
const maxBareName = 24

// context is what the key and the label before text[at] say together.
func (s *Scanner) context(at int) hint {
	if at == 0 {
		return s.key
	}
	label := s.label(at)
	if len(s.text) > maxKeyed && !s.free {
		return label
	}
	return s.key | label
}

// maxKeyed is the length, in bytes, up to which a key speaks for everything in its value.
const maxKeyed = 128

// hit notes a candidate.
func (s *Scanner) hit(t finding.DataType, start, end int, confidence uint8, reason string) {
	if !s.effort.pay(1) {
		return
	}
	s.work = append(s.work, Hit{Type: t, Start: start, End: end, Confidence: confidence, Reason: reason})
}

// str reads bytes as a string without a copy; the string must not be kept.
func str(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // read at once and dropped
}
