package attack

import (
	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	memoSlots  = 1 << 13 // values; 64 KB a worker
	memoLength = 2048    // bytes; longer values hardly come twice
)

// memo remembers values that were found harmless, so that what clients send with every call
// (user agents, cookies, the page they are on) is read once. It forgets by overwriting, and
// tells two values apart by 64 bits: one value in 2^51 is taken for a harmless one.
type memo struct{ slots []uint64 }

// hash gives the number of a value in a scope, 0 for one that is not remembered.
func (m *memo) hash(where scope, text []byte) uint64 {
	if len(text) > memoLength {
		return 0
	}
	return xxh3.HashSeed(text, uint64(where)) | 1
}

// named gives the number of a value with its place and names.
func (m *memo) named(val *traffic.Value) uint64 {
	if len(val.Text) > memoLength {
		return 0
	}
	seed := xxh3.HashString(val.Key)*31 + uint64(val.Place) + 1
	if val.Parent != "" {
		seed ^= xxh3.HashString(val.Parent) * 33
	}
	return xxh3.HashSeed(val.Text, seed) | 1
}

func (m *memo) has(hash uint64) bool {
	return hash != 0 && m.slots != nil && m.slots[hash>>1%memoSlots] == hash
}

func (m *memo) add(hash uint64) {
	if hash == 0 {
		return
	}
	if m.slots == nil {
		m.slots = make([]uint64, memoSlots)
	}
	m.slots[hash>>1%memoSlots] = hash
}
