package attack

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// sieve tells of most texts that none of some words stands in them, at a look every few bytes.
// Whatever word begins in a text, one of the places looked at lies so within its beginning that
// a whole block of four bytes of it stands there; so only texts with a block of a word in a
// place where it would be are read closer. Blocks are compared without the case of letters: bit 5 is
// set in all bytes.
//
// Which kinds of bytes a text has (traffic.Class) tells which words can stand in it at all, and
// the shortest of those how far apart the looks may be: most texts need none.
type sieve struct {
	stride [1 << byteKinds]uint8        // bytes from one look to the next by kinds of bytes; 0 where no word can stand
	blocks [1 << (sieveBits - 6)]uint64 // of all words, at the places where looks can meet them: one bit a hash
	again  [1 << (sieveBits - 6)]uint64 // the same by another hash, since the words themselves lie further away
	words  [1 << sieveBits][]sieveWord  // that a block may belong to, by its hash
}

// sieveWord is a word and where in it the block stands.
type sieveWord struct {
	word string
	at   int
}

const (
	sieveBlock = 4  // bytes
	sieveBits  = 14 // of a hash: few enough that the bits stay near
	sieveBegin = 12 // bytes of a word's beginning at most
	byteKinds  = 13 // bits of a traffic.Class
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

// newSieve makes a sieve of ASCII words in small letters, each at least a block long.
func newSieve(words []string) *sieve {
	s := new(sieve)
	need := make([]traffic.Class, len(words))
	for i, w := range words {
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
		for at := range int(s.stride[need[i]]) { // texts with more kinds are looked at more often
			block := binary.LittleEndian.Uint32([]byte(w)[at:])
			h, o := blockHash(block), otherHash(block)
			s.blocks[h>>6] |= 1 << (h & 63)
			s.again[o>>6] |= 1 << (o & 63)
			s.words[h] = append(s.words[h], sieveWord{w, at})
		}
	}
	return s
}

func blockHash(block uint32) uint32 {
	return (block | 0x20202020) * 0x9E3779B1 >> (32 - sieveBits)
}

func otherHash(block uint32) uint32 {
	return (block | 0x20202020) * 0x85EBCA77 >> (32 - sieveBits)
}

// holds reports that one of the words stands in text, whatever it is made of.
func (s *sieve) holds(text []byte) bool { return s.holdsAt(text, s.strideOf(allKinds)) }

// strideOf is how far apart looks may be into texts of such kinds of bytes, 0 where no word can stand:
// the shortest word that can is sieveBlock-1 bytes longer, or more.
func (s *sieve) strideOf(class traffic.Class) int { return int(s.stride[kindsOf(class)]) }

// holdsAt is holds with looks so far apart.
func (s *sieve) holdsAt(text []byte, stride int) bool {
	for at := 0; at+sieveBlock <= len(text); at += stride {
		block := binary.LittleEndian.Uint32(text[at:])
		if block&0x80808080 != 0 {
			continue // words are ASCII
		}
		h := blockHash(block)
		if s.blocks[h>>6]>>(h&63)&1 == 0 {
			continue
		}
		if o := otherHash(block); s.again[o>>6]>>(o&63)&1 == 0 {
			continue
		}
		for i := range s.words[h] {
			if w := &s.words[h][i]; w.at <= at && beginsFold(text[at-w.at:], w.word) {
				return true
			}
		}
	}
	return false
}

// beginsFold reports that text begins with a word in small letters, whatever the case of its letters.
func beginsFold(text []byte, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != word[i] {
			return false
		}
	}
	return true
}
