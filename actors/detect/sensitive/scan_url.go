package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// isScheme tells the schemes whose links are reported, in small letters.
func isScheme(b []byte) bool {
	switch string(b) {
	case "http", "https", "ftp", "ftps", "sftp", "ws", "wss", "rtsp", "rtmp", "ldap", "ldaps", "redis", "rediss", "mysql", "mongodb",
		"amqp", "amqps", "mqtt", "mqtts", "file", "git", "ssh", "svn", "smb", "nfs", "telnet", "irc", "gopher", "postgres",
		"kafka", "nats", "s3", "oss", "hdfs", "dubbo", "tcp", "udp", "grpc", "thrift":
		return true
	}
	return false
}

// linkBytes may stand in a URL.
var linkBytes = func() (t [256]bool) {
	for c := 0x21; c < 0x7F; c++ {
		t[c] = bytes.IndexByte([]byte("\"'<>`\\^{}|"), byte(c)) < 0
	}
	return t
}()

// notInLinks are the kinds of bytes some of which end a link.
const notInLinks = traffic.HasSpace | traffic.HasMark | traffic.HasHigh

// closesLink are bytes that do not end a URL but the sentence around it.
var closesLink = [256]bool{'.': true, ',': true, ';': true, ':': true, '!': true, '?': true, ')': true, ']': true}

// maxURL is the longest URL read, in bytes: what browsers of old and most servers take.
const maxURL = 2048

// url reads scheme://host... around the colon and gives the index behind it, 0 for none.
func (s *Scanner) url(colon int) int {
	text := s.text
	start := colon
	for start > 0 && colon-start < 9 && tokenBytes[text[start-1]] != 0 {
		start--
	}
	if colon-start > 8 || colon == start {
		return 0
	}
	if scheme := text[start:colon]; !(len(scheme) >= 4 && string(scheme[:4]) == "http" && (len(scheme) == 4 || len(scheme) == 5 && scheme[4] == 's')) {
		var low [8]byte
		for i, c := range scheme {
			low[i] = c | 0x20
		}
		if !isScheme(low[:len(scheme)]) {
			return 0
		}
	}
	end := s.linkEnd(colon + 3)
	if end == colon+3 && end < len(text) && text[end] >= utf8.RuneSelf {
		return s.wideURL(start, end)
	}
	if link := text[colon+3 : end]; len(s.host) > 0 && len(link) > len(s.host) && link[len(s.host)] == '/' && string(link[:len(s.host)]) == string(s.host) {
		s.hit(URL, start, end, Checked, "scheme and host")
		return end // the same host as in the link before
	}
	host, rest := hostOf(text[colon+3 : end])
	if validHost(host, false) {
		s.host = append(s.host[:0], host...)
	} else if !validHost(host, string(host) == "localhost" || len(rest) > 0 && text[start]|0x20 == 'h') {
		if end-colon < 4 || text[start]|0x20 != 'f' || text[colon+3] != '/' { // file:///
			return 0
		}
	}
	s.hit(URL, start, end, Checked, "scheme and host")
	return end
}

// wideURL reads a link whose host is not written in ASCII: http://例子.中国/.
func (s *Scanner) wideURL(start, at int) int {
	text, end, dots := s.text, at, 0
	for end < len(text) && (text[end] >= utf8.RuneSelf || linkBytes[text[end]]) && end-at < maxURL {
		if text[end] == '.' {
			dots++
		}
		if r, _ := utf8.DecodeRune(text[end:]); addressEnds.has(r) {
			break
		}
		end++
	}
	if dots == 0 || text[end-1] == '.' {
		return 0
	}
	s.hit(URL, start, end, Strong, "scheme and host")
	return end
}

// linkEnd gives the end of the link whose host begins at at.
func (s *Scanner) linkEnd(at int) int {
	text, end := s.text, at
	if s.class&notInLinks == 0 && len(text)-at <= maxURL {
		end = len(text)
	}
	for end < len(text) && linkBytes[text[end]] && end-at < maxURL {
		end++
	}
	for end > at && closesLink[text[end-1]] && !(text[end-1] == ']' && text[at] == '[') {
		end--
	}
	return end
}

// hostOf cuts the host, with user and port, from the path behind it.
func hostOf(link []byte) (host, rest []byte) {
	for i, c := range link {
		if c == '/' || c == '?' || c == '#' {
			return link[:i], link[i:]
		}
	}
	return link, nil
}

// validHost checks a host after RFC 3986 and RFC 1123: labels that are neither empty nor begin or
// end with a hyphen, and a port of 16 bits. A host of one word needs a port, or single.
func validHost(host []byte, single bool) bool {
	if i := bytes.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if len(host) > 2 && host[0] == '[' {
		return bytes.IndexByte(host, ']') > 2
	}
	if i := bytes.LastIndexByte(host, ':'); i >= 0 {
		port := host[i+1:]
		if len(port) > 5 || len(port) > 0 && (!digits(port) || number(port) > 65535) {
			return false
		}
		host, single = host[:i], true
	}
	labels := 0
	for rest := host; ; labels++ {
		label, more, found := bytes.Cut(rest, []byte{'.'})
		if len(label) == 0 && (found || labels == 0) || len(label) > 63 ||
			len(label) > 0 && (label[0] == '-' || label[len(label)-1] == '-') {
			return false
		}
		for _, c := range label {
			if tokenBytes[c] == 0 && c != '-' && c != '_' && c != '%' && c != '~' {
				return false
			}
		}
		if rest = more; !found {
			break
		}
	}
	return labels > 0 && len(host) > 3 || single && len(host) > 1
}

// domainTails are frequent top-level domains: without a scheme, only they make a dotted name a
// host and not a file.
var domainTails = set("com net org cn io gov edu mil int info biz co uk us de fr jp kr hk tw mo sg my in ru br au ca eu nl it es ch se no fi " +
	"dk pl be at cz nz za mx ar tr ua gr pt ie il ae sa th vn id ph me tv cc ai app dev xyz top shop site online club vip tech store " +
	"cloud live pro wang ltd group link work fun asia mobi name travel museum")

// looseURL reads a whole value without a scheme, under a key that says link: example.com/a, //cdn.example.com/x.
func (s *Scanner) looseURL(start, end int) {
	b := s.text[start:end]
	at := start
	if bytes.HasPrefix(b, []byte("//")) {
		at += 2
	}
	if len(b) < 4 || bytes.Contains(b, []byte("://")) || s.linkEnd(at) != end {
		return
	}
	s.dotted(start, at, Strong, "a host and the key")
}

// www reads links that begin with www. and have no scheme.
func (s *Scanner) www() {
	text := s.text
	for i := 0; i < len(text); {
		n := bytes.Index(text[i:], []byte("www."))
		if n < 0 {
			return
		}
		i += n
		if i == 0 || tokenBytes[text[i-1]] == 0 && bytes.IndexByte([]byte("./@-_"), text[i-1]) < 0 {
			s.dotted(i, i, Likely, "a host of the web")
		}
		i += len("www.")
	}
}

// dotted notes a link from start whose host begins at at, if its last label is a domain.
func (s *Scanner) dotted(start, at int, confidence uint8, reason string) {
	end := s.linkEnd(at)
	host, _ := hostOf(s.text[at:end])
	if !validHost(host, false) || bytes.IndexByte(host, '@') >= 0 {
		return
	}
	if i := bytes.LastIndexByte(host, ':'); i > 0 {
		host = host[:i]
	}
	last := host[bytes.LastIndexByte(host, '.')+1:]
	var low [12]byte
	if len(last) > len(low) || at == start && bytes.Count(host, []byte{'.'}) < 1 {
		return
	}
	for i, c := range last {
		low[i] = c | 0x20
	}
	if domainTails.has(low[:len(last)]) || bytes.HasPrefix(last, []byte("xn--")) {
		s.hit(URL, start, end, confidence, reason)
	}
}
