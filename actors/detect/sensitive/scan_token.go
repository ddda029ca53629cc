package sensitive

import (
	"bytes"
	"math/bits"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// kinds of bytes in a token
const (
	kDigit = 1 << iota
	kUpper
	kLower
)

var tokenBytes = func() (t [256]uint8) {
	for c := '0'; c <= '9'; c++ {
		t[c] = kDigit
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = kUpper
		t[c|0x20] = kLower
	}
	return t
}()

// token reads a text that is one run of letters and digits.
func (s *Scanner) token(class traffic.Class) {
	if class == traffic.HasDigit {
		s.number(0, len(s.text), false)
		return
	}
	kind := uint8(0)
	if class&traffic.HasDigit != 0 {
		kind |= kDigit
	}
	if class&traffic.HasUpper != 0 {
		kind |= kUpper
	}
	if class&traffic.HasLower != 0 {
		kind |= kLower
	}
	s.word(0, len(s.text), kind)
}

// tokens reads every maximal run of ASCII letters and digits that holds a digit, and those words
// without one that may be a month, a pair of an address or a key. Masks of 64 bytes at a time tell
// where they are.
func (s *Scanner) tokens() {
	text := s.text
	for base := 0; base < len(text) && s.effort.left > 0; { // without steps left nothing can be noted
		digit, letter := traffic.Alnum(text[base:])
		next := base + 64
		for m := digit | letter; m != 0; {
			at := bits.TrailingZeros64(m)
			n := bits.TrailingZeros64(^(m >> at))
			start, end := base+at, base+at+n
			if at+n == 64 && end < len(text) {
				if at > 0 {
					next = start // read it whole
					break
				}
				for end < len(text) && tokenBytes[text[end]] != 0 {
					end++
				}
			}
			i := end
			switch inside := uint64(1)<<n - 1; {
			case at+n == 64:
				i = s.tokenAt(start, end)
			case digit>>at&inside == 0:
				// a month is followed by digits within two bytes
				if n >= minAccessKey || n == 2 && end < len(text) && (text[end] == ':' || text[end] == '-') ||
					n >= 3 && n <= 9 && (digit>>(at+n)&(1<<1|1<<2) != 0 || at+n >= 62) {
					i = s.tokenAt(start, end)
				}
			case letter>>at&inside == 0 && n != 4:
				i = s.digitsAt(start, end)
			default:
				i = s.tokenAt(start, end)
			}
			if i >= next {
				next = i
				break
			}
			m &= ^uint64(0) << (i - base)
		}
		base = next
	}
}

// tokenAt reads what begins with the run text[start:i] and gives the index to go on from.
func (s *Scanner) tokenAt(start, i int) int {
	text := s.text
	kind := uint8(0)
	for _, c := range text[start:i] {
		kind |= tokenBytes[c]
	}
	switch {
	case kind&kDigit == 0:
		if i-start >= minAccessKey {
			s.accessKey(text[start:i], start, i)
		} else if i-start >= 3 && i-start <= 9 {
			i = s.monthDate(start, i)
		}
		if i-start == 2 {
			i = s.macAt(start, i)
		}
	case i-start == 4 && i < len(text) && text[i] == '.' && s.dottedMAC(start, i) > i:
		i += len(".9d00.00bf")
	case kind == kDigit:
		i = s.digitsAt(start, i)
	default:
		if i-start == 2 {
			if next := s.macAt(start, i); next > i {
				return next
			}
		}
		s.word(start, i, kind)
	}
	return i
}

// groups is a chain of digit groups with one and the same separator: 138-0013-8000.
type groups struct {
	start, end [8]int
	n          int
	sep        byte
	glued      bool // letters or another group touch the chain: it is part of something else
}

// chain collects the groups that begin with text[start:end].
func (s *Scanner) chain(g *groups, start, end int) {
	text := s.text
	g.sep = 0
	g.start[0], g.end[0], g.n = start, end, 1
	g.glued = touched(text, start)
	for g.n < len(g.start) && end+1 < len(text) {
		sep := text[end]
		if sep != '-' && sep != ' ' && sep != '.' && sep != '/' || g.n > 1 && sep != g.sep || tokenBytes[text[end+1]] == 0 {
			break
		}
		next := end + 1
		kind := uint8(0)
		for next < len(text) && tokenBytes[text[next]] != 0 {
			kind |= tokenBytes[text[next]]
			next++
		}
		if kind != kDigit && g.n == 2 && next > end+3 && text[end+3] == 'T' &&
			tokenBytes[text[end+1]]&tokenBytes[text[end+2]] == kDigit {
			next = end + 3 // the day in 2006-01-02T15:04:05Z
		} else if kind != kDigit {
			if stop := beforeExtension(text[end+1 : next]); stop > 0 && g.n >= 2 {
				next = end + 1 + stop
			} else {
				g.glued = g.glued || sep == '-' || sep == '.'
				break
			}
		}
		g.sep = sep
		g.start[g.n], g.end[g.n] = end+1, next
		g.n++
		end = next
	}
	if g.n >= 3 && (g.sep == '.' || g.sep == '/') && start > 1 && text[start-1] == '-' && tokenBytes[text[start-2]] == kDigit {
		g.glued = false // the second half of a range
	}
	if g.n == len(g.start) || tail(text, end) && !(g.n >= 3 && inRange(text[end:], g.sep)) {
		g.glued = true
	}
}

// inRange reports the second half of a range of addresses or days: -10.0.0.9, -2030.01.01.
func inRange(b []byte, sep byte) bool {
	if b[0] != '-' || sep != '.' && sep != '/' || len(b) < len("-0.0.0.0") {
		return false
	}
	n := bytes.IndexByte(b[:6], sep)
	return n > 1 && digits(b[1:n])
}

// beforeExtension gives the length of the digits in a group such as 0123x456, 0 for others.
func beforeExtension(b []byte) int {
	x := bytes.IndexByte(b, 'x')
	if x != 4 || len(b) < 6 || len(b) > 10 || !digits(b[:x]) || !digits(b[x+1:]) {
		return 0
	}
	return x
}

// touched reports that what stands before text[at] belongs to the same thing: a hyphen, dot
// or underscore behind a letter or digit.
func touched(text []byte, at int) bool {
	if at == 0 {
		return false
	}
	switch text[at-1] {
	case '_':
		return true
	case '-', '.':
		return at > 1 && tokenBytes[text[at-2]] != 0
	}
	return false
}

// digitsAt reads what begins with a group of digits and gives the index to go on from.
func (s *Scanner) digitsAt(start, end int) int {
	text := s.text
	if end-start == 2 {
		if next := s.macAt(start, end); next > end {
			return next
		}
	}
	if end == len(text) || end-start > 8 {
		if end-start >= shortestNumber {
			s.number(start, end, touched(text, start) || tail(text, end))
		}
		return end
	}
	if !continues[text[end]] {
		if end-start >= shortestNumber {
			s.number(start, end, touched(text, start) || tail(text, end))
		}
		return end
	}
	if !s.effort.pay(1) {
		return end
	}
	g := &s.groups
	s.chain(g, start, end)
	s.effort.left -= g.n / 3
	if g.n > 1 {
		if next := s.grouped(g); next > 0 {
			return next
		}
	}
	if next := s.parenthesised(start, end); next > 0 {
		return next
	}
	if end-start == 8 && s.hyphenatedOrg(start, end) {
		return end + 2
	}
	if end-start == 4 {
		if next := s.hanDate(start, end); next > 0 {
			return next
		}
	}
	s.number(start, end, g.glued || g.n > 1 && g.sep != ' ' && g.sep != '/')
	return end
}

// continues are the bytes behind a group of digits with which it may be part of a longer number:
// separators of groups, a closing bracket, and 年.
var continues = func() (t [256]bool) {
	for _, c := range []byte("- ./)\xE5") {
		t[c] = true
	}
	return t
}()

// tail reports that what stands behind text[:end] belongs to the same thing.
func tail(text []byte, end int) bool {
	return end < len(text) && (text[end] == '_' || (text[end] == '-' || text[end] == '.') &&
		end+1 < len(text) && tokenBytes[text[end+1]] != 0)
}
