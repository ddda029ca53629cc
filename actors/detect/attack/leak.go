package attack

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Leak is one kind of thing a response gives away (RK-25, RK-37, RK-38).
type Leak struct {
	ID      finding.ErrorKind
	Name    string   // stable: what it is of
	Any     []string // one of these, lower case
	And     []string // and one of these, if any are named
	Page    bool     // the words are markup of the page itself, which no quotation has
	check   func(lower []byte) bool
	Finds   []string
	Ignores []string
}

// Leaks lists all of them.
func Leaks() []Leak { return slices.Clone(leaks) }

// leakBytes bounds what is searched of a response, in bytes: error pages say it early.
const leakBytes = 64 << 10

// WebShell is the name of the row of pages by which attackers steer a server.
const WebShell = "web shell"

// ErrorOf tells what a response gives away, the gravest first: server files, then database
// errors, then application stack traces. What an answer without an error's status only
// quotes (articles, forums, documentation, chats) is none; see quoted.
func ErrorOf(v *traffic.Values, status int) finding.ErrorKind {
	k, _ := LeakOf(v, status)
	return k
}

// LeakOf is ErrorOf with the name of the row that matched.
func LeakOf(v *traffic.Values, status int) (finding.ErrorKind, string) {
	body := &v.Bodies[traffic.Response]
	text := body.Text[:min(len(body.Text), leakBytes)]
	if len(text) < 16 || body.Unreadable || !mayLeak(v, status, text) {
		return finding.ErrorNone, ""
	}
	var found automatonHits
	leakWords.scan(text, &found)
	if !found.any() {
		return finding.ErrorNone, ""
	}
	best, name := finding.ErrorNone, ""
	var lower []byte
	for i := range leaks {
		l := &leaks[i]
		if l.ID <= best || !found.oneOf(leakIDs[i].any) || len(l.And) > 0 && !found.oneOf(leakIDs[i].and) {
			continue
		}
		if lower == nil && l.check != nil {
			lower = bytes.ToLower(text)
		}
		if l.check != nil && !l.check(lower) {
			continue
		}
		if status < 400 && !(l.Page && body.Format == traffic.FormatHTML) {
			if lower == nil {
				lower = bytes.ToLower(text)
			}
			if quoted(v, body.Format, lower, l) {
				continue
			}
		}
		best, name = l.ID, l.Name
	}
	return best, name
}

const longProse = 64 // bytes of a text from which its name is looked at first

// mayLeak keeps back the answers that hold none of the words that may decide alone. Of JSON that
// does not tell of an error only the values count (see quotedInJSON), and most of those are not made
// of the bytes that such a word is made of.
func mayLeak(v *traffic.Values, status int, text []byte) bool {
	if status >= 400 || v.Bodies[traffic.Response].Format != traffic.FormatJSON {
		return leakSieve.holds(text)
	}
	values, _ := v.Of(traffic.Response)
	for i := range values {
		val := &values[i]
		stride := leakSieve.strideOf(val.Class)
		if stride == 0 || len(val.Text) < stride+sieveBlock-1 || val.Place != traffic.InJSON ||
			len(val.Text) > longProse && proseKeys[strings.ToLower(val.Key)] {
			continue
		}
		if leakSieve.holdsAt(val.Text, stride) {
			return true
		}
	}
	return false
}
