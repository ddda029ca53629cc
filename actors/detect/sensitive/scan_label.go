package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const minLabelled = 6 // bytes: the shortest label and value, "性:女"

// hasLabel is the cheap test for labelled: some separator stands in the text.
func hasLabel(text []byte, class traffic.Class) bool {
	return class&(traffic.HasColon|traffic.HasEqual) != 0 || class&traffic.HasWide != 0 && bytes.Contains(text, fullColon)
}

var fullColon = []byte("：")

// labelled reads "label: value" for the types that only a key can decide. The value goes to
// the next comma, semicolon, bracket or line; if that is no datum, to the first space.
func (s *Scanner) labelled() {
	text := s.text
	for i := 0; i < len(text); i++ {
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
		case c == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] == 0x9A: // ：
			size = 3
		default:
			continue
		}
		h := s.label(i)
		if h == 0 {
			h = s.labelBefore(i)
		}
		if h&^(hOpaque|hPeople|hThing|hVersion) == 0 {
			continue
		}
		start := i + size
		for start < len(text) && (text[start] == ' ' || text[start] == '"' || text[start] == '\'') {
			start++
		}
		end := start + valueEnd(text[start:])
		before := len(s.work)
		s.whole(h, start, end)
		if len(s.work) == before {
			if n := bytes.IndexByte(text[start:end], ' '); n > 0 {
				s.whole(h, start, start+n)
			}
		}
		i += size - 1
	}
}

// endsLabel are the bytes with which what stands between label and value may begin.
var endsLabel = [256]bool{':': true, '=': true, 0xEF: true}

// labelBefore looks at ASCII letters that touch a colon, which label leaves to the value.
func (s *Scanner) labelBefore(at int) hint {
	text := s.text
	i := at
	for i > 0 && at-i < maxLabel && (isWordByte(text[i-1]) || text[i-1] == ' ' && i < at) {
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
			case ',', ';', '\n', '\r', '\t', '"', '|', '&', '<', '>', '(', ')', '[', ']', '{', '}', '!', '?':
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
