package sketch

import "slices"

// Heavy keeps the busiest keys of a stream and something about each of them: the
// space-saving algorithm. A key whose share of the calls since the last Halve is above
// 1/size is certainly held; a newcomer takes the place of the least busy one and inherits
// its count, so that a count may be too high by at most its Over, never too low.
type Heavy[V any] struct {
	size    int
	keys    []uint64 // apart from the entries, so that finding one is a scan of 8-byte words
	entries []HeavyEntry[V]
}

// Reuser is a value that keeps some of its memory when another key takes its place.
type Reuser interface {
	// Reuse makes the value fresh.
	Reuse()
}

// HeavyEntry is one busy key. Value is fresh where the key is.
type HeavyEntry[V any] struct {
	Key   uint64
	Count uint32 // calls, halved with each Halve
	Over  uint32 // part of Count that may belong to others
	Value V
}

// NewHeavy holds at most size keys; it starts empty and grows.
func NewHeavy[V any](size int) Heavy[V] { return Heavy[V]{size: size} }

// Touch counts one call of key and gives its entry; fresh tells that it was not held. The
// entry is valid until the next Touch.
func (h *Heavy[V]) Touch(key uint64) (e *HeavyEntry[V], fresh bool) {
	if i := index(h.keys, key); i >= 0 {
		e = &h.entries[i]
		e.Count++
		return e, false
	}
	if len(h.keys) < h.size {
		if len(h.keys) == cap(h.entries) { // to the size and no further
			h.entries = slices.Grow(h.entries, min(max(len(h.keys), 4), h.size-len(h.keys)))
		}
		n := len(h.keys)
		h.keys, h.entries = append(h.keys, key), h.entries[:n+1] // what is behind is fresh
		h.entries[n].Key, h.entries[n].Count = key, 1
		return &h.entries[n], true
	}
	least := 0
	for i := range h.entries {
		if h.entries[i].Count < h.entries[least].Count {
			least = i
		}
	}
	over := h.entries[least].Count
	h.keys[least] = key
	e = &h.entries[least]
	e.renew()
	e.Key, e.Count, e.Over = key, over+1, over
	return e, true
}

func (e *HeavyEntry[V]) renew() {
	e.Key, e.Count, e.Over = 0, 0, 0
	if v, ok := any(&e.Value).(Reuser); ok {
		v.Reuse()
		return
	}
	var fresh V
	e.Value = fresh
}

// Find gives the entry of a key, nil where it is not held; it counts nothing.
func (h *Heavy[V]) Find(key uint64) *HeavyEntry[V] {
	if i := index(h.keys, key); i >= 0 {
		return &h.entries[i]
	}
	return nil
}

// Keys gives the keys of Entries, in their order; it aliases.
func (h *Heavy[V]) Keys() []uint64 { return h.keys }

// Entries gives what is held, in no order that means anything; it aliases.
func (h *Heavy[V]) Entries() []HeavyEntry[V] { return h.entries }

// Restore adds an entry as it was; for reading a state back. Above the size it is ignored.
func (h *Heavy[V]) Restore(e HeavyEntry[V]) {
	if len(h.keys) < h.size {
		h.keys, h.entries = append(h.keys, e.Key), append(h.entries, e)
	}
}

// Halve ages the counts and drops the keys for which drop says so.
func (h *Heavy[V]) Halve(drop func(*HeavyEntry[V]) bool) {
	n := 0
	for i := range h.entries {
		e := &h.entries[i]
		e.Count /= 2
		e.Over /= 2
		if drop(e) {
			continue
		}
		h.keys[n] = e.Key
		if n < i { // they change places, so that none of their memory is shared
			h.entries[n], *e = *e, h.entries[n]
		}
		n++
	}
	for i := range h.entries[n:] {
		h.entries[n+i].renew()
	}
	h.keys, h.entries = h.keys[:n], h.entries[:n]
}
