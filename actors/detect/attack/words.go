package attack

// automaton finds all of many words in one pass (Aho and Corasick), without regard to the
// case of ASCII letters. Bytes that no word holds share one class, so that a table row
// stays short.
type automaton struct {
	class [256]uint8
	width int
	next  []uint16   // state*width + class -> state
	out   [][]uint16 // words that end in a state
	hits  []bool     // whether out is not empty
}

// maxAutomatonWords bounds the words of one automaton.
const maxAutomatonWords = 1024

// automatonHits is the set of words found.
type automatonHits struct {
	bits [maxAutomatonWords / 64]uint64
	n    int
}

func (h *automatonHits) any() bool { return h.n > 0 }

func (h *automatonHits) oneOf(ids []uint16) bool {
	for _, id := range ids {
		if h.bits[id>>6]>>(id&63)&1 == 1 {
			return true
		}
	}
	return false
}

func (h *automatonHits) has(id uint16) bool { return h.bits[id>>6]>>(id&63)&1 == 1 }

// scan adds the words that stand in text.
func (a *automaton) scan(text []byte, h *automatonHits) {
	state := 0
	for _, c := range text {
		state = int(a.next[state*a.width+int(a.class[c])])
		if a.hits[state] {
			for _, id := range a.out[state] {
				h.bits[id>>6] |= 1 << (id & 63)
			}
			h.n++
		}
	}
}

// builder gathers words.
type builder struct {
	ids   map[string]uint16
	words []string
}

func newBuilder() *builder { return &builder{ids: map[string]uint16{}} }

func (b *builder) add(word string) uint16 {
	if id, ok := b.ids[word]; ok {
		return id
	}
	id := uint16(len(b.words))
	b.ids[word] = id
	b.words = append(b.words, word)
	return id
}

func (b *builder) addAll(words []string) (ids []uint16) {
	for _, w := range words {
		ids = append(ids, b.add(w))
	}
	return ids
}

func (b *builder) build() *automaton {
	a := &automaton{width: 1}
	for _, w := range b.words {
		for i := range len(w) {
			if c := w[i]; a.class[c] == 0 {
				a.class[c] = uint8(a.width)
				a.width++
			}
		}
	}
	for c := byte('a'); c <= 'z'; c++ {
		a.class[c-'a'+'A'] = a.class[c]
	}
	const none = 1<<16 - 1
	state := func() int {
		for range a.width {
			a.next = append(a.next, none)
		}
		a.out, a.hits = append(a.out, nil), append(a.hits, false)
		return len(a.out) - 1
	}
	state()
	for id, w := range b.words {
		s := 0
		for i := range len(w) {
			at := s*a.width + int(a.class[w[i]])
			if a.next[at] == none {
				n := state()
				a.next[at] = uint16(n)
			}
			s = int(a.next[at])
		}
		a.out[s] = append(a.out[s], uint16(id))
	}
	fail := make([]int, len(a.out))
	var queue []int
	for c := range a.width {
		if n := a.next[c]; n == none {
			a.next[c] = 0
		} else {
			queue = append(queue, int(n))
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		a.out[s] = append(a.out[s], a.out[fail[s]]...)
		a.hits[s] = len(a.out[s]) > 0
		for c := range a.width {
			at := s*a.width + c
			via := a.next[fail[s]*a.width+c]
			if a.next[at] == none {
				a.next[at] = via
				continue
			}
			fail[a.next[at]] = int(via)
			queue = append(queue, int(a.next[at]))
		}
	}
	return a
}
