package sensitive

import "bytes"

// In running text people name themselves and sign: "I'm Emily Davis", "This is Jane Doe speaking",
// "Best regards, John Smith". Such words stand before much else, so the name itself must be a frequent
// one.

// introductions stand before a name, lower case: what must stand before them, or nothing.
var introductions = []struct{ word, before string }{
	{"am", "i "}, {"m", "i'"}, {"m", "i\u2019"}, {"is", "this "}, {"dear", ""}, {"hi", ""}, {"hello", ""},
	{"regards", ""}, {"sincerely", ""}, {"truly", "yours "}, {"wishes", "best "}, {"cheers", ""}, {"thanks", ""},
}

// introduced reads the name behind the word text[start:end], if that introduces one.
func (s *Scanner) introduced(start, end int) {
	text := s.text
	for i := range introductions {
		w := &introductions[i]
		if len(w.word) != end-start || !folds1(text[start:end], w.word) || start < len(w.before) ||
			!folds1(text[start-len(w.before):start], w.before) {
			continue
		}
		at := end
		for at < len(text) && (text[at] == ' ' || text[at] == ',' || text[at] == '\n' || text[at] == '\r') && at-end < 6 {
			at++
		}
		if bytes.HasPrefix(text[at:], []byte(`\n`)) {
			at += len(`\n`)
		}
		if bytes.HasPrefix(text[at:], []byte("I'")) || bytes.HasPrefix(text[at:], []byte("I\u2019")) {
			return // Hello, I'm: the next word tells
		}
		n := capitalised(text[at:])
		if n == 0 {
			return
		}
		stop := at + valueEnd(text[at:at+n])
		before := len(s.work)
		s.englishName(hName, at, stop)
		for _, h := range s.work[before:] {
			if h.Confidence < Firm {
				s.work = s.work[:before]
				return
			}
		}
		return
	}
}

// folds1 compares ASCII without regard to case; want is lower case.
func folds1(b []byte, want string) bool {
	for i, c := range b {
		if tokenBytes[c] == kUpper {
			c |= 0x20
		}
		if c != want[i] {
			return false
		}
	}
	return true
}

// lowerName reads "maria garcia" in small letters behind a label: a frequent given and family name.
func (s *Scanner) lowerName(at int) {
	text := s.text
	first := at
	for first < len(text) && tokenBytes[text[first]] == kLower {
		first++
	}
	if first+1 >= len(text) || text[first] != ' ' || !givenNames.has(text[at:first]) {
		return
	}
	end := first + 1
	for end < len(text) && tokenBytes[text[end]] == kLower {
		end++
	}
	if familyNames.has(text[first+1 : end]) {
		s.hit(ENName, at, end, Firm, "a frequent given and family name behind a label")
	}
}
