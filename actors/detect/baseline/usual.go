package baseline

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// MaxUsual is how many different callers an API may have whose usual ones are listed: with
// more, everybody is one and a newcomer tells nothing. 18 bytes each.
const MaxUsual = 32

// Usual learns which few sources (or programs) usually call an API. Whoever came on the
// first EnoughDays days, or came back on another day, is a usual one. Days are UTC days
// since 1970.
type Usual struct {
	begun uint32 // first day
	many  bool   // more than MaxUsual in the time of learning: nobody is unusual
	all   []usualOne
}

type usualOne struct {
	key         uint64
	first, last uint32
}

// New tells whether a caller is none of the usual ones, and fresh whether it is the first time on
// this day; it is false before enough was learned.
func (u *Usual) New(key uint64, day uint32) (unusual, fresh bool) {
	if u.Count(day) == 0 {
		return false, false
	}
	for i := range u.all {
		if o := &u.all[i]; o.key == key {
			return !u.usual(o, day), o.last != day
		}
	}
	return true, true
}

// usual reports a caller that was there from the beginning or has come back.
func (u *Usual) usual(o *usualOne, day uint32) bool {
	return o.first < u.begun+EnoughDays || o.last > o.first || o.first < day
}

// Count is the number of usual callers, 0 where not enough was learned or they are too many.
func (u *Usual) Count(day uint32) (n uint32) {
	if len(u.all) == 0 || u.many || day < u.begun+EnoughDays {
		return 0
	}
	for i := range u.all {
		if u.usual(&u.all[i], day) {
			n++
		}
	}
	return n
}

// Add learns a call that was neither refused nor flagged. When full, whoever came last and
// once gives his place; while learning, the API has too many callers.
func (u *Usual) Add(key uint64, day uint32) {
	if len(u.all) == 0 {
		u.begun = day
	}
	newest := -1
	for i := range u.all {
		o := &u.all[i]
		if o.key == key {
			o.last = max(o.last, day)
			return
		}
		if o.first == o.last && (newest < 0 || o.first > u.all[newest].first) {
			newest = i
		}
	}
	switch {
	case len(u.all) < MaxUsual:
		u.all = append(u.all, usualOne{key, day, day})
	case day < u.begun+EnoughDays:
		u.many = true
	case newest >= 0 && u.all[newest].first >= u.begun+EnoughDays:
		u.all[newest] = usualOne{key, day, day}
	}
}

const usualBytes = 10 // least bytes of one caller as written

// Append writes the set.
func (u *Usual) Append(dst []byte) []byte {
	dst = finding.AppendBool(binary.AppendUvarint(dst, uint64(u.begun)), u.many)
	dst = binary.AppendUvarint(dst, uint64(len(u.all)))
	for _, o := range u.all {
		dst = binary.BigEndian.AppendUint64(dst, o.key)
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(o.first)), uint64(o.last))
	}
	return dst
}

// Read reads what Append wrote; errors stay in d.
func (u *Usual) Read(d *finding.Unpacker) {
	*u = Usual{begun: d.Uint32(), many: d.Bool()}
	for range d.Len(MaxUsual, usualBytes) {
		u.all = append(u.all, usualOne{d.Fixed64(), d.Uint32(), d.Uint32()})
	}
}
