package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	personSlots  = 512       // sessions of one path whose persons are known: 20 bytes each
	personFresh  = 12 * 3600 // seconds in which one person has few sessions
	personNets   = 4         // networks from which so many sessions are no one person
	personLogins = 8         // likewise, from wherever
)

// persons tells who a session is where no account is known. Sessions end and the same person comes back with
// another one; but to the same records. So a session is whoever owns the first record of an owner that it reads:
// where the answer names the owner, that one, else the session that had it, as far back as it goes. What it reads of
// others after that is others'. Where many sessions at once are the same, the record is for everybody. A place is
// taken by another session sooner or later; it then is found out anew.
type persons struct{ slots []session }

// session is who one is. tag 0: a free place.
type session struct {
	tag, person uint32
	first       uint32 // record by which it is known
	net         uint32
	at          uint32 // second
}

func (p *persons) place(tag uint32) *session {
	if p.slots == nil {
		return nil
	}
	return &p.slots[tag*0x9e3779b1>>16%personSlots]
}

// of gives what is known of a session, nil for nothing.
func (p *persons) of(tag uint32) *session {
	if s := p.place(tag); s != nil && s.tag == tag {
		return s
	}
	return nil
}

// person gives who the session of this tag is, itself where that is not known.
func (p *persons) person(tag uint32) uint32 {
	if s := p.of(tag); s != nil {
		return s.person
	}
	return tag
}

// adopt takes in who a session is.
func (p *persons) adopt(s session) {
	if p.slots == nil {
		p.slots = make([]session, personSlots)
	}
	*p.place(s.tag) = s
}

// crowd reports that so many sessions are this person now that it is none.
func (p *persons) crowd(person, at uint32) bool {
	var nets [personNets]uint32
	n, sessions := 0, 0
	for i := range p.slots {
		s := &p.slots[i]
		if s.person != person || s.tag == 0 || s.at+personFresh < at {
			continue
		}
		if sessions++; sessions >= personLogins {
			return true
		}
		known := false
		for _, o := range nets[:n] {
			known = known || o == s.net
		}
		if !known {
			nets[n] = s.net
			if n++; n == personNets {
				return true
			}
		}
	}
	return false
}

func (p *persons) append(dst []byte) []byte {
	n := 0
	for i := range p.slots {
		if p.slots[i].tag != 0 {
			n++
		}
	}
	dst = binary.AppendUvarint(dst, uint64(n))
	for i := range p.slots {
		if s := &p.slots[i]; s.tag != 0 {
			for _, v := range [...]uint32{s.tag, s.person, s.first, s.net, s.at} {
				dst = binary.BigEndian.AppendUint32(dst, v)
			}
		}
	}
	return dst
}

func (p *persons) read(u *finding.Unpacker) {
	const each = 20
	for range u.Len(personSlots, each) {
		if b := u.Bytes(each); b != nil {
			v := func(i int) uint32 { return binary.BigEndian.Uint32(b[4*i:]) }
			p.adopt(session{tag: max(v(0), 1), person: v(1), first: v(2), net: v(3), at: v(4)})
		}
	}
}

// noteSession takes in that a session is given a record, as far as it differs from what an account is: it gives who
// the session is, and whether all is said with that.
func (r *Records) noteSession(f *finding.Facts, at uint32, now uint16) (me uint32, said bool) {
	tag, mine, o := tagOf(f.Object), tagOf(f.Session), &r.owners
	i := r.placeOf(f, tag, now)
	who, owner := r.persons.of(mine), uint32(0)
	if i >= 0 {
		owner = o.owners[i]
	}
	switch {
	case who == nil && (owner == 0 || owner == mine), i < 0:
		return r.persons.person(mine), false
	case who == nil:
		if r.persons.crowd(owner, at) {
			r.strays()
			r.walks(f, at, nil)
			return owner, true
		}
		r.persons.adopt(session{tag: mine, person: owner, first: tag, net: uint32(network(f.Client)), at: at})
		if now > o.last[i] {
			o.last[i], o.times[i] = now, min(o.times[i]+1, 200)
		}
		return owner, true
	case owner == mine: // it had it before it was known who it is
		o.owners[i], owner = who.person, who.person
	}
	who.at = max(who.at, at)
	if owner == who.person && now <= o.last[i] && tag != who.first { // another record of the same person confirms it
		r.returned(f)
	}
	return who.person, false
}

// placeOf gives where a record is held, -1 for nowhere, with the owner that the answer names or the one known; one of
// which nothing is known yet is in no place.
func (r *Records) placeOf(f *finding.Facts, tag uint32, now uint16) int {
	o := &r.owners
	i := o.find(tag)
	held := i >= 0 && o.tags[i] != 0
	switch {
	case f.Owner == 0 && !held:
		return -1
	case f.Owner == 0:
		o.owners[i] = r.persons.person(o.owners[i])
	case held:
		o.owners[i], o.times[i] = tagOf(f.Owner), max(o.times[i], 1)
	default:
		o.put(owned{tag: tag, owner: tagOf(f.Owner), last: now, times: 1})
		i = o.find(tag)
	}
	return i
}
