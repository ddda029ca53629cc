package attack

// maxRules bounds the rules of both strengths, so that a set of them is four words.
const maxRules = 256

// ruleSet is a set of rules by their number.
type ruleSet [maxRules / 64]uint64

func (s *ruleSet) add(n int)       { s[n>>6] |= 1 << (n & 63) }
func (s *ruleSet) merge(o ruleSet) { s[0] |= o[0]; s[1] |= o[1]; s[2] |= o[2]; s[3] |= o[3] }

// trigger finds all words of all rules in one pass and gives the rules they wake: the same
// automaton as words.go builds, with sets of rules in place of the words.
type trigger struct {
	class [256]uint8
	width int
	next  []uint16  // state*width + class -> state
	wakes []uint16  // state -> index of sets, 0 for none
	sets  []ruleSet // distinct unions of what the words of a state wake
}

func newTrigger(b *builder, byWord []ruleSet) *trigger {
	a := b.build()
	t := &trigger{class: a.class, width: a.width, next: a.next, wakes: make([]uint16, len(a.out)), sets: []ruleSet{{}}}
	known := map[ruleSet]uint16{}
	for state, words := range a.out {
		if len(words) == 0 {
			continue
		}
		var union ruleSet
		for _, w := range words {
			union.merge(byWord[w])
		}
		at, ok := known[union]
		if !ok {
			at = uint16(len(t.sets))
			known[union] = at
			t.sets = append(t.sets, union)
		}
		t.wakes[state] = at
	}
	return t
}

// scan gives the rules that some word of text wakes.
func (t *trigger) scan(text []byte) (woken ruleSet, any bool) {
	state := 0
	for _, c := range text {
		state = int(t.next[state*t.width+int(t.class[c])])
		if w := t.wakes[state]; w != 0 {
			woken.merge(t.sets[w])
			any = true
		}
	}
	return woken, any
}
