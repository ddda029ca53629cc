package baseline

import (
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	// MaxKnown is how many different values an API may have whose usual ones are listed (networks,
	// countries, kinds of programs): with more, a new one tells nothing. 24 bytes each.
	MaxKnown = 24
	// LearnDays is for how many days whatever comes is usual; after them a value must come back.
	LearnDays = 5
	// settledDays is for how many days nothing new came before the values of an API are all there are.
	settledDays = 7
	// backDays is on how many different days a later value must have come unflagged to be usual: one more
	// than three days of attack that nobody noticed.
	backDays = 4
)

// Known learns which few values of some kind the calls of an API usually have. Days are UTC days
// since 1970.
type Known struct {
	begun uint32 // first day
	many  bool   // more than MaxKnown in the time of learning: nothing is unusual
	calls uint64 // learned from
	all   []known
}

type known struct {
	key   uint64
	calls uint32 // up to 1<<31
	first uint32 // day
	last  uint32 // day
	days  uint16 // different days on which it came unflagged
	sure  bool   // usual however few
}

func (o *known) usual() bool { return o.sure || o.days >= backDays }

// Ready reports that enough was learned to call a value unusual.
func (k *Known) Ready(day uint32) bool {
	return len(k.all) > 0 && !k.many && day >= k.begun+LearnDays
}

// Settled reports that no new value came for a while, usual or not, but the one given.
func (k *Known) Settled(but uint64, day uint32) bool {
	if !k.Ready(day) {
		return false
	}
	for i := range k.all {
		if o := &k.all[i]; o.key != but && day < o.first+settledDays {
			return false
		}
	}
	return true
}

// Usual reports a value that was there from the beginning or has come back often enough.
func (k *Known) Usual(key uint64) bool {
	for i := range k.all {
		if k.all[i].key == key {
			return k.all[i].usual()
		}
	}
	return false
}

// Count is the number of usual values.
func (k *Known) Count() (n int) {
	for i := range k.all {
		if k.all[i].usual() {
			n++
		}
	}
	return n
}

// Each gives the usual values, with their calls and days; all is the calls learned from in all.
func (k *Known) Each(yield func(key uint64, calls uint32, days int, last uint32)) (all uint64) {
	for _, o := range k.all {
		if o.usual() {
			yield(o.key, o.calls, int(o.days), o.last)
		}
	}
	return k.calls
}

// Many reports more values than MaxKnown: nothing is unusual.
func (k *Known) Many() bool { return k.many }

// Calls is the number of calls learned from.
func (k *Known) Calls() uint64 { return k.calls }

// Begun is the first day, 0 if nothing was learned.
func (k *Known) Begun() uint32 { return k.begun }

// Add learns a call that was neither flagged nor refused; sure calls it usual at once, for a stated
// learning period.
func (k *Known) Add(key uint64, day uint32, sure bool) {
	if len(k.all) == 0 {
		k.begun = day
	}
	k.calls++
	sure = sure || day < k.begun+LearnDays
	least := -1
	for i := range k.all {
		o := &k.all[i]
		if o.key == key {
			o.calls = min(o.calls+1, 1<<31)
			if day > o.last {
				o.days, o.last = min(o.days+1, 1<<15), day
			}
			o.sure = o.sure || sure
			return
		}
		if !o.usual() && (least < 0 || o.last < k.all[least].last) {
			least = i
		}
	}
	n := known{key: key, calls: 1, days: 1, first: day, last: day, sure: sure}
	switch {
	case len(k.all) < MaxKnown:
		k.all = append(k.all, n)
	case least >= 0:
		k.all[least] = n
	case sure:
		k.many = true
	}
}

// Forget takes back all that a value that is not usual has gathered, and calls of a usual one: they were
// flagged.
func (k *Known) Forget(key uint64, calls uint32) {
	for i := range k.all {
		o := &k.all[i]
		if o.key != key {
			continue
		}
		if !o.usual() {
			k.calls -= min(k.calls, uint64(o.calls))
			k.all = slices.Delete(k.all, i, i+1)
			return
		}
		calls = min(calls, o.calls-1)
		o.calls, k.calls = o.calls-calls, k.calls-min(k.calls, uint64(calls))
		return
	}
}

const knownBytes = 13 // least bytes of one value as written

// Append writes the set.
func (k *Known) Append(dst []byte) []byte {
	dst = finding.AppendBool(binary.AppendUvarint(dst, uint64(k.begun)), k.many)
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, k.calls), uint64(len(k.all)))
	for _, o := range k.all {
		dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(dst, o.key), uint64(o.calls))
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(o.days)), uint64(o.last))
		dst = finding.AppendBool(binary.AppendUvarint(dst, uint64(o.first)), o.sure)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (k *Known) Read(u *finding.Unpacker) {
	*k = Known{begun: u.Uint32(), many: u.Bool(), calls: u.Uint()}
	for range u.Len(MaxKnown, knownBytes) {
		k.all = append(k.all, known{
			key: u.Fixed64(), calls: u.Uint32(), days: uint16(min(u.Uint32(), 1<<15)), last: u.Uint32(), first: u.Uint32(), sure: u.Bool(),
		})
	}
}
