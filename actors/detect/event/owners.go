package event

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	ownersFirst = 64      // places of a new table
	ownersMost  = 1 << 12 // places at most: 48 KB
	ownersHeld  = 2458    // records in so many places
	ownersFull  = 0.6     // share of the places from which a table grows, or keeps a smaller sample
	occasion    = 600     // seconds: what is read again sooner is the same visit
	ownerForget = 60 * secondsPerDay / occasion
	grabs       = 8 // records read on one occasion only from which on an account rather collects than owns
)

// owners remembers who reads which record: exactly while there is room, above for a fair sample of
// the records (by their hashes). Hashes are cut to 32 bits: one record in a million meets another.
type owners struct {
	level uint8 // only records whose hash ends in so many zero bits are followed
	used  int
	slots []owned
}

// owned is one record: 12 bytes. tag 0: a free place.
type owned struct {
	tag   uint32
	owner uint32
	last  uint16 // occasion of the newest read, since the first of the API
	times uint8  // further occasions on which its owner read it
}

func tagOf(h uint64) uint32 { return max(uint32(h>>32), 1) }

// find gives the place of a record: where it is, or a free one; nil where it is not followed.
func (o *owners) find(tag uint32) *owned {
	if tag&(1<<o.level-1) != 0 || len(o.slots) == 0 {
		return nil
	}
	for i := int(tag*0x9e3779b1>>16) & (len(o.slots) - 1); ; i = (i + 1) & (len(o.slots) - 1) {
		if s := &o.slots[i]; s.tag == tag || s.tag == 0 {
			return s
		}
	}
}

// put takes a record in that is not held.
func (o *owners) put(s owned) {
	if len(o.slots) == 0 {
		o.slots = make([]owned, ownersFirst)
	}
	if float64(o.used) >= ownersFull*float64(len(o.slots)) {
		o.rebuild(s.last)
	}
	o.restore(s)
}

// rebuild forgets records not read for long, then makes room: more places, or half the sample.
func (o *owners) rebuild(now uint16) {
	old := o.slots
	live := 0
	for i := range old {
		if old[i].tag != 0 && now-old[i].last > ownerForget {
			old[i].tag = 0
		}
		if old[i].tag != 0 {
			live++
		}
	}
	size := len(old)
	if float64(live) > ownersFull/2*float64(size) {
		if size < ownersMost {
			size *= 2
		} else {
			o.level++
		}
	}
	o.slots, o.used = make([]owned, size), 0
	for _, s := range old {
		if s.tag != 0 {
			o.restore(s)
		}
	}
}

// weak counts the records that an account read on one occasion only.
func (o *owners) weak(owner uint32) (n int) {
	for i := range o.slots {
		if s := &o.slots[i]; s.owner == owner && s.tag != 0 && s.times == 0 {
			n++
		}
	}
	return n
}

// owns reports that an account came back to a record of its own.
func (o *owners) owns(owner uint32) bool {
	for i := range o.slots {
		if s := &o.slots[i]; s.owner == owner && s.tag != 0 && s.times > 0 {
			return true
		}
	}
	return false
}

// restore puts a record into its place, if it is followed and there is one.
func (o *owners) restore(s owned) {
	if p := o.find(s.tag); p != nil && p.tag == 0 {
		*p = s
		o.used++
	}
}

// append writes the records by their tags: where they stand in the table does not matter.
func (o *owners) append(dst []byte) []byte {
	all := make([]owned, 0, o.used)
	for i := range o.slots {
		if o.slots[i].tag != 0 {
			all = append(all, o.slots[i])
		}
	}
	slices.SortFunc(all, func(a, b owned) int { return cmp.Compare(a.tag, b.tag) })
	dst = binary.AppendUvarint(append(dst, o.level), uint64(len(all)))
	for _, s := range all {
		dst = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(dst, s.tag), s.owner)
		dst = append(binary.BigEndian.AppendUint16(dst, s.last), s.times)
	}
	return dst
}

func (o *owners) read(u *finding.Unpacker) {
	const each = 11 // bytes of a record
	*o = owners{level: u.Byte() & 31}
	n := u.Len(ownersHeld, each)
	size := ownersFirst
	for float64(n) >= ownersFull*float64(size) && size < ownersMost {
		size *= 2
	}
	if n > 0 {
		o.slots = make([]owned, size)
	}
	for range n {
		if b := u.Bytes(each); b != nil {
			o.restore(owned{
				tag: max(binary.BigEndian.Uint32(b), 1), owner: binary.BigEndian.Uint32(b[4:]),
				last: binary.BigEndian.Uint16(b[8:]), times: b[10],
			})
		}
	}
}
