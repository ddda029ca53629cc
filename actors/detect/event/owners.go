package event

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	ownersFirst = 64      // places of a new table
	ownersMost  = 1 << 12 // places at most: 44 KB
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

	// Of the record in each place, apart, so that all of an account are found 32 at a time: 11 bytes.
	tags   []uint32 // 0: a free place
	owners []uint32
	last   []uint16 // occasion of the newest read, since the first of the API
	times  []uint8  // further occasions on which its owner read it
}

// owned is one record.
type owned struct {
	tag   uint32
	owner uint32
	last  uint16
	times uint8
}

func tagOf(h uint64) uint32 { return max(uint32(h>>32), 1) }

// find gives the place of a record: where it is, or a free one; -1 where it is not followed.
func (o *owners) find(tag uint32) int {
	if tag&(1<<o.level-1) != 0 || len(o.tags) == 0 {
		return -1
	}
	for i := int(tag*0x9e3779b1>>16) & (len(o.tags) - 1); ; i = (i + 1) & (len(o.tags) - 1) {
		if t := o.tags[i]; t == tag || t == 0 {
			return i
		}
	}
}

// at gives the record in a place.
func (o *owners) at(i int) owned {
	return owned{tag: o.tags[i], owner: o.owners[i], last: o.last[i], times: o.times[i]}
}

// set gives the record in a place to another owner, who read it now.
func (o *owners) set(i int, owner uint32, now uint16) {
	o.owners[i], o.last[i], o.times[i] = owner, now, 0
}

// put takes a record in that is not held.
func (o *owners) put(s owned) {
	if len(o.tags) == 0 {
		o.make(ownersFirst)
	}
	if float64(o.used) >= ownersFull*float64(len(o.tags)) {
		o.rebuild(s.last)
	}
	o.restore(s)
}

func (o *owners) make(size int) {
	o.used = 0
	o.tags, o.owners = make([]uint32, size), make([]uint32, size)
	o.last, o.times = make([]uint16, size), make([]uint8, size)
}

// rebuild forgets records not read for long, then makes room: more places, or half the sample.
func (o *owners) rebuild(now uint16) {
	old := *o
	live := 0
	for i, tag := range old.tags {
		if tag != 0 && now-old.last[i] > ownerForget {
			old.tags[i] = 0
		}
		if old.tags[i] != 0 {
			live++
		}
	}
	size := len(old.tags)
	if float64(live) > ownersFull/2*float64(size) {
		if size < ownersMost {
			size *= 2
		} else {
			o.level++
		}
	}
	o.make(size)
	for i, tag := range old.tags {
		if tag != 0 {
			o.restore(old.at(i))
		}
	}
}

// weak counts the records that an account read on one occasion only.
func (o *owners) weak(owner uint32) int {
	_, weak := sketch.Pairs(o.owners, o.times, owner)
	return weak
}

// owns reports that an account came back to a record of its own.
func (o *owners) owns(owner uint32) bool {
	all, weak := sketch.Pairs(o.owners, o.times, owner)
	return all > weak
}

// restore puts a record into its place, if it is followed and there is one.
func (o *owners) restore(s owned) {
	if i := o.find(s.tag); i >= 0 && o.tags[i] == 0 {
		o.tags[i], o.owners[i], o.last[i], o.times[i] = s.tag, s.owner, s.last, s.times
		o.used++
	}
}

// append writes the records by their tags: where they stand in the table does not matter.
func (o *owners) append(dst []byte) []byte {
	all := make([]owned, 0, o.used)
	for i, tag := range o.tags {
		if tag != 0 {
			all = append(all, o.at(i))
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
		o.make(size)
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
