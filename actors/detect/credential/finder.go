package credential

import (
	"github.com/lapwing-sec/lapwing/actors/detect/memo"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Finder finds credentials, and remembers what names say and what the last few hundred tokens are:
// a caller sends the same one with each call. The zero value is ready and remembers names only.
type Finder struct {
	header  traffic.PerKey[headerIs]
	cookie  traffic.PerKey[finding.Credential]
	field   traffic.PerKey[field]
	secrets *memo.Memo[secretIs]
	one     secretIs // of a secret that is not remembered
}

const (
	maxSecrets    = 1024 // remembered by a worker: 2 MB at most
	longestSecret = 2048 // bytes of one that is remembered
)

// NewFinder makes a finder that remembers tokens.
func NewFinder() *Finder { return &Finder{secrets: memo.New[secretIs](maxSecrets, longestSecret)} }

func (m *Finder) use(v *traffic.Values) {
	m.header.Use(v)
	m.cookie.Use(v)
	m.field.Use(v)
}

// secretIs is what a secret says of itself.
type secretIs struct {
	jwt bool
	JWT
	Strength
}

func secretOf(secret []byte) (is secretIs) {
	if is.JWT, is.jwt = ParseJWT(secret); is.jwt {
		is.Strength = Strength{Length: len(secret), Bits: jwtBits} // as strong as its key: see WeakKey
		return is
	}
	is.JWT, is.Strength = JWT{}, StrengthOf(secret)
	return is
}

// secret gives what a secret is; good until the next call.
func (m *Finder) secret(secret []byte) *secretIs {
	if m.secrets != nil {
		if is, known := m.secrets.At(secret); known {
			return is
		} else if is != nil {
			*is = secretOf(secret)
			return is
		}
	}
	m.one = secretOf(secret)
	return &m.one
}
