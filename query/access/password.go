package access

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost is the price of one try of a password.
type Cost struct {
	Memory uint32 // KiB
	Time   uint32 // passes
	Lanes  uint8
}

// DefaultCost follows OWASP's first recommendation for argon2id: 19 MiB, 2 passes, 1 lane;
// about 25 ms of one core.
var DefaultCost = Cost{Memory: 19 << 10, Time: 2, Lanes: 1}

const (
	saltBytes   = 16
	keyBytes    = 32
	minPassword = 10  // characters; length beats rules about classes
	maxPassword = 256 // bytes; longer ones only cost us time
)

var b64 = base64.RawStdEncoding

// Hash gives the PHC form of a password: "$argon2id$v=19$m=...,t=...,p=...$salt$key".
func (c Cost) Hash(password string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt)
	key := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Lanes, keyBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Time, c.Lanes,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

// Verify reports whether the password is the one that was hashed. A hash that cannot be
// read, or that asks for more than 1 GiB, verifies nothing.
func Verify(phc, password string) bool {
	part := strings.Split(phc, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false
	}
	var version int
	var c Cost
	if _, err := fmt.Sscanf(part[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Lanes); err != nil {
		return false
	}
	salt, err1 := b64.DecodeString(part[4])
	key, err2 := b64.DecodeString(part[5])
	const maxMemory = 1 << 20 // KiB
	if err1 != nil || err2 != nil || len(key) == 0 || c.Memory > maxMemory || c.Time == 0 || c.Time > 64 || c.Lanes == 0 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// ErrPassword explains which passwords are taken.
var ErrPassword = errors.New("choose a password of 10 characters or more that is not the user name")

// checkPassword refuses what is too short, too long or the name itself.
func checkPassword(user, password string) error {
	if len([]rune(password)) < minPassword || len(password) > maxPassword ||
		strings.Contains(strings.ToLower(password), strings.ToLower(user)) && len(password) < len(user)+minPassword {
		return ErrPassword
	}
	return nil
}
