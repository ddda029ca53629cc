package event

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Whom an API serves (AS-06 to AS-08) shows in two ways. Its names are asked first: who calls something
// "admin" or "partner" knows why. Where they say nothing, the sources of its calls decide.
const (
	sourceCalls  = 200 // calls before sources say anything: fewer may be one person trying it out
	insideShare  = .98 // of the calls from private addresses: an office behind the sensor
	partnerShare = .98 // of the calls from the few busiest blocks: servers of partners have fixed addresses
	partnerMost  = 4   // blocks that many
	publicLeast  = 24  // blocks from which on it is the public
	maxBlocks    = 32  // blocks counted; a full table is the public, whoever comes later
)

// origins counts where calls come from: private addresses, and blocks of public ones.
type origins struct {
	inside, outside uint32
	blocks          []block
	more            uint32 // calls of blocks that found no place
}

type block struct {
	key uint64
	n   uint32
}

func (s *origins) note(f *finding.Facts) {
	if !f.Client.IsValid() || f.Blocked || f.Attacks != 0 || f.Status == 404 {
		return // scanners come from everywhere and serve nobody
	}
	if a := f.Client.Unmap(); a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		s.inside++
	} else {
		s.outside++
		s.count(f)
	}
	if s.inside|s.outside >= 1<<30 {
		s.inside, s.outside, s.more = s.inside/2, s.outside/2, s.more/2
		for i := range s.blocks {
			s.blocks[i].n /= 2
		}
	}
}

func (s *origins) count(f *finding.Facts) {
	b := finding.Block(f.Client.Unmap()).Addr().As16()
	key := xxh3.Hash(b[:])
	for i := range s.blocks {
		if s.blocks[i].key == key {
			s.blocks[i].n++
			return
		}
	}
	if len(s.blocks) == maxBlocks {
		s.more++
		return
	}
	s.blocks = append(s.blocks, block{key, 1})
}

// service gives whom the sources speak for, 0 if they do not say.
func (s *origins) service() finding.Service {
	all := float64(s.inside) + float64(s.outside)
	switch {
	case all < sourceCalls:
		return 0
	case float64(s.inside) >= insideShare*all:
		return purpose.Internal
	case float64(s.outside) < (1-insideShare)*all:
		return 0
	case len(s.blocks) >= publicLeast:
		return purpose.Public
	}
	if float64(s.busiest()) >= partnerShare*float64(s.outside) && float64(s.outside) >= partnerShare*all {
		return purpose.Partner
	}
	return 0
}

// busiest counts the calls of the few busiest blocks.
func (s *origins) busiest() (n uint32) {
	var top [partnerMost]uint32 // falling
	for _, b := range s.blocks {
		for i := range top {
			if b.n > top[i] {
				top[i], b.n = b.n, top[i]
			}
		}
	}
	for _, k := range top {
		n += k
	}
	return n
}

// serves gives the service object: what the names say most often, else what the sources say.
func (v *inventory) serves() finding.Service {
	for _, t := range most(v.services, 1) {
		return finding.Service(t.id)
	}
	return v.sources.service()
}

func (s *origins) append(dst []byte) []byte {
	for _, n := range [...]uint32{s.inside, s.outside, s.more, uint32(len(s.blocks))} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	for _, b := range s.blocks {
		dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(dst, b.key), uint64(b.n))
	}
	return dst
}

func (s *origins) read(u *finding.Unpacker) {
	*s = origins{inside: u.Uint32(), outside: u.Uint32(), more: u.Uint32()}
	for range u.Len(maxBlocks, 9) {
		s.blocks = append(s.blocks, block{u.Fixed64(), u.Uint32()})
	}
}
