package risk

import (
	"strings"
)

// longestName is the most bytes of a field's name that a row knows.
const longestName = 40

// names is a set of names of fields, in small letters without separators.
type names map[string]bool

// has reports whether a name is in the set, whatever its letters' case and separators. It
// allocates nothing: it is asked of most values of a request.
func (n names) has(key string) bool {
	var buf [longestName]byte
	k, ok := fold(&buf, key)
	return ok && n[string(k)]
}

// fold writes a name in small letters without separators; ok is false where it is too long
// for any row to know. "user[name]" and "user.name" fold to "username".
func fold(buf *[longestName]byte, key string) (name []byte, ok bool) {
	n := 0
	for i := range len(key) {
		b := key[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
		case b == '_' || b == '-' || b == '.' || b == ' ' || b == '[' || b == ']':
			continue
		}
		if n == len(buf) {
			return nil, false
		}
		buf[n] = b
		n++
	}
	return buf[:n], n > 0
}

// ends reports whether a name ends in one of the words.
func ends(key string, words []string) bool {
	var buf [longestName]byte
	k, ok := fold(&buf, key)
	if !ok {
		return false
	}
	for _, w := range words {
		if len(k) >= len(w) && string(k[len(k)-len(w):]) == w {
			return true
		}
	}
	return false
}

// words makes a set of names.
func words(list string) names {
	all := names{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
