package baseline

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	maxFormed   = 24  // parameters of one API whose forms are learned
	formedCalls = 100 // values of a parameter before its forms are known
	freeForms   = 4   // forms of a parameter from which on it may be written in any
)

// Formed learns how the parameters of an API are written. About 60 bytes a parameter.
type Formed struct {
	begun uint32 // first day
	all   []formed
}

type formed struct {
	name string
	n    uint32 // values learned from
	mask uint32 // usual forms, by their bits
	late finding.Form
	days uint8  // on which the late form came unflagged
	last uint32 // newest of them
}

func (f *Formed) of(name string) *formed {
	for i := range f.all {
		if f.all[i].name == name {
			return &f.all[i]
		}
	}
	return nil
}

// Unusual finds the first parameter that is written in a way it never was, where its ways are known
// and few; usual is their number.
func (f *Formed) Unusual(params []finding.Written, day uint32) (p finding.Written, usual int) {
	if len(f.all) == 0 || day < f.begun+LearnDays {
		return finding.Written{}, 0
	}
	for _, p := range params {
		k := f.of(p.Name)
		if k == nil || k.n < formedCalls || k.mask>>p.Form&1 == 1 || p.Form == finding.FormEmpty {
			continue
		}
		if n := bits.OnesCount32(k.mask); n < freeForms && k.mask&free == 0 {
			return p, n
		}
	}
	return finding.Written{}, 0
}

// free are the forms of parameters into which people write.
const free = 1<<finding.FormText | 1<<finding.FormForeign | 1<<finding.FormMarks | 1<<finding.FormLong

// neverEmpty reports a parameter that always had a value.
func (f *Formed) neverEmpty(name string) bool {
	k := f.of(name)
	return k != nil && k.n >= formedCalls && k.mask>>finding.FormEmpty&1 == 0
}

// rarely is of how many calls one must have a parameter before it belongs to the API.
const rarely = 20

// Knows reports that all of these parameters belong to the API, or that it has too many to know.
func (f *Formed) Knows(params []finding.Written) bool {
	if len(f.all) == maxFormed {
		return true
	}
	most := uint32(0)
	for i := range f.all {
		most = max(most, f.all[i].n)
	}
	for _, p := range params {
		if k := f.of(p.Name); k == nil || k.n < formedCalls || k.n < most/rarely {
			return false
		}
	}
	return true
}

// Add learns the parameters of a call that was neither flagged nor refused; sure calls their forms
// usual at once.
func (f *Formed) Add(params []finding.Written, day uint32, sure bool) {
	if len(f.all) == 0 {
		f.begun = day
	}
	sure = sure || day < f.begun+LearnDays
	for _, p := range params {
		k := f.of(p.Name)
		if k == nil {
			if len(f.all) == maxFormed {
				continue
			}
			f.all = append(f.all, formed{name: strings.Clone(p.Name)})
			k = &f.all[len(f.all)-1]
		}
		k.n = min(k.n+1, 1<<30)
		switch bit := uint32(1) << p.Form; {
		case k.mask&bit != 0:
		case sure || k.n <= formedCalls:
			k.mask |= bit
		case k.late != p.Form:
			k.late, k.days, k.last = p.Form, 1, day
		case day > k.last:
			k.last = day
			if k.days++; k.days >= backDays {
				k.mask |= bit
				k.late, k.days = finding.FormNone, 0
			}
		}
	}
}

// Forget takes back what the parameters of flagged calls have gathered.
func (f *Formed) Forget(params []finding.Written) {
	for _, p := range params {
		if k := f.of(p.Name); k != nil && k.late == p.Form {
			k.late, k.days = finding.FormNone, 0
		}
	}
}

const formedBytes = 7 // least bytes of one parameter as written

// Append writes the forms.
func (f *Formed) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(f.begun)), uint64(len(f.all)))
	for _, k := range f.all {
		dst = finding.AppendString(dst, k.name)
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(k.n)), uint64(k.mask))
		dst = append(dst, byte(k.late), k.days)
		dst = binary.AppendUvarint(dst, uint64(k.last))
	}
	return dst
}

// longestParam bounds the name of a parameter as read back, in bytes.
const longestParam = 4096

// Read reads what Append wrote; errors stay in u.
func (f *Formed) Read(u *finding.Unpacker) {
	*f = Formed{begun: u.Uint32()}
	for range u.Len(maxFormed, formedBytes) {
		f.all = append(f.all, formed{
			name: u.String(longestParam), n: u.Uint32(), mask: u.Uint32(), late: finding.Form(u.Byte()), days: u.Byte(), last: u.Uint32(),
		})
	}
}

// Each gives the parameters whose forms are learned, in the order in which they were first seen.
func (f *Formed) Each(day uint32, yield func(name string, values uint32, forms []finding.Form, learned bool)) {
	for i := range f.all {
		k := &f.all[i]
		var forms []finding.Form
		for form := finding.FormEmpty; form < finding.Forms; form++ {
			if k.mask>>form&1 == 1 {
				forms = append(forms, form)
			}
		}
		yield(k.name, k.n, forms, k.n >= formedCalls && day >= f.begun+LearnDays)
	}
}
