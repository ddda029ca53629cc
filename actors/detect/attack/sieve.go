package attack

import "encoding/binary"

// sieve tells of most texts that none of some words stands in them, at a look every few bytes.
// Whatever word begins in a text, one of the places looked at lies so within its beginning that
// a whole block of four bytes of it stands there; so only texts with a block of a word in a
// place where it would be are read closer. It may take a text for one that holds a word, never
// the other way round. Letters are compared without their case: bit 5 is set in all bytes.
type sieve struct {
	begin  int // bytes of each word that are looked at: as many as the shortest has
	stride int // bytes from one look to the next
	blocks [1 << 10]uint64
	begins [1 << 10]uint64
}

const (
	sieveBlock = 4  // bytes
	sieveBegin = 12 // bytes of a word's beginning at most
)

// newSieve makes a sieve; words shorter than a block make it useless, never wrong.
func newSieve(words []string) *sieve {
	s := &sieve{begin: sieveBegin}
	for _, w := range words {
		s.begin = min(s.begin, len(w))
	}
	if s.stride = s.begin - sieveBlock + 1; s.stride < 1 {
		return s
	}
	for _, w := range words {
		b := []byte(w)
		for at := range s.stride {
			h := blockHash(b[at:])
			s.blocks[h>>6] |= 1 << (h & 63)
		}
		h := s.beginHash(b)
		s.begins[h>>6] |= 1 << (h & 63)
	}
	return s
}

func blockHash(b []byte) uint32 {
	return (binary.LittleEndian.Uint32(b) | 0x20202020) * 0x9E3779B1 >> 16
}

func (s *sieve) beginHash(b []byte) uint32 {
	h := uint32(0)
	for _, c := range b[:s.begin] {
		h = h*0x01000193 ^ uint32(c|0x20)
	}
	return h * 0x9E3779B1 >> 16
}

// mayHold reports that one of the words may stand in text.
func (s *sieve) mayHold(text []byte) bool {
	if s.stride < 1 {
		return true
	}
	for at := 0; at+sieveBlock <= len(text); at += s.stride {
		h := blockHash(text[at:])
		if s.blocks[h>>6]>>(h&63)&1 == 1 && s.begun(text, at) {
			return true
		}
	}
	return false
}

// begun reports that a word may begin so that the block at text[at:] belongs to it.
func (s *sieve) begun(text []byte, at int) bool {
	for from := max(0, at-s.stride+1); from <= at && from+s.begin <= len(text); from++ {
		if h := s.beginHash(text[from:]); s.begins[h>>6]>>(h&63)&1 == 1 {
			return true
		}
	}
	return false
}
