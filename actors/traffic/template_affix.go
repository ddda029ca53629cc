package traffic

import "strings"

// affixes cuts the fixed text off a segment that holds a value: "Orders(42)" is "Orders(",
// "42", ")"; "42.json" is "", "42", ".json"; "42:cancel" is "", "42", ":cancel"; of an OData key or a
// function's argument the quotes and the name are fixed too: "f(period='" and "')". Of several
// values the core is the first (see pair).
func affixes(seg string) (pre, core, suf string) {
	last := len(seg) - 1
	if seg[last] == ')' {
		i := strings.IndexByte(seg, '(')
		if i <= 0 || i >= last-1 || tallyOf(seg[:i]).illegal {
			return "", seg, ""
		}
		from, to := i+1, last
		if k, s, ok := namedKeys(seg[from:to]); ok {
			_, tail, _ := strings.Cut(seg[from+len(k):to], ",")
			core := seg[from+len(k) : to-len(tail)-1]
			if strings.HasPrefix(s, "'") {
				core = core[:len(core)-1]
			}
			return seg[:from] + k, core, s + seg[to:]
		}
		if eq := strings.IndexByte(seg[from:to], '='); eq > 0 && strings.IndexByte(seg[from:to], ',') < 0 {
			from += eq + 1
		}
		if to-from > 2 && seg[from] == '\'' && seg[to-1] == '\'' {
			from, to = from+1, to-1
		}
		if from == to {
			return "", seg, ""
		}
		return seg[:from], seg[from:to], seg[to:]
	}
	for i := last; i > 0 && last-i < 40; i-- {
		switch c := seg[i]; {
		case c == '.':
			if isFormat(seg[i+1:]) {
				return "", seg[:i], seg[i:]
			}
			return "", seg, ""
		case c == ':':
			if last-i >= 3 {
				return "", seg[:i], seg[i:]
			}
			return "", seg, ""
		case !isLower(c) && !isUpper(c):
			return "", seg, ""
		}
	}
	return "", seg, ""
}

// isFormat knows the endings that choose a representation and are no part of the value.
func isFormat(ext string) bool {
	switch ext {
	case "json", "xml", "csv", "rss", "atom", "jsonp", "geojson", "ndjson":
		return true
	}
	return false
}

// chosen reports whether an ending behind a number is fixed: a program ("123.do") or, where no
// files lie, a form of the thing ("7.pdf", "3f2a91c.diff").
func chosen(ext string, p place) bool {
	switch ext {
	case "diff", "patch", "pdf", "zip", "html", "txt":
		return !p.param && !inFold(fileHolders, p.after)
	}
	return inFold(scriptEnds, ext)
}

// suffixOf gives the fixed end of a word that turned out to be a value.
func suffixOf(word string) string {
	_, _, suf := affixes(word)
	if suf != "" && suf[0] == ':' && !isVerb(suf[1:]) {
		return ""
	}
	return suf
}

// isVerb reports whether what stands behind a colon is done to the value before it:
// "42:cancel", "my-topic:acknowledge"; "urn:isbn" and "user:alice" are values as a whole.
func isVerb(word string) bool {
	if isAction(word) {
		return true
	}
	first := ""
	eachWord(word, func(w string) bool { first = w; return false })
	return len(first) > 3 && known(first) && !isPlural(word)
}
