package attack

import (
	"bytes"
	"math/bits"
	"strings"
	"unsafe"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Scanner holds the memory of a scan; one per worker, not safe for concurrent use.
type Scanner struct {
	plain, spare []byte // text with its encodings undone (view.go)
	folded       []byte
	inside       []byte // what stood in base64
	doubt        Doubt
	clean        memo
	effort       effort
	begins       []int  // of the strings at the end of a body (effort.go)
	path, query  string // of the call
	form         []byte // its body, of which a form is read
}

// Of gives the kinds of attack that a call carries, as far as the first stage is sure.
func Of(x *traffic.Exchange, v *traffic.Values) finding.Set {
	set, _ := new(Scanner).Judge(x, v)
	return set
}

// Judge gives the kinds of attack that a call carries, as far as the first stage is sure,
// with what the gateway's firewall said, and what it doubts: a call with doubts should be
// shown to the second stage. The doubt is valid until the next Judge.
func (s *Scanner) Judge(x *traffic.Exchange, v *traffic.Values) (finding.Set, *Doubt) {
	s.doubt.reset()
	s.effort.left = maxEffort
	s.path, s.query, s.form = x.Path, x.Query, v.Bodies[traffic.Request].Text
	set := Verdict(x.WAF) | s.protocol(x)
	if s.scanner(x.Request.Header("User-Agent")) || scannerHeader(x) {
		set = set.With(uint8(MaliciousScanning))
	}
	set |= s.text(inPath, "", raw(x.Path)) | s.pathTail(x.Path)
	values, _ := v.Of(traffic.Request)
	upload, skipped := false, false
	for i := 0; i < len(values) && !skipped; i++ {
		if skipped = s.effort.left < endEffort && i < len(values)-lastValues; skipped {
			for last := len(values) - 1; last >= len(values)-lastValues; last-- {
				set |= s.one(&values[last])
			}
			break
		}
		set |= s.one(&values[i])
		upload = upload || isUpload(&values[i])
	}
	body := &v.Bodies[traffic.Request]
	if v.Over.Text > 0 || v.Over.Values > 0 {
		set |= s.end(body)
	}
	switch {
	case body.Format != traffic.FormatForm && len(body.Text) <= maxText && hasPrefixFold(x.Request.Header("Content-Type"), "application/x-www-form"):
		set |= s.text(inKey|inValue|inCookie, "", body.Text) // a form of one name, which readers take for text
	case body.Format == traffic.FormatJSON && bytes.Contains(body.Text, protoKey):
		set = set.With(uint8(WebAppVulnerability))
	case body.Format == traffic.FormatMultipart && !hasPrefixFold(x.Request.Header("Content-Type"), "multipart/form-data"):
		s.doubt.add("", raw("multipart"), raw("multipart"), false)
	case body.Format == traffic.FormatMultipart && !upload && bytes.Contains(body.Text, charsetWord):
		s.doubt.add("", charsetWord, charsetWord, false)
	case upload:
		set |= s.text(inUpload, "", body.Text)
	case body.Format == traffic.FormatXML || body.Format == traffic.FormatText || body.Format == traffic.FormatHTML:
		set |= s.text(inBody, "", body.Text)
	}
	if skipped || s.Spent() {
		s.giveUp(body.Text)
	}
	return set, &s.doubt
}

// one judges a value with its name.
func (s *Scanner) one(val *traffic.Value) finding.Set {
	if mayOperate(val) && s.effort.pay(operatorStep+(len(val.Key)+len(val.Parent))/ruleStep) && s.operatorAttack(val) {
		return finding.Set(0).With(uint8(SQLInjection)) | s.value(val)
	}
	if val.Place != traffic.InHeader && val.Class&(traffic.HasOther|traffic.HasColon|traffic.HasHigh|traffic.HasDot) == 0 {
		return s.key(val) | s.value(val) // cheaper than to remember
	}
	hash := s.clean.named(val)
	if s.clean.has(hash) {
		return 0
	}
	before := s.doubt.Shape
	set := s.key(val)
	switch {
	case isUpload(val):
		set |= s.text(inName, "", val.Text)
	case val.Place == traffic.InHeader:
		set |= s.header(val)
	default:
		set |= s.value(val)
	}
	if set == 0 && s.doubt.Shape == before && !s.Spent() {
		s.clean.add(hash)
	}
	return set
}

// isUpload reports the name of an uploaded file.
func isUpload(val *traffic.Value) bool {
	return val.Place == traffic.InMultipart && val.Key == "filename"
}

var (
	protoKey    = []byte(`"__proto__"`)
	charsetWord = []byte("charset")
)

// value judges one parameter, field or cookie. Numbers and single words cost nothing; what
// is made of letters, digits and dots only can still name a class or a file.
func (s *Scanner) value(val *traffic.Value) finding.Set {
	const marks = traffic.HasOther | traffic.HasColon | traffic.HasHigh
	if len(val.Key) <= maxCommandKey && len(val.Text) <= maxBareCommand && bareCommand(val.Key, str(val.Text)) {
		return finding.Set(0).With(uint8(CommandInjection))
	}
	if val.Class&(marks|traffic.HasDot) == 0 {
		switch {
		case len(val.Text) < 10:
			if commandKey(val.Key) && commandFirst(val.Text) {
				s.doubt.add(val.Key, val.Text, val.Text, false)
			}
			return 0
		case val.Class&^traffic.HasLetter == 0:
			return s.text(inValue, val.Key, val.Text)
		case val.Class == traffic.HasDigit:
			if probes[string(val.Text)] {
				s.doubt.add(val.Key, val.Text, val.Text, false)
			}
			return 0
		case len(val.Text) < 16:
			return 0
		}
		return s.wrapped(val)
	}
	where := inValue
	switch val.Place {
	case traffic.InQuery:
		where |= inRaw
	case traffic.InCookie:
		where |= inCookie
	}
	if val.Class&marks == 0 {
		return s.text(where, val.Key, val.Text)
	}
	set := s.text(where, val.Key, val.Text) | s.address(val)
	if set == 0 && len(val.Text) >= 16 {
		set = s.wrapped(val)
	}
	return set
}

// probes are numbers at the edges of integers that tools send to provoke errors.
var probes = map[string]bool{
	"4294967295": true, "4294967296": true, "2147483647": true, "2147483648": true, "0000012345": true, "0000023456": true,
}

// wrapped judges what is sent as base64: serialised objects are known by their first bytes,
// text is judged as if it had been sent plain.
func (s *Scanner) wrapped(val *traffic.Value) finding.Set {
	if serialised(val.Text) {
		return finding.Set(0).With(uint8(WebAppVulnerability))
	}
	if !s.effort.read(val.Text) {
		return 0
	}
	if s.inside = unwrapped(s.inside[:0], s.view(val.Text, false)); len(s.inside) == 0 {
		return 0
	}
	return s.text(inValue, val.Key, s.inside)
}

// key judges the name of a parameter or field. Names that begin with '$' are operators of
// queries, which some APIs take in JSON bodies on purpose: there they are only a doubt.
func (s *Scanner) key(val *traffic.Value) (set finding.Set) {
	if val.Place == traffic.InHeader || val.Place == traffic.InPath {
		return 0
	}
	for _, name := range [2]string{val.Key, val.Parent} {
		if len(name) < 3 || !suspectKey(name) && (val.Place != traffic.InQuery && val.Place != traffic.InForm || len(name) < 4) {
			continue
		}
		if val.Place == traffic.InJSON && name[0] == '$' && !credentialOperator(val, name) {
			s.doubt.add("", raw(name), raw(name), false)
			continue
		}
		if val.Place == traffic.InJSON && name[0] == '$' {
			set = set.With(uint8(SQLInjection))
			continue
		}
		set |= s.text(inKey, "", raw(name))
	}
	return set
}

// credentialOperator reports a query operator where a password or name is asked for, or one
// that carries code.
func credentialOperator(val *traffic.Value, name string) bool {
	if name == "$where" || name == "$function" || name == "$accumulator" {
		return true
	}
	return name == val.Key && (secretField(val.Parent) || namedFields[foldedField(val.Parent)])
}

// text judges one text in one scope or several.
func (s *Scanner) text(where scope, key string, text []byte) (set finding.Set) {
	if len(text) < 2 {
		return 0
	}
	hash := s.clean.hash(where, text)
	if s.clean.has(hash) {
		return 0
	}
	if !s.effort.read(text) {
		return 0
	}
	before := s.doubt.Shape
	written := where&(inRaw|inCookie|inHeader|inPath|inKey) == 0
	if written {
		text = withoutCode(text)
	}
	plain := s.view(text, where&inCookie != 0)
	s.folded = fold(s.folded[:0], plain)
	if written {
		s.folded = idleMarkup(s.folded)
	}
	if bytes.IndexByte(s.folded, '`') >= 0 && s.effort.excuse(s.folded) && (written || sentence(s.folded)) && !harmful.Match(s.folded) {
		s.folded = unquoted(s.folded)
	}
	woken, any := triggers.scan(s.folded)
	present := marksOf(s.folded)
	doubted := false
	if any {
		for w, rules := range woken {
			for ; rules != 0; rules &= rules - 1 {
				r := &compiled[w<<6|bits.TrailingZeros64(rules)]
				if r.where&where == 0 || r.kind == 0 && (doubted || where&inHeader != 0 && r.where&inHeader == 0) || set.Has(uint8(r.kind)) || r.need != (marks{}) && !r.need.meet(present) {
					continue
				}
				switch {
				case !r.holds(s.folded, &s.effort):
				case r.kind == 0:
					doubted = true
				case mentioned(r.kind, s.folded, written) || r.query && IsStatement(key, str(plain)):
					doubted = true
				default:
					set = set.With(uint8(r.kind))
				}
			}
		}
	}
	if where&inValue != 0 && leadsCommand(s.folded) {
		set = set.With(uint8(CommandInjection))
	}
	if where&(inValue|inHeader|inPath|inKey) != 0 {
		s.fingerprint(key, plain, present, any)
	}
	if where&(inKey|inHeader|inRaw) != 0 && bytes.IndexByte(plain, '\r') >= 0 {
		doubted = true // a line break where there are no lines
	}
	if where&(inValue|inKey) != 0 && bytes.IndexByte(plain, '*') >= 0 && bytes.Contains(plain, []byte("/*")) {
		doubted = true // a comment, which folding takes away
	}
	if where&(inRaw|inCookie|inPath) != 0 && bytes.IndexByte(plain, 0) >= 0 {
		set = set.With(uint8(NonCompliantProtocol))
	}
	if doubted || s.suspicious(where, present) {
		s.effort.pay(1)
		s.doubt.add(key, plain, s.folded, !bytes.Equal(plain, text))
	}
	if set == 0 && s.doubt.Shape == before && !s.Spent() {
		s.clean.add(hash)
	}
	return set
}

// suspectKey reports a name that has characters names do not have.
func suspectKey(name string) bool {
	for i := range len(name) {
		if keyMarks[name[i]] {
			return true
		}
	}
	return len(name) > 5 && (name[0] == '_' || name[0]|0x20 == 'c')
}

var keyMarks = func() (t [256]bool) {
	for _, c := range []byte("$[{('\"<#.\\%&;/:=>*|`) \n\r\t!?,^~") {
		t[c] = true
	}
	return t
}()

// scanner reports a user agent that names a scanner.
func (s *Scanner) scanner(agent string) bool {
	hash := s.clean.hash(inAgent, raw(agent))
	if s.clean.has(hash) {
		return false
	}
	if ToolOf(agent) == ScannerTool {
		return true
	}
	s.clean.add(hash)
	return false
}

// scannerHeader knows scanners that name themselves in a header of their own.
func scannerHeader(x *traffic.Exchange) bool {
	for i := range x.Request.Headers {
		n := x.Request.Headers[i].Name
		if len(n) > 8 && (n[0]|0x20 == 'a' || n[0]|0x20 == 'x') && (hasPrefixFold(n, "acunetix-") || hasPrefixFold(n, "x-wipp") || hasPrefixFold(n, "x-scan-memo") ||
			hasPrefixFold(n, "x-ratproxy") || hasPrefixFold(n, "x-qualys") || hasPrefixFold(n, "x-burp")) {
			return true
		}
	}
	return false
}

// raw is the text's bytes, which are never written.
func raw(text string) []byte {
	return unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // no copy on the hot path; bytes are only read
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)],
		prefix)
}

// str is the bytes' text, for callees that only read it and do not keep it.
func str(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // as above
}
