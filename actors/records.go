package actors

import (
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// recordsKind is one actor a path that names records: whose they are, whatever is done with them.
func recordsKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "records",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			return event.RecordsKey(append(append(dst, f.Tenant...), sep), f)
		},
		New: newState, Read: read, Flags: finding.FlaggedOther,
	}
}
