package sensitive

import (
	"bytes"
	"unicode/utf8"
)

// plate reads a licence plate from its province's character; at is where its letter stands.
func (s *Scanner) plate(start, at int) {
	text := s.text
	if text[at]&^0x20 == 'I' || text[at]&^0x20 == 'O' || text[at] >= 'a' && !s.context(start).any(hPlate) {
		return
	}
	i := at + 1
	if r, size := utf8.DecodeRune(text[i:]); r == '·' || r == '•' || r == '-' || r == ' ' || r == '.' {
		i += size
	}
	n, digit, odd := 0, 0, false
	for i < len(text) && n < 7 && tokenBytes[text[i]]&(kDigit|kUpper) != 0 {
		c := text[i]
		if c >= '0' && c <= '9' {
			digit++
		} else if c == 'I' || c == 'O' {
			odd = true
		}
		n++
		i++
	}
	if n == 4 {
		if r, size := utf8.DecodeRune(text[i:]); plateTails.has(r) {
			n, i = n+1, i+size
		}
	}
	if n != 5 && n != 6 || digit < 2 || odd || i < len(text) && tokenBytes[text[i]] != 0 {
		return
	}
	if n == 6 && text[at+1] != 'D' && text[at+1] != 'F' && bytes.IndexByte([]byte("DFABCEGHJK"), text[i-6]) < 0 &&
		bytes.IndexByte([]byte("DFABCEGHJK"), text[i-1]) < 0 {
		return // eight characters: a new-energy car, marked by a letter first or last
	}
	s.hit(CNPlate, start, i, Checked, "province, office and serial")
}

// servicePlate reads the plates of embassies, 使 and six digits, and of the armed police, WJ, a
// province and five characters, from what stands behind their Chinese character.
func (s *Scanner) servicePlate(start, at int) {
	text := s.text
	i := at
	if r, size := utf8.DecodeRune(text[i:]); r == '·' {
		i += size
	}
	from := i
	digit := 0
	for i < len(text) && i-from < 7 && tokenBytes[text[i]]&(kDigit|kUpper) != 0 {
		digit += int(tokenBytes[text[i]] & kDigit)
		i++
	}
	n := i - from
	embassy := str(text[start:at]) == "使"
	if i < len(text) && tokenBytes[text[i]] != 0 || embassy && (n != 6 || digit != 6) || !embassy && (n != 5 || digit < 4) {
		return
	}
	if !embassy {
		start -= len("WJ")
	}
	s.hit(CNPlate, start, i, Strong, "service and serial")
}
