package traffic

import (
	"slices"
	"strings"
)

// How much must speak for values at one place before its unknown words become values. A
// word weighs 1, a word that looks like a value 2, and a word whose continuation others of
// its siblings share ("/alice/repos", "/bob/repos") 2 more.
const (
	needFolded  = 1  // values by words are known here already
	needNaming  = 2  // behind /tags, /currencies, /by-name
	needPlural  = 2  // behind a collection without numeric members
	needBeside  = 5  // behind a collection beside {id}: /users/{id} and /users/whoami
	needOther   = 6  // behind any other word
	needSecond  = 6  // behind a value, nothing but unknown words: /{owner}/{repo}
	needBehind  = 10 // behind a value, beside common nouns: fixed sub-resources are the rule there
	needHead    = 40 // at the head: nearly always fixed
	manyMembers = 16 // so many siblings outweigh that each is followed by ids
)

// settlePath judges the places along a path that changed enough since they were judged.
func (t *Templates) settlePath(h *hostTrie, segs []string) {
	for range 4 { // a fold can make the next one due; what is left waits for the next call
		n, folded := h.root, false
		for i := 0; ; i++ {
			if int(n.news) > len(n.kids)/4 {
				n.news = 0
				if t.judge(h, n, i, t.prefix(h, segs[:i])) {
					folded = true
					break
				}
			}
			if i == len(segs) {
				break
			}
			if n = t.route(n, i, segs[i]).to; n == nil {
				break
			}
		}
		if !folded {
			return
		}
	}
}

// prefix defers rendering a path until a fold needs it.
func (t *Templates) prefix(h *hostTrie, segs []string) func() string {
	return func() string { return strings.TrimSuffix(t.render(h, segs), "/") }
}

// settle judges everything, from the head downwards, until nothing changes.
func (t *Templates) settle() {
	for _, h := range t.hosts {
		for range 8 { // each pass can only remove nodes; the deepest chain seen took 3
			if !t.settleBelow(h, h.root, 0, "") {
				break
			}
		}
	}
}

func (t *Templates) settleBelow(h *hostTrie, n *node, depth int, prefix string) bool {
	changed := t.judge(h, n, depth, func() string { return prefix })
	for _, list := range [][]*node{n.kids, n.values} {
		for _, k := range list {
			changed = t.settleBelow(h, k, depth+1, prefix+"/"+k.label) || changed
		}
	}
	return changed
}

// judge decides which words below n are values and folds them. It reads only what is
// below n, so the order of arrival does not matter once the same was seen.
func (t *Templates) judge(h *hostTrie, n *node, depth int, prefix func() string) bool {
	if t.foldAlike(h, n, prefix) || t.foldTitles(h, n, prefix) {
		return true
	}
	naming := !n.value && isNaming(n.label)
	var cands []*node
	for _, k := range n.kids {
		if k.works && (k.class >= classWord || k.class == classNoun && naming) {
			cands = append(cands, k)
		}
	}
	if len(cands) == 0 {
		return false
	}
	like := likeness(n, cands)
	crowded := len(cands) >= manyMembers
	var chosen []*node
	weight := 0
	for _, k := range cands {
		if k.collection() && !crowded && !like.param(k) {
			continue // /zoos/{id}: a word with ids behind it names a collection
		}
		chosen = append(chosen, k)
		weight += k.weight(like)
	}
	switch {
	case len(chosen) >= 2 && weight >= n.need(depth, naming), n.folded && len(chosen) > 0:
	case len(n.kids) >= t.limits.Children && len(chosen)*2 >= len(n.kids):
	default:
		return t.foldBeside(h, n, chosen, like, prefix)
	}
	n.folded = true
	t.fold(h, n, chosen, prefix())
	return true
}

// need is the weight at which the words below n become values.
func (n *node) need(depth int, naming bool) int {
	p := place{after: n.label, depth: depth, param: n.value}
	switch {
	case n.folded:
		return needFolded
	case n.value && !slices.ContainsFunc(n.kids, func(k *node) bool { return k.works && k.class <= classCompound }):
		return needSecond
	case n.value:
		return needBehind
	case p.early() || n.class == classReserved && depth > 0 && isVersion(n.label):
		return needHead
	case naming:
		return needNaming
	case isPlural(n.label) && len(n.values) == 0:
		return needPlural
	case isPlural(n.label):
		return needBeside
	}
	return needOther
}

func isVersion(label string) bool {
	c, ok := versionClass(label, place{})
	return ok && c == classReserved || len(label) <= 3 && isDigit(label[0])
}

// weight is what one word says for values.
func (n *node) weight(like likes) int {
	w := 1
	if n.class == classSoft {
		w = 2
		if isDate(n.label) {
			w = needHead / 4 // four dates at the head are no four versions
		}
	}
	if like.any(n) {
		w += 2
	}
	return w
}

// collection reports whether ids stand directly behind a word.
func (n *node) collection() bool { return !n.folded && n.valued("", "") != nil }

// foldBeside makes values of words that are too few to speak for themselves, where a
// place has other values already: those that look like values, and those that go on as
// the values do.
func (t *Templates) foldBeside(h *hostTrie, n *node, chosen []*node, like likes, prefix func() string) bool {
	if len(n.values) == 0 {
		return false
	}
	var few []*node
	for _, k := range chosen {
		switch {
		case k.class == classSoft && k.label[0] != 'v':
			n.soft = true
			few = append(few, k)
		case like.param(k) && n.addAlias(k.label):
			few = append(few, k)
		}
	}
	if len(few) == 0 {
		return false
	}
	t.fold(h, n, few, prefix())
	return true
}

// likes knows which words stand below several siblings.
type likes struct {
	count map[string]int      // fixed words one or two levels below the candidates -> candidates
	value map[string]struct{} // those directly below the values of the same place
}

func likeness(n *node, cands []*node) likes {
	l := likes{count: map[string]int{}, value: map[string]struct{}{}}
	for _, k := range cands {
		seen := map[string]struct{}{}
		k.telling(2, func(w string) { seen[w] = struct{}{} })
		for w := range seen {
			l.count[w]++
		}
	}
	for _, v := range n.values {
		v.telling(1, func(w string) { l.value[w] = struct{}{} })
	}
	return l
}

// any reports whether a sibling goes on like k.
func (l likes) any(k *node) bool {
	found := l.param(k)
	k.telling(2, func(w string) { found = found || l.count[w] > 1 })
	return found
}

// param reports whether the values of the place go on like k.
func (l likes) param(k *node) bool {
	found := false
	k.telling(1, func(w string) { _, ok := l.value[w]; found = found || ok })
	return found
}

// telling calls f with the fixed words up to so many levels below n, prefixed by their
// level. Left out are actions ("list", "create"), which stand behind collections as well
// as behind members, and all that is behind an id, since collections are alike there.
func (n *node) telling(levels int, f func(w string)) {
	for _, k := range n.kids {
		if !isAction(k.label) && k.class <= classCompound {
			f(k.label)
		}
		if levels > 1 {
			k.telling(levels-1, func(w string) { f("/" + w) })
		}
	}
	if n.folded && levels > 1 {
		for _, v := range n.values {
			v.telling(levels-1, func(w string) { f("/" + w) })
		}
	}
}

func isAction(label string) bool {
	first := ""
	eachWord(label, func(w string) bool { first = w; return false })
	switch first {
	case "info", "detail", "details", "index", "page", "all", "status", "config", "settings", "tree", "options":
		return true
	}
	return in(verbs, first)
}
