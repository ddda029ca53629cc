package sensitive

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Found is a hit in one of the values of a call.
type Found struct {
	Index int // in traffic.Values.All
	Hit
}

// column is one key of a list, and how many of its values look like one type.
type column struct {
	key, parent string
	t           finding.DataType
	last        int // index of the last value counted as a pass
	values      int
	passes      int
	samples     [minColumn][]byte // different values that pass
	different   int
}

const (
	shortestNumber = 6    // digits of the shortest number any type has; single digits may be codes
	shortestBare   = 11   // digits of the shortest number that is believed without a key
	maxUnnumbered  = 2048 // keys of one side, beyond those that have a number, that are asked what they mean; the rest say nothing
	minColumn      = 3    // values; three names by chance under one key: 0.04^3
	maxColumns     = 32   // bound of the work in one side: beyond it hunches are dropped, fair hits kept
	columnPass     = 80   // per cent of a column that must look like the type to confirm a hunch
	columnFail     = 50   // per cent below which a column takes a fair hit back
)

// Values appends everything found on one side of a call, in the order of the values. A column
// of a list is a context of its own: values that no key explains are believed when nearly all
// values of their column look the same (names under the key "a"), and doubtful ones are taken
// back when most of their column fails (one order number in ten passes Luhn).
func (s *Scanner) Values(dst []Found, v *traffic.Values, side traffic.Side) []Found {
	values, first := v.Of(side)
	s.keys.Use(v)
	s.plumb.Use(v)
	s.effort.begin(v, side)
	s.around = ""
	from := len(dst)
	doubts := false
	unnumbered := 0
	plain := traffic.KeyID(0) // a key that says nothing: the one of a list of numbers
	for i := range values {
		val := &values[i]
		if val.Shape == traffic.Number {
			n := len(val.Text)
			if n < shortestNumber && n > 1 || val.KeyID == plain && plain != 0 && (n < shortestBare || val.Class != traffic.HasDigit) {
				continue // as most are
			}
		} else if val.Shape >= traffic.Bool || len(val.Text) == 0 {
			continue
		}
		if val.Place <= traffic.InCookie && s.skipped(val) {
			continue
		}
		h := hint(0)
		if val.KeyID != 0 || val.Key == "" {
			h = s.keys.Of(val, s.tell)
		} else if unnumbered++; unnumbered <= maxUnnumbered {
			h = s.hints.of(val.Key)
		}
		if val.Shape == traffic.Number {
			if h&^hOpaque == 0 {
				plain = val.KeyID
			}
			if h&^hOpaque == 0 && (len(val.Text) < shortestBare || val.Class != traffic.HasDigit) || dull(val) {
				continue
			}
		} else if h&byWhole == 0 && val.Class&(telling|traffic.HasDot) == 0 && len(val.Text) < minAccessKey && val.Place != traffic.InText {
			continue // a word or a few, and no key that asks for them
		}
		if h.any(hName) {
			h = s.qualified(h, val.Parent)
		}
		free := val.Place == traffic.InText || val.Place == traffic.InHTML && val.Key == ""
		s.scan(h, val.Text, val.Class, free, false)
		switch len(s.work) {
		case 0:
		case 1:
			if hit := &s.work[0]; hit.Confidence >= Hunch {
				doubts = doubts || hit.Confidence < Firm
				dst = append(dst, Found{Index: first + i, Hit: *hit})
			}
		default:
			s.settle(Hunch)
			for k := range s.hits {
				doubts = doubts || s.hits[k].Confidence < Firm
				dst = append(dst, Found{Index: first + i, Hit: s.hits[k]})
			}
		}
	}
	s.around = "" // it lives as long as the call
	if doubts {
		return s.settleColumns(dst, from, v.All, values)
	}
	return dst
}

// settleColumns lets columns judge the doubtful among dst[from:] and drops what they take back.
func (s *Scanner) settleColumns(dst []Found, from int, all, values []traffic.Value) []Found {
	found := dst[from:]
	s.count(found, all, values)
	dst = dst[:from]
	for i := range found {
		f := found[i]
		if f.Confidence < Firm {
			s.judge(&f, all)
		}
		if f.Confidence >= Reported {
			dst = append(dst, f)
		}
	}
	return dst
}

// dull tells numbers that no type has, whatever the key says: short ones, negative ones, fractions.
func dull(val *traffic.Value) bool {
	n := len(val.Text)
	switch {
	case val.Class == traffic.HasDigit:
		return n < shortestNumber && n > 1
	case val.Text[0] == '-':
		return true
	}
	dot := bytes.IndexByte(val.Text, '.') // with two dots it is no number, but an address without its quotes
	return n < shortestNumber || dot >= 0 && bytes.IndexByte(val.Text[dot+1:], '.') < 0
}

// count collects the columns of all doubtful hits and counts their values.
func (s *Scanner) count(found []Found, all, values []traffic.Value) {
	s.columns = s.columns[:0]
	for i := range found {
		f := &found[i]
		if f.Confidence < Firm && len(s.columns) < maxColumns && s.column(f, all) == nil {
			v := &all[f.Index]
			s.columns = append(s.columns, column{key: v.Key, parent: v.Parent, t: f.Type, last: -1})
		}
	}
	for i := range values {
		v := &values[i]
		if len(v.Text) == 0 || v.Shape >= traffic.Bool {
			continue
		}
		for k := range s.columns {
			if c := &s.columns[k]; c.key == v.Key && c.parent == v.Parent {
				c.values++
			}
		}
	}
	for i := range found {
		f := &found[i]
		if c := s.column(f, all); c != nil && c.last != f.Index {
			c.last = f.Index
			c.passes++
			c.note(all[f.Index].Text[f.Start:f.End])
		}
	}
}

// note remembers a passing value if it differs from those before: a repeated word is a
// category, not a column of names.
func (c *column) note(text []byte) {
	if c.different == minColumn {
		return
	}
	for _, have := range c.samples[:c.different] {
		if string(have) == string(text) {
			return
		}
	}
	c.samples[c.different] = text
	c.different++
}

func (s *Scanner) column(f *Found, all []traffic.Value) *column {
	v := &all[f.Index]
	for k := range s.columns {
		c := &s.columns[k]
		if sameKind(c.t, f.Type) && c.key == v.Key && c.parent == v.Parent {
			return c
		}
	}
	return nil
}

// sameKind: names in both scripts, and cards of both kinds, stand in one column.
func sameKind(a, b finding.DataType) bool {
	return a == b || isName(a) && isName(b) || isCard(a) && isCard(b)
}

func isName(t finding.DataType) bool { return t == CNName || t == TCName }
func isCard(t finding.DataType) bool { return t == DebitCard || t == CreditCard }

// judge lets the column confirm or take back a doubtful hit.
func (s *Scanner) judge(f *Found, all []traffic.Value) {
	c := s.column(f, all)
	switch {
	case c == nil:
	case f.Confidence < Reported:
		if c.different >= minColumn && c.passes*100 >= c.values*columnPass {
			f.Confidence, f.Reason = Likely, "a column of such values"
		}
	case c.values >= minColumn && c.passes*100 < c.values*columnFail:
		f.Confidence, f.Reason = 0, "most of its column is something else"
	}
}

// skipped tells headers that the protocol defines: their dates, versions and addresses say
// nothing about data. Attributes of cookies likewise.
func (s *Scanner) skipped(v *traffic.Value) bool {
	switch v.Place {
	case traffic.InHeader:
		return s.plumb.Of(v, protocolHeader)
	case traffic.InCookie:
		return v.Parent != "Cookie" && v.Parent != "Set-Cookie"
	}
	return false
}

func protocolHeader(name string) bool {
	for _, h := range protocolHeaders {
		if len(h) == len(name) && strings.EqualFold(h, name) {
			return true
		}
	}
	return false
}

// protocolHeaders carry no data of the application.
var protocolHeaders = strings.Fields(
	"Date Expires Last-Modified Age ETag Server Via Host Connection Keep-Alive Accept Accept-Encoding " +
		"Accept-Language Accept-Ranges Accept-Charset Allow Cache-Control Content-Type Content-Length " +
		"Content-Encoding Content-Language Content-Security-Policy Content-Range If-Modified-Since " +
		"If-Unmodified-Since If-None-Match If-Match If-Range Origin Pragma Range Referer Retry-After " +
		"Strict-Transport-Security TE Trailer Transfer-Encoding Upgrade User-Agent Vary X-Forwarded-For " +
		"X-Forwarded-Host X-Forwarded-Proto X-Real-IP Forwarded Sec-WebSocket-Key Sec-WebSocket-Accept " +
		"X-Request-Id X-Powered-By Traceparent Alt-Svc NEL Report-To CF-Ray X-Amzn-Trace-Id Sec-CH-UA " +
		"Access-Control-Allow-Origin Authorization Proxy-Authorization")
