package sensitive

import "bytes"

// maxPhone is the longest telephone number that is read in any notation, in bytes.
const maxPhone = 24

// loosePhone reads a whole value under a key of a telephone number, however its digits are grouped:
// +86(138)0013-8000, 138 001 38000, 212/555-0123. Numbers of fixed lines need a country code here, for
// other countries group theirs alike.
func (s *Scanner) loosePhone() {
	start, end := trim(s.text, 0, len(s.text))
	b := s.text[start:end]
	var buf [16]byte
	d := buf[:0]
	groups, inside := 0, false
	var sizes [4]int // of the first groups
	for i, c := range b {
		switch {
		case tokenBytes[c] == kDigit:
			if len(d) == len(buf) {
				return
			}
			if !inside {
				groups++
			}
			d = append(d, c)
			sizes[min(groups, len(sizes))-1]++
			inside = true
			continue
		case c == '+':
			if i > 1 {
				return
			}
		case c != ' ' && c != '-' && c != '.' && c != '/' && c != '(' && c != ')':
			return
		}
		inside = false
	}
	plus := bytes.IndexByte(b[:min(2, len(b))], '+') >= 0
	switch {
	case plus && bytes.HasPrefix(d, []byte("86")), bytes.HasPrefix(d, []byte("0086")):
		d = d[bytes.IndexByte(d, '8')+2:]
		if cnMobile(d) {
			s.hit(CNMobile, start, end, Strong, "country code, assigned prefix and the key")
		} else if cnFixed(d) || cnFixedWithout0(d) {
			s.hit(CNPhone, start, end, Strong, "country code, area code and the key")
		}
	case !plus && cnMobile(d) && groups <= 4:
		s.hit(CNMobile, start, end, Strong, "assigned prefix and the key")
	case plus && len(d) == 11 && d[0] == '1' && nanp(d[1:]), !plus && len(d) == 10 && nanp(d) && string(d[:3]) != "400" &&
		sizes[0] == 3 && (sizes[1] == 3 || sizes[1] == 7):
		s.hit(USPhone, start, end, Strong, "numbering plan and the key")
	}
}
