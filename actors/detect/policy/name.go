package policy

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

const maxName = 128 // characters, as the longest of those people are used to

// CheckName refuses a name of a rule that is not 1 to 128 of letters, digits, Chinese
// characters and . _ - (P1-07, P3-04, P4-03).
func CheckName(name string) error {
	n := utf8.RuneCountInString(name)
	ok := n > 0 && n <= maxName && name != "." && name != ".." // no path of an address goes through those
	for _, r := range name {
		ok = ok && (r < utf8.RuneSelf && (r == '.' || r == '_' || r == '-' || isWord(byte(r))) || unicode.Is(unicode.Han, r))
	}
	if !ok {
		return errors.New("a name is 1 to 128 letters, digits, Chinese characters and . _ -")
	}
	return nil
}

func isWord(b byte) bool {
	return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
