package traffic

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"
)

// KeyID numbers a key within the Keys of one Walker. 0 is no key, or one that is not numbered.
type KeyID uint16

// Keys numbers the keys a Walker has met: APIs use the same few names again and again, so
// whoever asks what a key means asks once a key, not once a value (see PerKey). Numbers hold
// until Generation changes, which happens between two walks at most.
//
// It is bounded: a long key, and any key once the table is full, has no number, and is merely
// slower to ask about. A full table is emptied before the next walk, so that invented keys
// cannot spoil it for good.
type Keys struct {
	entries    []keyEntry // by KeyID; [0] stands for no key
	index      [keySlots]KeyID
	arena      []byte // what the names are cut from
	generation uint32
	Refused    int // keys that found the table full, ever
}

type keyEntry struct {
	name string
	head uint64 // the first 8 bytes, or all of them with zeros behind
	tail uint64 // the last 8 bytes, where there are as many
	next KeyID  // the key that followed it last time
	raw  bool   // written without escapes in JSON: may be compared with the source as it is
}

const (
	keySlots   = 8192
	maxKeys    = 4096 // half of the slots, so that probing stays short; about 0.4 MB with their names
	maxKeyText = 96   // bytes of a key that gets a number
	maxProbes  = 16   // slots looked at; a key that finds no place there is not numbered
	arenaBytes = 4096 // names are copied into pieces of this size
)

// Generation changes when all numbers were given up.
func (k *Keys) Generation() uint32 { return k.generation }

// Name gives the name of a key by its number.
func (k *Keys) Name(id KeyID) string { return k.entries[id].name }

// Len is one more than the highest number given out.
func (k *Keys) Len() int { return len(k.entries) }

// begin makes room before a walk.
func (k *Keys) begin() {
	if len(k.entries) >= maxKeys || k.entries == nil {
		k.entries = append(k.entries[:0], keyEntry{})
		k.index = [keySlots]KeyID{}
		k.arena = nil
		k.generation++
	}
}

// of gives the number of a name, 0 where it has none.
func (k *Keys) of(name string, raw bool) KeyID {
	if len(name) == 0 || len(name) > maxKeyText {
		return 0
	}
	h := uint(xxh3.HashString(name))
	for probe := range uint(maxProbes) {
		slot := &k.index[(h+probe)%keySlots]
		if *slot == 0 {
			if len(k.entries) >= maxKeys {
				break
			}
			*slot = KeyID(len(k.entries))
			k.add(name, raw)
			return *slot
		}
		if e := &k.entries[*slot]; e.name == name {
			e.raw = e.raw || raw
			return *slot
		}
	}
	k.Refused++
	return 0
}

func (k *Keys) add(name string, raw bool) {
	if cap(k.arena)-len(k.arena) < len(name) {
		k.arena = make([]byte, 0, arenaBytes)
	}
	from := len(k.arena)
	k.arena = append(k.arena, name...)
	e := keyEntry{name: str(k.arena[from:]), raw: raw}
	var head [8]byte
	copy(head[:], e.name)
	e.head = binary.LittleEndian.Uint64(head[:])
	if n := len(name); n >= 8 {
		e.tail = binary.LittleEndian.Uint64(k.arena[len(k.arena)-8:])
	}
	k.entries = append(k.entries, e)
}

// stands reports that e's name and a closing quote stand at src[i:]. It is the test by which a
// predicted key is read without looking for its end, so it compares whole words.
func (e *keyEntry) stands(src []byte, i int) bool {
	n := len(e.name)
	if !e.raw || i+n+8 > len(src) || src[i+n] != '"' {
		return false
	}
	first := binary.LittleEndian.Uint64(src[i:])
	switch {
	case n < 8:
		return first&(1<<(8*uint(n))-1) == e.head
	case first != e.head || binary.LittleEndian.Uint64(src[i+n-8:]) != e.tail:
		return false
	}
	return n <= 16 || string(src[i+8:i+n-8]) == e.name[8:n-8]
}

// PerKey remembers one answer for each numbered key. Use walks it through the generations of
// its Walker's keys; a PerKey belongs to the worker that owns the Walker.
type PerKey[T any] struct {
	keys       *Keys
	generation uint32
	known      []bool
	answer     []T
}

// Use must be called for each call, before Of.
func (p *PerKey[T]) Use(v *Values) {
	if p.keys != v.Keys || v.Keys != nil && p.generation != v.Keys.generation {
		clear(p.known)
		if p.keys = v.Keys; v.Keys != nil {
			p.generation = v.Keys.generation
		}
	}
	if v.Keys != nil && len(p.known) < len(v.Keys.entries) {
		n := min(maxKeys, 2*len(v.Keys.entries))
		p.known = append(p.known, make([]bool, n-len(p.known))...)
		p.answer = append(p.answer, make([]T, n-len(p.answer))...)
	}
}

// Of gives what tell says of a value's key, asking tell only where it is not known.
func (p *PerKey[T]) Of(val *Value, tell func(key string) T) T {
	id := int(val.KeyID)
	if id < len(p.known) && p.known[id] {
		return p.answer[id]
	}
	answer := tell(val.Key)
	if id != 0 && id < len(p.known) {
		p.known[id], p.answer[id] = true, answer
	}
	return answer
}
