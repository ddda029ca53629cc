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
	name  string
	n     uint32 // values learned from
	mask  uint32 // usual forms, by their bits
	most  int8   // largest number, as finding.Written.Size without a sign; 0: none
	below bool   // some were below zero
	late  late
	days  uint8  // on which the late way came unflagged
	last  uint32 // newest of them
}

func (f *Formed) of(name string) *formed {
	for i := range f.all {
		if f.all[i].name == name {
			return &f.all[i]
		}
	}
	return nil
}

// Odd is in which way a parameter is written as it never was.
type Odd uint8

// Ways.
const (
	OddNot   Odd = iota
	OddForm      // another form
	OddLarge     // a number far larger than any
	OddBelow     // a number below zero where none was
)

const (
	farBits   = 7  // more bits than the largest number ever from which one is far larger: 128 times
	leastFar  = 10 // as finding.Written.Size: what is below 512 is no large number anywhere
	mostSized = 15 // largest number as Size from which on it may be a code: of a place, an article, a telephone
)

// Unusual finds the first parameter that is written in a way it never was, where its ways are known
// and few; usual is their number.
func (f *Formed) Unusual(params []finding.Written, day uint32) (p finding.Written, odd Odd, usual int) {
	if len(f.all) == 0 || day < f.begun+LearnDays {
		return finding.Written{}, OddNot, 0
	}
	for i := range params {
		p := &params[i]
		k := f.of(p.Name)
		if k == nil || k.n < formedCalls || p.Form == finding.FormEmpty {
			continue
		}
		n := bits.OnesCount32(k.mask)
		if n >= freeForms || k.mask&free != 0 {
			continue
		}
		if odd := k.odd(p); odd != OddNot {
			return *p, odd, n
		}
	}
	return finding.Written{}, OddNot, 0
}

// odd compares a parameter with what was learned of it.
func (k *formed) odd(p *finding.Written) Odd {
	switch {
	case k.mask>>p.Form&1 == 0:
		return OddForm
	case p.Size == 0 || k.most == 0:
		return OddNot
	case p.Size < 0 && !k.below:
		return OddBelow
	case k.most < mostSized && max(p.Size, -p.Size) > max(k.most+farBits, leastFar):
		return OddLarge
	}
	return OddNot
}

// late is what one value has that the others do not.
type late struct {
	odd  Odd
	form finding.Form
}

func (k *formed) lateOf(p *finding.Written) late {
	l := late{odd: k.odd(p)}
	if l.odd == OddForm {
		l.form = p.Form
	}
	return l
}

func (k *formed) widen(p *finding.Written) {
	k.mask |= 1 << p.Form
	k.most = max(k.most, p.Size, -p.Size)
	k.below = k.below || p.Size < 0
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
	for i := range params {
		p := &params[i]
		k := f.of(p.Name)
		if k == nil {
			if len(f.all) == maxFormed {
				continue
			}
			f.all = append(f.all, formed{name: strings.Clone(p.Name)})
			k = &f.all[len(f.all)-1]
		}
		k.n = min(k.n+1, 1<<30)
		late := k.lateOf(p)
		switch {
		case late.odd == OddNot || sure || k.n <= formedCalls:
			k.widen(p)
		case k.late != late:
			k.late, k.days, k.last = late, 1, day
		case day > k.last:
			k.last = day
			if k.days++; k.days >= backDays {
				k.widen(p)
				k.forget()
			}
		}
	}
}

func (k *formed) forget() { k.late, k.days = late{}, 0 }

// Forget takes back what the parameters of flagged calls have gathered, and calls of them; what is known
// stays known.
func (f *Formed) Forget(params []finding.Written, calls uint32) {
	for i := range params {
		k := f.of(params[i].Name)
		if k == nil {
			continue
		}
		if k.late.odd != OddNot && k.late == k.lateOf(&params[i]) {
			k.forget()
		}
		if k.n > formedCalls {
			k.n = max(k.n-min(calls, k.n), formedCalls)
		}
	}
}

const formedBytes = 10 // least bytes of one parameter as written

// Append writes the forms.
func (f *Formed) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(f.begun)), uint64(len(f.all)))
	for _, k := range f.all {
		dst = finding.AppendString(dst, k.name)
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(k.n)), uint64(k.mask))
		dst = finding.AppendBool(append(dst, byte(k.most)), k.below)
		dst = append(dst, byte(k.late.odd), byte(k.late.form), k.days)
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
			name: u.String(longestParam), n: u.Uint32(), mask: u.Uint32(), most: int8(u.Byte()), below: u.Bool(),
			late: late{Odd(u.Byte()), finding.Form(u.Byte())}, days: u.Byte(), last: u.Uint32(),
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
