package sensitive

import (
	"bytes"
	"unicode/utf8"
)

// A label is what text says just before a value: 姓名：张三, "Tel: 010-...", phone=138....

// maxLabel is how far back a label is looked for, in bytes: eight Chinese characters and
// their punctuation.
const maxLabel = 40

// label gives the meaning of the label that ends at text[at], 0 without one.
func (s *Scanner) label(at int) hint {
	text := s.text
	if !s.effort.pay(1) {
		return 0
	}
	low := max(0, at-maxLabel)
	i := at
	for i > low { // back over what separates label and value
		r, size := utf8.DecodeLastRune(text[low:i])
		if !isSeparator(r) {
			break
		}
		i -= size
	}
	gap := at - i
	s.effort.left -= gap / 4 // characters of any width, read backwards
	start := i
	r, size := utf8.DecodeLastRune(text[low:i])
	if isHan(r) {
		for start > low && isHan(r) {
			start -= size
			r, size = utf8.DecodeLastRune(text[low:start])
		}
		if i-start == len("字") && start-low > len("字") && text[start-1] == ' ' { // 性 别
			if first, n := utf8.DecodeLastRune(text[low : start-1]); isHan(first) {
				var both [2 * len("字")]byte
				m := copy(both[:], text[start-1-n:start-1])
				return s.hints.of(str(both[:m+copy(both[m:], text[start:i])]))
			}
		}
		h := s.hints.of(str(text[start:i]))
		if h&^hOpaque == 0 && start > low && isWordByte(text[start-1]) {
			for start > low && isWordByte(text[start-1]) {
				start--
			}
			h |= s.hints.of(str(text[start:i])) // MEID码, SWIFT代码
		}
		if h == 0 && start > low {
			if r, _ := utf8.DecodeLastRune(text[low:start]); r == '(' || r == '（' {
				return s.label(start) // MEID（十六进制）：
			}
		}
		return h
	}
	if gap == 0 {
		return 0 // letters that touch the value belong to it
	}
	if verb := str(text[max(low, i-len("is")):i]); verb == "is" && i-len("is")-1 > low {
		if r, _ := utf8.DecodeLastRune(text[low : i-len("is")-1]); isHan(r) && text[i-len("is")-1] == ' ' {
			return s.label(i - len("is")) // IMEI号 is
		}
	}
	words := 0
	for start > low && words < 3 {
		c := text[start-1]
		if !isWordByte(c) {
			if c == '.' && start < i && text[start] == ' ' { // No. is
				start--
				continue
			}
			if c != ' ' && c != '(' || start == i {
				break
			}
			words++
		}
		start--
	}
	if start == i {
		return 0
	}
	h := s.hints.of(str(text[start:i]))
	if n := bytes.IndexByte(text[start:i], '('); h == 0 && n > 0 {
		return s.hints.of(str(bytes.TrimRight(text[start:start+n], " "))) // MEID (hex):
	}
	return h
}

func isSeparator(r rune) bool {
	switch r {
	case ' ', '\t', ':', '=', '"', '\'', '(', '[', ']', ')', '#', '>', '*', '-', '.', '\\', '|', ',',
		'：', '（', '【', '】', '）', '“', '「', '」', '，', '—', '–', '是', '为', '為':
		return true
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-'
}
