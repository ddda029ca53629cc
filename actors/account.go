package actors

import (
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// accountKind is one actor an account, known by its keyed hash only; a session that no account is
// known of is one, too.
func accountKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "account",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			hash, _ := event.AccountKey(f)
			if hash == 0 {
				return dst, false
			}
			return appendAccount(dst, f.Tenant, hash), true
		},
		New: newState, Read: read, Flags: finding.FlaggedOther,
	}
}
