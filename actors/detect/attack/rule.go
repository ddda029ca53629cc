package attack

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// scope says where a rule looks.
type scope uint16

const (
	inValue  scope = 1 << iota // values of the query, forms, JSON, XML, cookies and telling headers
	inPath                     // the whole decoded path
	inName                     // names of uploaded files
	inBody                     // the raw request body
	inKey                      // names of parameters and fields
	inUpload                   // the raw body of a file upload
	inRaw                      // values of the query, for what line breaks hide
	inHeader                   // values of telling headers
	inAgent                    // user agents, which are asked for scanners only
	inCookie                   // values of cookies and of referring addresses: '+' may be a space
)

// rule finds one form of an attack in normalised text (normal.go).
type rule struct {
	words string                              // one of these must stand in the text; "~" is a space, `\~` a tilde, `\n` a line break; separated by spaces
	need  string                              // and one of these marks; "" asks for none
	form  string                              // and this expression must match; "" if the word alone says it
	where scope                               // inValue if 0
	most  int                                 // and the text must not be longer, in bytes; 0: any length
	whole func(text []byte) bool              // and this must hold of the text, before form is tried
	check func(text []byte, at, end int) bool // and this of a match of form
	shell bool                                // form begins with a mark of the shell: ; | & $ ` or a line break
	at    string                              // form begins with this and reads maxBreak bytes at most
	query bool                                // and the parameter must not be named for a query, as in IsStatement
	quote bool                                // form begins with a quote that breaks out of one opened outside (breaksOut)
}

type compiledRule struct {
	quote, shell bool
	query        bool
	at           []byte
	kind         finding.Attack
	need         marks
	form         *regexp.Regexp
	where        scope
	most         int
	whole        func(text []byte) bool
	check        func(text []byte, at, end int) bool
}

// triggers finds the words of all rules; compiled are the rules in the order of the tables,
// those that are sure first.
var triggers, compiled = compileRules(kinds, doubts)

// marks is a set of ASCII bytes.
type marks [2]uint64

func marksOf[T string | []byte](text T) (m marks) {
	for i := range len(text) {
		if c := text[i]; c < 0x80 {
			m[c>>6] |= 1 << (c & 63)
		}
	}
	return m
}

func (m marks) meet(o marks) bool { return m[0]&o[0]|m[1]&o[1] != 0 }

// spelled writes what cannot stand in a list of words.
var spelled = strings.NewReplacer(`\~`, "~", "~", " ", `\n`, "\n")

func compileRules(kinds []Kind, doubts []rule) (*trigger, []compiledRule) {
	b := newBuilder()
	var byWord []ruleSet
	var out []compiledRule
	add := func(kind finding.Attack, r rule) {
		c := compiledRule{kind: kind, where: r.where, at: []byte(r.at), most: r.most, whole: r.whole, check: r.check, need: marksOf(r.need), quote: r.quote, shell: r.shell, query: r.query}
		if c.most == 0 {
			c.most = maxText
		}
		for w := range strings.FieldsSeq(r.words) {
			id := b.add(spelled.Replace(w))
			for len(byWord) <= int(id) {
				byWord = append(byWord, ruleSet{})
			}
			byWord[id].add(len(out))
		}
		if r.form != "" {
			if r.quote || r.shell || r.at != "" {
				r.form = "^(?:" + r.form + ")"
			}
			c.form = regexp.MustCompile(r.form)
		}
		if c.where == 0 {
			c.where = inValue
		}
		out = append(out, c)
	}
	for _, k := range kinds {
		for _, r := range k.rules {
			add(k.ID, r)
		}
	}
	for _, r := range doubts {
		add(0, r)
	}
	return newTrigger(b, byWord), out
}

// holds tries a rule on a text and pays for it; a rule that cannot pay does not hold.
func (c *compiledRule) holds(text []byte, e *effort) bool {
	if len(text) > c.most || c.whole != nil && !c.whole(text) {
		return false
	}
	switch {
	case c.quote:
		return c.holdsAtQuote(text, e)
	case c.shell:
		return c.holdsAtMark(text, e)
	case len(c.at) > 0:
		return c.holdsAt(text, e)
	case c.form == nil:
		return c.check == nil || c.check(text, 0, len(text))
	case c.check == nil:
		return e.match(c.form, text)
	}
	for from := 0; from < len(text) && e.try(text[from:]); {
		loc := c.form.FindIndex(text[from:])
		if loc == nil {
			return false
		}
		if c.check(text, from+loc[0], from+loc[1]) {
			return true
		}
		from += max(loc[0]+1, 1)
	}
	return false
}

// maxBreak bounds what is read behind a quote that breaks out, in bytes.
const maxBreak = 200

// holdsAt tries a rule at each place where it may begin, of a run of brackets at the last.
func (c *compiledRule) holdsAt(text []byte, e *effort) bool {
	for i := bytes.Index(text, c.at); i >= 0 && i+len(c.at) < len(text); {
		if next := i + 1; !bytes.HasPrefix(text[next:], c.at) {
			if behind := text[i:min(len(text), i+maxBreak)]; !e.try(behind) {
				return false
			} else if c.form.Match(behind) {
				return true
			}
		}
		next := bytes.Index(text[i+1:], c.at)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// holdsAtQuote tries a rule at the quotes that break out, which few texts have: those that
// breaksOut reports.
func (c *compiledRule) holdsAtQuote(text []byte, e *effort) bool {
	var open [128]int // quotes of each sort before
	for i, b := range text {
		if b != '\'' && b != '"' && b != '`' || inWord(text, i) && i > 0 {
			continue
		}
		outer := open[b]%2 == 0
		if open[b]++; !outer || opensWord(text, i) {
			continue
		}
		behind := text[i:min(len(text), i+maxBreak)]
		if !e.try(behind[:min(len(behind), ruleStep)]) {
			return false
		}
		if c.form.Match(behind) {
			return true
		}
	}
	return false
}

// markSteps is what a try at a mark of the shell costs: forms there are long lists of programs.
const markSteps = 10

// holdsAtMark tries a rule at the marks of the shell.
func (c *compiledRule) holdsAtMark(text []byte, e *effort) bool {
	for i, b := range text {
		if b != ';' && b != '|' && b != '&' && b != '$' && b != '`' && b != '\n' {
			continue
		}
		behind := text[i:min(len(text), i+maxBreak)]
		if !e.pay(markSteps) {
			return false
		}
		if loc := c.form.FindIndex(behind); loc != nil && c.check(text, i, i+loc[1]) {
			return true
		}
	}
	return false
}

// breaksOut reports whether the quote at a match closes one that was opened outside of the
// value: before it stands an even number of the same quotes. In O'Brien it stands within a
// word; in a filter such as name = 'x' and age > 3 it closes the value's own.
func breaksOut(text []byte, at, _ int) bool {
	if opensWord(text, at) {
		return false
	}
	open := 0
	for i, c := range text[:at] {
		if c == text[at] && !(i > 0 && inWord(text, i)) {
			open++
		}
	}
	return open%2 == 0 && !(at > 0 && inWord(text, at))
}

// opensWord reports a quote that opens: "in progress".
func opensWord(text []byte, at int) bool {
	return at > 0 && at+1 < len(text) && (isWord(text[at+1]) || text[at+1] == '%') && opensAfter(text[at-1])
}

// inWord reports a mark within a word: O'Brien.
func inWord(text []byte, at int) bool {
	if at == 0 || at+1 >= len(text) || !isWord(text[at-1]) || !isWord(text[at+1]) {
		return false
	}
	if digit := text[at-1] >= '0' && text[at-1] <= '9'; digit && letter(text[at+1]) {
		return at+2 >= len(text) || !letter(text[at+2]) // 90's, and no 1'and
	}
	return true
}

func opensAfter(c byte) bool {
	return c == ' ' || c == '(' || c == ',' || c == '=' || c == ':' || c == '[' || c == '{'
}

// pathLike reports a value that is nothing but a path: no spaces, not long.
func pathLike(text []byte) bool {
	return len(text) < 400 && bytes.IndexByte(text, ' ') < 0 && bytes.IndexByte(text, '\n') < 0
}

// fileLike reports a path that is no page's own: ../img/a.png is.
func fileLike(text []byte) bool { return pathLike(text) && !assetPath.Match(text) }

// short is the length of a parameter and not of a document.
const short = 299

func isWord(c byte) bool { return letter(c) || c >= '0' && c <= '9' || c == '_' || c >= 0x80 }
