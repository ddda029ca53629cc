package credential

import (
	"math/bits"
	"strings"
)

// Strength says how hard a credential is to guess, as far as its form shows.
type Strength struct {
	Length  int     // bytes
	Bits    int     // upper bound of its entropy, from its length and the characters it uses
	Pattern Pattern // what makes it guessable, if anything does
}

// Pattern is a kind of guessable form.
type Pattern uint8

// Patterns.
const (
	Random   Pattern = iota // none seen
	Counter                 // digits only, and few
	Repeated                // one or two different characters
	Sequence                // 12345678, abcdef
	Word                    // a word people choose, with or without digits behind it
)

var patternNames = [...]string{"random", "counter", "repeated", "sequence", "word"}

func (p Pattern) String() string {
	if int(p) < len(patternNames) {
		return patternNames[p]
	}
	return "random"
}

const (
	weakLength = 16 // bytes; OWASP asks for 128 bits, which is 22 characters of base64: below 16 none gets there
	weakBits   = 64 // bits; session ids below it can be guessed online (OWASP session management)
)

// Weak reports whether the credential can be guessed (RK-17).
func (s Strength) Weak() bool {
	return s.Length > 0 && (s.Length < weakLength || s.Bits < weakBits || s.Pattern != Random)
}

// StrengthOf judges a credential by its bytes.
func StrengthOf(secret []byte) Strength {
	s := Strength{Length: len(secret)}
	if len(secret) == 0 {
		return s
	}
	var seen [4]uint64
	var digit, lower, upper, other, hexOnly = 0, 0, 0, 0, true
	steps := 0
	for i, c := range secret {
		seen[c>>6] |= 1 << (c & 63)
		switch {
		case c >= '0' && c <= '9':
			digit++
		case c >= 'a' && c <= 'z':
			lower++
			hexOnly = hexOnly && c <= 'f'
		case c >= 'A' && c <= 'Z':
			upper++
			hexOnly = hexOnly && c <= 'F'
		default:
			other++
			hexOnly = hexOnly && c == '-'
		}
		if i > 0 && (c == secret[i-1]+1 || c+1 == secret[i-1]) {
			steps++
		}
	}
	distinct := 0
	for _, w := range seen {
		distinct += bits.OnesCount64(w)
	}
	per := 0 // bits a character can carry, in tenths
	switch {
	case digit == len(secret):
		per = 33
	case hexOnly && (lower == 0 || upper == 0):
		per = 40
	case lower == 0 || upper == 0:
		per = 52
	default:
		per = 60
	}
	s.Bits = min(len(secret)*per/10, distinct*16) // few different characters carry little, however long
	switch {
	case distinct <= 2:
		s.Pattern = Repeated
	case len(secret) > 3 && steps*4 >= (len(secret)-1)*3:
		s.Pattern = Sequence
	case digit == len(secret) && len(secret) < 20:
		s.Pattern = Counter
	case other < len(secret) && commonWord(secret):
		s.Pattern = Word
	}
	return s
}

// commonWords are what people type where a secret is asked for; digits and one mark may follow.
var commonWords = func() map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(`admin administrator root test testing token secret password passwd pass guest
		user demo default
		changeme letmein welcome qwerty abc abcd key apikey api dev debug sample example lapwing mysecret mytoken
			supersecret
		foobar foo bar hello master system public private internal temp tmp session auth login secretkey accesstoken`) {
		set[w] = struct{}{}
	}
	return set
}()

func commonWord(secret []byte) bool {
	end := len(secret)
	for end > 0 && (secret[end-1] < 'A' || secret[end-1] > 'z') {
		end--
	}
	if end == 0 || end > 16 || len(secret)-end > 6 {
		return false
	}
	var buf [16]byte
	n := 0
	for _, c := range secret[:end] {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c == '-' || c == '_' {
			continue
		}
		buf[n] = c
		n++
	}
	_, ok := commonWords[string(buf[:n])]
	return ok
}
