package traffic

import (
	"slices"
	"strings"

	"github.com/zeebo/xxh3"
)

// What a host's places have shown is remembered for its other places, within these bounds.
const (
	maxHostWords  = 2048 // words that were values somewhere: names of users, projects, regions
	maxHostHolder = 256  // words behind which words were values: "users", "namespaces"
	maxHostLeft   = 512  // common nouns that stand where other words are values
)

// lore is what the places of a host teach each other.
type lore struct {
	words   map[uint32]struct{} // hashes of words that were values
	holders map[string]struct{} // singular, lower case
	left    map[string][]string // noun -> holders of the places where it was left among values
	stale   bool                // something was learned that other places were not judged by yet
}

func wordHash(w string) uint32 { return uint32(xxh3.HashString(w)) }

// sawValue remembers a word that was a value and reports whether it is a new one.
func (l *lore) sawValue(word string) bool { return len(word) > 1 && l.sawHash(wordHash(word)) }

func (l *lore) sawHash(h uint32) bool {
	if _, have := l.words[h]; have || len(l.words) >= maxHostWords {
		return false
	}
	if l.words == nil {
		l.words = map[uint32]struct{}{}
	}
	l.words[h] = struct{}{}
	return true
}

func (l *lore) wasValue(word string) bool {
	_, ok := l.words[wordHash(word)]
	return ok
}

// holder is what a place is remembered by: the word before it; "" behind values and behind
// words that say nothing.
func (n *node) holder() string {
	if n.value || n.label == "" || isVersion(n.label) || isAction(n.label) {
		return ""
	}
	return singular(strings.ToLower(n.label))
}

// holdsWords remembers that words are values behind the word of n.
func (l *lore) holdsWords(n *node) {
	if w := n.holder(); w != "" && len(l.holders) < maxHostHolder {
		if l.holders == nil {
			l.holders = map[string]struct{}{}
		}
		l.holders[w] = struct{}{}
	}
}

// leftAt notes that a common noun was left fixed behind a holder though other words are
// values there, and tells behind how many different holders it was.
func (l *lore) leftAt(noun, holder string) int {
	if holder == "" {
		return 0
	}
	at := l.left[noun]
	if slices.Contains(at, holder) || len(at) >= leftPlaces || len(at) == 0 && len(l.left) >= maxHostLeft {
		return len(at)
	}
	if l.left == nil {
		l.left = map[string][]string{}
	}
	l.left[noun] = append(at, holder)
	return len(at) + 1
}

// manyWords is how many words must be values at a place until common nouns are too.
const manyWords = 6

// leftPlaces is behind how many holders a noun must stand among values to be one itself.
const leftPlaces = 3

// scene is one place under judgement.
type scene struct {
	host   *hostTrie
	n      *node
	depth  int
	naming bool
	stored int     // candidates at the head that are written and removed like the buckets of a store
	alike  int     // candidates that go on alike in two words and more
	kinds  bool    // a collection that is listed and has no numeric members
	cands  []*node // words that may be values
	like   likes
}

func (h *hostTrie) scene(n *node, depth int) *scene {
	s := &scene{host: h, n: n, depth: depth, naming: !n.value && isNaming(n.label)}
	s.kinds = !n.value && n.ends&bitGet != 0 && len(n.values) == 0 && isPlural(n.label) && !in(groups, n.label)
	for _, k := range n.kids {
		if k.works && (k.class >= classNoun || n.folded && k.handled(n)) {
			s.cands = append(s.cands, k)
		}
	}
	if len(s.cands) > 0 {
		s.like = likeness(n, s.cands)
	}
	for _, k := range s.cands {
		if depth == 0 && k.ends&(bitPut|bitDelete) == bitPut|bitDelete {
			s.stored++
		}
		if k.class >= classCompound && !k.versioned() && s.like.alike(k) >= 2 {
			s.alike++
		}
	}
	return s
}

// evidence is what one word says for values; only words above 0 can become one.
func (s *scene) evidence(k *node) int {
	e := 0
	switch k.class {
	case classSoft:
		e = 2
		if isDate(k.label) {
			e = needHead / 4 // four dates at the head are no four versions
			if s.depth == 0 && len(k.kids) > 0 {
				return -1 // but a date with words behind it is one
			}
		}
	case classWord:
		e = 1
		if s.naming && isPlural(s.n.label) {
			e = 2
		}
		if len(k.label) == 1 && !s.n.mayBeValue() {
			e = 2 // an index by letters
		}
	case classCompound:
		e = 1
	default:
		e = -2
		switch {
		case s.n.folded && k.handled(s.n):
			e = 1
		case s.stored >= manyAlike && k.ends&(bitPut|bitDelete) != 0:
			e = 1
		case s.naming && (len(k.kids) == 0 || isPlural(s.n.label)):
			e = 1
		case s.kinds && isKind(k):
			e = 1
		case s.n.folded:
			e = -1
			if s.n.members >= manyWords && isKind(k) {
				e = 1
			}
			if len(k.kids) == 0 && !isAction(k.label) && s.host.leftAt(k.label, s.n.holder()) >= leftPlaces {
				e = 1
			}
		}
	}
	if isLocale(k.label) {
		e += 2
	}
	if k.versioned() {
		return -4 // "/orders/v2/...": a module with versions of its own
	}
	if k.class >= classCompound && s.like.alike(k) >= 2 {
		e += 4
	}
	shared, strange := s.like.of(k)
	switch {
	case shared > 0 && shared >= strange:
		e += 2 // it goes on as its siblings do
	case shared > 0:
		e++
	case strange > 0:
		e -= 2 // nothing else goes on like it
	}
	if s.host.wasValue(strings.TrimSuffix(k.label, suffixOf(k.label))) {
		e += 2
	}
	leaf := len(k.kids)+len(k.values) == 0
	switch {
	case leaf && k.ends == bitPost && s.n.mayBeValue():
		e -= 4 // something is done to the value before it
	case s.depth == 0 && k.class >= classWord && k.ends&(bitDelete|bitPut) != 0:
		e += 2 // "/my-bucket"
	case k.ends&bitPost == 0 && k.ends&(bitDelete|bitPatch|bitPut) != 0 && !s.n.mayBeValue():
		e++ // it is changed and removed as members are
		if k.ends&bitDelete != 0 && isPlural(s.n.label) {
			e++
		}
	}
	return e
}

// against is what an unknown word with a structure of its own says for the place being one
// of fixed words.
func (s *scene) against(k *node) int {
	switch {
	case k.class < classCompound:
		return 0
	case s.n.mayBeValue():
		return 3
	}
	return 1
}

// mayBeValue reports whether n is a value or may turn out to be one: fixed sub-resources are
// the rule below it.
func (n *node) mayBeValue() bool {
	return n.value || n.class >= classWord && (!isPlural(n.label) || strings.IndexByte(n.label, '-') >= 0 && !isNaming(n.label))
}

// versioned reports whether a version stands directly behind a word.
func (n *node) versioned() bool {
	for _, k := range n.kids {
		if len(k.label) > 1 && (k.label[0] == 'v' || k.label[0] == 'V') && isVersion(k.label) {
			return true
		}
	}
	return false
}

// handled reports whether any word but those that stand for one member is handled as the values
// below n are: it is read, and replaced or removed, by itself.
func (n *node) handled(parent *node) bool {
	const changes = bitDelete | bitPut
	if parent.value || !isPlural(parent.label) || in(groups, parent.label) || in(selves, n.label) || len(n.kids)+len(n.values) > 0 ||
		n.ends&bitDelete == 0 && n.ends&(bitPut|bitGet) != bitPut|bitGet || n.ends&bitPost != 0 {
		return false
	}
	v := parent.valued("", "")
	return v != nil && v.ends&changes&n.ends != 0
}

// member reports whether a word that nobody knows is treated as a thing and not as a collection
// of them: it is replaced or removed, or goes on as many of its siblings do.
func (s *scene) member(k *node) bool {
	return k.class >= classCompound && !k.versioned() && (k.ends&(bitPut|bitDelete) != 0 || s.like.alike(k) > 0) ||
		s.stored >= manyAlike && k.ends&(bitPut|bitDelete) != 0
}

// isKind reports whether a common noun may be a member of a list of kinds ("/types/page",
// "/statuses/draft"): it is only read, and is one thing.
func isKind(k *node) bool {
	return len(k.kids)+len(k.values) == 0 && k.ends&^(bitHead|bitOptions) == bitGet && !isPlural(k.label) && !isAction(k.label)
}

// early reports whether the place is the head of paths, or stands behind /api or a version.
func (s *scene) early() bool {
	p := place{after: s.n.label, depth: s.depth, param: s.n.value}
	return !s.n.value && s.depth > 0 && (p.early() || isVersion(s.n.label))
}

// need is the weight at which the words of the place become values, and whether one word
// alone can reach it.
func (s *scene) need() (need int, alone bool) {
	n := s.n
	p := place{after: n.label, depth: s.depth, param: n.value}
	known := in(s.host.holders, n.holder())
	behind := n.mayBeValue()
	switch {
	case n.people:
		return needBeside, false
	case behind && s.mostlyUnknown():
		return needSecond, false
	case behind:
		return needBehind, false
	case s.stored >= manyAlike, s.depth == 0 && s.mostlyUnknown():
		return needBare, false
	case s.alike >= manyAlike && (s.depth == 0 || p.early() || isVersion(n.label)):
		return needAlike, false
	case p.early() || n.class == classReserved && s.depth > 0 && isVersion(n.label):
		return needHead, false
	case known && len(n.values) == 0:
		return needKnown, true
	case s.naming:
		return needNaming, true
	case in(groups, n.label):
		return needOther, false
	case s.kinds && !slices.ContainsFunc(s.cands, func(k *node) bool { return k.class >= classCompound }):
		return needKinds, false
	case isPlural(n.label) && len(n.values) == 0:
		return needPlural, true
	case isPlural(n.label):
		return needBeside, false
	}
	return needOther, false
}

// mostlyUnknown reports whether words that nobody knows outnumber the known ones by far.
func (s *scene) mostlyUnknown() bool {
	known, unknown := 0, 0
	for _, k := range s.n.kids {
		switch {
		case !k.works || strings.IndexByte("_-.$", k.label[0]) >= 0:
		case k.class <= classCompound:
			known++
		default:
			unknown++
		}
	}
	return known*4 <= unknown
}

// groups are plural words that head fixed names more often than members.
var groups = wordSet(`settings stats statistics analytics preferences prefs options insights reports tools utils`)

// People reports the name of a collection of people, of whom each is known by a name: "users".
func People(word string) bool { return in(crowds, word) }

var crowds = wordSet(`users accounts members customers people profiles authors employees`)

// of reports that a word is a version of a collection of people, n: what stands behind it are members.
func (k *node) of(n *node) bool { return !n.value && People(n.label) && isVersion(k.label) }

func isVersion(label string) bool {
	c, ok := versionClass(label, place{})
	return ok && c == classReserved || len(label) <= 3 && isDigit(label[0])
}
