package traffic

import (
	"slices"
	"strings"
)

// Titles of articles are made of everyday words, so that each alone may look like a fixed
// word: "how-to-wash-a-down-jacket". What tells them is where they stand and that several do.
const (
	titleWords   = 4 // words of a title behind any value
	titleDated   = 3 // behind a date, where nothing but articles stands
	titleMost    = 3 // titles that make a place one of titles
	titleByDates = 2 // and behind a full date
)

// isTitle reports whether a word reads like a title of so many words: lower case, joined by
// dashes, with something in it that no API word says, and no action ("mark-as-paid").
func isTitle(label string, least int) bool {
	core := strings.TrimSuffix(label, suffixOf(label))
	words, first, prose := 0, "", false
	eachWord(core, func(w string) bool {
		if words == 0 {
			first = w
		}
		words++
		prose = prose || !known(w)
		return true
	})
	if words < least || !prose || in(verbs, first) {
		return false
	}
	dashes := 0
	for i := 0; i < len(core); i++ {
		switch c := core[i]; {
		case c == '-':
			dashes++
		case !isLower(c) && !isDigit(c):
			return false
		}
	}
	return dashes >= least-1
}

// titleLeast is how many words a title has at least where titles are values.
func (n *node) titleLeast() int {
	if n.folded {
		return titleDated
	}
	return titleWords
}

// read reports whether a word is only ever fetched: nothing is done to it or stands below.
func (n *node) read() bool {
	return n.works && n.ends&bitGet != 0 && n.ends&^(bitGet|bitHead|bitOptions) == 0 && len(n.kids)+len(n.values) == 0
}

// foldTitles makes values of titles directly behind a value, at fewer siblings than other
// words need. It reports whether there were any.
func (t *Templates) foldTitles(h *hostTrie, n *node, prefix func() string) bool {
	if !n.value || len(n.kids) == 0 {
		return false
	}
	find := func(least int) (found []*node) {
		for _, k := range n.kids {
			if isTitle(k.label, least) && (n.titled || k.read()) {
				found = append(found, k)
			}
		}
		return found
	}
	found := find(titleDated)
	if len(found) < titleByDates && !n.titled || len(found) == 0 {
		return false
	}
	if n.titled {
		if found = find(n.titleLeast()); len(found) == 0 {
			return false
		}
	} else if dates := t.dates(h, prefix()); dates >= 3 || dates > 0 && len(found) >= titleMost {
		n.folded = true
	} else if found = find(titleWords); len(found) < titleMost || len(found)*2 < len(n.kids) {
		return false // a few long names among fixed ones are fixed
	}
	n.titled = true
	t.fold(h, n, found, prefix())
	return true
}

// dates tells how many parts of a date a path ends with: three of year, month and day,
// or of one whole date; two of two numbers; 0 otherwise.
func (t *Templates) dates(h *hostTrie, prefix string) int {
	labels := strings.Split(strings.Trim(prefix, "/"), "/")
	shapes := t.Shapes(h.name, prefix)
	parts := 0
	for _, label := range slices.Backward(labels) {
		if label != "{id}" || parts == len(shapes) {
			break
		}
		s := shapes[len(shapes)-1-parts]
		if s == ShapeDate && parts == 0 {
			return 3
		}
		if s != ShapeInteger && s != ShapeInteger|ShapeDate {
			break
		}
		parts++
	}
	if parts < 2 {
		return 0 // one number is anything's id
	}
	return min(parts, 3)
}
