package attack

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// What people write about attacks is told from attacks by where the payload stands: in the
// fields of a body, where people write, and there set off as code in Markdown, or within a
// sentence that begins before it and goes on behind it. Queries, cookies, headers and paths
// are written by programs, and a payload that would do harm wherever it is shown is one
// whatever is written around it.

// Bounds of a sentence.
const (
	minWords  = 6 // words of a sentence
	headWords = 1 // of these, at its begin
	tailWords = 2 // and at its end
)

// sentence reports text that begins and ends with words and is made of them by half at least.
// Words of query languages and shells are none, so that a query is no sentence.
func sentence(text []byte) bool {
	words, all, run, head := 0, 0, 0, 0
	for len(text) > 0 {
		var token []byte
		if i := bytes.IndexAny(text, " \n"); i >= 0 {
			token, text = text[:i], text[i+1:]
		} else {
			token, text = text, nil
		}
		if len(token) == 0 {
			continue
		}
		all++
		if !spoken(token) {
			run = 0
			continue
		}
		if run++; run == all {
			head = run
		}
		words++
	}
	return words >= minWords && head >= headWords && run >= tailWords && words*2 >= all
}

// harmful is what goes beyond showing that something could be carried out: scripts from
// elsewhere or that read and send what the page knows, commands that fetch or connect, look-ups
// of foreign names, writing of files.
var harmful = regexp.MustCompile(`document\s*\.\s*cookie|(?:local|session)storage|sendbeacon|new image\b|(?:eval|atob|fromcharcode)\s*\(.{0,40}['"\d]|` +
	`<\s*(?:script|iframe|embed|object)\b[^>]*(?:src|data|srcdoc)\s*=\s*['"]?(?:\\/|//|https?:|javascript:|data:)|on[a-z]+\s*=\s*['"]?(?:fetch|import|location|eval|window\.location)|` +
	`(?:curl|wget)\s[^|;&\x60]*(?:\|\s*(?:ba|z|da)?sh\b|\$\()|\bn(?:et)?c(?:at)?\s+-?\S*\s*\d+\.\d+\.|/dev/tcp/|\bsh\s+-i\b|\$_(?:get|post|request)\s*\[|` +
	`getruntime\s*\(|__globals__|popen\s*\(|into\s+(?:out|dump)file\s*['"]|xp_cmdshell|union\s+(?:all\s+)?select\s.*\bpass`)

// topical are words by which a sentence says that it is about attacks or pages.
var topical = regexp.MustCompile(`\b(?:payload|xss|cross-site|scanner|scanned|inject(?:ion|ed)|attack(?:s|er|ers)?|vulnerab\w+|escap(?:e|ed|ing)|sanitiz\w+|examples?|classic|snippet|` +
	`tags?|element|attribute|html|markup|browsers?|log4j|log4shell|cve|waf|firewall|blocked|pentest\w*|test string|cheat ?sheet|tutorial|documentation)\b`)

// told are the kinds whose payloads people write about in sentences; of the others a sentence
// must say that it is about attacks.
var told = finding.Set(0).With(uint8(SQLInjection)).With(uint8(SSTI)).With(uint8(CommandInjection)).With(uint8(LDAPInjection)).With(uint8(XMLInjection))

// maxExcused is the longest text, in bytes, of which is asked whether it only tells about an attack:
// the patterns that answer cost 0.1 us a byte.
const maxExcused = 12 << 10

// mentioned reports that folded text only tells about an attack of a kind.
func mentioned(kind finding.Attack, text []byte, written bool) bool {
	return len(text) <= maxExcused && sentence(text) && (written && told.Has(uint8(kind)) || topical.Match(text)) && !harmful.Match(text)
}

func noSentence(text []byte) bool { return !sentence(text) }

// spoken reports a word of letters, with the punctuation of sentences around it.
func spoken(token []byte) bool {
	token = bytes.TrimRight(bytes.TrimLeft(token, `"(`), `.,:;?!)"`)
	if len(token) == 0 || len(token) > 24 {
		return false
	}
	for i, c := range token {
		if !letter(c) && c < 0x80 && (c != '\'' && c != '-' || i == 0 || i == len(token)-1) {
			return false
		}
	}
	_, query := queryWords[string(token)]
	return !query
}

// queryWords are words of query languages that are no words of sentences about them.
var queryWords = func() map[string]struct{} {
	out := map[string]struct{}{}
	for w := range strings.FieldsSeq("union select from where and or xor having like between limit null sleep benchmark drop insert delete update exec " +
		"table into values declare waitfor delay shutdown") {
		out[w] = struct{}{}
	}
	return out
}()

// fence is what sets code off in Markdown.
var fence = []byte("```")

// codeSpan is code in a sentence: between backticks that stand apart from words.
var codeSpan = regexp.MustCompile("(^|[\\s(\"])`[^`\\n]+`($|[\\s.,;:)?!'\"])")

// unquoted gives text without the code that it sets off as such: fenced blocks, and where it
// has some words besides, spans between backticks. It returns text itself where there is none.
func unquoted(text []byte) []byte {
	if bytes.IndexByte(text, '`') < 0 {
		return text
	}
	if bytes.Contains(text, fence) {
		var out []byte
		for rest, code := text, false; ; code = !code {
			part, behind, has := bytes.Cut(rest, fence)
			if !code {
				out = append(append(out, part...), ' ')
			}
			if !has {
				break
			}
			rest = behind
		}
		text = out
	}
	if spans := codeSpan.ReplaceAll(text, []byte("$1 $2")); len(spans) < len(text) && hasWords(spans) {
		return spans
	}
	return text
}

// hasWords reports some words that are no payload.
func hasWords(text []byte) bool {
	words := 0
	for token := range bytes.FieldsSeq(text) {
		if spoken(token) {
			words++
		}
	}
	return words >= 3
}
