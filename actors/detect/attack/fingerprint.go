package attack

import (
	"bytes"

	libinjection "github.com/corazawaf/libinjection-go"
)

// maxFingerprint bounds what is broken into tokens, in bytes.
const maxFingerprint = 1024

var (
	sqlMarks = marksOf("=<>|;#*(^`!+")
	quotes   = marksOf("'\"")
	xssMarks = marksOf("<>=")
)

// fingerprint asks libinjection, whose tokens see what words do not. It has too many innocent
// likenesses (arithmetic, code, function names) to be believed alone: what it says is a doubt.
// woken tells that some rule's word stands in the text.
func (s *Scanner) fingerprint(key string, plain []byte, present marks, woken bool) {
	text := plain[:min(len(plain), maxFingerprint)]
	if (present.meet(sqlMarks) || present.meet(quotes) && loose(text) && (woken || bytes.Contains(text, []byte("--")) || bytes.Contains(text, []byte("&&")))) && s.effort.try(text) {
		if is, _ := libinjection.IsSQLi(str(text)); is {
			s.doubt.add(key, text, s.folded, false)
		}
	}
	if present.meet(xssMarks) && s.effort.try(text) && libinjection.IsXSS(str(text)) {
		s.doubt.add(key, text, s.folded, false)
	}
}

// loose reports a quote that is not within a word, or several that are.
func loose(text []byte) bool {
	n := 0
	for i, c := range text {
		if c == '\'' || c == '"' {
			if n++; n > 1 || !inWord(text, i) {
				return true
			}
		}
	}
	return false
}
