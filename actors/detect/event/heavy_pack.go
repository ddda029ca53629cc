package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// appendEntries writes the busiest keys with what is known of each.
func appendEntries[V any](dst []byte, h *sketch.Heavy[V], value func(*V, []byte) []byte) []byte {
	all := h.Entries()
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for i := range all {
		dst = appendHeavy(dst, all[i].Key, all[i].Count, all[i].Over)
		dst = value(&all[i].Value, dst)
	}
	return dst
}

// readEntries reads what appendEntries wrote, at most the most of them; errors stay in u.
func readEntries[V any](u *finding.Unpacker, h *sketch.Heavy[V], most int, value func(*V, *finding.Unpacker)) {
	const each = 10 // least bytes of an entry
	for range u.Len(most, each) {
		e := sketch.HeavyEntry[V]{Key: u.Fixed64(), Count: u.Uint32(), Over: u.Uint32()}
		value(&e.Value, u)
		h.Restore(e)
	}
}

func appendHeavy(dst []byte, key uint64, count, over uint32) []byte {
	dst = binary.BigEndian.AppendUint64(dst, key)
	dst = binary.AppendUvarint(dst, uint64(count))
	return binary.AppendUvarint(dst, uint64(over))
}
