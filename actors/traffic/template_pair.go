package traffic

import "strings"

// Some segments hold several values. Told apart are those whose text between them no id has:
// the ranges of version control ("main...topic", "v1..v2"), coordinates ("48.85,2.35"), a name
// with its version ("react@18.2.0") and the named keys of OData ("OrderID=1,ProductID=2").
// Dashes, underscores and plain commas join the parts of one value: "BTC-USD", "1,2,3".
//
// Such a place is written "{id}...{id}": the second value is part of the fixed text behind
// the first, so that a node needs no more than one of each.

// pairJoints are the texts between two values of one segment, longer ones first.
var pairJoints = []string{"...", "..", ",", "@"}

// pair gives the end of a segment that holds two values, from the joint on, as it is written
// in a template: "...{id}" of "main...topic"; "" where it holds one.
func pair(seg string) string {
	if i := strings.IndexByte(seg, '.'); i > 0 {
		if j := strings.Index(seg[i:], ".."); j > 0 || j == 0 && i > 0 {
			joint := pairJoints[1]
			if strings.HasPrefix(seg[i+j:], pairJoints[0]) {
				joint = pairJoints[0]
			}
			if rest := seg[i+j+len(joint):]; rest != "" && strings.Trim(rest, ".") != "" && rest[0] != '.' {
				return joint + "{id}"
			}
			return ""
		}
		if j := strings.IndexByte(seg, ','); j > 0 && isCoordinate(seg[:j]) && isCoordinate(seg[j+1:]) {
			return ",{id}"
		}
	}
	if i := strings.LastIndexByte(seg, '@'); i > 0 && isRelease(seg[i+1:]) {
		return "@{id}"
	}
	return ""
}

// isCoordinate knows a decimal with a fraction, as degrees are written.
func isCoordinate(s string) bool {
	s = strings.TrimLeft(s, "-+")
	whole, fraction, _ := strings.Cut(s, ".")
	return len(whole) > 0 && len(whole) <= 3 && len(fraction) > 0 && allDigits(whole) && allDigits(fraction)
}

// isRelease knows "18.2.0", "v1.4" and "2": no domain of a mail address.
func isRelease(s string) bool {
	s = strings.TrimPrefix(s, "v")
	if s == "" || !isDigit(s[0]) {
		return false
	}
	core, _, _ := strings.Cut(s, "-")
	return strings.Count(core, ".") < 3 && allDigits(strings.ReplaceAll(core, ".", ""))
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// namedKeys reads the keys of an entity, "OrderID=1,ProductID='x'": the text before the first
// value and what follows it in a template; ok is false for anything else.
func namedKeys(keys string) (pre, suf string, ok bool) {
	parts := strings.Split(keys, ",")
	if len(parts) < 2 {
		return "", "", false
	}
	for i, p := range parts {
		name, value, _ := strings.Cut(p, "=")
		quote := ""
		if n := len(value); n > 2 && value[0] == '\'' && value[n-1] == '\'' {
			quote = "'"
		}
		if name == "" || value == "" {
			return "", "", false
		}
		if i == 0 {
			pre, suf = name+"="+quote, quote
			continue
		}
		suf += "," + name + "=" + quote + "{id}" + quote
	}
	return pre, suf, true
}

// severalValues writes a segment of a template that people gave, or a description, the way it is
// learned: values told apart by a joint stay apart, others become one.
func severalValues(seg string) string {
	open, end := strings.IndexByte(seg, '{'), strings.LastIndexByte(seg, '}')
	if open < 0 || end < open {
		return seg
	}
	var b strings.Builder
	b.WriteString(seg[:open])
	inside := seg[open : end+1]
	for {
		b.WriteString("{id}")
		shut := strings.IndexByte(inside, '}')
		next := -1
		for shut >= 0 && next < 0 { // skip values that nothing tells apart
			rest := inside[shut+1:]
			at := strings.IndexByte(rest, '{')
			if at < 0 {
				break
			}
			if isJoint(rest[:at]) {
				b.WriteString(rest[:at])
				next = shut + 1 + at
				break
			}
			more := strings.IndexByte(rest, '}')
			if more < 0 {
				break
			}
			shut += 1 + more
		}
		if next < 0 {
			return b.String() + seg[end+1:]
		}
		inside = inside[next:]
	}
}

// isJoint reports whether a text tells two values apart.
func isJoint(s string) bool {
	for _, j := range pairJoints {
		if strings.HasPrefix(s, j) {
			return true
		}
	}
	return strings.HasPrefix(s, "',")
}

// holds reports whether a segment fits fixed texts with a value between them; the second one
// may hold further values.
func holds(seg, pre, suf string) bool {
	if len(seg) <= len(pre) || !strings.HasPrefix(seg, pre) {
		return false
	}
	seg = seg[len(pre):]
	for {
		text, more, further := strings.Cut(suf, "{id}")
		if !further {
			return len(seg) > len(suf) && strings.HasSuffix(seg, suf)
		}
		at := strings.Index(seg[1:], text)
		if at < 0 || text == "" || len(seg) <= 1+at+len(text) {
			return false
		}
		seg, suf = seg[1+at+len(text):], more
	}
}

// FirstValue gives the first value of a segment that fits a place of a template, such as
// "{id}.json" or "{id}...{id}"; "" where it does not fit.
func FirstValue(place, seg string) string {
	pre, suf, ok := strings.Cut(place, "{id}")
	if !ok || !holds(seg, pre, suf) {
		return ""
	}
	seg = seg[len(pre):]
	text, _, further := strings.Cut(suf, "{id}")
	if !further {
		return seg[:len(seg)-len(suf)]
	}
	return seg[:1+strings.Index(seg[1:], text)]
}
