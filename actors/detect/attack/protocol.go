package attack

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// protocol looks at the message itself: what no client of an API sends.
func (s *Scanner) protocol(x *traffic.Exchange) finding.Set {
	var set finding.Set
	if badMethod(x.Method) || badPath(x.Path) || badHeaders(x.Request.Headers) || strings.Contains(x.Query, "%00") ||
		strings.IndexByte(x.Path, '#') >= 0 || strings.IndexByte(x.Query, '#') >= 0 { // a fragment never leaves the browser
		set = set.With(uint8(NonCompliantProtocol))
	}
	if (x.Method == "PUT" || x.Method == "MOVE" || x.Method == "COPY") && programPath(x.Path) {
		set = set.With(uint8(FileUpload))
	}
	return set
}

// programPath reports a path that ends like a program which the server would run.
func programPath(path string) bool {
	path = strings.ToLower(strings.TrimRight(path, "/ "))
	for _, e := range []string{".jsp", ".jspx", ".php", ".phtml", ".asp", ".aspx", ".war", ".cgi", ".cfm", ".ashx"} {
		if strings.HasSuffix(path, e) {
			return true
		}
	}
	return false
}

// badMethod: a method is a token of letters (RFC 9110, 5.6.2); the registered ones have at most 17.
func badMethod(m string) bool {
	switch m {
	case "TRACE", "TRACK", "DEBUG", "CONNECT": // they echo what was sent, or reach a debugger
		return true
	}
	for i := range len(m) {
		if !letter(m[i]) && m[i] != '-' && m[i] != '_' {
			return true
		}
	}
	return len(m) > 20
}

// badPath: control characters, raw or encoded, and overlong UTF-8 hide what a path is.
func badPath(p string) bool {
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c < ' ' || c == 0x7f:
			return true
		case c == '%' && i+2 < len(p):
			hi := hexValue(p[i+1])<<4 | hexValue(p[i+2])
			if hexValue(p[i+1]) < 16 && hexValue(p[i+2]) < 16 && (hi == 0 || hi == '\r' || hi == '\n' || hi == 0xc0 ||
				hi == 0xc1) {
				return true
			}
		}
	}
	return false
}

// badHeaders: two lengths, a length beside chunks, an encoding nobody defined (RFC 9112,
// 6.3: what request smuggling is made of), and names that are no token.
func badHeaders(hs []traffic.Header) bool {
	length, chunked := "", false
	for i := range hs {
		n, v := hs[i].Name, hs[i].Value
		switch known := len(n) == 4 || len(n) > 12 && len(n) < 18; {
		case !known:
		case strings.EqualFold(n, "Content-Length"):
			if length != "" && length != v {
				return true
			}
			if strings.Trim(v, "0123456789") != "" {
				return true
			}
			length = v
		case strings.EqualFold(n, "Host"):
			if strings.ContainsAny(v, ", @/\\<>\"'") {
				return true
			}
		case strings.EqualFold(n, "X-Original-URL") || strings.EqualFold(n, "X-Rewrite-URL"):
			return true // an old way past a gateway's rules about paths
		case strings.EqualFold(n, "Transfer-Encoding"):
			chunked = true
			switch strings.ToLower(strings.TrimSpace(v)) {
			case "chunked", "gzip, chunked", "deflate, chunked", "compress, chunked", "identity", "gzip", "deflate",
				"trailers":
			default:
				return true
			}
		}
		for j := range len(n) {
			if c := n[j]; c <= ' ' || c >= 0x7f || strings.IndexByte(`()<>@,;\"/[]?={}`, c) >= 0 {
				return true
			}
		}
	}
	return chunked && length != "" && length != "0"
}
