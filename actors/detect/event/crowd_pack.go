package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func (p *pace) append(dst []byte) []byte {
	for _, s := range p.spans() {
		for _, n := range [...]uint32{s.number, s.calls, s.bad, s.people.lead} {
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		dst = finding.AppendBool(s.objects.Append(binary.AppendUvarint(dst, uint64(s.people.who))), s.flagged)
	}
	dst = p.spell.append(p.hurry.append(p.walking.append(dst)))
	if dst = finding.AppendBool(dst, p.walk != nil); p.walk != nil {
		dst = p.walk.append(dst)
	}
	if dst = finding.AppendBool(dst, p.failing != nil); p.failing != nil {
		dst = p.failing.append(dst)
	}
	return dst
}

func (p *pace) read(u *finding.Unpacker) {
	for _, s := range p.spans() {
		s.number, s.calls, s.bad = u.Uint32(), u.Uint32(), u.Uint32()
		s.people.lead, s.people.who = u.Uint32(), u.Uint32()
		s.objects.Read(u)
		s.flagged = u.Bool()
	}
	p.walking.read(u)
	p.hurry.read(u)
	p.spell.read(u)
	if u.Bool() {
		p.walk = &crawl{}
		p.walk.read(u)
	}
	if u.Bool() {
		p.failing = &failing{}
		p.failing.read(u)
	}
}

func (c *crowd) append(dst []byte) []byte {
	for m := range c.client {
		for i := range c.client[m] {
			dst = c.client[m][i].Append(dst)
		}
	}
	dst = c.load.Append(c.block.Append(dst))
	dst = appendEntries(dst, &c.blocks, (*blockPace).append)
	for _, n := range [...]uint32{c.slot, c.calls, c.bad, c.hour, c.number, c.before[0], c.before[1]} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = c.ips.Append(finding.AppendBool(dst, c.loud))
	dst = binary.AppendUvarint(dst, uint64(len(c.leads)))
	for _, l := range c.leads {
		dst = binary.AppendUvarint(binary.BigEndian.AppendUint64(finding.AppendAddr(dst, l.ip), l.key), uint64(l.calls))
	}
	return c.rush.append(dst)
}

func (c *crowd) read(u *finding.Unpacker) {
	for m := range c.client {
		for i := range c.client[m] {
			c.client[m][i].Read(u)
		}
	}
	c.block.Read(u)
	c.load.Read(u)
	readEntries(u, &c.blocks, mostBlocks, (*blockPace).read)
	c.slot, c.calls, c.bad, c.hour, c.number = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32()
	c.before = [2]uint32{u.Uint32(), u.Uint32()}
	c.loud = u.Bool()
	c.ips.Read(u)
	for range u.Len(maxLeads, 10) {
		c.leads = append(c.leads, lead{ip: u.Addr(), key: u.Fixed64(), calls: u.Uint32()})
	}
	c.rush.read(u)
}

func (b *blockPace) append(dst []byte) []byte {
	dst = b.spell.append(binary.AppendUvarint(binary.AppendUvarint(dst, uint64(b.number)), uint64(b.calls)))
	return b.episode.append(finding.AppendBool(binary.AppendUvarint(dst, b.ips), b.flagged))
}

func (b *blockPace) read(u *finding.Unpacker) {
	b.number, b.calls = u.Uint32(), u.Uint32()
	b.spell.read(u)
	b.ips, b.flagged = u.Uint(), u.Bool()
	b.episode.read(u)
}
