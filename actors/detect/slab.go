package detect

import "unsafe"

// Facts own what they hold, and most hold an id, a few counts and a risk or two. Pieces of a slab are
// cut from a list made for many calls; a list lives as long as one of its pieces does, so it is small.
type slab[T any] struct{ free []T }

// Lengths of the lists: what one call keeps alive of others stays below 2 KB.
const (
	slabText   = 512 // bytes
	slabCounts = 64
	slabRisks  = 16
)

// take gives room for n elements, empty, from a list of so many.
func (s *slab[T]) take(n, list int) []T {
	if n > cap(s.free)-len(s.free) {
		s.free = make([]T, 0, max(n, list))
	}
	from := len(s.free)
	s.free = s.free[:from+n]
	return s.free[from : from : from+n]
}

// cloneText copies a text into a slab.
func cloneText(s *slab[byte], text string) string {
	if text == "" {
		return ""
	}
	b := append(s.take(len(text), slabText), text...)
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // nobody else writes to this piece
}
