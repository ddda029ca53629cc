package sketch

import (
	"encoding/binary"
	"slices"

	"github.com/bits-and-blooms/bloom/v3"
	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	seenVersion = 1
	seenMaxKeep = 1 << 24 // IDs of one generation: 200 MB, above what a holder asks for
	seenFalse   = 0.01    // share of new IDs for which the filter sends us to the exact set
)

// Seen remembers the IDs of exchanges, so that a second delivery can be ignored. It holds
// two generations of keep IDs each: an ID is certainly remembered for the next keep
// different IDs and forgotten at the latest after twice as many. A filter stands in front
// of an exact set of 64-bit hashes and only saves looking there: it never makes an ID
// seen. Two IDs share a hash with a chance of keep²/2^64 (3 in 100 million at a million).
type Seen struct {
	keep    int
	now     generation
	before  generation
	scratch [8]byte
}

type generation struct {
	ids    map[uint64]struct{}
	filter *bloom.BloomFilter
}

// NewSeen remembers at least keep IDs (1 to 16 million): about 24 bytes each and
// generation, and 10 bits of filter.
func NewSeen(keep int) *Seen {
	s := &Seen{keep: min(max(keep, 1), seenMaxKeep)}
	s.now = s.fresh()
	return s
}

func (s *Seen) fresh() generation {
	return generation{
		ids:    map[uint64]struct{}{},
		filter: bloom.NewWithEstimates(uint(s.keep), seenFalse),
	}
}

func (g *generation) has(h uint64, key []byte) bool {
	if g.filter == nil || !g.filter.Test(key) {
		return false
	}
	_, ok := g.ids[h]
	return ok
}

func (g *generation) add(h uint64, key []byte) {
	g.filter.Add(key)
	g.ids[h] = struct{}{}
}

// Add remembers an ID and reports whether it was seen before.
func (s *Seen) Add(id string) bool {
	h := xxh3.HashString(id)
	key := binary.BigEndian.AppendUint64(s.scratch[:0], h)
	if s.now.has(h, key) || s.before.has(h, key) {
		return true
	}
	if len(s.now.ids) >= s.keep {
		s.before, s.now = s.now, s.fresh()
	}
	s.now.add(h, key)
	return false
}

// Len is the number of IDs remembered.
func (s *Seen) Len() int { return len(s.now.ids) + len(s.before.ids) }

// AppendBinary writes the exact sets; the same sets give the same bytes.
func (s *Seen) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, seenVersion)
	for _, g := range [...]*generation{&s.before, &s.now} {
		all := make([]uint64, 0, len(g.ids))
		for h := range g.ids {
			all = append(all, h)
		}
		slices.Sort(all)
		dst = binary.AppendUvarint(dst, uint64(len(all)))
		for _, h := range all {
			dst = binary.BigEndian.AppendUint64(dst, h)
		}
	}
	return dst, nil
}

// UnmarshalBinary reads what AppendBinary wrote and builds the filters anew; how many IDs
// are kept stays as s was made. After an error s is as it was.
func (s *Seen) UnmarshalBinary(data []byte) error {
	u := finding.NewUnpacker(data, seenVersion)
	in := &Seen{keep: s.keep}
	for _, g := range [...]*generation{&in.before, &in.now} {
		*g = in.fresh()
		for range u.Len(seenMaxKeep, 8) {
			h := u.Fixed64()
			g.add(h, binary.BigEndian.AppendUint64(in.scratch[:0], h))
		}
	}
	if err := u.Close(); err != nil {
		return err
	}
	*s = *in
	return nil
}
