package traffic

import "github.com/zeebo/xxh3"

// Sizes of the memo of paths: a record of calls is learned before any of its calls is
// named, and the same paths come again; a longer path is walked each time.
const (
	memoSlots = 1024
	memoPath  = 94 // bytes; nine of ten paths are shorter
)

// memo remembers where paths that worked lead. It is no part of what was learned, and
// forgets everything when a fold, a pruning or a correction moved a path.
type memo struct {
	round uint32 // slots of earlier rounds are forgotten
	slots []memoSlot
}

type memoSlot struct {
	host   *hostTrie
	end    *node
	method string // of the table of methods
	round  uint32
	n      uint8
	path   [memoPath]byte // a copy: the caller's strings live in buffers that are used again
}

// forget makes the memo empty.
func (m *memo) forget() { m.round++ }

// find gives the slot of a call that was put before, or nil.
func (m *memo) find(host, method, path string) *memoSlot {
	if len(m.slots) == 0 || len(path) > memoPath {
		return nil
	}
	s := &m.slots[xxh3.HashString(path)%memoSlots]
	if s.end == nil || s.round != m.round || s.method != method || s.host.name != host || string(s.path[:s.n]) != path {
		return nil
	}
	return s
}

// put remembers a call that is no noise.
func (m *memo) put(h *hostTrie, method, path string, end *node) {
	if len(path) > memoPath {
		return
	}
	if m.slots == nil {
		m.slots = make([]memoSlot, memoSlots)
	}
	s := &m.slots[xxh3.HashString(path)%memoSlots]
	s.host, s.end, s.method, s.round = h, end, methods[methodIndex(method)], m.round
	s.n = uint8(copy(s.path[:], path))
}
