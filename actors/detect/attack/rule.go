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
	inCookie                   // values of cookies and of referring addresses: '+' may be a space
)

// rule finds one form of an attack in normalised text (normal.go).
type rule struct {
	words string // one of these must stand in the text; "~" is a space, `\~` a tilde, `\n` a line break; separated by spaces
	need  string // and one of these marks; "" asks for none
	form  string // and this expression must match; "" if the word alone says it
	where scope  // inValue if 0
	check func(text []byte, at, end int) bool
	shell bool // form begins with a mark of the shell: ; | & $ ` or a line break
	quote bool // form begins with a quote that breaks out of one opened outside (breaksOut)
}

type compiledRule struct {
	quote, shell bool
	kind         finding.Attack
	need         marks
	form         *regexp.Regexp
	where        scope
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
		c := compiledRule{kind: kind, where: r.where, check: r.check, need: marksOf(r.need), quote: r.quote, shell: r.shell}
		for w := range strings.FieldsSeq(r.words) {
			id := b.add(spelled.Replace(w))
			for len(byWord) <= int(id) {
				byWord = append(byWord, ruleSet{})
			}
			byWord[id].add(len(out))
		}
		if r.form != "" {
			if r.quote || r.shell {
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

func (c *compiledRule) holds(text []byte) bool {
	switch {
	case c.quote:
		return c.holdsAtQuote(text)
	case c.shell:
		return c.holdsAtMark(text)
	}
	if c.form == nil {
		return c.check == nil || c.check(text, 0, len(text))
	}
	if c.check == nil {
		return c.form.Match(text)
	}
	for from := 0; from < len(text); {
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

// holdsAtQuote tries a rule at the quotes that break out, which few texts have.
func (c *compiledRule) holdsAtQuote(text []byte) bool {
	for i, b := range text {
		if (b == '\'' || b == '"' || b == '`') && breaksOut(text, i, i) && c.form.Match(text[i:min(len(text), i+maxBreak)]) {
			return true
		}
	}
	return false
}

// holdsAtMark tries a rule at the marks of the shell.
func (c *compiledRule) holdsAtMark(text []byte) bool {
	for i, b := range text {
		if b != ';' && b != '|' && b != '&' && b != '$' && b != '`' && b != '\n' {
			continue
		}
		if loc := c.form.FindIndex(text[i:min(len(text), i+maxBreak)]); loc != nil && c.check(text, i, i+loc[1]) {
			return true
		}
	}
	return false
}

// breaksOut reports whether the quote at a match closes one that was opened outside of the
// value: before it stands an even number of the same quotes. In O'Brien it stands within a
// word; in a filter such as name = 'x' and age > 3 it closes the value's own.
func breaksOut(text []byte, at, _ int) bool {
	if at > 0 && at+1 < len(text) && (isWord(text[at+1]) || text[at+1] == '%') && opensAfter(text[at-1]) {
		return false // "in progress": the quote opens
	}
	open := 0
	for i, c := range text[:at+1] {
		if c != text[at] || i > 0 && isWord(text[i-1]) && i+1 < len(text) && isWord(text[i+1]) {
			continue
		}
		if i == at {
			return open%2 == 0
		}
		open++
	}
	return false
}

func opensAfter(c byte) bool {
	return c == ' ' || c == '(' || c == ',' || c == '=' || c == ':' || c == '[' || c == '{'
}

// pathLike reports a value that is nothing but a path: no spaces, not long.
func pathLike(text []byte, _, _ int) bool {
	return len(text) < 400 && bytes.IndexByte(text, ' ') < 0 && bytes.IndexByte(text, '\n') < 0
}

// short reports a value of the length of a parameter and not of a document.
func short(text []byte, _, _ int) bool { return len(text) < 300 }

func isWord(c byte) bool { return letter(c) || c >= '0' && c <= '9' || c == '_' || c >= 0x80 }
