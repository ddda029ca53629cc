package traffic

import "strings"

// isUUID knows 8-4-4-4-12 hexadecimal digits, bare or in braces.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if unhex(s[i]) > 15 {
				return false
			}
		}
	}
	return true
}

// isDate knows 2026-11-22, 2026-11, 22-11-2026, 2026-W47, 2026-Q4 and RFC 3339 times.
func isDate(s string) bool {
	digits := func(from, to int) bool {
		for i := from; i < to; i++ {
			if !isDigit(s[i]) {
				return false
			}
		}
		return true
	}
	year := func(at int) bool { return digits(at, at+4) && (s[at] == '1' || s[at] == '2') }
	switch n := len(s); {
	case n == 7 && s[4] == '-' && year(0):
		return digits(5, 7) && s[5] <= '1' || (s[5] == 'Q' || s[5] == 'q') && digits(6, 7)
	case n == 8 && s[4] == '-' && year(0):
		return (s[5] == 'W' || s[5] == 'w') && digits(6, 8)
	case n == 10 && (s[4] == '-' || s[4] == '.' || s[4] == '_') && s[7] == s[4]:
		return year(0) && digits(5, 7) && digits(8, 10) && s[5] <= '1' && s[8] <= '3'
	case n == 10 && (s[2] == '-' || s[2] == '.') && s[5] == s[2]:
		return year(6) && digits(0, 2) && digits(3, 5)
	case n > 10 && (s[10] == 'T' || s[10] == 't' || s[10] == '_' || s[10] == ' '):
		return isDate(s[:10]) && isDigit(s[11%n])
	}
	return false
}

// plain are stems whose numbers belong to their name: sha256, ipv6, oauth2, x509.
var plain = wordSet(`
sha ipv oauth utf base iso rfc md mp x http https amd arm win mpeg h web log k s ec b p area top level part
phase step layer chapter section week day month year q fy covid`)

// opaque knows machine-made names. It must not take a word that a person chose: what it
// says is final, so in doubt it says no and the siblings decide.
func opaque(s string, t tally) (PathShape, bool) {
	n, letters := len(s), t.lower+t.upper
	if t.digit == 0 {
		if t.dash+t.under > 0 && t.dot == 0 {
			return ShapeOpaque, prefixed(s, t)
		}
		return ShapeOpaque, n >= 16 && letters == n && t.upper >= 4 && t.lower >= 4 && jumbled(s)
	}
	if letters+t.digit == n {
		switch {
		case t.hex == n && n >= 8 && (t.turns > 0) && (t.upper == 0 || t.lower == 0):
			return ShapeHash, true
		case n == 26 && s[0] <= '7' && t.digit >= 3 && (t.upper == 0 || t.lower == 0):
			return ShapeOpaque, true // ULID
		case n >= 6 && t.lower == 0 && t.digit >= 2:
			return ShapeOpaque, true // ASIN, SID, upper-case record numbers
		case n >= 8 && t.turns >= 3 && t.digit >= 2:
			return ShapeOpaque, true
		case n >= 10 && t.upper > 0 && t.lower > 0 && t.digit >= 2 && t.turns >= 2 && jumbled(s):
			return ShapeOpaque, true
		case n >= 10 && t.digit >= 1 && t.upper >= 3 && t.lower >= 3 && !readable(s):
			return ShapeOpaque, true
		case n >= 16 && (t.turns >= 2 && t.digit >= 3 || t.upper >= 3 && t.lower >= 3 && (jumbled(s) || !readable(s))):
			return ShapeOpaque, true
		case t.run >= 3 && !in(plain, stem(s)):
			return ShapeOpaque, true // user123, T01234
		}
		return 0, false
	}
	if t.dot > 0 || t.colon > 0 {
		if t.colon > 0 && t.digit > 0 {
			return ShapeOpaque, true // urn:isbn:045, user:42
		}
		if t.dot == 1 && t.run >= 6 {
			return ShapeOpaque, true // "m5214222042167.1"
		}
		return ShapeOpaque, n >= 20 && t.digit >= 3 && t.turns >= 4
	}
	return ShapeOpaque, prefixed(s, t)
}

// prefixed knows ids with a separator: ch_3MqLiJ2, order-12345, 5f3a-99, cus_NffrFeUfNV.
func prefixed(s string, t tally) bool {
	body := s[strings.LastIndexAny(s, "-_")+1:]
	head := s[:len(s)-len(body)]
	b := tallyOf(body)
	switch {
	case len(body) == 0 || len(head) == 0:
		return false
	case b.digit == len(body):
		if len(body) >= 3 {
			return !in(plain, stem(head)) || len(body) > 4 || isUpper(head[0])
		}
		return false
	case b.digit >= 1 && len(body) >= 12:
		return true
	case b.digit >= 2 && len(body) >= 6 && (b.turns >= 2 || b.hex == len(body)):
		return true
	case b.upper >= 2 && b.lower >= 2 && len(body) >= 12 && (jumbled(body) || !readable(body)):
		return true
	}
	// Base64url with its own dashes and underscores, or hexadecimal groups.
	return len(s) >= 16 && t.digit >= 3 && t.turns >= 4 && (t.upper >= 2 && t.lower >= 2 || t.hex+t.dash == len(s))
}

// stem is a name without its digits and separators at the end, in lower case.
func stem(s string) string {
	return strings.ToLower(strings.TrimRight(s, "0123456789-_."))
}

// readable reports whether a known word of three letters or more stands in a name.
func readable(s string) bool {
	found := false
	eachWord(s, func(w string) bool {
		found = found || len(w) >= 3 && known(w)
		return !found
	})
	return found
}

// jumbled reports whether upper and lower case alternate as they do in random text and
// not in camel case: many case borders, or runs no word has.
func jumbled(s string) bool {
	borders, runs := 0, 1
	for i := 1; i < len(s); i++ {
		if isUpper(s[i]) != isUpper(s[i-1]) {
			borders++
		}
		if isUpper(s[i]) && !isUpper(s[i-1]) {
			runs++
		}
	}
	return borders*3 >= len(s) || runs*4 >= len(s)
}

// wordClass judges what is left: words, alone or joined.
func wordClass(s string, t tally) class {
	if t.wide > 0 {
		return hanClass(s)
	}
	if t.lower == 0 && t.upper >= 2 {
		if t.under > 0 || t.upper > 8 || len(s) < 2 {
			return classWord // CONSTANT_NAMES are used for fixed words as often
		}
		return classSoft // USD, AAPL, BTC-USD
	}
	words, knownWords, first, all := 0, 0, "", true
	eachWord(s, func(w string) bool {
		if words == 0 {
			first = w
		}
		words++
		switch {
		case known(w) || in(plain, stem(w)) && t.upper == 0:
			knownWords++
		default:
			all = false
		}
		return words < 16 // longer names are values
	})
	switch {
	case words == 1 && in(reserved, first), first == "by" && t.dash+t.under > 0:
		return classReserved // "search", "by-name"
	case words == 0 || words >= 16, len(s) == 3 && in(currencies, s) && !all:
		return classSoft
	case t.dot > 0 && isDigit(s[len(s)-1]) && !in(plain, stem(s)):
		return classSoft // web.1
	case all && words > 1 && t.dash > 0 && !in(verbs, first) && (!in(reserved, first) || first == "my"):
		return classCompound
	case all:
		return classNoun
	case words > 1 && in(verbs, first) && t.upper > 0:
		return classNoun // getWidgetFoo: an action whatever its object
	case words > 1 && t.upper > 0 && t.dash == 0 && knownWords*2 >= words:
		return classNoun // camel case is how fixed names are written
	case t.dot > 0 && t.dash == 0 && knownWords*2 >= words:
		return classNoun // chat.postMessage
	case t.dot > 0 && t.dash+t.under+t.digit == 0 && namespaced(s):
		return classNoun // Microsoft.Sql
	case words >= 4 && t.dash+t.under >= 3:
		return classSoft
	case t.digit > 0 || garbled(s, t):
		return classSoft
	case words >= 2 && knownWords*3 >= words*2:
		if t.dash > 0 && t.upper+t.under == 0 && !in(verbs, first) {
			return classCompound
		}
		return classNoun
	}
	return classWord
}

// isPlural reports whether a fixed segment names a collection.
func isPlural(s string) bool {
	if s == "" {
		return false
	}
	last := ""
	eachWord(s, func(w string) bool { last = w; return true })
	return singular(last) != last || last == "people" || last == "children" || last == "data" || last == "media"
}

// isNaming reports whether values behind this fixed segment are names ("tags", "by-name").
func isNaming(s string) bool {
	if isWide(s) {
		return in(hanNaming, s)
	}
	first, last := "", ""
	eachWord(s, func(w string) bool {
		if first == "" {
			first = w
		}
		last = w
		return true
	})
	return first == "by" || last == "by" || in(naming, singular(last))
}

// namespaced reports whether each part between dots begins with a capital.
func namespaced(s string) bool {
	for i := range len(s) {
		if (i == 0 || s[i-1] == '.') && !isUpper(s[i]) {
			return false
		}
	}
	return true
}

// garbled reports whether letters make no word of any language: five consonants in a row,
// or upper and lower case mixed as in random text ("qXkZpTv").
func garbled(s string, t tally) bool {
	if t.upper >= 2 && t.lower >= 2 && len(s) >= 6 && jumbled(s) && !readable(s) {
		return true
	}
	run := 0
	for i := range len(s) {
		switch c := s[i] | 0x20; c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			run = 0
		default:
			if run++; c < 'a' || c > 'z' {
				run = 0
			}
			if run >= 6 {
				return true
			}
		}
	}
	return false
}
