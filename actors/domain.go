package actors

import "github.com/lapwing-sec/lapwing/actors/finding"

// domainKind is one actor a host: counts, and what is judged over all APIs of a host.
func domainKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "domain",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			if f.API.Host == "" {
				return dst, false
			}
			return append(append(append(dst, f.Tenant...), sep), f.API.Host...), true
		},
		New: newState, Read: read, Keep: true, Flags: finding.FlaggedOther,
	}
}
