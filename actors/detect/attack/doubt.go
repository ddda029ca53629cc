package attack

import (
	"io/fs"
	"strings"

	coreruleset "github.com/corazawaf/coraza-coreruleset/v4"
	"github.com/zeebo/xxh3"
)

// Doubt is what the first stage is not sure of in one call.
type Doubt struct {
	Shape uint64   // hash of what is doubted, numbers and long tokens left out; 0 without doubt
	Texts []string // doubted texts as they read with their encodings undone, where the call shows them otherwise
}

// Bounds of what is passed on of a doubt.
const (
	maxDoubts    = 8    // texts; an attack is in the first ones or in all
	maxDoubtText = 2048 // bytes of one
	maxToken     = 24   // bytes of letters and digits in a row; longer ones are ids and differ from call to call
)

// Any reports a doubt.
func (d *Doubt) Any() bool { return d.Shape != 0 }

func (d *Doubt) reset() { d.Shape, d.Texts = 0, nil }

func (d *Doubt) add(key string, plain, folded []byte, changed bool) {
	var buf [maxDoubtText]byte
	shape := shapeOf(append(buf[:0], key...), folded)
	d.Shape = d.Shape*31 + xxh3.Hash(shape) | 1
	if changed && len(d.Texts) < maxDoubts {
		d.Texts = append(d.Texts, string(plain[:min(len(plain), maxDoubtText)]))
	}
}

// shapeOf writes folded text with each number as '0' and each long token as 'a'.
func shapeOf(dst, folded []byte) []byte {
	for i := 0; i < len(folded); i++ {
		end := i
		digits := true
		for end < len(folded) && (letter(folded[end]) || folded[end] >= '0' && folded[end] <= '9') {
			digits = digits && !letter(folded[end])
			end++
		}
		switch {
		case end == i:
			dst = append(dst, folded[i])
			continue
		case digits:
			dst = append(dst, '0')
		case end-i > maxToken:
			dst = append(dst, 'a')
		default:
			dst = append(dst, folded[i:end]...)
		}
		i = end - 1
	}
	return dst
}

// doubts are weak rules: they only ask for the second stage. Each falls towards doubt, and
// a test holds that none of the requests by which the rule set tests itself slips through.
var doubts = append(listed(
	list{"lfi-os-files.data", inValue | inHeader | inKey},
	list{"restricted-files.data", inPath},
	list{"ai-critical-artifacts.data", inPath},
	list{"java-classes.data", inValue | inHeader | inKey | inBody | inPath},
	list{"php-function-names-933150.data", inValue | inKey | inPath},
	list{"php-variables.data", inValue | inKey},
	list{"ssrf.data", inValue | inPath},
	list{"ssrf-no-scheme.data", inValue | inPath},
	list{"unix-shell.data", inValue | inKey},
	list{"windows-powershell-commands.data", inValue | inKey},
	list{"scanners-user-agents.data", inHeader},
	list{"restricted-upload.data", inName},
), doubtRows...)

// list is a list of words of the rule set and where it looks for them.
type list struct {
	file  string
	where scope
}

// listed makes a rule of each list.
func listed(ls ...list) (out []rule) {
	for _, l := range ls {
		b, err := fs.ReadFile(coreruleset.FS, "@owasp_crs/"+l.file)
		if err != nil {
			panic(err) // embedded in the module, and a test reads every one: cannot fail
		}
		var words, hidden []string
		for line := range strings.Lines(string(b)) {
			w := strings.ToLower(strings.TrimRight(line, "\r\n"))
			switch {
			case len(w) < 2 || w[0] == '#':
			case w[0] == '.' && strings.Trim(w[1:], "abcdefghijklmnopqrstuvwxyz_") == "":
				hidden = append(hidden, w) // ".forward", and no www.forward.example
			default:
				words = append(words, strings.ReplaceAll(strings.ReplaceAll(w, "~", ""), " ", "~"))
			}
		}
		out = append(out, rule{words: strings.Join(words, " "), where: l.where})
		if len(hidden) > 0 {
			out = append(out, rule{words: strings.Join(hidden, " "), form: `(?:^|[^\w-])(?:` + strings.ReplaceAll(strings.Join(hidden, "|"), ".", `\.`) + `)(?:$|[^\w.-])`, where: l.where})
		}
	}
	return out
}

// suspicious reports the doubts that no word tells: a command at the start of a value or
// behind a mark of the shell.
func (s *Scanner) suspicious(where scope, present marks) bool {
	calls, marked := present.meet(openBracket), present.meet(shellMarks)
	switch {
	case where&inPath != 0:
		return calls && callDoubt(s.folded)
	case where&(inValue|inKey) == 0 || where&inHeader != 0 && where&inCookie == 0 && !marked || !s.effort.read(s.folded):
		return false
	}
	return calls && callDoubt(s.folded) || marked && commandBehindMark(s.folded) || len(s.folded) < 256 && commandFirst(s.folded)
}
