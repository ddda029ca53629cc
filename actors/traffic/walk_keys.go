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
	entries    []*keyEntry // by KeyID; [0] stands for no key
	index      [keySlots]KeyID
	arena      []byte     // what the names are cut from
	free       []keyEntry // what the entries are cut from: they never move
	generation uint32
	Refused    int // keys that found the table full, ever
}

// keyEntry is one key. Its first 16 bytes as they stand in JSON, closing quote and colon
// included, are kept as two words with their masks, so that a predicted key is read by two
// comparisons whatever its length.
type keyEntry struct {
	name                           string
	head, headMask, tail, tailMask uint64
	next                           *keyEntry // the key that followed it last time
	id                             KeyID
	size                           uint8 // bytes of name":, 0 where the words cannot tell
}

const (
	keySlots   = 8192
	maxKeys    = 4096 // half of the slots, so that probing stays short; about 0.4 MB with their names
	maxKeyText = 96   // bytes of a key that gets a number
	maxProbes  = 16   // slots looked at; a key that finds no place there is not numbered
	arenaBytes = 4096 // names are copied into pieces of this size
	freeKeys   = 64   // entries are made so many at a time
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
		k.free, k.arena = nil, nil
		k.entries = append(k.entries[:0], k.entry())
		k.index = [keySlots]KeyID{}
		k.generation++
	}
}

// entry makes an entry that nothing is known to follow.
func (k *Keys) entry() *keyEntry {
	if len(k.free) == 0 {
		k.free = make([]keyEntry, freeKeys)
	}
	e := &k.free[0]
	k.free = k.free[1:]
	e.next = e
	if len(k.entries) > 0 {
		e.next = k.entries[0]
	}
	return e
}

// of gives the number of a name, 0 where it has none.
func (k *Keys) of(name string, raw bool) KeyID { return k.entryOf(name, raw).id }

// entryOf gives the entry of a name, that of no key where it gets no number. raw: the name is
// written in JSON as it is.
func (k *Keys) entryOf(name string, raw bool) *keyEntry {
	if len(name) == 0 || len(name) > maxKeyText {
		return k.entries[0]
	}
	h := uint(xxh3.HashString(name))
	for probe := range uint(maxProbes) {
		slot := &k.index[(h+probe)%keySlots]
		if *slot == 0 {
			if len(k.entries) >= maxKeys {
				break
			}
			*slot = KeyID(len(k.entries))
			return k.add(name, raw)
		}
		if e := k.entries[*slot]; e.name == name {
			if raw && e.size == 0 {
				e.words()
			}
			return e
		}
	}
	k.Refused++
	return k.entries[0]
}

func (k *Keys) add(name string, raw bool) *keyEntry {
	if cap(k.arena)-len(k.arena) < len(name) {
		k.arena = make([]byte, 0, arenaBytes)
	}
	from := len(k.arena)
	k.arena = append(k.arena, name...)
	e := k.entry()
	e.name, e.id = str(k.arena[from:]), KeyID(len(k.entries))
	if raw {
		e.words()
	}
	k.entries = append(k.entries, e)
	return e
}

// words notes how a short key stands in JSON.
func (e *keyEntry) words() {
	var text, mask [16]byte
	n := len(e.name) + len("\":")
	if n > len(text) {
		return
	}
	copy(text[copy(text[:], e.name):], "\":")
	for i := range n {
		mask[i] = 0xFF
	}
	e.head, e.tail = binary.LittleEndian.Uint64(text[:]), binary.LittleEndian.Uint64(text[8:])
	e.headMask, e.tailMask = binary.LittleEndian.Uint64(mask[:]), binary.LittleEndian.Uint64(mask[8:])
	e.size = uint8(n)
}

// PerKey remembers one answer for each numbered key. Use walks it through the generations of
// its Walker's keys; a PerKey belongs to the worker that owns the Walker.
type PerKey[T any] struct {
	keys       *Keys
	generation uint32
	answers    []perKey[T]
}

type perKey[T any] struct {
	known  bool
	answer T
}

// Use must be called for each call, before Of.
func (p *PerKey[T]) Use(v *Values) {
	if p.keys != v.Keys || v.Keys != nil && p.generation != v.Keys.generation {
		clear(p.answers)
		if p.keys = v.Keys; v.Keys != nil {
			p.generation = v.Keys.generation
		}
	}
	if v.Keys != nil && len(p.answers) < len(v.Keys.entries) {
		n := min(maxKeys, 2*len(v.Keys.entries))
		p.answers = append(p.answers, make([]perKey[T], n-len(p.answers))...)
	}
}

// Of gives what tell says of a value's key, asking tell only where it is not known.
func (p *PerKey[T]) Of(val *Value, tell func(key string) T) T {
	if id := int(val.KeyID); id < len(p.answers) && p.answers[id].known {
		return p.answers[id].answer
	}
	return p.ask(val, tell)
}

func (p *PerKey[T]) ask(val *Value, tell func(key string) T) T {
	answer := tell(val.Key)
	if id := int(val.KeyID); id != 0 && id < len(p.answers) {
		p.answers[id] = perKey[T]{true, answer}
	}
	return answer
}
