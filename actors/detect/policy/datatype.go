package policy

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// DataType is a tenant's own type of sensitive data (P3-03 to P3-08, PE-26): either the
// basic mode or the expert mode.
type DataType struct {
	Enabled   *bool      `json:"enabled,omitempty"` // default true
	Level     string     `json:"level"`             // S1 to S4
	Basic     *Basic     `json:"basic,omitempty"`
	Expert    *Expert    `json:"expert,omitempty"`
	Keywords  *Keywords  `json:"keywords,omitempty"`
	Positions *Positions `json:"positions,omitempty"` // default everywhere
}

// Basic describes a code by what it is made of: a word of exactly these classes of
// characters, each at least once, between characters that are neither letter nor digit.
type Basic struct {
	Classes []string `json:"classes"` // of digits, upper, lower
	Min     int      `json:"min"`     // 6 to 63 characters
	Max     int      `json:"max"`     // 7 to 64
}

// Expert describes a datum by regular expressions in RE2 syntax, one of which must match.
type Expert struct {
	Patterns []string `json:"patterns"`
}

// Keywords are asked for beside a value: in its key, the name around it or its text,
// without case.
type Keywords struct {
	Match string   `json:"match"` // any or all
	Words []string `json:"words"`
}

// Positions are where a type is looked for. A side left out is not looked at.
type Positions struct {
	Request  []string `json:"request,omitempty"`  // of headers, cookie, query, path, body
	Response []string `json:"response,omitempty"` // of headers, cookie, body
}

// Bounds of data types (P3-06, P3-07) and of their keywords.
const (
	shortestMin, longestMin = 6, 63
	shortestMax, longestMax = 7, 64
	maxPatterns             = 20
	maxKeywords             = 20
	maxKeyword              = 64 // characters
)

var (
	levels   = []string{"S1", "S2", "S3", "S4"}
	classes  = []string{"digits", "upper", "lower"}
	reqParts = []string{"headers", "cookie", "query", "path", "body"}
	resParts = []string{"headers", "cookie", "body"}
)

// CheckDataType reads the body of a custom data type.
func CheckDataType(body []byte) ([]byte, Faults) {
	var t DataType
	f := Read(body, &t)
	if f != nil {
		return nil, f
	}
	f.oneOf("/level", t.Level, levels)
	switch {
	case (t.Basic == nil) == (t.Expert == nil):
		f.add("", "want either basic or expert")
	case t.Basic != nil:
		b := t.Basic
		f.someOf("/basic/classes", b.Classes, classes)
		f.within("/basic/min", b.Min, shortestMin, longestMin)
		f.within("/basic/max", b.Max, shortestMax, longestMax)
		if b.Min > b.Max {
			f.add("/basic/max", "want at least min, %d, have %d", b.Min, b.Max)
		}
	default:
		f.within("/expert/patterns", len(t.Expert.Patterns), 1, maxPatterns)
		for i, p := range t.Expert.Patterns[:min(len(t.Expert.Patterns), maxPatterns)] {
			if _, err := newPattern(p); err != nil {
				f.add("/expert/patterns/"+strconv.Itoa(i), "%v", err)
			}
		}
	}
	if k := t.Keywords; k != nil {
		f.oneOf("/keywords/match", k.Match, []string{"any", "all"})
		f.texts("/keywords/words", k.Words, maxKeywords, maxKeyword)
	}
	if p := t.Positions; p != nil {
		if len(p.Request)+len(p.Response) == 0 {
			f.add("/positions", "want at least one place in request or response")
		}
		f.eachOf("/positions/request", p.Request, reqParts)
		f.eachOf("/positions/response", p.Response, resParts)
	}
	if f != nil {
		return nil, f
	}
	return canonical(t), nil
}

func on(enabled *bool) bool { return enabled == nil || *enabled }

func levelNumber(l string) finding.Sensitivity {
	return finding.Sensitivity(slices.Index(levels, l) + 1)
}

func (f *Faults) oneOf(field, have string, of []string) {
	if !slices.Contains(of, have) {
		f.add(field, "want one of %s, have %.40q", strings.Join(of, ", "), have)
	}
}

// eachOf wants every word to be one of a list, and none twice.
func (f *Faults) eachOf(field string, have, of []string) {
	for i, w := range have {
		f.oneOf(field+"/"+strconv.Itoa(i), w, of)
		if slices.Contains(have[:i], w) {
			f.add(field+"/"+strconv.Itoa(i), "%.40q stands twice", w)
		}
	}
}

func (f *Faults) someOf(field string, have, of []string) {
	if len(have) == 0 {
		f.add(field, "want at least one of %s", strings.Join(of, ", "))
	}
	f.eachOf(field, have, of)
}

// texts wants from 1 to most texts of 1 to long characters.
func (f *Faults) texts(field string, have []string, most, long int) {
	if len(have) < 1 || len(have) > most {
		f.add(field, "want from 1 to %d, have %d", most, len(have))
		return
	}
	for i, w := range have {
		if n := utf8.RuneCountInString(w); n < 1 || n > long || !utf8.ValidString(w) {
			f.add(field+"/"+strconv.Itoa(i), "want from 1 to %d characters, have %d", long, n)
		}
	}
}
