package event

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Proof that an API takes credentials and never looks at them (NF-20), from traffic alone: the same
// object was answered with the same personal data to a caller whose credential could be valid, and
// to others whose could not. One such pair may be an accident (a cache, a shared clock); so several
// are asked for that have nothing in common, and one refusal ends it.
const (
	proofPairs   = 4       // pairs, of
	proofObjects = 2       // objects at least, and
	proofCallers = 2       // doubtful credentials (or addresses without one) at least
	proofSpan    = 10 * 60 // seconds between the first pair and the last: a server that restarts lets calls slip
	proofCalls   = 20      // successful calls with a credential that may be valid: before, nobody knows what is usual
	proofShare   = .5      // of the successful calls carry such a one; else the API is plainly open
)

// Bounds: the pairs that are waited for stand in two rings, the oldest goes first. 24 and 72 bytes a
// place, only for APIs that answer with personal data: under 3 KB.
const (
	maxSure     = 64
	maxDoubtful = 32
	maxDenied   = 1 << 30
)

// told is an answer about an object.
type told struct {
	object, answer, who uint64
	at                  uint32 // Unix second
	doubt               finding.Doubt
	counted             bool
}

// proof is what is known of how an API answers doubtful credentials.
type proof struct {
	sure     []told // asked with a credential that may be valid
	doubtful []told // asked with one that can't be
	nextSure uint8
	nextBad  uint8
	pairs    [finding.Doubts]uint32 // by doubt
	objects  []uint64               // the first few of the pairs: proofObjects of them are enough
	callers  []uint64
	first    uint32 // Unix second of the first pair, 0 for none yet
	last     uint32 // and of the last
	valid    uint32 // successful calls with a credential that may be valid
	invalid  uint32 // and without
	denied   uint32 // doubtful calls that were refused, or told nothing about an object known
}

// note takes a call in. Only calls that name an object say anything, and refusals.
func (p *proof) note(f *finding.Facts) {
	switch {
	case f.Blocked || f.Attacks != 0:
		return // the firewall's refusal is not the API's
	case f.Doubt != finding.DoubtNone && (f.Status == 401 || f.Status == 403):
		p.denied = min(p.denied+1, maxDenied)
		return
	case !f.OK():
		return
	}
	p.count(f.Doubt == finding.DoubtNone)
	switch {
	case f.Object == 0:
		return
	case f.Doubt == finding.DoubtAbsent && f.Client.IsPrivate():
		return // a service behind the gateway may be known by its address
	}
	t := told{at: uint32(max(f.Time.Unix(), 1)), object: f.Object, answer: f.Answer, who: f.Session, doubt: f.Doubt}
	if t.who == 0 { // no credential: who it was shows in the address
		a := f.Client.As16()
		t.who = xxh3.Hash(a[:])
	}
	if f.Doubt == finding.DoubtNone {
		if f.Answer != 0 {
			p.asSure(t)
		}
		return
	}
	p.asDoubtful(t)
}

func (p *proof) count(valid bool) {
	if valid {
		p.valid++
	} else {
		p.invalid++
	}
	if p.valid|p.invalid >= 1<<30 {
		p.valid, p.invalid = p.valid/2, p.invalid/2
	}
}

func (p *proof) asSure(t told) {
	for i := range p.doubtful {
		d := &p.doubtful[i]
		if d.object == t.object && !d.counted {
			d.counted = p.compare(d, &t)
		}
	}
	for i := range p.sure {
		if p.sure[i].object == t.object {
			p.sure[i] = t // the newest is what is compared: objects change
			return
		}
	}
	p.sure = put(p.sure, &p.nextSure, maxSure, t)
}

func (p *proof) asDoubtful(t told) {
	for i := range p.sure {
		if p.sure[i].object == t.object {
			t.counted = p.compare(&t, &p.sure[i])
			break
		}
	}
	for i := range p.doubtful {
		if d := &p.doubtful[i]; d.object == t.object && d.who == t.who {
			t.counted = t.counted || d.counted
			*d = t
			return
		}
	}
	if t.answer != 0 || t.counted {
		p.doubtful = put(p.doubtful, &p.nextBad, maxDoubtful, t)
	}
}

// compare sets a doubtful answer beside a sure one about the same object.
func (p *proof) compare(d, sure *told) (counted bool) {
	switch {
	case d.who == sure.who:
		return false
	case d.answer == 0: // told something else, without the data: that is how some APIs refuse
		p.denied = min(p.denied+1, maxDenied)
		return true
	case d.answer != sure.answer:
		return false // the object may have changed in between
	}
	if !known(p.objects, d.object) || !known(p.callers, d.who) || p.pairs[d.doubt] == 0 {
		p.pairs[d.doubt]++
	}
	if p.first == 0 || d.at < p.first {
		p.first = d.at
	}
	p.last = max(p.last, d.at)
	p.objects = remember(p.objects, d.object)
	p.callers = remember(p.callers, d.who)
	return true
}

const maxApart = 8 // objects and callers of pairs that are told apart

func known(all []uint64, x uint64) bool {
	for _, y := range all {
		if x == y {
			return true
		}
	}
	return false
}

func remember(all []uint64, x uint64) []uint64 {
	if known(all, x) || len(all) >= maxApart {
		return all
	}
	return append(all, x)
}

func put(ring []told, next *uint8, most int, t told) []told {
	if len(ring) < most {
		return append(ring, t)
	}
	ring[*next] = t
	*next = uint8((int(*next) + 1) % most)
	return ring
}

// holds reports whether the proof is complete. Expired tokens alone prove nothing: a server may take
// them as the names of sessions that it prolongs; and calls without any alone show an open door.
func (p *proof) holds() bool {
	kinds, pairs := 0, uint32(0)
	for _, n := range p.pairs {
		if pairs += n; n > 0 {
			kinds++
		}
	}
	forged := p.pairs[finding.DoubtMalformed] + p.pairs[finding.DoubtMadeUp] + p.pairs[finding.DoubtUnsigned]
	return p.denied == 0 && pairs >= proofPairs && p.last-p.first >= proofSpan && len(p.objects) >= proofObjects && len(p.callers) >= proofCallers &&
		(kinds >= 2 || forged >= proofPairs) && p.valid >= proofCalls &&
		float64(p.valid) >= proofShare*float64(p.valid+p.invalid)
}

func (p *proof) append(dst []byte) []byte {
	for _, ring := range [...][]told{p.sure, p.doubtful} {
		dst = append(dst, byte(len(ring)))
		for i := range ring {
			t := &ring[i]
			for _, h := range [...]uint64{t.object, t.answer, t.who} {
				dst = binary.BigEndian.AppendUint64(dst, h)
			}
			dst = binary.AppendUvarint(dst, uint64(t.at))
			dst = finding.AppendBool(append(dst, byte(t.doubt)), t.counted)
		}
	}
	dst = append(dst, p.nextSure, p.nextBad)
	for _, n := range p.pairs {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	for _, list := range [...][]uint64{p.objects, p.callers} {
		dst = append(dst, byte(len(list)))
		for _, h := range list {
			dst = binary.BigEndian.AppendUint64(dst, h)
		}
	}
	for _, n := range [...]uint32{p.first, p.last, p.denied, p.valid, p.invalid} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return dst
}

func (p *proof) read(u *finding.Unpacker) {
	const toldBytes = 27
	ring := func(most int) (out []told) {
		for range u.Len(most, toldBytes) {
			t := told{object: u.Fixed64(), answer: u.Fixed64(), who: u.Fixed64(), at: u.Uint32()}
			t.doubt, t.counted = min(finding.Doubt(u.Byte()), finding.Doubt(finding.Doubts-1)), u.Bool()
			out = append(out, t)
		}
		return out
	}
	*p = proof{sure: ring(maxSure), doubtful: ring(maxDoubtful)}
	p.nextSure, p.nextBad = u.Byte()%maxSure, u.Byte()%maxDoubtful
	for i := range p.pairs {
		p.pairs[i] = u.Uint32()
	}
	list := func() (out []uint64) {
		for range u.Len(maxApart, 8) {
			out = append(out, u.Fixed64())
		}
		return out
	}
	p.objects, p.callers = list(), list()
	p.first, p.last, p.denied, p.valid, p.invalid = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32()
	p.last = max(p.last, p.first)
}
