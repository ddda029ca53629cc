package sensitive

import (
	"bytes"
	"unicode/utf8"
)

// Days in the notations that people and systems use. Every one must exist; months without a
// day, times of day and bare digits are no dates.

// Years that are believed: any under a key that says date, those of living memory otherwise.
func (s *Scanner) year(year, at int) bool {
	return year >= firstYear && year <= lastDate || year >= 1000 && s.context(at).any(hDate)
}

const lastDate = 2100 // contracts and permits run as long

func (s *Scanner) isoDate(g *groups, d []byte, start, end int) bool {
	year, month, day := s.group(g, 0), s.group(g, 1), s.group(g, 2)
	if g.sep == '.' && s.context(start).any(hVersion) || len(d) < 6 || !validDate(year, month, day) || !s.year(year, start) {
		return false
	}
	s.hit(Date, start, end, Strong, "a day that exists")
	return true
}

// dottedDate reads 2006.1.2, which without a key is rather a version.
func (s *Scanner) dottedDate(g *groups, d []byte, start, end int) bool {
	return s.context(start).any(hDate) && s.isoDate(g, d, start, end)
}

// usDate reads day and month in either order before the year.
func (s *Scanner) usDate(g *groups, _ []byte, start, end int) bool {
	a, b, year := s.group(g, 0), s.group(g, 1), s.group(g, 2)
	if !validDate(year, a, b) && !validDate(year, b, a) || !s.year(year, start) {
		return false
	}
	if h := s.context(start); h.any(hVersion) || end-start < len("02-01-2006") && g.sep != '/' && h.any(hOpaque) {
		return false
	}
	s.hit(Date, start, end, Likely, "a day that exists")
	return true
}

// shortDate reads a year of two digits, first or last: only under a key that says date.
func (s *Scanner) shortDate(g *groups, _ []byte, start, end int) bool {
	a, b, c := s.group(g, 0), s.group(g, 1), s.group(g, 2)
	if !s.context(start).any(hDate) || !validDate(2000+c, a, b) && !validDate(2000+c, b, a) && !validDate(2000+a, b, c) {
		return false
	}
	s.hit(Date, start, end, Likely, "a day that exists and the key")
	return true
}

// hanDate reads 2006年1月2日 from its year.
func (s *Scanner) hanDate(start, end int) int {
	text := s.text
	year := number(text[start:end])
	month, i := unit(text, end, "年")
	if i == 0 {
		return 0
	}
	day, j := unit(text, i, "月")
	if j == 0 {
		return 0
	}
	if j < len(text) && text[j] == ' ' {
		j++
	}
	if !bytes.HasPrefix(text[j:], []byte("日")) && !bytes.HasPrefix(text[j:], []byte("号")) {
		return 0
	}
	if !validDate(year, month, day) || !s.year(year, start) {
		return 0
	}
	s.hit(Date, start, j+len("日"), Strong, "a day that exists")
	return j + len("日")
}

// unit reads a separator and one or two digits behind it, spaces around it allowed.
func unit(text []byte, i int, sep string) (n, next int) {
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if !bytes.HasPrefix(text[i:], []byte(sep)) {
		return 0, 0
	}
	i += len(sep)
	if i < len(text) && text[i] == ' ' {
		i++
	}
	from := i
	for i < len(text) && i-from < 2 && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i == from {
		return 0, 0
	}
	return number(text[from:i]), i
}

const hanDigits = "〇一二三四五六七八九"

// hanYear reads 二〇〇六年一月二日 from its first character.
func (s *Scanner) hanYear(start int) int {
	text := s.text
	if second := text[min(start+3, len(text)):]; !bytes.HasPrefix(second, []byte("九")) && !bytes.HasPrefix(second, []byte("〇")) &&
		!bytes.HasPrefix(second, []byte("零")) && !bytes.HasPrefix(second, []byte("○")) {
		return 0 // 一 and 二 are frequent; years begin with 一九, 二〇
	}
	i, year := start, 0
	for range 4 {
		d, size := hanDigit(text[i:])
		if d < 0 {
			return 0
		}
		year, i = year*10+d, i+size
	}
	if !bytes.HasPrefix(text[i:], []byte("年")) {
		return 0
	}
	month, i := hanNumber(text, i+len("年"))
	if !bytes.HasPrefix(text[i:], []byte("月")) {
		return 0
	}
	day, i := hanNumber(text, i+len("月"))
	if !bytes.HasPrefix(text[i:], []byte("日")) || !validDate(year, month, day) || !s.year(year, start) {
		return 0
	}
	s.hit(Date, start, i+len("日"), Strong, "a day that exists, in Chinese numerals")
	return i + len("日")
}

// hanDigit gives the value of one Chinese digit, -1 for others.
func hanDigit(text []byte) (d, size int) {
	r, size := utf8.DecodeRune(text)
	if r == '零' || r == '○' {
		return 0, size
	}
	for i, c := range hanDigits {
		if c == r {
			return i / len("〇"), size
		}
	}
	return -1, size
}

// hanNumber reads 1 to 31: 三, 十, 十二, 二十, 二十一.
func hanNumber(text []byte, i int) (n, next int) {
	for k := 0; k < 3; k++ {
		d, size := hanDigit(text[i:])
		if bytes.HasPrefix(text[i:], []byte("十")) {
			n = max(n, 1) * 10
		} else if d < 0 {
			break
		} else {
			n += d
		}
		i += size
	}
	return n, i
}

var months = [12]string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// month gives the number of an English month, whole or cut to three or four letters; 0 for others.
func month(word []byte) int {
	if len(word) < 3 || len(word) > 9 || tokenBytes[word[0]]&(kUpper|kLower) == 0 {
		return 0
	}
	m := monthOf(word)
	if m == 0 || len(word) == 3 || len(word) == 4 && m == 9 && word[3]|0x20 == 't' {
		return m
	}
	name := months[m-1]
	if len(word) != len(name) {
		return 0
	}
	for i, c := range word {
		if c|0x20 != name[i] {
			return 0
		}
	}
	return m
}

// monthOf gives the month whose first three letters a word has.
func monthOf(word []byte) int {
	switch uint32(word[0]|0x20)<<16 | uint32(word[1]|0x20)<<8 | uint32(word[2]|0x20) {
	case 'j'<<16 | 'a'<<8 | 'n':
		return 1
	case 'f'<<16 | 'e'<<8 | 'b':
		return 2
	case 'm'<<16 | 'a'<<8 | 'r':
		return 3
	case 'a'<<16 | 'p'<<8 | 'r':
		return 4
	case 'm'<<16 | 'a'<<8 | 'y':
		return 5
	case 'j'<<16 | 'u'<<8 | 'n':
		return 6
	case 'j'<<16 | 'u'<<8 | 'l':
		return 7
	case 'a'<<16 | 'u'<<8 | 'g':
		return 8
	case 's'<<16 | 'e'<<8 | 'p':
		return 9
	case 'o'<<16 | 'c'<<8 | 't':
		return 10
	case 'n'<<16 | 'o'<<8 | 'v':
		return 11
	case 'd'<<16 | 'e'<<8 | 'c':
		return 12
	}
	return 0
}

// monthDate reads a date around the month's name text[start:end]: 2-Jan-2006, 2nd January 2006,
// Jan 2, 2006, Mon Jan 2 15:04:05 2006. It gives the index to go on from.
func (s *Scanner) monthDate(start, end int) int {
	m := month(s.text[start:end])
	if m == 0 {
		return end
	}
	text := s.text
	if year, next := yearAt(text, end); next > 0 {
		if day, from := dayBefore(text, start); from >= 0 && validDate(year, m, day) && s.year(year, from) {
			s.hit(Date, from, next, Strong, "a day that exists, with the month's name")
			return next
		}
	}
	day, i := smallAt(text, end)
	if i == 0 {
		return end
	}
	if from := start - len("2006-"); from >= 0 && text[start-1] == '-' && text[end] == '-' && digits(text[from:start-1]) &&
		(from == 0 || tokenBytes[text[from-1]] == 0) && validDate(number(text[from:start-1]), m, day) && s.year(number(text[from:start-1]), from) {
		s.hit(Date, from, i, Strong, "a day that exists, with the month's name") // 2006-Jan-02
		return i
	}
	year, next := yearAt(text, i)
	if next == 0 {
		if i = clockAt(text, i); i > 0 {
			year, next = yearAt(text, i)
		}
	}
	if next == 0 || !validDate(year, m, day) || !s.year(year, start) {
		return end
	}
	s.hit(Date, start, next, Strong, "a day that exists, with the month's name")
	return next
}

func dateGap(c byte) bool { return c == ' ' || c == '-' || c == '/' || c == ',' || c == '.' }

// yearAt reads four digits behind one or two separators.
func yearAt(text []byte, i int) (year, next int) {
	from := i
	for i < len(text) && i-from < 2 && dateGap(text[i]) {
		i++
	}
	if i == from || i+4 > len(text) || !digits(text[i:i+4]) || i+4 < len(text) && tokenBytes[text[i+4]] != 0 {
		return 0, 0
	}
	return number(text[i : i+4]), i + 4
}

// smallAt reads a day behind a month's name, with an ordinal's ending or without.
func smallAt(text []byte, i int) (day, next int) {
	from := i
	for i < len(text) && i-from < 2 && dateGap(text[i]) {
		i++
	}
	at := i
	for i < len(text) && i-at < 3 && tokenBytes[text[i]] == kDigit {
		i++
	}
	if at == from || i == at || i-at > 2 {
		return 0, 0
	}
	day = number(text[at:i])
	if i+2 <= len(text) && ordinals.has(text[i:i+2]) {
		i += 2
	}
	return day, i
}

// dayBefore reads the day before a month's name.
func dayBefore(text []byte, at int) (day, from int) {
	i := at
	if i > 0 && dateGap(text[i-1]) {
		i--
	}
	if i >= 3 && str(text[i-3:i]) == " of" {
		i -= 3
	}
	if i >= 3 && ordinals.has(text[i-2:i]) {
		i -= 2
	}
	end := i
	for i > 0 && end-i < 3 && tokenBytes[text[i-1]] == kDigit {
		i--
	}
	if end == i || end-i > 2 || i > 0 && tokenBytes[text[i-1]] != 0 {
		return 0, -1
	}
	return number(text[i:end]), i
}

var ordinals = set("st nd rd th")

// clockAt skips a time of day and a zone.
func clockAt(text []byte, i int) int {
	if i+9 > len(text) || text[i] != ' ' || text[i+3] != ':' || text[i+6] != ':' {
		return 0
	}
	i += 9
	if i+4 < len(text) && text[i] == ' ' && tokenBytes[text[i+1]] == kUpper {
		for i++; i < len(text) && tokenBytes[text[i]] == kUpper; i++ {
		}
	}
	return i
}
