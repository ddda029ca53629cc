package notify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// marshal writes JSON without turning <, > and & into numbers: receivers show it as it is.
func marshal(v any) []byte {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // texts, numbers and slices of them
		panic(err)
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}

// printable makes what a receiver said safe to show: one line, nothing invisible, cut.
func printable(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cutBytes cuts at a character so that at most so many bytes remain, with an ellipsis.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	most -= len("…")
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:max(most, 0)] + "…"
}

// lines writes a message line by line in a receiver's own form. Where there is too little room the last of the
// findings give way first, with an ellipsis in their place: that calls could be read, and how many findings there
// are, is what the rest of a digest is believed by.
func lines(m *digest.Message, most int, sep string, line func(l digest.Line) string) string {
	all := make([]string, len(m.Lines))
	size := -len(sep)
	for i := range m.Lines {
		all[i] = line(m.Lines[i])
		size += len(all[i]) + len(sep)
	}
	last := min(m.Findings, len(all)-1) // the first line is no finding
	for cut := false; size > most && last > 0; last-- {
		size -= len(all[last]) + len(sep)
		if !cut {
			cut = true
			size += len(ellipsis) + len(sep)
			all = slices.Insert(all, last+1, ellipsis)
		}
		all = slices.Delete(all, last, last+1)
	}
	for len(all) > 0 && size > most {
		size -= len(all[len(all)-1]) + len(sep)
		all = all[:len(all)-1]
	}
	return strings.Join(all, sep)
}

const ellipsis = "…"

// escaper gives a replacer that puts a backslash before each of the characters.
func escaper(chars string) *strings.Replacer {
	var pairs []string
	for _, c := range chars {
		pairs = append(pairs, string(c), `\`+string(c))
	}
	return strings.NewReplacer(pairs...)
}

// markdown is for receivers of the common kind of Markdown: what callers named cannot become
// links or pictures.
var markdown = escaper("\\`*_[]()<>#|~!")

// markdownLine is a line as Markdown, a link where it leads somewhere.
func markdownLine(l digest.Line) string {
	text := markdown.Replace(l.Text)
	if l.Link == "" {
		return text
	}
	return "[" + text + "](" + linkable(l.Link) + ")"
}

// linkable keeps a link of ours inside the brackets around it.
var linkable = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "|", "%7C").Replace
