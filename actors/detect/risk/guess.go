package risk

import (
	"bytes"
	"crypto/md5"  //nolint:gosec // to find tokens that are made with it
	"crypto/sha1" //nolint:gosec // likewise
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
)

// Guess says how a token can be guessed, HardToGuess ("") if its form shows no way.
type Guess string

// Ways to guess a token: keys of the phrases that say them.
const (
	HardToGuess  Guess = ""
	TooShort     Guess = "guess_short"
	OneOfMany    Guess = "guess_counted"
	MadeOfTime   Guess = "guess_time"
	MadeOfWords  Guess = "guess_words"
	Repeating    Guess = "guess_repeating"
	EncodedText  Guess = "guess_encoded"
	HashOfLittle Guess = "guess_hash"
	HashOfName   Guess = "guess_name"
)

// guessOf judges a token by its form. It fails towards silence: a random token whose form
// happens to look made (about one in a hundred of those without capitals) is worse than a
// made one that is missed.
func guessOf(token []byte, who string, d *digests) Guess {
	if len(token) > 256 {
		return HardToGuess
	}
	switch s := credential.StrengthOf(token); {
	case timed(token):
		return MadeOfTime
	case s.Pattern == credential.Counter:
		return OneOfMany
	case s.Weak():
		return TooShort
	case period(token) > 0:
		return Repeating
	}
	if g := encoded(token, who); g != HardToGuess {
		return g
	}
	if g := d.of(token, who); g != HardToGuess {
		return g
	}
	if wordy(token) {
		return MadeOfWords
	}
	return HardToGuess
}

// timed reports a token of digits that begins with a date or a Unix time of this age.
func timed(token []byte) bool {
	if !digits(string(token)) || len(token) < 10 {
		return false
	}
	year, _ := strconv.Atoi(string(token[:4]))
	month, _ := strconv.Atoi(string(token[4:6]))
	day, _ := strconv.Atoi(string(token[6:8]))
	date := year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && len(token) >= 12
	unix := (len(token) == 10 || len(token) == 13) && token[0] == '1' && token[1] >= '4' && token[1] <= '9'
	return date || unix
}

// period gives the length of a piece of which the token is at least three repetitions, 0 if none.
func period(token []byte) int {
	for n := 1; n <= len(token)/3; n++ {
		if bytes.Equal(token[n:], token[:len(token)-n]) {
			return n
		}
	}
	return 0
}

const longestEncoded = 64 // bytes of a text that a person would encode and call a token

// encoded looks into base64 and hexadecimal digits: random bytes are almost never all readable.
func encoded(token []byte, who string) Guess {
	var text []byte
	if hex.DecodedLen(len(token)) >= 4 && len(token)%2 == 0 {
		if b, err := hex.DecodeString(string(token)); err == nil {
			text = b
		}
	}
	if text == nil {
		plain := strings.TrimRight(string(token), "=")
		b, err := base64.RawStdEncoding.DecodeString(plain)
		if err != nil {
			b, err = base64.RawURLEncoding.DecodeString(plain)
		}
		if err != nil {
			return HardToGuess
		}
		text = b
	}
	if len(text) < 3 || len(text) > longestEncoded {
		return HardToGuess
	}
	for _, b := range text {
		if b < ' ' || b >= 0x7f {
			return HardToGuess
		}
	}
	switch {
	case who != "" && strings.EqualFold(string(text), who):
		return HashOfName
	case text[0] == '{' && (bytes.Contains(text, []byte("sig")) || bytes.Contains(text, []byte("mac"))):
		return HardToGuess
	case bytes.ContainsAny(text, ":|,;=@ {") || credential.StrengthOf(text).Weak() || wordy(text):
		return EncodedText
	}
	return HardToGuess
}

// wordy reports a token made of few runs of letters of one case and digits: "user-session-1001".
// A random token of letters and digits changes between them every second character.
func wordy(token []byte) bool {
	const (
		most    = 5   // runs of letters or digits
		vowels  = 0.2 // share of the letters, from which they can be spoken
		numbers = 12  // digits in all: a number of this length could be random
	)
	runs, last, lower, upper, vowel, digit := 0, byte(0), 0, 0, 0, 0
	for _, b := range token {
		kind := byte(0)
		switch {
		case b >= '0' && b <= '9':
			kind = 'd'
			digit++
		case b >= 'a' && b <= 'z':
			kind = 'l'
			lower++
		case b >= 'A' && b <= 'Z':
			kind = 'l'
			upper++
		case b == '-' || b == '_' || b == '.' || b == ':':
		default:
			return false
		}
		if kind != last && kind != 0 {
			runs++
		}
		last = kind
		if bytes.IndexByte([]byte("aeiouyAEIOUY"), b) >= 0 {
			vowel++
		}
	}
	letters := lower + upper
	return runs <= most && digit < numbers && letters >= 4 && (lower == 0 || upper == 0) &&
		float64(vowel) >= vowels*float64(letters)
}

const smallNumbers = 10_000 // ids of which hashes are known: 2 x 10,000 hashes take 3 ms, once a worker

// littleWords are what else people hash and call a token.
var littleWords = strings.Fields(`admin administrator test root user guest demo token secret password 123456 12345678
	111111 qwerty abc123 session hello system default anonymous`)

// digests knows the hashes of small numbers and common words. It fills itself when the first
// token of a hash's form comes: 0.5 MB a worker.
type digests struct{ known map[uint64]struct{} }

func (d *digests) of(token []byte, who string) Guess {
	if len(token) != 2*md5.Size && len(token) != 2*sha1.Size {
		return HardToGuess
	}
	raw, err := hex.DecodeString(string(token))
	if err != nil {
		return HardToGuess
	}
	if d.known == nil {
		d.fill()
	}
	if _, ok := d.known[binary.BigEndian.Uint64(raw)]; ok {
		return HashOfLittle
	}
	if who != "" {
		m, s := md5.Sum([]byte(who)), sha1.Sum([]byte(who)) //nolint:gosec // as above
		if bytes.Equal(raw, m[:]) || bytes.Equal(raw, s[:]) {
			return HashOfName
		}
	}
	return HardToGuess
}

func (d *digests) fill() {
	d.known = make(map[uint64]struct{}, 2*(smallNumbers+len(littleWords)))
	add := func(text string) {
		m, s := md5.Sum([]byte(text)), sha1.Sum([]byte(text)) //nolint:gosec // as above
		d.known[binary.BigEndian.Uint64(m[:])] = struct{}{}
		d.known[binary.BigEndian.Uint64(s[:])] = struct{}{}
	}
	for n := range smallNumbers {
		add(strconv.Itoa(n))
	}
	for _, w := range littleWords {
		add(w)
	}
}
