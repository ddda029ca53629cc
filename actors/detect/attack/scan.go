package attack

import (
	"math/bits"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Scanner holds the memory of a scan; one per worker, not safe for concurrent use.
type Scanner struct {
	buf  []byte
	hits automatonHits
}

// Of gives the kinds of attack that a call carries; see Scanner.Of.
func Of(x *traffic.Exchange, v *traffic.Values) finding.Set { return new(Scanner).Of(x, v) }

// Of gives the kinds of attack that a call carries, as far as the first stage is sure, with
// what the gateway's firewall said. It may miss an attack, which the second stage is for.
func (s *Scanner) Of(x *traffic.Exchange, v *traffic.Values) finding.Set {
	set := Verdict(x.WAF) | protocol(x)
	if ToolOf(x.Request.Header("User-Agent")) == ScannerTool || scannerHeader(x) {
		set = set.With(uint8(MaliciousScanning))
	}
	set |= s.text(inPath, []byte(x.Path))
	values, _ := v.Of(traffic.Request)
	upload := false
	for i := range values {
		val := &values[i]
		set |= s.key(val)
		switch {
		case val.Place == traffic.InMultipart && val.Key == "filename":
			set |= s.text(inName, val.Text)
			upload = true
		case val.Place == traffic.InHeader && !telling(val.Key):
		case val.Class&traffic.HasOther != 0 || val.Class&traffic.HasColon != 0:
			set |= s.text(inValue, val.Text)
			if val.Place == traffic.InQuery || val.Place == traffic.InPath {
				set |= s.text(inRaw, val.Text)
			}
		case len(val.Text) > 16 && (val.Text[0]|0x20 == 'r' || val.Key == "@type"):
			set |= s.text(inValue, val.Text) // a serialised object: base64 only; a class: letters and dots only
		}
	}
	body := &v.Bodies[traffic.Request]
	switch {
	case upload:
		set |= s.text(inUpload, body.Text)
	case body.Format == traffic.FormatXML || body.Format == traffic.FormatText || body.Format == traffic.FormatHTML:
		set |= s.text(inBody, body.Text)
	}
	return set
}

// key judges the name of a parameter or field. Names that begin with '$' are operators of
// queries, which some APIs take in JSON bodies on purpose: there only code counts.
func (s *Scanner) key(val *traffic.Value) (set finding.Set) {
	if val.Place == traffic.InHeader || val.Place == traffic.InPath {
		return 0
	}
	for _, name := range [2]string{val.Key, val.Parent} {
		if len(name) < 3 || !suspectKey(name) || val.Place == traffic.InJSON && name[0] == '$' && name != "$where" {
			continue
		}
		set |= s.text(inKey, []byte(name))
	}
	return set
}

// text judges one text in one scope.
func (s *Scanner) text(where scope, text []byte) (set finding.Set) {
	if len(text) < 3 {
		return 0
	}
	s.buf = normalise(s.buf[:0], text)
	s.hits.clear()
	triggers.scan(s.buf, &s.hits)
	if !s.hits.any() {
		return 0
	}
	var woken ruleSet
	for w, word := range s.hits.bits {
		for ; word != 0; word &= word - 1 {
			r := wakes[w<<6|bits.TrailingZeros64(word)]
			woken[0] |= r[0]
			woken[1] |= r[1]
		}
	}
	present := marksOf(s.buf)
	for w, rules := range woken {
		for ; rules != 0; rules &= rules - 1 {
			r := &compiled[w<<6|bits.TrailingZeros64(rules)]
			if r.where&where == 0 || set.Has(uint8(r.kind)) || r.need != (marks{}) && !r.need.meet(present) {
				continue
			}
			if r.holds(s.buf) {
				set = set.With(uint8(r.kind))
			}
		}
	}
	return set
}

// telling reports a header that applications read and log, and attackers therefore use.
func telling(name string) bool {
	for _, n := range quiet {
		if len(name) >= len(n) && strings.EqualFold(name[:len(n)], n) {
			return false
		}
	}
	return true
}

// quiet are beginnings of headers whose syntax is full of marks and whose content no
// application puts into a query.
var quiet = []string{
	"accept", "sec-", "content-length", "content-disposition", "host", "authorization", "proxy-authorization", "if-",
	"connection",
	"cache-control", "date", "etag", "traceparent", "tracestate", "transfer-encoding", "x-amz-", "signature", "digest",
	"alt-",
}

// suspectKey reports a name that has characters names do not have.
func suspectKey(name string) bool {
	for i := range len(name) {
		switch name[i] {
		case '$', '[', '{', '(', '\'', '"', '<', '#':
			return true
		}
	}
	return len(name) > 5 && (name[0] == '_' || name[0]|0x20 == 'c')
}

// scannerHeader knows scanners that name themselves in a header of their own.
func scannerHeader(x *traffic.Exchange) bool {
	for i := range x.Request.Headers {
		n := x.Request.Headers[i].Name
		if len(n) > 8 && (hasPrefixFold(n, "acunetix-") || hasPrefixFold(n, "x-wipp") || hasPrefixFold(n, "x-scan-memo") ||
			hasPrefixFold(n, "x-ratproxy") || hasPrefixFold(n, "x-qualys") || hasPrefixFold(n, "x-burp")) {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)],
		prefix)
}
