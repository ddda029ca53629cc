package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash/crc32"
	"strings"
)

// TokenPrefix opens every token, so that secret scanners and people recognise one.
const TokenPrefix = "lapwing_"

const secretBytes = 32 // 256 bits: cannot be guessed, so a plain SHA-256 is enough at rest

var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// newSecret gives 256 random bits as 52 characters.
func newSecret() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // never fails: the runtime ends the process instead
	return alphabet.EncodeToString(b)
}

// newToken gives a token: prefix, secret and seven characters of CRC-32, so that a mistyped
// or invented one is refused without asking the store.
func newToken() string {
	s := newSecret()
	return TokenPrefix + s + checksum(s)
}

func checksum(s string) string {
	c := crc32.ChecksumIEEE([]byte(s))
	return alphabet.EncodeToString([]byte{byte(c >> 24), byte(c >> 16), byte(c >> 8), byte(c)})
}

// wellFormed reports whether t could be one of our tokens. It only saves a query; what it
// lets through is still looked up.
func wellFormed(t string) bool {
	s, ok := strings.CutPrefix(t, TokenPrefix)
	const secret = 52 // characters of 32 bytes in base32
	return ok && len(s) == secret+7 && checksum(s[:secret]) == s[secret:]
}

// hash is how a secret is stored and looked up.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
