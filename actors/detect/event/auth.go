package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// authShare is the share of successful calls with (or without) a credential from which an
// API is called mixed no more (AS-13): one in twenty may be a sensor's slip.
const authShare = 0.95

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
	case share >= authShare:
		return finding.AuthPresent
	case share <= 1-authShare:
		return finding.AuthAbsent
	}
	return finding.AuthMixed
}

func (a *authCount) append(dst []byte) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(a.with)), uint64(a.without))
}

func (a *authCount) read(u *finding.Unpacker) { a.with, a.without = u.Uint32(), u.Uint32() }
