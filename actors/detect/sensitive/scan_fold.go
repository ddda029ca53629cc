package sensitive

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Full-width forms (U+FF01..U+FF5E) are ASCII as Chinese and Japanese keyboards write it:
// １３８００１３８０００ is a telephone number. A text that holds such digits, letters or hyphens, or
// ASCII digits in full-width brackets, is read once more in ASCII.

// folds reports whether a text has to be read in ASCII. Full-width punctuation between Chinese
// characters, which is in nearly every Chinese text, is no reason.
func folds(text []byte) bool {
	for i := 0; ; i++ {
		n := bytes.IndexByte(text[i:], 0xEF)
		if n < 0 || i+n+2 >= len(text) {
			return false
		}
		i += n
		switch r := rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F) | 0xF000; {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '－', r == '＠':
			return true
		case r == '（' && i+3 < len(text) && tokenBytes[text[i+3]] == kDigit:
			return true
		}
		i += 2
	}
}

// folded appends text in ASCII to s.wide and remembers in s.wideAt where each byte stood.
func (s *Scanner) folded(text []byte) []byte {
	s.wide, s.wideAt = s.wide[:0], s.wideAt[:0]
	for i := 0; i < len(text); i++ {
		s.wideAt = append(s.wideAt, int32(i)) //nolint:gosec // texts are bounded far below
		if text[i] == 0xEF && i+2 < len(text) {
			if r := rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F) | 0xF000; r >= '！' && r <= '～' && r != '，' {
				s.wide = append(s.wide, byte(r-'！'+'!'))
				i += 2
				continue
			}
		}
		s.wide = append(s.wide, text[i])
	}
	s.wideAt = append(s.wideAt, int32(len(text))) //nolint:gosec // as above
	return s.wide
}

// asciiForm gives a copy of a value in ASCII: a mask covers the characters that it knows.
func asciiForm(value []byte) []byte {
	var s Scanner
	return s.folded(value)
}

// scanFolded scans the text in ASCII and moves what was found back to where it stood.
func (s *Scanner) scanFolded(key hint, text []byte, free, bare bool) {
	plain := s.folded(text)
	s.scan(key, plain, traffic.ClassOf(plain)&^traffic.HasWide, free, bare)
	for i := range s.work {
		h := &s.work[i]
		h.Start, h.End = int(s.wideAt[h.Start]), int(s.wideAt[h.End])
	}
}
