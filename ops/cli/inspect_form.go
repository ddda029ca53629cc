package cli

import (
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
)

// formField is one pair of a form-encoded text: its name, its value, and for each byte of the
// value (and its end) where it stands in the text.
type formField struct {
	name, value string
	at          []int
}

// formFields reads a text that as a whole is a form (a=1&b=2, percent-encoded or not); nil where
// it is none. Addresses and sentences that hold such pairs are none.
func formFields(text string) []formField {
	if strings.ContainsAny(text, " \t\r\n\"'<>{}") || !strings.Contains(text, "=") {
		return nil
	}
	var out []formField
	start := 0
	for part := range strings.SplitSeq(text, "&") {
		name, raw, paired := strings.Cut(part, "=")
		if !paired || !fieldName(name) {
			return nil
		}
		key, _ := unescaped(name, 0)
		value, at := unescaped(raw, start+len(name)+1)
		out = append(out, formField{key, value, at})
		start += len(part) + 1
	}
	if len(out) == 1 && strings.Contains(out[0].value, "=") { // the padding of base64
		return nil
	}
	return out
}

// fieldName wants what names of form fields are made of: letters of any language, digits, and
// the signs of paths such as user[0].name.
func fieldName(s string) bool {
	for i := range len(s) {
		c := s[i]
		word := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
		if !word && !strings.ContainsRune("_.-[]%+$", rune(c)) {
			return false
		}
	}
	return s != ""
}

// unescaped decodes what a form encodes. at has, for each byte of the result and for its end,
// the place it came from, where s begins at from. What is no escape stands for itself.
func unescaped(s string, from int) (string, []int) {
	out, at := make([]byte, 0, len(s)), make([]int, 0, len(s)+1)
	for i := 0; i < len(s); i++ {
		c := s[i]
		at = append(at, from+i)
		switch {
		case c == '+':
			c = ' '
		case c == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0:
			c = byte(hexDigit(s[i+1])<<4 | hexDigit(s[i+2])) //nolint:gosec // two digits of four bits
			i += 2
		}
		out = append(out, c)
	}
	if !utf8.Valid(out) { // not of our encoding: as it was written
		return s, places(from, len(s))
	}
	return string(out), append(at, from+len(s))
}

func places(from, n int) []int {
	at := make([]int, n+1)
	for i := range at {
		at[i] = from + i
	}
	return at
}

func hexDigit(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// inspectForm judges each field under its name. What only the whole text showed stays; where
// both found something in one place, the field is right: it knows the name.
func inspectForm(s *sensitive.Scanner, r *policy.Rules, whole sensitive.Inspected, fields []formField) sensitive.Inspected {
	var hits []sensitive.InspectedHit
	for _, f := range fields {
		for _, h := range own(r, s.InspectText(f.value, f.name, "value"), f.name, f.value).Hits {
			h.Start, h.End = f.at[h.Start], f.at[h.End]
			hits = append(hits, h)
		}
	}
	within := len(hits)
	for _, h := range whole.Hits {
		free := true
		for _, x := range hits[:within] {
			free = free && (h.End <= x.Start || x.End <= h.Start)
		}
		if free {
			hits = append(hits, h)
		}
	}
	return inspected(hits)
}
