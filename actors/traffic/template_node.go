package traffic

import (
	"slices"
	"strings"
)

// node is one place of a trie: a fixed word, or all values of its place.
type node struct {
	label     string // the word; of values pre + "{id}" + suf
	pre, suf  string // fixed text around a value
	value     bool
	class     class // of a word
	folded    bool  // words below that nobody knows are values
	soft      bool  // words below that look like values are values
	titled    bool  // titles below are values
	localized bool  // locales below are values
	files     bool  // values below are names of files
	people    bool  // a version behind a collection of people: "/users/v1"
	works     bool  // some call at or below succeeded
	ends      uint32
	shapes    PathShape
	members   uint8  // different words that were values below, roughly
	news      uint16 // changes at and closely below since this place was last judged
	kids      []*node
	values    []*node
	aliases   []string // further words that turned out to be values here, and series of them, sorted
	template  string   // rendered when first asked for
}

// maxValues is how many kinds of values ("{id}", "{id}.json", "{id}:cancel") one place may
// have; further affixes count as part of the value. The most seen is 9.
const maxValues = 24

// routed is where a segment leads. to is nil where the trie does not know it yet.
type routed struct {
	to       *node
	value    bool
	pre, suf string
	core     string // the value between them, if it is one
	class    class
	shape    PathShape
}

// route finds where a segment below n at the given depth leads: a fixed word that is there
// comes first, then what can only be a value, then words in a place that holds values.
func (t *Templates) route(n *node, depth int, seg string) routed {
	if k := n.fixed(seg); k != nil {
		return routed{to: k}
	}
	r := t.look(n, depth, seg)
	if r.class == classHard || n.takes(r.class) || n.alias(seg) || r.suf != "" && n.alias(r.core) || n.serial(r.core) || n.entitles(seg) || n.localized && isLocale(seg) {
		r.value = true
		if r.to = n.valued(r.pre, r.suf); r.to == nil && len(n.values) >= maxValues {
			r.pre, r.suf = "", ""
			if r.to = n.valued("", ""); r.to == nil {
				r.to = n.values[0]
			}
		}
	}
	return r
}

// look classifies a segment below n.
func (t *Templates) look(n *node, depth int, seg string) routed {
	p := place{depth: depth, param: n.value}
	if !n.value {
		p.after = n.label
	}
	pre, core, suf := affixes(seg)
	if n.files && suf != "" && suf[0] == '.' || n.files && isFile(seg) {
		return routed{core: seg, class: classHard, shape: ShapeText}
	}
	if pre == "" {
		if second := pair(core); second != "" {
			i := strings.Index(core[1:], second[:len(second)-len("{id}")]) + 1
			r := routed{suf: second + suf, core: core[:i], class: classHard}
			if _, r.shape = t.cache.classify(r.core, p, t.limits.Segment); r.shape == 0 {
				r.shape = ShapeSlug
			}
			return r
		}
	}
	if depth == 0 && len(core) > 2 && core[0] == '@' && strings.IndexByte(core, ':') < 0 {
		pre, core = "@", core[1:] // the page of a person
	}
	r := routed{pre: pre, suf: suf, core: core}
	if r.pre != "" {
		r.class, r.shape = classHard, ShapeText
		if _, s := t.cache.classify(core, p, t.limits.Segment); s != 0 {
			r.shape = s
		}
		return r
	}
	r.class, r.shape = t.cache.classify(core, p, t.limits.Segment)
	if dot := strings.LastIndexByte(core, '.'); dot > 0 && suf == "" && chosen(core[dot+1:], p) {
		if c, s := t.cache.classify(core[:dot], p, t.limits.Segment); c == classHard && s&(ShapeInteger|ShapeUUID|ShapeHash|ShapeDate) != 0 {
			r.suf, r.core, r.class, r.shape = core[dot:], core[:dot], c, s
		}
		return r
	}
	if suf != "" && suf[0] == ':' && !isVerb(suf[1:]) && r.class != classHard {
		r.class, r.shape = t.cache.classify(seg, p, t.limits.Segment) // no action behind a name: "urn:isbn"
		r.suf, r.core = "", seg
	}
	return r
}

// takes reports whether a word of this class is a value below n.
func (n *node) takes(c class) bool {
	return n.folded && (c >= classCompound || c == classNoun && !n.value && isNaming(n.label)) ||
		n.soft && c == classSoft
}

// entitles reports whether a word is a value below n because it reads like a title.
func (n *node) entitles(word string) bool { return n.titled && isTitle(word, n.titleLeast()) }

// maxAliases is how many single words one place remembers as values; beyond it they stay fixed.
const maxAliases = 64

func (n *node) alias(word string) bool {
	_, ok := slices.BinarySearch(n.aliases, word)
	return ok
}

// addAlias remembers a noun; false when there is no room.
func (n *node) addAlias(word string) bool {
	i, ok := slices.BinarySearch(n.aliases, word)
	if !ok && len(n.aliases) >= maxAliases {
		return false
	}
	if !ok {
		n.aliases = slices.Insert(n.aliases, i, word)
	}
	return true
}

// fixed finds the fixed word below n, or nil.
func (n *node) fixed(label string) *node {
	i, ok := slices.BinarySearchFunc(n.kids, label, byLabel)
	if !ok {
		return nil
	}
	return n.kids[i]
}

// labelled finds the values below n by their rendered label, or nil.
func (n *node) labelled(label string) *node {
	for _, v := range n.values {
		if v.label == label {
			return v
		}
	}
	return nil
}

// valued finds the values below n that have this text around them, or nil.
func (n *node) valued(pre, suf string) *node {
	for _, v := range n.values {
		if v.pre == pre && v.suf == suf {
			return v
		}
	}
	return nil
}

// add puts a new node below n.
func (n *node) add(k *node) {
	list := &n.kids
	if k.value {
		list = &n.values
	}
	k.people = !k.value && k.of(n)
	i, _ := slices.BinarySearchFunc(*list, k.label, byLabel)
	*list = slices.Insert(*list, i, k)
}

// drop takes values off n.
func (n *node) drop(v *node) {
	n.values = slices.DeleteFunc(n.values, func(o *node) bool { return o == v })
}

func byLabel(k *node, label string) int { return strings.Compare(k.label, label) }

// newValue makes the node of values with the given text around them.
func newValue(pre, suf string) *node {
	pre, suf = strings.Clone(pre), strings.Clone(suf)
	return &node{label: pre + "{id}" + suf, pre: pre, suf: suf, value: true}
}

// insert adds a path; done is false when there was no room, and then nothing was added;
// news says that there is something to judge.
func (t *Templates) insert(h *hostTrie, method string, segs []string, works bool) (done, news bool) {
	if len(segs) > t.limits.Depth {
		return false, false
	}
	n := h.root
	path := append(t.path[:0], n)
	made := -1 // depth of the first new node, -1: all were there
	for i, seg := range segs {
		r := t.route(n, i, seg)
		if r.to == nil {
			if made < 0 {
				if !t.room(h, n, len(segs)-i, r.value) {
					return false, false
				}
				made = i
			}
			if r.value {
				r.to = newValue(r.pre, r.suf)
			} else {
				r.to = &node{label: strings.Clone(seg), class: r.class}
			}
			n.add(r.to)
			h.nodes++
		}
		if r.value {
			if works {
				n.sawFile(seg)
			}
			r.to.shapes |= r.shape
			if r.class != classHard && works {
				if h.sawValue(r.core) && n.members < 255 {
					n.members++
				}
			}
		}
		n = r.to
		path = append(path, n)
	}
	t.path = path[:0]
	if n.ends == 0 {
		if made < 0 && h.templates >= t.limits.Templates {
			return false, false
		}
		h.templates++
	}
	n.ends |= 1 << methodIndex(method)
	t.end = n
	return true, t.touch(path, made, works)
}

// touch marks what changed, for the places that may have to be judged anew.
func (t *Templates) touch(path []*node, made int, works bool) (news bool) {
	for i := len(path) - 1; i >= 0; i-- {
		fresh := made >= 0 && i > made
		if works && !path[i].works {
			path[i].works = true
			fresh = true
		}
		if !fresh {
			continue
		}
		for j := max(0, i-3); j < i; j++ { // likeness looks two levels below the siblings
			path[j].news = min(path[j].news+1, 1<<15)
			news = true
		}
	}
	return news
}

// room makes sure that a path with n more nodes below at fits.
func (t *Templates) room(h *hostTrie, at *node, n int, value bool) bool {
	if h.templates >= t.limits.Templates || h.nodes+n > t.limits.Nodes {
		if !t.prune(h) {
			return false
		}
	}
	return value || len(at.kids) < t.limits.Children
}

// prune drops paths that never worked (only 401, 403, 502...), which a scanner can make
// many of. It runs again only when the trie has grown by an eighth since, so that a full
// trie does not cost a walk a call. False when it made no room.
func (t *Templates) prune(h *hostTrie) bool {
	if h.pruned > 0 && h.nodes < h.pruned+h.pruned/8+8 {
		return false
	}
	before := h.nodes
	h.root.prune(h)
	t.memo.forget()
	h.pruned = h.nodes
	t.stats.PrunedWeak += uint64(before - h.nodes)
	return h.templates < t.limits.Templates && before-h.nodes > t.limits.Depth
}

func (n *node) prune(h *hostTrie) {
	drop := func(k *node) bool {
		if k.works {
			k.prune(h)
			return false
		}
		k.each(func(d *node) {
			h.nodes--
			if d.ends != 0 {
				h.templates--
			}
		})
		return true
	}
	n.kids = slices.DeleteFunc(n.kids, drop)
	n.values = slices.DeleteFunc(n.values, drop)
}

// each visits n and everything below it.
func (n *node) each(f func(*node)) {
	f(n)
	for _, k := range n.kids {
		k.each(f)
	}
	for _, k := range n.values {
		k.each(f)
	}
}
