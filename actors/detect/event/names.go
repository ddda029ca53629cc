package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	filterWords = 256  // 64-bit words of one generation: 2 KB
	filterNames = 2000 // names of one generation; 2 % of others are taken for one of them
	filterLooks = 4
)

// nameFilter remembers, in 4 KB, names that logged in: certainly the last 2,000 different ones, forgotten
// after 4,000. It may take a strange name for one of them, never the other way round.
type nameFilter struct {
	now, before []uint64 // nil while empty
	n           uint32   // of now
}

func (k *nameFilter) has(name uint64) bool { return inFilter(k.now, name) || inFilter(k.before, name) }

func inFilter(bits []uint64, name uint64) bool {
	if bits == nil {
		return false
	}
	for i := range filterLooks {
		b := name >> (14 * i) & (filterWords*64 - 1)
		if bits[b>>6]>>(b&63)&1 == 0 {
			return false
		}
	}
	return true
}

func (k *nameFilter) add(name uint64) {
	if inFilter(k.now, name) {
		return
	}
	if k.n == filterNames {
		k.before, k.now, k.n = k.now, nil, 0
	}
	if k.now == nil {
		k.now = make([]uint64, filterWords)
	}
	for i := range filterLooks {
		b := name >> (14 * i) & (filterWords*64 - 1)
		k.now[b>>6] |= 1 << (b & 63)
	}
	k.n++
}

func (k *nameFilter) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(k.n))
	for _, bits := range [...][]uint64{k.now, k.before} {
		dst = finding.AppendBool(dst, bits != nil)
		for _, w := range bits {
			dst = binary.BigEndian.AppendUint64(dst, w)
		}
	}
	return dst
}

func (k *nameFilter) read(u *finding.Unpacker) {
	*k = nameFilter{n: min(u.Uint32(), filterNames)}
	for _, bits := range [...]*[]uint64{&k.now, &k.before} {
		if !u.Bool() {
			continue
		}
		*bits = make([]uint64, filterWords)
		for i := range *bits {
			(*bits)[i] = u.Fixed64()
		}
	}
}
