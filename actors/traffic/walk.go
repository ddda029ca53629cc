package traffic

import (
	"unsafe"
)

// Walker takes calls apart. It is reused from call to call and keeps its memory, so that
// in steady state a walk allocates nothing for JSON and forms. It is not safe for
// concurrent use: one per worker.
type Walker struct {
	lim   Limits
	out   Values
	buf   []byte      // unescaped text of this walk; grows by reallocation, so older values stay valid
	body  [2][]byte   // transcoded bodies (UTF-16, GBK)
	stack []frame     // open containers and texts; it has room for all that may be open, so pointers into it stay valid
	deep  int         // how many of them may be open
	tags  []element   // open elements; its capacity is Limits.Depth
	keys  Keys        // numbers of the keys met so far
	open  []KeyID     // keys of the open objects, for counting duplicates
	spare []*keyEntry // for keys without a number; loose of them are in use
	loose int
	last  *keyEntry // the JSON key read last: what followed it before is likely to follow again
	nest  nest      // where nested JSON text came from
	flat  bool      // tests: leave JSON inside strings alone
	full  bool      // Limits.Values reached
	stand Stand     // of the next value
	rec   uint32    // last record number given out on this side
}

// NewWalker makes a walker with the given limits; zero fields take their default.
func NewWalker(l Limits) *Walker {
	l = l.orDefault()
	w := &Walker{lim: l, stack: make([]frame, 0, l.Depth+2), tags: make([]element, 0, l.Depth)}
	w.keys.begin()
	w.last = w.keys.entries[0]
	return w
}

// Walk lists all values of both sides of a call. The result and everything in it is valid
// until the next Walk, and as long as x is not written to. It never fails: what cannot be
// read as its format is read as text, what lies beyond a limit is counted in Over.
func (w *Walker) Walk(x *Exchange) *Values {
	w.keys.begin()
	w.out = Values{All: w.out.All[:0], Keys: &w.keys}
	w.buf, w.full, w.last = w.buf[:0], false, w.keys.entries[0]

	w.begin(Request)
	w.path(x.Path)
	w.query(x.Query)
	w.headers(x.Request.Headers)
	w.message(&x.Request)
	w.out.split = len(w.out.All)

	w.begin(Response)
	w.headers(x.Response.Headers)
	w.message(&x.Response)

	w.out.Truncated = w.out.Over.Any()
	return &w.out
}

func (w *Walker) begin(s Side) {
	w.stand, w.rec = Stand{Side: s}, 0
}

// record opens a record: an object, a form, a row.
func (w *Walker) record() uint32 {
	w.rec++
	return w.rec
}

// message reads one side's body.
func (w *Walker) message(m *Message) {
	b := &w.out.Bodies[w.stand.Side]
	b.Cut = m.Cut
	if len(m.Body) == 0 {
		return
	}
	text := m.Body
	if len(text) > w.lim.BodyBytes {
		text = text[:w.lim.BodyBytes]
		b.Cut = true
		w.out.Over.Body++
	}
	contentType := m.Header("Content-Type")
	text = w.utf8(contentType, text)
	b.Text = text
	b.Format = sniff(contentType, text)
	if b.Format == FormatBinary {
		b.Unreadable = true
		return
	}
	b.Read = true
	readers[b.Format](w, contentType, text)
}

// readers holds one reader a format.
var readers = [...]func(w *Walker, contentType string, body []byte){
	FormatNone:      func(*Walker, string, []byte) {},
	FormatJSON:      (*Walker).jsonBody,
	FormatForm:      (*Walker).formBody,
	FormatMultipart: (*Walker).multipartBody,
	FormatXML:       (*Walker).xmlBody,
	FormatHTML:      (*Walker).htmlBody,
	FormatText:      (*Walker).textBody,
	FormatBinary:    func(*Walker, string, []byte) {},
}

// slot makes room for one value; nil when the list is full.
func (w *Walker) slot() *Value {
	n := len(w.out.All)
	if n < cap(w.out.All) {
		w.out.All = w.out.All[:n+1]
		return &w.out.All[n]
	}
	return w.grow()
}

// grow makes the list longer. Its capacity never goes beyond Limits.Values, so that slot has
// but one test to make.
func (w *Walker) grow() *Value {
	n := len(w.out.All)
	if n >= w.lim.Values {
		w.full = true
		w.out.Over.Values = 1
		return nil
	}
	all := make([]Value, n+1, min(max(2*n, 64), w.lim.Values))
	copy(all, w.out.All)
	w.out.All = all
	return &all[n]
}

// add appends a text value whose text was already decoded; raw is its place in the source.
func (w *Walker) add(key, parent string, text []byte, rec uint32, start, end int) {
	text, cut := w.clip(text)
	if v := w.slot(); v != nil {
		v.Stand = w.stand
		v.Class, v.KeyID, v.Record, v.Start, v.End = ClassOf(text), w.keyOf(key), rec, start, end
		v.Key, v.Parent, v.Text, v.Cut = key, parent, text, cut
	}
}

// keyOf numbers a key that is no JSON: mostly the one that followed the one before it last time.
func (w *Walker) keyOf(key string) KeyID {
	e := w.last
	if e.name == key {
		return e.id
	}
	e = e.next
	if e.name != key || e.id == 0 {
		if e = w.keys.entryOf(key, false); e.id == 0 {
			return 0
		}
		w.last.next = e
	}
	w.last = e
	return e.id
}

// clip cuts text to TextBytes at a character's border.
func (w *Walker) clip(text []byte) ([]byte, bool) {
	if len(text) <= w.lim.TextBytes {
		return text, false
	}
	w.out.Over.Text++
	return text[:runeStart(text, w.lim.TextBytes)], true
}

// runeStart moves i back to the start of the character it stands in, at most three bytes.
func runeStart(b []byte, i int) int {
	for k := 0; k < 3 && i > 0 && i < len(b) && b[i]&0xC0 == 0x80; k++ {
		i--
	}
	return i
}

// str and raw convert without a copy. Both sides are only read, and live as long as the
// walk's result: that is why the result must not outlive the next walk.
func str(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // no copy on the hot path; bytes are never written
}

func raw(s string) []byte {
	return unsafe.Slice(unsafe.StringData(s), len(s)) //nolint:gosec // as above
}
