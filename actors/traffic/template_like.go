package traffic

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

// of counts the words below k that stand below its siblings or below the values too, and
// those that do not.
func (l likes) of(k *node) (shared, strange int) {
	k.telling(2, func(w string) {
		if l.count[w] > 1 || in(l.value, w) {
			shared++
		} else {
			strange++
		}
	})
	return shared, strange
}

// manyAlike is how many siblings must go on alike for that to tell more than their words do.
const manyAlike = 3

// alike counts the words directly below k that stand below many of its siblings, and those
// behind a name below it: /{owner}/{repository}/tags.
func (l likes) alike(k *node) (n int) {
	count := func(level string) func(string) {
		return func(w string) {
			if l.count[level+w] >= manyAlike && !in(everywhere, w) {
				n++
			}
		}
	}
	k.telling(1, count(""))
	for _, below := range k.kids {
		if below.class >= classWord {
			below.telling(1, count("/"))
		}
	}
	if k.folded {
		for _, v := range k.values {
			v.telling(1, count("/"))
		}
	}
	return n
}

// everywhere are words that stand below any service or module.
var everywhere = wordSet(`health healthz status info metrics actuator api rest docs doc swagger openapi ping config admin
public internal v1 v2 v3 meta metadata schema stats statistics`)

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
		if !isAction(k.label) && k.class <= classCompound && !isVersion(k.label) {
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
	if isWide(label) {
		return hanAction(label)
	}
	first := ""
	eachWord(label, func(w string) bool { first = w; return false })
	switch first {
	case "info", "detail", "details", "index", "page", "all", "status", "config", "settings", "tree", "options":
		return true
	}
	return in(verbs, first)
}
