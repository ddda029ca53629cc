package traffic

import (
	"slices"
	"strings"
)

// A letter with a number ("s12") may be a fixed name ("/s3", "/x509", "/b2", "/v1") as well as one
// of many members ("/sensors/s12"). Names are few and their numbers small; members are many.
const (
	seriesNeed    = 9  // weight of different siblings that makes members of them
	seriesBeside  = 3  // the same where other words are values already
	seriesVersion = 40 // the same of "v" where the versions of an API stand
	seriesLarge   = 20 // numbers above it weigh twice, as those with leading zeros do
	seriesDigits  = 12 // longer numbers are values by themselves

	// seriesMark stands behind a letter among the aliases of a place: every number behind the
	// letter is a value there. No path holds it, since fragments are not sent.
	seriesMark = "#"
)

// seriesWeight is what a word weighs as a member of a series; 0 when it is no letter with a number.
func seriesWeight(word string) int {
	if len(word) < 2 || len(word) > 1+seriesDigits || !isLower(word[0]|0x20) {
		return 0
	}
	number := 0
	for i := 1; i < len(word); i++ {
		if !isDigit(word[i]) {
			return 0
		}
		number = number*10 + int(word[i]-'0')
	}
	if number > seriesLarge || word[1] == '0' && len(word) > 2 {
		return 2
	}
	return 1
}

// serial reports whether a word is a value below n as one of a series.
func (n *node) serial(word string) bool {
	return len(n.aliases) > 0 && seriesWeight(word) > 0 && n.alias(word[:1]+seriesMark)
}

// foldSeries makes values of the letters with numbers below n when they are too many for names.
// The letter of versions is judged by itself; words that became values one by one count too. It
// reports whether there were any.
func (t *Templates) foldSeries(h *hostTrie, n *node, depth int, prefix func() string) bool {
	versions, members := 0, 0
	weigh := func(word string) {
		if isSeriesVersion(word) {
			versions += seriesWeight(word)
		} else {
			members += seriesWeight(word)
		}
	}
	for _, k := range n.kids {
		if k.works {
			weigh(n.core(k.label))
		}
	}
	if members+versions == 0 {
		return false
	}
	for _, a := range n.aliases {
		weigh(a)
	}
	need, needVersions := seriesNeed, seriesNeed
	if n.folded || n.soft {
		need = seriesBeside
	}
	if p := (place{depth: depth, param: n.value, after: n.label}); p.early() {
		needVersions = seriesVersion
	}
	many := func(word string) bool {
		if isSeriesVersion(word) {
			return versions >= needVersions
		}
		return members >= need
	}
	var found []*node
	for _, k := range n.kids {
		if w := n.core(k.label); seriesWeight(w) > 0 && many(w) && n.addSeries(w[:1]) {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		return false
	}
	h.stale = true
	t.fold(h, n, found, prefix())
	return true
}

func isSeriesVersion(word string) bool { return word != "" && word[0]|0x20 == 'v' }

// addSeries remembers a letter whose numbers are all values, in place of the single words with
// it; false when there is no room.
func (n *node) addSeries(letter string) bool {
	if n.alias(letter + seriesMark) {
		return true
	}
	n.aliases = slices.DeleteFunc(n.aliases, func(a string) bool { return seriesWeight(a) > 0 && a[:1] == letter })
	return n.addAlias(letter + seriesMark)
}

// core is a word without the text that stays fixed if it becomes a value below n.
func (n *node) core(word string) string {
	if core := strings.TrimSuffix(word, n.suffixOf(word)); core != "" {
		return core
	}
	return word
}
