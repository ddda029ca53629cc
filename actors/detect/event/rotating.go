package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// rotating follows the logons of one API whatever their addresses. Who mistypes tries again, soon and from the
// same place; a list of stolen pairs is tried once each, from wherever the next address of a pool is. So what counts
// is names that failed and did not come back. 16 KB at most, half of it while somebody is at it, for APIs that log in.
type rotating struct {
	strays
	names        nameFilter
	ok           [2]sketch.Counter // logons that succeeded, over an hour and a day
	again, first uint32            // logons that succeeded, by names that had before and that had not; halved now and then
}

// enoughLogons is from how many that succeeded a day says what is usual.
const enoughLogons = 20

// namesHalved is from how many logons on their numbers are halved, so that newer ones weigh more: as many as nameFilter
// has certainly not forgotten.
const namesHalved = filterNames

// note takes a logon in; teach says whether its day is learned from.
func (r *rotating) note(f *finding.Facts, at uint32, odd, teach bool) {
	r.turn(at/secondsPerDay, teach, enoughLogons)
	r.settle(at, 0)
	in := &f.Login
	switch in.Outcome {
	case finding.OutcomeOK:
		addBoth(&r.ok, at, 1)
		r.today[1]++
		if r.names.has(in.Name) {
			r.again++
		} else {
			r.first++
		}
		if r.again+r.first >= namesHalved {
			r.again, r.first = r.again/2, r.first/2
		}
		r.names.add(in.Name)
		if i := r.find(in.Name); i >= 0 {
			r.drop(i)
			addBoth(&r.back, at, 1<<r.shift)
		}
	case finding.OutcomeFailed:
		if r.followed(in.Name) {
			r.failed(f, at, odd)
		}
	case finding.OutcomeNone, finding.OutcomeUnknown:
	}
}

func (r *rotating) failed(f *finding.Facts, at uint32, odd bool) {
	block := prefixHash(finding.Block(f.Client))
	s := r.follow(stray{
		key: f.Login.Name, block: block, ip: addressHash(f.Client), at: at, odd: odd, known: r.names.has(f.Login.Name),
	})
	if s != nil {
		s.again = s.again || s.n > 1 && block == s.block
		s.n = 1 // a name counts once, however often it is tried
	}
}

func appendRotating(dst []byte, r *rotating) []byte {
	if r == nil {
		return append(dst, 0)
	}
	dst = r.names.append(r.strays.append(append(dst, 1)))
	for i := range spans {
		dst = r.ok[i].Append(dst)
	}
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(r.again)), uint64(r.first))
}

func readRotating(u *finding.Unpacker) *rotating {
	if !u.Bool() {
		return nil
	}
	r := &rotating{}
	r.strays.read(u)
	r.names.read(u)
	for i := range spans {
		r.ok[i].Read(u)
	}
	r.again, r.first = u.Uint32(), u.Uint32()
	return r
}
