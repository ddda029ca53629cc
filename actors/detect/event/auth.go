package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Bounds of AS-13. One call in fifty without a credential may be a sensor's slip, three in a
// hundred are a door that stands open. The other way round one in twenty may be: a client that
// shows a credential to an API which asks for none proves nothing.
const (
	authPresent = 0.98 // share of the successful calls with a credential from which it is asked for
	authAbsent  = 0.05 // and below which it is not
)

// authCount counts successful calls by whether they carried a credential. Logins without
// one are left out: nobody has a credential before.
type authCount struct{ with, without uint32 }

func (a *authCount) note(f *finding.Facts) {
	switch {
	case !f.OK():
	case f.Creds != 0 || f.Session != 0 || f.Account != 0:
		a.with++
	case f.Login.Outcome == finding.OutcomeNone:
		a.without++
	}
	if a.with|a.without >= 1<<30 {
		a.with, a.without = a.with/2, a.without/2
	}
}

func (a *authCount) share() (with uint32, share float64) {
	if a.with+a.without == 0 {
		return 0, 0
	}
	return a.with, float64(a.with) / float64(a.with+a.without)
}

func (a *authCount) state() finding.Auth {
	_, share := a.share()
	switch {
	case a.with+a.without == 0:
		return finding.AuthUnknown
	case share >= authPresent:
		return finding.AuthPresent
	case share <= authAbsent:
		return finding.AuthAbsent
	}
	return finding.AuthMixed
}

func (a *authCount) append(dst []byte) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(a.with)), uint64(a.without))
}

func (a *authCount) read(u *finding.Unpacker) { a.with, a.without = u.Uint32(), u.Uint32() }
