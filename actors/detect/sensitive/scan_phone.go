package sensitive

import "bytes"

// cnMobile checks 11 digits against the prefixes that are assigned.
func cnMobile(d []byte) bool {
	return len(d) == 11 && d[0] == '1' && mobilePrefixes[d[1]-'0']>>(d[2]-'0')&1 == 1
}

// mobilePrefixes holds, by the second digit, the third digits in use.
var mobilePrefixes = [10]uint16{
	3: digitSet("0123456789"), 4: digitSet("01456789"), 5: digitSet("012356789"), 6: digitSet("2567"),
	7: digitSet("012345678"), 8: digitSet("0123456789"), 9: digitSet("012356789"),
}

func digitSet(list string) (m uint16) {
	for _, c := range list {
		if c != ' ' {
			m |= 1 << (c - '0')
		}
	}
	return m
}

// cnLine is cnFixed for numbers whose area code stands apart, also those that only forms and manuals
// have: 010-12345678.
func cnLine(d []byte) bool {
	var buf [12]byte
	if len(d) > len(buf) || !bytes.HasSuffix(d, []byte("12345678")) {
		return cnFixed(d)
	}
	n := copy(buf[:], d)
	buf[n-8] = '2'
	return cnFixed(buf[:n])
}

// cnFixed checks area code and subscriber number, with the leading 0.
func cnFixed(d []byte) bool {
	if len(d) < 10 || len(d) > 12 || d[0] != '0' {
		return false
	}
	if areaCodes[number(d[1:3])] && len(d) == 11 { // two digits: always eight behind
		return d[3] >= '2' && d[3] <= '8'
	}
	return number(d[1:4]) >= 300 && areaCodes[number(d[1:4])] && len(d) >= 11 && d[4] >= '2' && d[4] <= '8'
}

// nanp checks ten digits by the North American plan: no N11 codes, 555-01xx allowed. N9X, kept for
// longer numbers, are allowed, for test data has them.
func nanp(d []byte) bool {
	if len(d) != 10 || d[0] < '2' || d[3] < '2' || uniform(d) && d[0] != '5' {
		return false
	}
	return string(d[1:3]) != "11" && string(d[4:6]) != "11"
}

// phoneNumber reads 10 to 13 digits in a row.
func (s *Scanner) phoneNumber(d []byte, start, end int) {
	plus := start > 0 && s.text[start-1] == '+'
	from := start
	switch {
	case len(d) == 15 && string(d[:4]) == "0086":
		d, from = d[4:], start+4
	case len(d) == 13 && d[0] == '8' && d[1] == '6':
		d, from = d[2:], start+2
	case len(d) == 11 && d[0] == '1' && d[1] >= '2' && plus:
		if nanp(d[1:]) {
			s.hit(USPhone, start-1, end, Strong, "country code and numbering plan")
		}
		return
	}
	if cnMobile(d) {
		if plus {
			from = start - 1
		} else if from > start {
			from = start
		}
		s.mobile(from, end, plus)
		return
	}
	h := s.context(start)
	if !h.any(hPhone) {
		return
	}
	switch {
	case cnFixed(d):
		s.hit(CNPhone, start, end, Strong, "area code and the key")
	case nanp(d):
		s.hit(USPhone, start, end, Fair, "numbering plan and the key")
	case len(d) == 11 && d[0] == '1' && nanp(d[1:]):
		s.hit(USPhone, start, end, Fair, "country code, numbering plan and the key")
	}
}

// units stand behind amounts, which are no telephone numbers.
var units = []string{"元", "字节", "次", "条", "个", "件", "人", "万", "亿", "美元", "股", "吨", "克", "米", "秒", "毫秒", "分", "积分", "bytes", "B", "KB", "MB", "ms", "us", "ns", "%"}

var unitHeads = func() (t [256]bool) {
	for _, u := range units {
		t[u[0]] = true
	}
	return t
}()

// counted reports that a unit stands behind text[:end].
func (s *Scanner) counted(end int) bool {
	rest := s.text[end:]
	if len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	if len(rest) == 0 || !unitHeads[rest[0]] {
		return false
	}
	for _, u := range units {
		if len(rest) >= len(u) && str(rest[:len(u)]) == u && (len(rest) == len(u) || tokenBytes[rest[len(u)]] == 0) {
			return true
		}
	}
	return false
}

// mobile notes a mobile number; a key of a thing's identifier speaks against it.
func (s *Scanner) mobile(start, end int, plus bool) {
	h := s.context(start)
	switch {
	case h.any(hPhone), plus:
		s.hit(CNMobile, start, end, Sure, "assigned prefix and the key")
	case h.any(hOpaque) || s.free && s.counted(end):
	case h == 0 || h.any(hName|hPerson|hPeople|hAddress):
		s.hit(CNMobile, start, end, Likely+2, "assigned prefix")
	default:
		s.hit(CNMobile, start, end, Fair, "assigned prefix, but another key")
	}
}

// parenthesised reads (010) 12345678 and (212) 555-0123 from the digits in the brackets.
func (s *Scanner) parenthesised(start, end int) int {
	text := s.text
	if start == 0 || text[start-1] != '(' || end+7 >= len(text) || text[end] != ')' || end-start < 2 || end-start > 4 {
		return 0
	}
	i := end + 1
	if text[i] == ' ' || text[i] == '-' {
		i++
	}
	if before := bytes.TrimRight(text[:start-1], " "); end-start == 3 && len(before) > 0 && tokenBytes[before[len(before)-1]] == kDigit &&
		before[len(before)-1] != '1' {
		return 0 // the code of another country: 8 (912) 345-67-89
	}
	var d [16]byte
	n := copy(d[:], text[start:end])
	from := start - 1
	if china := bytes.TrimRight(text[max(0, from-4):from], " "); d[0] != '0' && bytes.HasSuffix(china, []byte("+86")) {
		n = 1 + copy(d[1:], text[start:end]) // +86 (755) 86123456
		d[0] = '0'
		from -= len("+86") + len(text[:from]) - len(bytes.TrimRight(text[:from], " "))
	}
	first := i
	for i < len(text) && n < len(d) {
		if c := text[i]; c >= '0' && c <= '9' {
			d[n] = c
			n++
		} else if i == first || c != '-' &&
			(c != '.' && c != ' ' || n < 6 || n > 8 || i+1 == len(text) || tokenBytes[text[i+1]] != kDigit) {
			break
		}
		i++
	}
	switch {
	case i < len(text) && tokenBytes[text[i]] != 0 && !(text[i] == 'x' && i+1 < len(text) && tokenBytes[text[i+1]] == kDigit):
		return 0
	case cnLine(d[:n]):
		s.hit(CNPhone, from, i, Strong, "area code in brackets")
	case nanp(d[:n]) && end-start == 3:
		if before := bytes.TrimRight(text[:from], " "); bytes.HasSuffix(before, []byte("+1")) {
			from = len(before) - len("+1")
		}
		s.hit(USPhone, from, i, Strong, "area code in brackets")
	default:
		return 0
	}
	return i
}

// local reads a fixed line without its area code, under a key that says so: 62345678.
func (s *Scanner) local(start, end int) {
	n := 0
	for _, c := range s.text[start:end] {
		if tokenBytes[c] == kDigit {
			n++
		} else if c != '-' && c != ' ' {
			return
		}
	}
	if c := s.text[start]; n >= 7 && n <= 8 && c >= '2' && c <= '8' {
		s.hit(CNPhone, start, end, Strong, "a local number and the key")
	}
}
