package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func appendRotating(dst []byte, r *rotating) []byte {
	if r == nil {
		return append(dst, 0)
	}
	dst = binary.AppendUvarint(append(dst, 1, r.shift), uint64(len(r.pending)))
	for i := range r.pending {
		s := &r.pending[i]
		for _, h := range [...]uint64{s.name, s.block, s.ip} {
			dst = binary.BigEndian.AppendUint64(dst, h)
		}
		dst = binary.AppendUvarint(dst, uint64(s.at))
		dst = finding.AppendBool(finding.AppendBool(finding.AppendBool(dst, s.again), s.odd), s.known)
	}
	dst = r.names.append(dst)
	for i := range spans {
		dst = r.ok[i].Append(r.back[i].Append(r.strays[i].Append(dst)))
	}
	dst = r.blocks.Append(r.ips.Append(r.odd.Append(r.known.Append(dst))))
	dst = r.share.Append(binary.AppendUvarint(binary.AppendUvarint(dst, uint64(r.again)), uint64(r.first)))
	for _, n := range [...]uint32{r.day, r.today[0], r.today[1]} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return r.episode.append(finding.AppendBool(dst, r.flagged))
}

func readRotating(u *finding.Unpacker) *rotating {
	if !u.Bool() {
		return nil
	}
	r := &rotating{shift: min(u.Byte(), 40)}
	for range u.Len(maxStrays, 28) {
		r.pending = append(r.pending, stray{
			name: u.Fixed64(), block: u.Fixed64(), ip: u.Fixed64(),
			at: u.Uint32(), again: u.Bool(), odd: u.Bool(), known: u.Bool(),
		})
	}
	r.names.read(u)
	for i := range spans {
		r.strays[i].Read(u)
		r.back[i].Read(u)
		r.ok[i].Read(u)
	}
	r.known.Read(u)
	r.odd.Read(u)
	r.ips.Read(u)
	r.blocks.Read(u)
	r.again, r.first = u.Uint32(), u.Uint32()
	r.share.Read(u)
	r.day, r.today = u.Uint32(), [2]uint32{u.Uint32(), u.Uint32()}
	r.flagged = u.Bool()
	r.episode.read(u)
	return r
}
