package policy

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// Sequences are the second cheap question: which bytes can stand at the first places of a
// match. The places of many patterns lie side by side in the bits of a word, and one pass
// over a text moves all of them on by one place a byte (the Shift-And algorithm of
// Baeza-Yates and Gonnet, 1992, over classes of bytes). Like need it may let a text through
// in vain, never keep a match out.

const (
	mostPlaces  = 10 // of one pattern: six patterns a word
	leastPlaces = 3  // fewer say too little
)

// sequence is the first places of a pattern, each a set of bytes.
type sequence [][256]bool

// sequenceOf gives the first places every match has.
func sequenceOf(re *syntax.Regexp) sequence {
	s, _ := places(re)
	for len(s) > 0 && width(&s[len(s)-1]) > widestSet { // a place of any byte at the end says nothing
		s = s[:len(s)-1]
	}
	if len(s) < leastPlaces {
		return nil
	}
	return s[:min(len(s), mostPlaces)]
}

func width(set *[256]bool) (n int) {
	for _, in := range set {
		if in {
			n++
		}
	}
	return n
}

// places gives the first places of an expression; exact where a match has those and no more.
func places(re *syntax.Regexp) (s sequence, exact bool) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nil, true
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			var set [256]bool
			narrow := put(&set, r, r)
			if re.Flags&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					narrow = put(&set, f, f) && narrow
				}
			}
			s = append(s, set)
			if !narrow || len(s) >= mostPlaces {
				return s, false
			}
		}
		return s, true
	case syntax.OpCharClass:
		var set [256]bool
		narrow := true
		for i := 0; i+1 < len(re.Rune); i += 2 {
			narrow = put(&set, re.Rune[i], re.Rune[i+1]) && narrow
		}
		return sequence{set}, narrow
	case syntax.OpCapture:
		return places(re.Sub[0])
	case syntax.OpPlus:
		s, _ = places(re.Sub[0])
		return s, false
	case syntax.OpRepeat:
		one, exact := places(re.Sub[0])
		for i := 0; i < re.Min && len(s) < mostPlaces; i++ {
			if s = append(s, one...); !exact {
				return s, false
			}
		}
		return s, exact && re.Min == re.Max && len(s) < mostPlaces
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			next, exact := places(sub)
			if s = append(s, next...); !exact || len(s) >= mostPlaces {
				return s, false
			}
		}
		return s, true
	case syntax.OpAlternate:
		s, exact = places(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			other, same := places(sub)
			exact = exact && same && len(s) == len(other)
			s = s[:min(len(s), len(other))]
			for i := range s {
				for b, in := range other[i] {
					s[i][b] = s[i][b] || in
				}
			}
		}
		return s, exact
	}
	return nil, false
}

// put adds the first bytes of a range of characters; narrow where all have one byte.
func put(set *[256]bool, from, to rune) (narrow bool) {
	for r := from; r <= to && r < utf8.RuneSelf; r++ {
		set[byte(r)] = true
	}
	if to < utf8.RuneSelf {
		return true
	}
	for b := utf8.RuneSelf; b < len(set); b++ {
		set[b] = true
	}
	return false
}

// wordBits is how many places one word of a pass holds.
const wordBits = 64

// pass is one word full of sequences.
type pass struct {
	allowed [256]uint64 // bits of the places at which a byte can stand
	first   uint64      // first places
	last    uint64      // last places
}

// reached gives the bits of the last places whose sequences a text has in full.
func (p *pass) reached(text []byte) (hits uint64) {
	var at uint64
	for _, b := range text {
		at = (at<<1 | p.first) & p.allowed[b]
		hits |= at
	}
	return hits & p.last
}

// pack puts the sequences of patterns side by side and tells each its pass and bit.
func pack(patterns []*pattern) (passes []pass) {
	used := wordBits
	for _, p := range patterns {
		if p.sequence == nil {
			continue
		}
		if used+len(p.sequence) > wordBits {
			passes, used = append(passes, pass{}), 0
		}
		w := &passes[len(passes)-1]
		w.first |= 1 << used
		for i := range p.sequence {
			for b, in := range p.sequence[i] {
				if in {
					w.allowed[b] |= 1 << (used + i)
				}
			}
		}
		used += len(p.sequence)
		w.last |= 1 << (used - 1)
		p.pass, p.bit = len(passes)-1, 1<<(used-1)
	}
	return passes
}
