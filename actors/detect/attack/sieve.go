package attack

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// sieve tells of most texts that none of some words stands in them, at a look every few bytes.
// Whatever word begins in a text, one of the places looked at lies so within its beginning that
// a whole block of four bytes of it stands there; so only texts with a block of a word in a
// place where it would be are read closer. It may take a text for one that holds a word, never
// the other way round. Letters are compared without their case: bit 5 is set in all bytes.
//
// Which kinds of bytes a text has (traffic.Class) tells which words can stand in it at all, and
// the shortest of those how far apart the looks may be: most texts need none.
type sieve struct {
	begin  int                   // bytes of each word's beginning that are compared: as many as the shortest has
	stride [1 << byteKinds]uint8 // bytes from one look to the next by kinds of bytes; 0 where no word can stand
	blocks [sieveSlots]uint64    // of all words, at the places where looks can meet them
	begins [sieveSlots]uint64    //
}

const (
	sieveBlock = 4       // bytes
	sieveBegin = 12      // bytes of a word's beginning at most
	sieveSlots = 1 << 10 // words of 64 bits
	byteKinds  = 13      // bits of a traffic.Class
	allKinds   = traffic.Class(1<<byteKinds - 1)
)

// kindsOf gives the kinds of bytes by which texts and words are compared: letters of either case are
// one kind, and what only says more of bytes beyond ASCII is left out.
func kindsOf(c traffic.Class) traffic.Class {
	if c&traffic.HasLetter != 0 {
		c |= traffic.HasLetter
	}
	return c & allKinds
}

// newSieve makes a sieve; words shorter than a block make it useless, never wrong.
func newSieve(words []string) *sieve {
	s := &sieve{begin: sieveBegin}
	need := make([]traffic.Class, len(words))
	for i, w := range words {
		s.begin = min(s.begin, len(w))
		need[i] = kindsOf(traffic.ClassOf([]byte(w)))
	}
	for c := range s.stride {
		have, shortest := kindsOf(traffic.Class(c)), 0
		for i, w := range words {
			if n := min(len(w), sieveBegin); need[i]&^have == 0 && (shortest == 0 || n < shortest) {
				shortest = n
			}
		}
		if shortest > 0 {
			s.stride[c] = uint8(max(1, shortest-sieveBlock+1))
		}
	}
	for i, w := range words {
		if len(w) < sieveBlock {
			continue
		}
		b := []byte(w)
		for at := range int(s.stride[need[i]]) { // texts with more kinds are looked at more often
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

// mayHold reports that one of the words may stand in text, whatever it is made of.
func (s *sieve) mayHold(text []byte) bool { return s.mayHoldOf(text, allKinds) }

// mayHoldOf is mayHold for a text of which the kinds of bytes are known.
func (s *sieve) mayHoldOf(text []byte, class traffic.Class) bool {
	stride := int(s.stride[kindsOf(class)])
	switch {
	case stride == 0:
		return false
	case s.begin < sieveBlock:
		return true
	}
	for at := 0; at+sieveBlock <= len(text); at += stride {
		h := blockHash(text[at:])
		if s.blocks[h>>6]>>(h&63)&1 == 1 && s.begun(text, at, stride) {
			return true
		}
	}
	return false
}

// begun reports that a word may begin so that the block at text[at:] belongs to it.
func (s *sieve) begun(text []byte, at, stride int) bool {
	for from := max(0, at-stride+1); from <= at && from+s.begin <= len(text); from++ {
		if h := s.beginHash(text[from:]); s.begins[h>>6]>>(h&63)&1 == 1 {
			return true
		}
	}
	return false
}
