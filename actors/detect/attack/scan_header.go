package attack

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// header judges one header line: all of the headers that applications read and log, of the
// others what their own syntax has no use for.
func (s *Scanner) header(val *traffic.Value) finding.Set {
	switch {
	case isFilename(val.Key):
		return s.text(inName, val.Key, val.Text)
	case strings.EqualFold(val.Key, "referer"):
		return s.referer(val)
	case strings.EqualFold(val.Key, "cookie"):
		return 0 // its values come one by one
	case strings.EqualFold(val.Key, "proxy"):
		return finding.Set(0).With(uint8(WebAppVulnerability)) // becomes HTTP_PROXY in a CGI program's environment
	case strings.EqualFold(val.Key, "user-agent") && plainAgent(val.Text):
		return 0
	case strings.EqualFold(val.Key, "content-type") && severalTypes(val.Text):
		s.doubt.add(val.Key, val.Text, val.Text, false)
	case telling(val.Key) || oddIn(val.Text):
		set := s.text(inValue|inHeader, val.Key, val.Text)
		if val.Class&traffic.HasColon != 0 && bytes.Contains(val.Text[:min(len(val.Text), 12)], []byte("://")) {
			set |= s.address(val)
		}
		if set == 0 && mayBreak(val.Text) {
			set = breaksHeader(val.Text)
		}
		if set == 0 && len(val.Text) >= 16 && val.Class&traffic.HasDash == 0 && val.Class&(traffic.HasSpace|traffic.HasDot|traffic.HasColon) == 0 {
			set = s.wrapped(val)
		}
		return set
	}
	return 0
}

// pathTail judges what stands in a path from its first segment that paths have no use for, as
// if it were a parameter: many servers take parameters there.
func (s *Scanner) pathTail(path string) finding.Set {
	for i := range len(path) {
		if !pathMarks[path[i]] {
			continue
		}
		if len(path)-i > 2 && path[i] == '%' && path[i+1] > '7' {
			continue // letters beyond ASCII
		}
		begin := strings.LastIndexByte(path[:i], '/') + 1
		if begin < 2 && path[i] == '*' {
			begin = 0
		}
		if path[i] == '*' && i > 0 && path[i-1] == '/' && begin > 1 { // the comment belongs to what stands before it
			begin = strings.LastIndexByte(path[:i-1], '/') + 1
		}
		if s.effort.read(raw(path)) {
			return s.text(inValue, "", raw(path[begin:]))
		}
		return 0
	}
	return 0
}

// pathMarks are bytes that segments of paths seldom have.
var pathMarks = func() (t [256]bool) {
	for _, c := range []byte("'\"<>;|`$&(){}*% \\") {
		t[c] = true
	}
	return t
}()

// breaksHeader judges what the second stage does not look at: a header that begins with a mark
// of the shell, or with a value that a quote or a condition breaks out of. No syntax of headers
// begins so.
func breaksHeader(text []byte) finding.Set {
	switch {
	case shellHead.Match(text) && bearsShell(string(text)):
		return finding.Set(0).With(uint8(CommandInjection))
	case sqlHead.Match(text) && bearsSQL(string(text)):
		return finding.Set(0).With(uint8(SQLInjection))
	}
	return 0
}

// mayBreak is a gate before breaksHeader: a mark at the begin, a number with something behind
// it, or a quote near the begin.
func mayBreak(text []byte) bool {
	if len(text) < 2 {
		return false
	}
	switch c := text[0]; {
	case c == ';' || c == '|' || c == '&' || c == '$' || c == '`' || c == '\n' || c == ' ':
		return true
	case c >= '0' && c <= '9' || c == '-':
		return bytes.IndexByte(text[:min(len(text), 16)], ' ') > 0 || bytes.IndexByte(text[:min(len(text), 16)], '\'') > 0
	}
	head := text[:min(len(text), 26)]
	return bytes.IndexByte(head, '\'') >= 0 || bytes.IndexByte(head, '"') >= 0
}

var (
	shellHead = regexp.MustCompile(`^\s*['"]?\s*(?:[;|&\x60\n]|\$[({])`)
	sqlHead   = regexp.MustCompile(`(?i)^\s*(?:[\w.@-]{0,24}['"]\s*\)*\s*(?:[a-z|&=<>^*+-]|;\s*[a-z])|-?\d+\)*\s+(?:and|or|xor|union|having|order|group|rlike|div)\b)`)
)

// maxReferer bounds the parameters of a referring address that are judged.
const maxReferer = 32

// referer judges the address before its query as a header, and each parameter as one.
func (s *Scanner) referer(val *traffic.Value) (set finding.Set) {
	address, query, has := bytes.Cut(val.Text, []byte("?"))
	set = s.text(inValue|inHeader, val.Key, address)
	if !has || bytes.IndexByte(query, '=') < 0 {
		return set | s.text(inValue|inHeader, val.Key, query)
	}
	for n := 0; n < maxReferer && len(query) > 0; n++ {
		var pair []byte
		pair, query, _ = bytes.Cut(query, []byte("&"))
		name, value, _ := bytes.Cut(pair, []byte("="))
		if traffic.ClassOf(value)&(traffic.HasOther|traffic.HasHigh) != 0 {
			set |= s.text(inValue|inCookie, val.Key, value)
			set |= s.address(&traffic.Value{Key: string(name), Text: value, Class: traffic.ClassOf(value)})
		}
	}
	return set
}

// plainAgent reports a user agent made of what browsers and programs make them of.
func plainAgent(text []byte) bool {
	for _, c := range text {
		if !agentBytes[c] {
			return false
		}
	}
	return len(text) > 2 && letter(text[0]) && !bytes.Contains(text, []byte("--")) && !bytes.Contains(text, []byte("()"))
}

var agentBytes = func() (t [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ./;:(),_-+[]") {
		t[c] = true
	}
	return t
}()

// isFilename reports headers by which uploads without a form name their file.
func isFilename(header string) bool {
	return hasPrefixFold(header, "x-file") || hasPrefixFold(header, "x_file") || hasPrefixFold(header, "x.file")
}

// severalTypes reports a type inside of another's parameters, where parsers disagree.
func severalTypes(text []byte) bool {
	_, parameters, _ := bytes.Cut(text, []byte(";"))
	return bytes.IndexByte(parameters, '/') >= 0 || bytes.Count(parameters, []byte("charset")) > 1
}

// oddIn reports marks that lists of types, languages and tokens do not have.
func oddIn(text []byte) bool {
	for i, c := range text {
		switch c {
		case '<', '$', '{', '\'', '`', '|', '\\', '\n':
			return true
		case '(':
			return true
		case '=':
			if i+1 < len(text) && text[i+1] == '.' {
				return true
			}
		case 'j', 'J':
			if hasPrefixFold(str(text[i:]), "java.") || hasPrefixFold(str(text[i:]), "javax.") {
				return true
			}
		}
	}
	return false
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
