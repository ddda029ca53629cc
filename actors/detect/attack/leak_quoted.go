package attack

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// quoted reports that a row's words stand in an answer only because somebody writes about
// them. Programs print an error at the start of a line or element; people put it into a
// sentence, a code block of an article, or a field for prose. It falls towards "quoted" for
// answers that say they went well.
func quoted(v *traffic.Values, format traffic.Format, lower []byte, l *Leak) bool {
	if format == traffic.FormatJSON {
		return quotedInJSON(v, l)
	}
	if format == traffic.FormatHTML && article(lower) || format == traffic.FormatText && markdown(lower) {
		return true
	}
	at := l.first(lower)
	return at >= 0 && inSentence(lower, at)
}

// first gives where the first of a row's words stands, -1 if none does.
func (l *Leak) first(lower []byte) int {
	first := -1
	for _, w := range l.Any {
		if at := bytes.Index(lower, []byte(w)); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// quotedInJSON reports that every string with a word of the row is a field for prose or has
// the word in a sentence.
func quotedInJSON(v *traffic.Values, l *Leak) bool {
	values, _ := v.Of(traffic.Response)
	for i := range values {
		val := &values[i]
		if val.Place != traffic.InJSON || len(val.Text) < 5 || proseKeys[strings.ToLower(val.Key)] {
			continue
		}
		lower := bytes.ToLower(val.Text)
		if at := l.first(lower); at >= 0 && (errorKey(val.Key) || !inSentence(lower, at)) {
			return false
		}
	}
	return true
}

// proseKeys are fields that hold what people write.
var proseKeys = map[string]bool{
	"body": true, "content": true, "text": true, "description": true, "html": true, "markdown": true, "title": true, "question": true, "answer": true,
	"excerpt": true, "summary": true, "comment": true, "post": true, "snippet": true, "code": true, "readme": true, "example": true, "abstract": true,
	"headline": true, "subject": true, "note": true, "caption": true, "article": true, "rendered": true, "body_html": true, "raw": true, "q": true, "a": true,
}

// errorKey reports fields in which programs put what went wrong.
func errorKey(key string) bool {
	key = strings.ToLower(key)
	for _, k := range [...]string{"error", "exception", "trace", "stack", "debug", "cause", "sqlmessage", "sqlstate"} {
		if strings.Contains(key, k) {
			return true
		}
	}
	return false
}

// article reports a page of prose with something quoted in it: paragraphs or headings beside
// code, or what calls itself an article.
func article(lower []byte) bool {
	if bytes.Contains(lower, []byte("<article")) || bytes.Contains(lower, []byte("og:type\" content=\"article")) {
		return true
	}
	prose := 0
	for _, t := range [...]string{"<p>", "<p ", "<h2", "<h3", "<blockquote"} {
		prose += bytes.Count(lower, []byte(t))
	}
	code := 0
	for _, t := range [...]string{"<pre", "<code", "<blockquote", "<samp", "<kbd", "<textarea", "language-", "highlight"} {
		code += bytes.Count(lower, []byte(t))
	}
	return prose >= 2 && code >= 1 || prose >= 6 || code >= 1 && titledAsProse(lower)
}

// maxTitle is how far behind a title's tag its words are looked for, in bytes.
const maxTitle = 120

// titledAsProse reports a title or heading that promises an explanation.
func titledAsProse(lower []byte) bool {
	for _, tag := range [...]string{"<title>", "<h1"} {
		at := bytes.Index(lower, []byte(tag))
		if at < 0 {
			continue
		}
		title := lower[at:min(len(lower), at+maxTitle)]
		for _, w := range [...]string{"how ", "what ", "why ", "guide", "tutorial", "documentation", "docs", "question", "blog", "explained", "reference",
			"manual", "learn", "troubleshoot", "example", "forum", "wiki", "stack overflow"} {
			if bytes.Contains(title, []byte(w)) {
				return true
			}
		}
	}
	return false
}

// markdown reports plain text with the marks of a written document.
func markdown(lower []byte) bool {
	return bytes.Contains(lower, []byte("```")) || bytes.HasPrefix(lower, []byte("# ")) || bytes.Contains(lower, []byte("\n# ")) ||
		bytes.Contains(lower, []byte("\n## ")) || bytes.Contains(lower, []byte("](http"))
}

// maxLead is how many words a program puts before what went wrong ("Could not run the query:").
const maxLead = 4

// inSentence reports a word with a word, a comma or a quotation mark before it on its line,
// or with more words before it than programs put there.
func inSentence(lower []byte, at int) bool {
	for at > 0 && lower[at-1] == ' ' {
		at--
	}
	if at == 0 {
		return false
	}
	c := lower[at-1]
	if letter(c) || c == ',' || c == '"' || c == '\'' || c == '`' || c >= 0x80 {
		return true
	}
	start := bytes.LastIndexAny(lower[:at], "\n>{\"") + 1
	return len(bytes.Fields(lower[start:at])) > maxLead
}
