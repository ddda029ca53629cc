package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var localBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = tokenBytes[c] != 0 || bytes.IndexByte([]byte("._%+-"), byte(c)) >= 0
	}
	return t
}()

// what bytes are in the domain of an address
const (
	domainPlain = 1 + iota
	domainDot
	domainWide // not ASCII
)

var domainBytes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case tokenBytes[c] != 0 || c == '-':
			t[c] = domainPlain
		case c == '.':
			t[c] = domainDot
		case c >= utf8.RuneSelf:
			t[c] = domainWide
		}
	}
	return t
}()

// notDomains are last labels that are file suffixes, not domains: logo@2x.png.
var notDomains = set("png jpg jpeg gif svg webp js css json html htm xml txt md go py java ts map ico " +
	"lock yaml yml local0")

// maxEmail is the longest address, in bytes (RFC 5321: 64 + 1 + 255, cut short by custom).
const maxEmail = 254

// emails reads addresses around each @.
func (s *Scanner) emails() {
	text := s.text
	for i := 0; i < len(text) && s.effort.pay(1); i++ {
		n := bytes.IndexByte(text[i:], '@')
		if n < 0 {
			return
		}
		i += n
		start := i
		for start > 0 && localBytes[text[start-1]] && i-start < 64 {
			start--
		}
		for start < i && (text[start] == '.' || text[start] == '-' || text[start] == '%') {
			start++
		}
		end := i + 1
		dot := 0
		if d := s.domain; d != nil && len(text)-end == len(d) && string(text[end:]) == string(d) && end-start+len(d) <= maxEmail {
			end = len(text) // the domain of the address before
			dot = i + 1 + s.domainDot
		}
		wide := !s.free && start == 0
		for end < len(text) && end-start < maxEmail {
			c := text[end]
			if k := domainBytes[c]; k == 0 || k == domainWide && !wide {
				break
			} else if k == domainDot {
				if text[end-1] == '.' || text[end-1] == '@' {
					break
				}
				dot = end
			}
			end++
		}
		for end > i && (text[end-1] == '.' || text[end-1] == '-') {
			end--
			if dot == end {
				dot = bytes.LastIndexByte(text[i:end], '.') + i
			}
		}
		if start == i || text[i-1] == '.' || i+1 < len(text) && text[i+1] == '-' || dot <= i || end-dot < 3 || !letters(text[dot+1:end]) && !punycode(text[dot+1:end]) ||
			notDomains.has(text[dot+1:end]) {
			continue
		}
		if end < len(text) && text[end] == ':' && string(text[start:i]) == "git" || userinfo(text, start) {
			continue
		}
		if end == len(text) && s.class&traffic.HasHigh == 0 {
			s.domain, s.domainDot = append(s.domain[:0], text[i+1:]...), dot-i-1
		}
		s.hit(Email, start, end, Checked, "an address with a domain")
		i = end
	}
}

// userinfo reports that what ends at at is the user's part of a URL: //user:password@host.
func userinfo(text []byte, at int) bool {
	low := max(0, at-64)
	before := text[low:at]
	if n := bytes.LastIndexAny(before, " \t\n\"'"); n >= 0 {
		before = before[n+1:]
	}
	n := bytes.LastIndex(before, []byte("://"))
	return n >= 0 && bytes.IndexAny(before[n+3:], "/?#") < 0
}

// punycode reports a top-level domain that is not written in ASCII, as it is or encoded.
func punycode(b []byte) bool {
	return bytes.HasPrefix(b, []byte("xn--")) || b[0] >= utf8.RuneSelf && utf8.RuneCount(b) >= 2
}

func letters(b []byte) bool {
	for _, c := range b {
		if tokenBytes[c]&(kLower|kUpper) == 0 {
			return false
		}
	}
	return len(b) > 0
}
