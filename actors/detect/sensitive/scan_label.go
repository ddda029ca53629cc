package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const minLabelled = 6 // bytes: the shortest label and value, "性:女"

// hasLabel is the cheap test for labelled: some separator stands in the text.
func hasLabel(text []byte, class traffic.Class) bool {
	return class&(traffic.HasColon|traffic.HasEqual) != 0 || class&traffic.HasWide != 0 && hasFullColon(text) ||
		class&traffic.HasMark != 0 && bytes.IndexByte(text, '>') > 0
}

// hasFullColon looks for ：, by its last byte, which is rarer than its first.
func hasFullColon(text []byte) bool {
	for i := 2; i < len(text); i++ {
		n := bytes.IndexByte(text[i:], 0x9A)
		if n < 0 {
			return false
		}
		if i += n; text[i-1] == 0xBC && text[i-2] == 0xEF {
			return true
		}
	}
	return false
}

// labelled reads "label: value" for the types that only a key can decide. The value goes to
// the next comma, semicolon, bracket or line; if that is no datum, to the first space.
func (s *Scanner) labelled() {
	text := s.text
	for i := 0; i < len(text) && s.effort.left > 0; i++ {
		c := text[i]
		if !endsLabel[c] {
			continue
		}
		size := 1
		switch {
		case c == ':' || c == '=':
			if i == 0 || tokenBytes[text[i-1]] == kDigit || i+1 < len(text) && text[i+1] == '/' {
				continue
			}
		case c == '>':
			if h := s.tagHint(i); h != 0 && h&^(hOpaque|hPeople|hThing|hVersion) != 0 {
				s.labelledAt(h, i+1)
			}
			continue
		case c == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] == 0x9A: // ：
			size = 3
		default:
			continue
		}
		h := s.label(i)
		if h == 0 {
			h = s.labelBefore(i)
		}
		if h&^(hOpaque|hPeople|hThing|hVersion) == 0 && (h.any(hThing) || !h.any(hPeople)) {
			continue
		}
		s.labelledAt(h, i+size)
		i += size - 1
	}
}

// endsLabel are the bytes with which what stands between label and value may begin.
var endsLabel = [256]bool{':': true, '=': true, 0xEF: true, '>': true}

// labelledAt reads the value that begins at start, behind a label: up to the end of its part of
// the text, or else its capitalised words, or else its first word.
func (s *Scanner) labelledAt(h hint, start int) {
	text := s.text
	for start < len(text) && (text[start] == ' ' || text[start] == '"' || text[start] == '\'' || text[start] == '*') {
		start++
	}
	end := start + valueEnd(text[start:])
	if start > 0 && text[start-1] == '\'' {
		if n := bytes.IndexByte(text[start:end], '\''); n > 0 {
			end = start + n
		}
	}
	for end > start && (text[end-1] == '.' || text[end-1] == ' ') { // the end of the sentence
		end--
	}
	s.effort.left -= (end - start) / bytesAStep
	before := len(s.work)
	s.whole(h, start, end)
	if len(s.work) > before {
		return
	}
	if h.any(hNames | hPeople) {
		if n := capitalised(text[start:end]); n > 0 && start+n < end {
			s.whole(h, start, start+n)
		}
	}
	if n := bytes.IndexByte(text[start:end], ' '); n > 0 && len(s.work) == before {
		s.whole(h, start, start+n)
	}
}

// capitalised gives the length of the words with a capital that text begins with, at most four.
func capitalised(text []byte) (n int) {
	for words := 0; n < len(text) && words < 4; words++ {
		at := n
		if words > 0 {
			at++ // the space
		}
		if at >= len(text) || tokenBytes[text[at]] != kUpper {
			break
		}
		for at < len(text) && text[at] != ' ' {
			if text[at] == ':' || text[at] == '=' {
				return n // the next label
			}
			at++
		}
		n = at
		if text[n-1] == '.' && n > 4 && words > 0 { // the end of a sentence, not of an initial or a title
			return n - 1
		}
	}
	return n
}

// tagHint gives the meaning of the element whose opening tag ends with the > at text[at].
func (s *Scanner) tagHint(at int) hint {
	text := s.text
	n := bytes.LastIndexByte(text[max(0, at-maxLabel):at], '<')
	if n < 0 {
		return 0
	}
	name := text[max(0, at-maxLabel)+n+1 : at]
	if n := bytes.IndexByte(name, ' '); n > 0 {
		name = name[:n]
	}
	if len(name) == 0 || name[0] == '/' || name[0] == '!' {
		return 0
	}
	return s.hints.of(str(name))
}

// labelBefore looks at ASCII letters that touch a colon, which label leaves to the value.
func (s *Scanner) labelBefore(at int) hint {
	text := s.text
	i := at
	for i > 0 && at-i < maxLabel && (isWordByte(text[i-1]) || (text[i-1] == ' ' || text[i-1] == '.') && i <= at) {
		i--
	}
	for i < at && text[i] == ' ' {
		i++
	}
	if i == at {
		return 0
	}
	return s.hints.of(str(text[i:at]))
}

// valueEnd gives the length of the value at the start of text.
func valueEnd(text []byte) int {
	for i := 0; i < len(text) && i < maxWhole; {
		c := text[i]
		if c < utf8.RuneSelf {
			switch c {
			case ',', ';', '\n', '\r', '\t', '"', '|', '&', '<', '>', '(', ')', '[', ']', '{', '}', '!', '?', '*':
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch r {
		case '，', '。', '；', '、', '（', '）', '！', '？', '“', '”', '　':
			return i
		}
		i += size
	}
	return min(len(text), maxWhole)
}
