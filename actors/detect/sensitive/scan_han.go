package sensitive

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// han reads what begins with a Chinese character: plates, addresses, military IDs, dates and,
// in free text, names behind a label. What stands behind a character tells whether anything can
// begin there: a capital, a digit, or the second character of some pair.
func (s *Scanner) han() {
	if !s.free {
		s.hanKeyed()
		return
	}
	text := s.text
	taken := 0
	run := -1 // where the run of Chinese characters began
	for i := 0; i < len(text) && s.effort.left > 0; {
		if text[i] < utf8.RuneSelf {
			if run >= 0 {
				s.run(run, i)
			}
			run = -1
			i++
			continue
		}
		size := 3
		if i+2 >= len(text) || text[i]-0xE1 >= 0xED-0xE1 || text[i+1]&0xC0 != 0x80 || text[i+2]&0xC0 != 0x80 {
			_, size = utf8.DecodeRune(text[i:])
		}
		r, _ := runeAt(text, i)
		if han := isHan(r); !han && run >= 0 {
			s.run(run, i)
			run = -1
		} else if han && run < 0 {
			run = i
			if i > 2*len("字") && text[i-1] == ' ' && honorificHeads.has(r) {
				s.honouredApart(i)
			}
		} else if run >= 0 && i-run >= 2*len("字") && honorificHeads.has(r) {
			s.honoured(run, i)
		}
		if i >= taken && i+size < len(text) && hanHeads.has(r) {
			taken = max(taken, s.hanAt(i, size))
		}
		i += size
	}
	if run >= 0 {
		s.run(run, len(text))
	}
}

// hanKeyed is han for values under a key, in which there are no sentences.
func (s *Scanner) hanKeyed() {
	text := s.text
	p := unsafe.Pointer(unsafe.SliceData(text))
	i := 0
	for i+8 <= len(text) && s.effort.left > 0 {
		word := binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(p, i))[:]) //nolint:gosec // eight bytes stand here
		if word&0xC0C0F0 != 0x8080E0 {
			if high := word & 0x8080808080808080; high&0x80 == 0 {
				i += bits.TrailingZeros64(high) / 8 // eight where all are ASCII
			} else {
				_, size := utf8.DecodeRune(text[i:])
				i += size
			}
			continue
		}
		if hanHeads.at(uint32(word)) {
			i = max(i+3, s.hanAt(i, 3))
			continue
		}
		i += 3
		if word >>= 24; word&0xC0C0F0 == 0x8080E0 { // the next one as well
			if hanHeads.at(uint32(word)) {
				i = max(i+3, s.hanAt(i, 3))
				continue
			}
			i += 3
		}
	}
	for i+3 < len(text) { // behind the last character something must stand
		size := 1
		if text[i] >= utf8.RuneSelf {
			var r rune
			if r, size = runeAt(text, i); size == 3 && hanHeads.has(r) {
				size = max(size, s.hanAt(i, size)-i)
			}
		}
		i += size
	}
}

// hanAt reads what begins with the character of size bytes at text[i:], behind which something
// stands, and gives the end of an address, 0 for anything else.
func (s *Scanner) hanAt(i, size int) int {
	text := s.text
	switch c := text[i+size]; {
	case i >= 2 && text[i-1] == 'J' && text[i-2] == 'W' && tokenBytes[c]&(kUpper|kLower) == 0:
		if r, _ := runeAt(text, i); plateHeads.has(r) {
			s.servicePlate(i, i+size)
		} else if hanPairs.at(text, i) {
			return s.hanPair(i, size)
		}
	case c == 0xC2: // a middle dot may follow
		s.hanDigits(i, size)
	case c >= utf8.RuneSelf:
		if hanPairs.at(text, i) {
			return s.hanPair(i, size)
		}
	case tokenBytes[c]&(kUpper|kLower) != 0:
		if r, _ := runeAt(text, i); plateHeads.has(r) {
			s.plate(i, i+size)
		}
	case c >= '0' && c <= '9':
		s.hanDigits(i, size)
	}
	return 0
}

// hanHeads is every character that anything begins with.
var hanHeads = union(plateHeads, placeHeads, runeSet("字第使一二"))

// run reads one run of Chinese characters in free text: labels in it and before its end.
func (s *Scanner) run(start, end int) {
	if !s.effort.pay(1 + (end-start)/bytesAStep) {
		return
	}
	if end-start > maxRun*len("字") {
		s.spokenHan(start, end)
		return
	}
	s.labelInRun(start, end)
	s.spokenHan(start, end)
	switch n := (end - start) / len("字"); {
	case n == 1:
		s.described(start, end)
	case n <= 3:
		s.addressed(start, end)
	}
}

// hanDigits reads what is one character and digits: 第1234567号, 使123456.
func (s *Scanner) hanDigits(i, size int) {
	switch string(s.text[i : i+size]) {
	case "第":
		s.military(i, size)
	case "使":
		s.servicePlate(i, i+size)
	}
}

// hanPair reads what begins with the pair of characters at text[i:] and gives the end of an
// address, 0 for anything else.
func (s *Scanner) hanPair(i, size int) int {
	r, _ := runeAt(s.text, i)
	switch {
	case placeHeads.has(r):
		return s.address(i)
	case r == '字':
		s.military(i, size)
	case r == '一' || r == '二':
		s.hanYear(i)
	}
	return 0
}

// pairs is a bitmap of the first two characters of some words, by a hash of their six bytes.
type pairs [1024]uint64

func pairSet(lists ...[]string) *pairs {
	var t pairs
	for _, list := range lists {
		for _, word := range list {
			if len(word) < 6 {
				panic("a word of fewer than two Chinese characters: " + word)
			}
			h := pairHash([]byte(word), 0)
			t[h>>6] |= 1 << (h & 63)
		}
	}
	return &t
}

// at reports that such a word may begin at text[i:].
func (t *pairs) at(text []byte, i int) bool {
	if i+6 > len(text) {
		return false
	}
	h := pairHash(text, i)
	return t[h>>6]>>(h&63)&1 == 1
}

func pairHash(text []byte, i int) uint32 {
	a, b := binary.LittleEndian.Uint32(text[i:]), binary.LittleEndian.Uint32(text[i+2:])
	return (a*0x9E3779B1 ^ b*0x85EBCA77) >> 16
}

// hanPairs is the cheap test for what begins with two characters: places, 字第 and years.
var hanPairs = pairSet(provinces, cities, strings.Fields("字第 一〇 一零 一○ 一一 一二 一三 一四 一五 一六 一七 一八 一九 "+
	"二〇 二零 二○ 二一 二二 二三 二四 二五 二六 二七 二八 二九"))

// parts of an address, by level
var (
	adminRunes  = runeSet("省市区县旗镇乡盟州")
	streetRunes = runeSet("路街道巷弄村胡里苑园厦寨屯庄社桥湾坊")
	houseRunes  = runeSet("号室栋幢楼层座单元院")
	addressEnds = runeSet("，。；！？、：“”‘’《》【】\n\r\t")
)

const maxAddress = 200 // bytes, some 65 Chinese characters

// address reads an address that begins with a province or city, and gives its end.
func (s *Scanner) address(start int) int {
	if !s.effort.pay(1) {
		return 0
	}
	if start != s.place.start {
		s.place.start, s.place.end = start, s.placeEnd(start)
	}
	if s.place.end > 0 {
		s.hit(CNAddress, start, s.place.end, Strong, "place, district and street")
	}
	return s.place.end
}

func (s *Scanner) placeEnd(start int) int {
	text := s.text
	head := 0
	r, _ := runeAt(text, start)
	for _, name := range placesByHead[r] {
		if len(name) > head && len(text)-start >= len(name) && str(text[start:start+len(name)]) == name {
			head = len(name)
		}
	}
	if head == 0 {
		return 0
	}
	end, ok := s.addressParts(start, start+head)
	s.effort.left -= (end - start) / bytesAStep
	if !ok {
		return 0
	}
	return end
}

// addressParts goes on from a place's name; ok when a district and a street follow.
func (s *Scanner) addressParts(start, at int) (end int, ok bool) {
	text := s.text
	admin, street, house := 0, 0, 0
	end = at
	i := at
scan:
	for i < len(text) && i-start < maxAddress {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case tokenBytes[c] != 0, c == '-', c == '#', c == '(', c == ')', c == '/':
				if tokenBytes[c] == kDigit && street > 0 {
					house++
				}
				end = i + 1
			case c == ' ' && street == 0:
			default:
				break scan
			}
			i++
			continue
		}
		r, size := runeAt(text, i)
		if addressEnds.has(r) || !isHan(r) && r != '（' && r != '）' {
			break
		}
		switch {
		case adminRunes.has(r):
			admin++
		case streetRunes.has(r) && admin > 0:
			street++
		case houseRunes.has(r):
			house++
		}
		i += size
		end = i
	}
	return end, admin > 0 && street > 0 && (house > 0 || end-start >= 30) || admin > 1 && house > 1
}

// militaryHeads stand before 字第: services and former regions.
var militaryHeads = runeSet("军軍南北沈兰济成广海空参政后装士文航战东西火总武")

// military reads 南字第1234567号 from its 字 and 军第1234567号.
func (s *Scanner) military(at, size int) {
	text := s.text
	i := at + size
	head, headSize := utf8.DecodeLastRune(text[:at])
	if r, n := utf8.DecodeRune(text[at:]); r == '字' {
		next, width := utf8.DecodeRune(text[at+n:])
		if next != '第' {
			return
		}
		i += width
	} else if head == '字' {
		return
	}
	if !militaryHeads.has(head) {
		return
	}
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && tokenBytes[text[i]] == kUpper { // 士字第P012345号
		i++
	}
	first := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if n := i - first; n < 4 || n > 8 {
		return
	}
	if i < len(text) && tokenBytes[text[i]] == kUpper {
		i++
	}
	if i+1 < len(text) && text[i] == ' ' && bytes.HasPrefix(text[i+1:], []byte("号")) {
		i++
	}
	start := at - headSize
	if r, _ := utf8.DecodeLastRune(text[:start]); isHan(r) && !s.context(start).any(hMilitary) {
		return // a certificate of something else: 京房权证海字第...
	}
	if r, n := utf8.DecodeRune(text[i:]); r == '号' || r == '號' {
		i += n
	}
	s.hit(MilitaryID, start, i, Checked, "service, 字第 and number")
}
