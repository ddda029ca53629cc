package actors

import (
	"strings"

	"github.com/zeebo/xxh3"
)

// keytable is the keys of one shard, without what their actors carry: an entry of 32 bytes each, an
// index of them by the hash of their identity, and their identities and states in a slab. Nothing in
// it is an object of its own, so that a million keys cost the collector nothing. Not safe for
// concurrent use.
type keytable struct {
	entries []entry
	free    []uint32 // entries that are no key's
	slots   []uint64 // open addressing: high half of the hash, and the entry's number plus one; 0 is empty
	used    int      // keys
	count   []int    // keys, by kind
	names   []string // of tenants, by number; "" is free
	keys    []int    // of each tenant, for the bound
	numbers map[string]uint32
	unnamed []uint32 // numbers of tenants that are free
	slab    slab
}

// entry is one key of a shard. Its identity and, while it has no actor, its state are in the slab.
type entry struct {
	ref    uint32 // where its bytes are
	size   uint32 // how many: identity and state
	tenant uint32
	seat   uint32 // of its actor plus one, 0: none
	turn   uint32 // in the range being applied plus one, 0: none
	last   uint32 // event time (Unix seconds) of the newest range with a call of it
	looked uint32 // event time of the last look whether it is idle
	name   uint16 // bytes of the identity
	kind   uint8
	flags  uint8 // of the below, and in the high half how often it was called since the last sweeps
}

// Flags of an entry.
const (
	entryKey   = 1 << iota // it is a key's
	entryDirty             // changed since the newest checkpoint that was gathered
	entryAsset             // changed since its inventory entry was written
	entryShort             // the identity is stored without the tenant and separator before it
	entryFlags = 15
	entryHeat  = 16 // one range with calls of it
)

const (
	mostName  = 1<<16 - 1 // bytes of an identity
	firstSize = 64        // slots of an index
)

func (t *keytable) init(kinds int) {
	*t = keytable{slots: make([]uint64, firstSize), count: make([]int, kinds), numbers: map[string]uint32{}}
}

// hashKey is what the index finds a key by, and what a checkpoint names a forgotten key by.
func hashKey(kind uint8, id []byte) uint64 { return xxh3.HashSeed(id, uint64(kind)+1) }

// find gives a key's entry; false: there is none.
func (t *keytable) find(kind uint8, id []byte) (uint32, bool) {
	h, mask := hashKey(kind, id), uint64(len(t.slots)-1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if t.slots[i]>>32 != h>>32 {
			continue
		}
		n := uint32(t.slots[i]) - 1 //nolint:gosec // the low half
		if e := &t.entries[n]; e.kind == kind && t.is(e, id) {
			return n, true
		}
	}
	return 0, false
}

// is reports whether an entry has that identity.
func (t *keytable) is(e *entry, id []byte) bool {
	own := t.slab.at(e.ref, int(e.name))
	if e.flags&entryShort == 0 {
		return string(own) == string(id)
	}
	tenant := t.names[e.tenant]
	return len(id) == len(tenant)+1+len(own) && string(id[:len(tenant)]) == tenant && id[len(tenant)] == sep &&
		string(id[len(tenant)+1:]) == string(own)
}

// identity appends the identity of an entry.
func (t *keytable) identity(dst []byte, e *entry) []byte {
	if e.flags&entryShort != 0 {
		dst = append(append(dst, t.names[e.tenant]...), sep)
	}
	return append(dst, t.slab.at(e.ref, int(e.name))...)
}

// add makes an entry for a key that is not there yet, without a state.
func (t *keytable) add(kind uint8, tenant string, id []byte) uint32 {
	if 4*(t.used+1) > 3*len(t.slots) {
		t.grow()
	}
	e := entry{kind: kind, flags: entryKey, tenant: t.tenant(tenant)}
	h := hashKey(kind, id)
	if len(id) > len(tenant) && string(id[:len(tenant)]) == tenant && id[len(tenant)] == sep {
		id, e.flags = id[len(tenant)+1:], e.flags|entryShort
	}
	e.name, e.size = uint16(len(id)), uint32(len(id)) //nolint:gosec // at most mostName
	e.ref = t.slab.put(len(id))
	copy(t.slab.at(e.ref, len(id)), id)
	var n uint32
	if last := len(t.free) - 1; last >= 0 {
		n, t.free = t.free[last], t.free[:last]
		t.entries[n] = e
	} else {
		n = uint32(len(t.entries)) //nolint:gosec // at most mostKeys
		t.entries = append(t.entries, e)
	}
	t.index(h, n)
	t.used++
	t.count[kind]++
	t.keys[e.tenant]++
	return n
}

func (t *keytable) index(h uint64, n uint32) {
	mask := uint64(len(t.slots) - 1)
	i := h & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = h>>32<<32 | uint64(n+1)
}

// grow doubles the index. The hashes are taken anew: the low half of one is not kept.
func (t *keytable) grow() {
	t.slots = make([]uint64, 2*len(t.slots))
	var id []byte
	for n := range t.entries {
		if e := &t.entries[n]; e.flags&entryKey != 0 {
			id = t.identity(id[:0], e)
			t.index(hashKey(e.kind, id), uint32(n)) //nolint:gosec // at most mostKeys
		}
	}
}

// remove forgets a key, and gives the hash it had.
func (t *keytable) remove(n uint32) uint64 {
	e := &t.entries[n]
	h := hashKey(e.kind, t.identity(nil, e))
	mask := uint64(len(t.slots) - 1)
	i := h & mask
	for uint32(t.slots[i]) != n+1 { //nolint:gosec // the low half
		i = (i + 1) & mask
	}
	t.close(i)
	t.slab.end(e.ref)
	t.used--
	t.count[e.kind]--
	if t.keys[e.tenant]--; t.keys[e.tenant] == 0 {
		delete(t.numbers, t.names[e.tenant])
		t.names[e.tenant] = ""
		t.unnamed = append(t.unnamed, e.tenant)
	}
	*e = entry{}
	t.free = append(t.free, n)
	return h
}

// close empties a slot and moves those behind it up, so that no search ends before what it looks for.
func (t *keytable) close(i uint64) {
	mask := uint64(len(t.slots) - 1)
	var id []byte
	for j := i; ; {
		t.slots[i] = 0
		for {
			j = (j + 1) & mask
			if t.slots[j] == 0 {
				return
			}
			e := &t.entries[uint32(t.slots[j])-1] //nolint:gosec // the low half
			id = t.identity(id[:0], e)
			if at := hashKey(e.kind, id) & mask; (j-at)&mask >= (j-i)&mask {
				break
			}
		}
		t.slots[i] = t.slots[j]
		i = j
	}
}

// findHash gives the key that has that hash.
func (t *keytable) findHash(h uint64) (uint32, bool) {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := uint32(t.slots[i]) - 1; t.slots[i]>>32 == h>>32 { //nolint:gosec // the low half
			if e := &t.entries[n]; hashKey(e.kind, t.identity(nil, e)) == h {
				return n, true
			}
		}
	}
	return 0, false
}

// state gives the bytes of a key's state; they are valid until the next call of the table.
func (t *keytable) state(e *entry) []byte { return t.slab.at(e.ref, int(e.size))[e.name:] }

// keep puts a key's state into the table, in place of what is there.
func (t *keytable) keep(n uint32, state []byte) {
	e := &t.entries[n]
	size := int(e.name) + len(state)
	if !t.slab.fits(e.ref, size) {
		ref := t.slab.put(size)
		copy(t.slab.at(ref, int(e.name)), t.slab.at(e.ref, int(e.name)))
		t.slab.end(e.ref)
		e.ref = ref
	}
	e.size = uint32(size) //nolint:gosec // at most mostState and a name
	copy(t.slab.at(e.ref, size)[e.name:], state)
}

// tenant gives the number of a tenant; its name is kept once.
func (t *keytable) tenant(name string) uint32 {
	n, ok := t.numbers[name]
	if ok {
		return n
	}
	name = strings.Clone(name)
	if last := len(t.unnamed) - 1; last >= 0 {
		n, t.unnamed = t.unnamed[last], t.unnamed[:last]
		t.names[n] = name
	} else {
		n = uint32(len(t.names)) //nolint:gosec // at most a tenant a key
		t.names, t.keys = append(t.names, name), append(t.keys, 0)
	}
	t.numbers[name] = n
	return n
}

// of gives how many keys a tenant has.
func (t *keytable) of(name string) int {
	if n, ok := t.numbers[name]; ok {
		return t.keys[n]
	}
	return 0
}
