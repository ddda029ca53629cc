package actors

import "github.com/lapwing-sec/lapwing/actors/finding"

// accountKind is one actor an account, known by its keyed hash only.
func accountKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "account",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			if f.Account == 0 {
				return dst, false
			}
			return appendAccount(dst, f.Tenant, f.Account), true
		},
		New: newState, Read: read,
	}
}
