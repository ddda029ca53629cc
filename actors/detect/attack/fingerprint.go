package attack

import (
	"bytes"

	libinjection "github.com/corazawaf/libinjection-go"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// maxFingerprint bounds what is broken into tokens, in bytes.
const maxFingerprint = 1024

var (
	sqlMarks = marksOf("'\"`()=<>|&-#*;,+!@/^")
	xssMarks = marksOf("<>=:")
)

// fingerprint asks libinjection, whose tokens see what words do not. SQL alone has too many
// innocent likenesses (arithmetic, code, function names): it is believed where the text also
// breaks out of something (sqlLike), else it is a doubt.
func (s *Scanner) fingerprint(key string, plain []byte, present marks) (set finding.Set) {
	text := plain[:min(len(plain), maxFingerprint)]
	if present.meet(sqlMarks) || bytes.IndexByte(text, ' ') >= 0 {
		if is, _ := libinjection.IsSQLi(str(text)); is {
			s.doubt.add(key, text, s.folded, false)
		}
	}
	if present.meet(xssMarks) && libinjection.IsXSS(str(text)) {
		s.doubt.add(key, text, s.folded, false)
	}
	return 0
}
