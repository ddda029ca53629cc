package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

func (r *roles) append(dst []byte) []byte {
	dst = r.known.append(r.accounts.Append(binary.AppendUvarint(dst, uint64(r.begun))))
	dst = binary.AppendUvarint(dst, uint64(len(r.keys)))
	for i := range r.keys {
		dst = r.funcs[i].append(binary.BigEndian.AppendUint64(dst, r.keys[i]))
	}
	dst = appendEntries(dst, &r.climbers, (*climber).append)
	return appendEntries(dst, &r.nets, (*netUse).append)
}

func (r *roles) read(u *finding.Unpacker) {
	*r = newRoles()
	r.begun = u.Uint32()
	r.accounts.Read(u)
	r.known.read(u)
	for range u.Len(maxFunctions, 32) {
		var f function
		key := u.Fixed64()
		f.read(u)
		r.keys, r.funcs = append(r.keys, key), append(r.funcs, f)
	}
	readEntries(u, &r.climbers, maxClimbers, (*climber).read)
	readEntries(u, &r.nets, maxNets, (*netUse).read)
}

func (u *function) append(dst []byte) []byte {
	for _, n := range [...]uint32{u.first, u.last, u.joined, u.calls} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	for _, b := range [...]bool{u.many, u.wordy, u.hinted} {
		dst = finding.AppendBool(dst, b)
	}
	dst = append(dst, u.n)
	for _, t := range u.callers[:u.n] {
		dst = binary.BigEndian.AppendUint32(dst, t)
	}
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, u.refused.Now), u.refused.Before)
}

func (u *function) read(in *finding.Unpacker) {
	*u = function{first: in.Uint32(), last: in.Uint32(), joined: in.Uint32(), calls: in.Uint32(), many: in.Bool(), wordy: in.Bool(), hinted: in.Bool()}
	u.n = uint8(in.Len(maxCallers, 4))
	for i := range u.n {
		if b := in.Bytes(4); b != nil {
			u.callers[i] = binary.BigEndian.Uint32(b)
		}
	}
	u.refused = sketch.Users{Now: in.Fixed64(), Before: in.Fixed64()}
}

func (c *climber) append(dst []byte) []byte {
	dst = c.tried.Append(c.given.Append(dst))
	dst = finding.AppendAPI(append(binary.AppendUvarint(dst, uint64(c.day)), c.days), c.api)
	return c.tries.append(c.acts.append(c.reads.append(dst)))
}

func (c *climber) read(u *finding.Unpacker) {
	c.given.Read(u)
	c.tried.Read(u)
	c.day, c.days, c.api = u.Uint32(), u.Byte(), u.API()
	c.reads.read(u)
	c.acts.read(u)
	c.tries.read(u)
}

func (n *netUse) append(dst []byte) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(n.high)), uint64(n.all))
}

func (n *netUse) read(u *finding.Unpacker) { n.high, n.all = u.Uint32(), u.Uint32() }
