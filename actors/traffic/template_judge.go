package traffic

import (
	"maps"
	"slices"
	"strings"
)

// How much must speak for values at one place before its words become values; evidence.go
// says what a word brings.
const (
	needKnown  = 2  // places behind the same word hold words as values elsewhere on the host
	needNaming = 2  // behind /tags, /currencies, /by-name
	needPlural = 2  // behind a collection without numeric members
	needKinds  = 3  // the same, nothing but common nouns
	needBeside = 5  // behind a collection beside {id}: /users/{id} and /users/whoami
	needOther  = 5  // behind any other word
	needSecond = 6  // behind a value, nothing but unknown words: /{owner}/{repo}
	needBehind = 10 // behind a value, beside common nouns: fixed sub-resources are the rule there
	needBare   = 8  // at the head, nothing but unknown words: /{bucket}/{key}
	needAlike  = 12 // at the head, where several go on alike: /v2/{repository}/manifests
	needHead   = 28 // at the head: nearly always fixed
)

// manyMembers siblings outweigh that each is followed by ids.
const manyMembers = 16

// settlePath judges the places along a path that changed enough since they were judged,
// the deepest first: what stands below a word tells what the word is.
func (t *Templates) settlePath(h *hostTrie, segs []string) {
	for range 4 { // a fold can make the next one due; what is left waits for the next call
		path := append(t.path[:0], h.root)
		for i, n := 0, h.root; i < len(segs); i++ {
			if n = t.route(n, i, segs[i]).to; n == nil {
				break
			}
			path = append(path, n)
		}
		t.path = path[:0]
		folded := false
		for i := len(path) - 1; i >= 0 && !folded; i-- {
			if n := path[i]; int(n.news) > len(n.kids)/4 {
				n.news = 0
				folded = t.judge(h, n, i, t.prefix(h, segs[:i]))
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

// settle judges everything until nothing changes.
func (t *Templates) settle() {
	for _, h := range t.hosts {
		t.settleHost(h)
	}
	for _, name := range slices.Sorted(maps.Keys(t.hosts)) {
		t.foldFamily(name)
	}
}

// Between two sweeps of a host are as many calls as before it, until they are so many that
// the sweeps cost less than a call does.
const (
	firstSweep = 64 // calls
	sweepCalls = 16 // calls a node
)

// sweep judges all places of a host again now and then: what was learned at one place tells
// about others that have seen nothing new since.
func (t *Templates) sweep(h *hostTrie) bool {
	if h.calls++; h.calls < max(h.next, firstSweep) {
		return false
	}
	h.next = h.calls + min(h.calls, uint64(sweepCalls*h.nodes)+firstSweep)
	if t.foldFamily(h.name) {
		return true
	}
	if h.stale {
		h.stale = false
		t.settleHost(h)
		return true
	}
	return false
}

func (t *Templates) settleHost(h *hostTrie) {
	for range 8 { // each pass can only remove nodes; the deepest chain seen took 4
		if !t.settleBelow(h, h.root, 0, "") {
			return
		}
	}
}

func (t *Templates) settleBelow(h *hostTrie, n *node, depth int, prefix string) bool {
	changed := false
	for _, list := range [][]*node{n.kids, n.values} {
		for _, k := range list {
			changed = t.settleBelow(h, k, depth+1, prefix+"/"+k.label) || changed
		}
	}
	return t.judge(h, n, depth, func() string { return prefix }) || changed
}

// judge decides which words below n are values and folds them. It reads what is below n
// and what the host's other places have shown.
func (t *Templates) judge(h *hostTrie, n *node, depth int, prefix func() string) bool {
	if t.foldFiles(h, n, prefix) || t.foldSeries(h, n, depth, prefix) || t.foldAlike(h, n, prefix) || t.foldTitles(h, n, prefix) ||
		t.foldLocales(h, n, prefix) {
		return true
	}
	s := h.scene(n, depth)
	if len(s.cands) == 0 {
		return false
	}
	var chosen []*node
	weight := 0
	for _, k := range s.cands {
		if k.collection() && (len(s.cands) < manyMembers || s.early()) && !s.like.param(k) && !h.wasValue(k.label) && !s.member(k) {
			weight -= s.against(k)
			continue // /zoos/{id}: a word with ids behind it names a collection
		}
		if e := s.evidence(k); e > 0 {
			chosen = append(chosen, k)
			weight += e
		} else if len(k.kids) > 0 {
			weight -= s.against(k)
		}
	}
	need, alone := s.need()
	switch {
	case n.folded && len(chosen) > 0:
	case len(chosen) > 0 && (alone || len(chosen) > 1) && weight >= need:
	case len(n.kids) >= t.limits.Children && len(chosen)*2 >= len(n.kids):
	default:
		return t.foldBeside(h, n, chosen, s.like, prefix)
	}
	for _, k := range chosen {
		if k.class < classCompound && !n.addAlias(k.label) {
			return false
		}
	}
	n.folded, h.stale = true, true
	h.holdsWords(n)
	t.fold(h, n, chosen, prefix())
	return true
}

// foldLocales makes values of two and more locales of one place, wherever it is: one alone
// may be the only one there is.
func (t *Templates) foldLocales(h *hostTrie, n *node, prefix func() string) bool {
	var locales []*node
	for _, k := range n.kids {
		if k.works && isLocale(k.label) {
			locales = append(locales, k)
		}
	}
	if len(locales) == 0 || len(locales) == 1 && !n.localized {
		return false
	}
	n.localized = true
	t.fold(h, n, locales, prefix())
	return true
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
