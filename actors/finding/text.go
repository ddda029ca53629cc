package finding

import (
	"strings"
)

// Words is what is said of a finding in one language.
type Words struct {
	Title  string
	Reason string // why it fired, a sentence
	Clear  string // the smallest change that would not have fired
	Advice string // what to do
}

// Phrase is a text in every language, with places for values: "{name}" is the value;
// "{name:call}" the value and what it counts, in the plural where there are several
// ("{name:entry|entries}" where the plural is not regular); what stands in square brackets
// is left out unless each of its values is there.
type Phrase struct{ En, Zh string }

// In gives the text of a language.
func (p Phrase) In(l Lang) string {
	if l == Chinese {
		return p.Zh
	}
	return p.En
}

// A reason is stored as the key of its phrase and the values it needs besides the figures of
// Why, so that it can be said in any language: "key", then for each value a separator, its
// name, '=' and a text; or '@' and the key of another phrase, which may be followed by '@'
// and the text for the place "{it}" in it. A text without a known key is a sentence already.
const sep = "\x1f"

// Arg is a value of a reason: a text in no language, such as a name or a number. Texts may
// come from anywhere, so what would end them is taken out.
func Arg(name, text string) string { return sep + name + "=" + bare(text) }

// AppendArg is Arg behind what stands in dst.
func AppendArg(dst []byte, name, text string) []byte {
	return append(append(append(append(dst, sep...), name...), '='), bare(text)...)
}

// ArgPhrase is a value of a reason that is a phrase itself; it is put where the phrase has
// the place "{it}".
func ArgPhrase(name, key, it string) string {
	if it == "" {
		return sep + name + "@" + key
	}
	return sep + name + "@" + key + "@" + bare(it)
}

func bare(text string) string {
	if strings.Contains(text, sep) {
		return strings.ReplaceAll(text, sep, "")
	}
	return text
}

// Say puts a stored reason together; each value comes from Arg or ArgPhrase.
func Say(key string, values ...string) string { return key + strings.Join(values, "") }

// Said takes a stored reason apart.
type Said struct {
	Key    string
	values []string
}

// ReadSaid reads what Say wrote.
func ReadSaid(stored string) Said {
	parts := strings.Split(stored, sep)
	return Said{Key: parts[0], values: parts[1:]}
}

// Value gives the value of that name in a language, "" if there is none. phrase gives the
// phrases of the values that are such.
func (s *Said) Value(name string, l Lang, phrase func(key string) (Phrase, bool)) string {
	for _, v := range s.values {
		rest, ok := strings.CutPrefix(v, name)
		if !ok || rest == "" {
			continue
		}
		switch rest[0] {
		case '=':
			return rest[1:]
		case '@':
			key, it, _ := strings.Cut(rest[1:], "@")
			p, known := phrase(key)
			if !known {
				return key
			}
			return Fill(p.In(l), func(string) string { return it })
		}
	}
	return ""
}

// Fill puts values into a text of a Phrase; value gives "" for one that is not there.
func Fill(text string, value func(name string) string) string {
	var b strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{[")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		end := strings.IndexByte(text[i:], closing[text[i]])
		if end < 0 {
			text = text[i:]
			break
		}
		inner := text[i+1 : i+end]
		if text[i] == '{' {
			b.WriteString(filled(inner, value))
		} else if !missing(inner, value) {
			b.WriteString(Fill(inner, value))
		}
		text = text[i+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

var closing = map[byte]byte{'{': '}', '[': ']'}

// filled gives a value and, in the right number, what it counts.
func filled(inner string, value func(string) string) string {
	name, noun, counts := strings.Cut(inner, ":")
	v := value(name)
	if !counts {
		return v
	}
	one, many, irregular := strings.Cut(noun, "|")
	switch {
	case v == "1":
		return v + " " + one
	case irregular:
		return v + " " + many
	}
	return v + " " + noun + "s"
}

func missing(text string, value func(string) string) bool {
	for _, name := range Places(text) {
		if value(name) == "" {
			return true
		}
	}
	return false
}

// Places lists the names of the values a text has places for.
func Places(text string) (names []string) {
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return names
		}
		inner, after, _ := strings.Cut(rest, "}")
		name, _, _ := strings.Cut(inner, ":")
		names, text = append(names, name), after
	}
}
