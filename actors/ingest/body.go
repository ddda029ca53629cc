package ingest

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// expected reports whether a message whose body was not given must have had one, so that it
// was not captured. The benefit of the doubt goes to coverage: a response counts as
// having had a body unless its status, method or length say otherwise.
func (r *run) expected(m *traffic.Message, side traffic.Side) bool {
	given, size := r.raw.reqSize, r.raw.size[0]
	if side == traffic.Response {
		given, size = r.raw.resSize, r.raw.size[1]
	}
	if given {
		return size > 0
	}
	if n := m.Header("content-length"); n != "" {
		return strings.Trim(n, "0 ") != ""
	}
	if side == traffic.Request {
		return m.Header("transfer-encoding") != ""
	}
	switch s := r.x.Status; {
	case r.x.Method == "HEAD", s == 204, s == 304, s > 0 && s < 200:
		return false
	}
	return true
}

// body undoes the content-encoding of a captured body and bounds it. Where it cannot be
// undone the bytes stay as they are: whoever reads them will call them unreadable.
func (r *run) body(m *traffic.Message, size int64) {
	m.Size = max(size, 0)
	if len(m.Body) == 0 {
		m.Body = nil
		return
	}
	if !m.Cut && m.Size == 0 {
		m.Size = int64(len(m.Body))
	}
	if enc := m.Header("content-encoding"); enc != "" && !strings.EqualFold(enc, "identity") && !plain(m.Body) {
		b, whole, ok := unpack(enc, m.Body, m.Cut, r.o.BodyBytes)
		if ok {
			m.Body = b
			m.Cut = m.Cut || !whole
		} else {
			r.counts.BodiesPacked++
		}
	}
	m.Size = max(m.Size, int64(len(m.Body)))
	if len(m.Body) > r.o.BodyBytes {
		m.Body, m.Cut = m.Body[:r.o.BodyBytes], true
		r.counts.BodiesCut++
	}
}

// plain reports a body that its sensor already unpacked although the header is still
// there: its head is text.
func plain(b []byte) bool {
	b = b[:min(len(b), 64)]
	for i := 0; i < len(b); i++ {
		if b[i] < ' ' && b[i] != '\t' && b[i] != '\r' && b[i] != '\n' {
			return false
		}
	}
	for len(b) > 60 && !utf8.Valid(b) { // a character may be cut
		b = b[:len(b)-1]
	}
	return utf8.Valid(b)
}

// unpack gives at most max+1 bytes of what body holds. Whole is false where it ended before its
// end or held more. Ok is false where it could not be read; of a body cut by its sensor
// what can be read is good.
func unpack(encoding string, body []byte, cut bool, max int) (out []byte, whole, ok bool) {
	p, known := packingOf(encoding)
	if !known || !strings.HasPrefix(alias(body[:min(len(body), 4)]), p.magic) {
		return nil, false, false
	}
	r, err := p.open(bytes.NewReader(body), windowBytes)
	if err != nil {
		return nil, false, false
	}
	if c, isCloser := r.(io.Closer); isCloser {
		defer func() { _ = c.Close() }()
	}
	var buf bytes.Buffer
	_, err = io.Copy(&buf, io.LimitReader(r, int64(max)+1))
	if err != nil && (!cut || buf.Len() == 0) {
		return nil, false, false
	}
	return buf.Bytes(), err == nil && buf.Len() <= max, true
}
