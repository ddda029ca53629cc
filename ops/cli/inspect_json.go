package cli

import (
	"encoding/json"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// jsonFields reads a text that as a whole is a JSON object or array, as the walk reads bodies: each
// string and number under its key, unescaped. nil where it is none.
func jsonFields(text string) []formField {
	if t := strings.TrimSpace(text); len(t) < 2 || t[0] != '{' && t[0] != '[' || !json.Valid([]byte(t)) {
		return nil
	}
	v := traffic.NewWalker(traffic.Limits{}).Walk(&traffic.Exchange{Response: traffic.Message{Body: []byte(text)}})
	values, _ := v.Of(traffic.Response)
	out := []formField{}
	for i := range values {
		val := &values[i]
		if val.Place != traffic.InJSON || val.Shape >= traffic.Bool || val.Nested || val.Cut || val.End > len(text) {
			continue
		}
		value, at := unquoted(text[val.Start:val.End], val.Start)
		if value != string(val.Text) {
			continue // a lone surrogate: found in the whole text, or not at all
		}
		out = append(out, formField{val.Key, value, at})
	}
	return out
}

// unquoted undoes JSON's escapes. at has, for each byte of the result and for its end, the place it
// came from, where s begins at from.
func unquoted(s string, from int) (string, []int) {
	var out []byte
	var at []int
	for i := 0; i < len(s); {
		n := 1
		piece := s[i : i+1]
		if s[i] == '\\' && i+1 < len(s) {
			if n = 2; s[i+1] == 'u' {
				if n = 6; i+12 <= len(s) && s[i+6] == '\\' && s[i+7] == 'u' && (s[i+2]|0x20 == 'd') && strings.ContainsRune("89abAB", rune(s[i+3])) {
					n = 12 // a pair of surrogates
				}
			}
			n = min(n, len(s)-i)
			var one string
			if json.Unmarshal([]byte(`"`+s[i:i+n]+`"`), &one) == nil {
				piece = one
			} else {
				piece = s[i : i+n]
			}
		}
		for range len(piece) {
			at = append(at, from+i)
		}
		out = append(out, piece...)
		i += n
	}
	return string(out), append(at, from+len(s))
}
