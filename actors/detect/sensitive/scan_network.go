package sensitive

import (
	"bytes"
	"net/netip"
)

// ipv4 reads four groups of digits with dots. Versions are written so too: octets all below
// ten are believed only under a key, and nothing is behind a product's name and a slash.
func (s *Scanner) ipv4(g *groups, _ []byte, start, end int) bool {
	text := s.text
	small, all := true, true
	first := -1
	for i := range 4 {
		b := text[g.start[i]:g.end[i]]
		n := number(b)
		if n > 255 || len(b) > 1 && b[0] == '0' {
			return false
		}
		small = small && n < 10
		if first < 0 {
			first = n
		}
		all = all && n == first
	}
	h := s.context(start)
	switch {
	case h.any(hVersion) || (first == 0 || first == 255) && !(h.any(hIP) && all):
		return false
	case start > 1 && text[start-1] == '/' && tokenBytes[text[start-2]] != 0 && !h.any(hIP):
		return false // Chrome/120.0.0.1
	case h.any(hIP):
		s.hit(IPv4, start, end, Sure, "four octets and the key")
	case small && !all && !isResolver(text[start:end]) || h.any(hOpaque):
		return false
	default:
		s.hit(IPv4, start, end, Likely, "four octets")
	}
	return true
}

// isResolver reports a public name server whose address looks like a version.
func isResolver(b []byte) bool {
	switch string(b) {
	case "8.8.4.4", "1.0.0.1", "9.9.9.9", "1.1.1.2", "1.1.1.3", "4.2.2.1", "4.2.2.2":
		return true
	}
	return false
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// macAt reads six pairs of hexadecimal digits with one separator, beginning with the pair
// text[start:end]; it gives the index behind them, or end.
func (s *Scanner) macAt(start, end int) int {
	const size = 17
	text := s.text
	if start+size > len(text) || text[end] != ':' && text[end] != '-' || !isHex(text[start]) || !isHex(text[start+1]) {
		return end
	}
	sep := text[end]
	if start > 0 && text[start-1] == sep {
		return end
	}
	zero, ones := true, true
	for i := range size {
		c := text[start+i]
		if i%3 == 2 {
			if c != sep {
				return end
			}
			continue
		}
		if !isHex(c) {
			return end
		}
		zero = zero && c == '0'
		ones = ones && c|0x20 == 'f'
	}
	stop := start + size
	if stop < len(text) && (tokenBytes[text[stop]] != 0 || text[stop] == sep) || zero || ones {
		return end // part of a fingerprint, or nobody's
	}
	s.hit(MAC, start, stop, Checked, "six pairs of hexadecimal digits")
	return stop
}

// minPassword is the shortest line of a password file, in bytes: u:x:0:0::/:
const minPassword = 12

// colons reads what a colon gives away: URLs, connection strings, IPv6, password files. True
// where the text is one URL from end to end: there are no labels in it but those of its query.
func (s *Scanner) colons() bool {
	text := s.text
	link := 0 // end of the URL that was read last; URLs inside it are not looked for
	for i := 0; i < len(text) && s.effort.left > 0; {
		n := bytes.IndexByte(text[i:], ':')
		if n < 0 {
			break
		}
		i += n
		switch {
		case i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/':
			if i >= link {
				link = s.url(i)
			}
			i += 3
		case i >= 4 && (string(text[i-4:i]) == "jdbc" || string(text[i-4:i]) == "JDBC"):
			i = max(s.jdbc(i-4), i+1)
		case i+1 < len(text) && (isHex(text[i+1]) || text[i+1] == ':') && s.effort.pay(1):
			end := max(s.ipv6(i), i+1)
			s.effort.left -= (end - i) / bytesAStep
			i = end
		default:
			i++
		}
	}
	if link == len(text) && len(s.work) == 1 && s.work[0].Start == 0 {
		return true
	}
	if len(text) >= minPassword && s.effort.left > 0 && bytes.Count(text, []byte(":")) >= 6 {
		s.passwordFile()
	}
	return false
}

// jdbc reads a connection string from its first byte.
func (s *Scanner) jdbc(start int) int {
	text := s.text
	end := start
	for end < len(text) && text[end] > ' ' && text[end] < 0x7F && bytes.IndexByte([]byte("\"'<>`"), text[end]) < 0 {
		end++
	}
	rest := text[start+5 : end]
	if n := bytes.IndexByte(rest, ':'); n < 2 || len(rest) < n+4 {
		return 0
	}
	s.hit(JDBC, start, end, Checked, "jdbc: and a driver")
	return end
}

// ipv6 reads an address around a colon. Times and C++ names look similar: eight groups or a
// double colon are required, and in short ones a digit.
func (s *Scanner) ipv6(colon int) int {
	text := s.text
	start, end := colon, colon
	for start > 0 && (isHex(text[start-1]) || text[start-1] == ':') {
		start--
	}
	count, double := 0, false
	digit := false
	for i := start; i < len(text) && (isHex(text[i]) || text[i] == ':' || text[i] == '.'); i++ {
		if text[i] == ':' {
			count++
			double = double || i > start && text[i-1] == ':'
		}
		digit = digit || tokenBytes[text[i]] == kDigit
		end = i + 1
	}
	for end > start && text[end-1] == '.' {
		end--
	}
	if !double && count != 7 || count < 2 || !digit {
		return end
	}
	if start > 0 && tokenBytes[text[start-1]] != 0 || end < len(text) && tokenBytes[text[end]] != 0 {
		return end
	}
	b := text[start:end]
	if count == 7 && !double && len(b) == 23 {
		return end // eight pairs: an EUI-64, not an address
	}
	a, err := netip.ParseAddr(str(b))
	if err != nil || !a.Is6() {
		return end
	}
	h := s.context(start)
	if a.IsUnspecified() && !h.any(hIP) {
		return end
	}
	switch {
	case h.any(hIP):
		s.hit(IPv6, start, end, Sure, "an address, and the key")
	case count == 7 || len(b) >= minIPv6 || len(b) == len(text) && !s.free:
		s.hit(IPv6, start, end, Checked, "an address")
	}
	return end
}

const minIPv6 = 6 // bytes; shorter ones (a::1) are rather names or times
