package finding

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Lang is a language that findings are said in.
type Lang uint8

// Languages; English is the zero value.
const (
	English Lang = iota
	Chinese
)

// Languages lists them all.
func Languages() []Lang { return []Lang{English, Chinese} }

// String is the tag of the language in HTML and HTTP (RFC 5646).
func (l Lang) String() string { return [...]string{"en", "zh-Hans"}[l&1] }

// Name is what its speakers call it.
func (l Lang) Name() string { return [...]string{"English", "中文"}[l&1] }

// ParseLang reads a tag such as "zh", "zh-CN", "en_GB.UTF-8"; ok is false where it is no
// language that findings are said in.
func ParseLang(tag string) (l Lang, ok bool) {
	primary := strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(primary, "-_.@"); i >= 0 {
		primary = primary[:i]
	}
	switch primary {
	case "zh", "cmn":
		return Chinese, true
	case "en", "c", "posix":
		return English, true
	}
	return English, false
}

// AcceptLang chooses by an Accept-Language header (RFC 9110, 12.5.4): the known language of
// the highest weight, of several the first; English where none is known.
func AcceptLang(header string) Lang {
	const most = 32 // choices that are read
	type choice struct {
		lang   Lang
		weight float64
	}
	var known []choice
	for _, part := range strings.SplitN(header, ",", most) {
		tag, params, _ := strings.Cut(part, ";")
		l, ok := ParseLang(tag)
		weight := 1.0
		if q, has := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); has {
			w, err := strconv.ParseFloat(q, 64)
			ok, weight = ok && err == nil && w > 0, w
		}
		if ok {
			known = append(known, choice{l, weight})
		}
	}
	if len(known) == 0 {
		return English
	}
	return slices.MaxFunc(known, func(a, b choice) int { return cmp.Compare(a.weight, b.weight) }).lang
}
