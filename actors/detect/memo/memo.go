package memo

import "github.com/zeebo/xxh3"

// Memo remembers one answer for each of the texts asked about last. Not safe for concurrent use.
type Memo[T any] struct {
	slots   []slot[T]
	longest int
}

type slot[T any] struct {
	text   []byte
	used   bool // since it was put here
	recent bool // of the two of its set the one asked for last
	answer T
}

// New makes a memory of so many texts, rounded up to a power of two, none longer than longest bytes.
func New[T any](texts, longest int) *Memo[T] {
	n := 2
	for n < texts {
		n *= 2
	}
	return &Memo[T]{slots: make([]slot[T], n), longest: longest}
}

// At gives where the answer for a text is kept, and whether it is known; where it is not, the place
// holds the zero value and what is written there will be known the next time. It gives nil for a
// text that is too long to be remembered. The place is good until the next At.
func (m *Memo[T]) At(text []byte) (answer *T, known bool) {
	if len(text) > m.longest {
		return nil, false
	}
	at := int(xxh3.Hash(text)) & (len(m.slots) - 2)
	first, second := &m.slots[at], &m.slots[at+1]
	switch {
	case first.used && string(first.text) == string(text):
		first.recent, second.recent = true, false
		return &first.answer, true
	case second.used && string(second.text) == string(text):
		first.recent, second.recent = false, true
		return &second.answer, true
	case first.recent && first.used:
		first, second = second, first
	}
	var none T
	first.text, first.answer, first.used = append(first.text[:0], text...), none, true
	first.recent, second.recent = true, false
	return &first.answer, false
}

// Forget makes the memory empty; its room stays.
func (m *Memo[T]) Forget() {
	for i := range m.slots {
		m.slots[i].used = false
	}
}
