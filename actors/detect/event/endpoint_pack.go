package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// 2: credentials of flagged calls too; 3: risks of the whole API by day; 4: how doubtful credentials are answered;
// 5: where calls come from; 6: how it is usually called; 7: baselines by day, blocks by name;
// 8: answers and decisions; 9: what calls always carry; 10: under which policies risks and events were explained;
// 11: names that failed; 12: own events; 13: what clients do over hours and days; 14: floods over them apart from those of a minute;
// 15: who leads a flood; 16: since when names failed; 17: how large parameters are, days of rest, what programs are made with;
// 18: who roams; 19: and what they read; 20: where programs call from, runs of calls.
const endpointVersion = 21

// AppendBinary writes the state.
func (e *Endpoint) AppendBinary(dst []byte) ([]byte, error) {
	dst = finding.AppendAPI(append(dst, endpointVersion), e.api)
	dst = binary.AppendUvarint(dst, uint64(e.newest))
	dst = binary.AppendUvarint(dst, e.late)
	dst = binary.AppendUvarint(dst, uint64(e.aged))
	dst = e.proof.append(e.all.append(e.auth.append(e.asset.append(dst))))
	dst = e.habits.Append(e.peaks.Append(e.rate.Append(dst)))
	dst = appendEntries(dst, &e.fast, (*caller).append)
	dst = appendEntries(dst, &e.open, (*opened).append)
	dst = appendEntries(e.ways.append(dst), &e.odd, (*oddity).append)
	dst = appendRotating(appendMissing(dst, e.missing), e.rotating)
	dst = e.ruling.append(e.quality.append(dst))
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(e.since)), uint64(e.until))
	dst = e.own.append(binary.AppendUvarint(e.counts.append(dst), uint64(e.judged)))
	dst = e.roamers.append(e.walkers.Append(e.crowd.append(dst)))
	return appendFigures(appendRisks(dst, e.risks), e.figures), nil
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the state is empty.
func (e *Endpoint) UnmarshalBinary(data []byte) error {
	u := finding.NewUnpacker(data, endpointVersion)
	in := NewEndpoint(u.API())
	*e = *NewEndpoint(e.api)
	in.newest, in.late, in.aged = u.Uint32(), u.Uint(), u.Uint32()
	in.asset.read(u)
	in.auth.read(u)
	in.all.read(u)
	in.proof.read(u)
	in.rate.Read(u)
	in.peaks.Read(u)
	in.habits.Read(u)
	readEntries(u, &in.fast, maxFast, (*caller).read)
	readEntries(u, &in.open, maxOpen, (*opened).read)
	in.ways.read(u)
	readEntries(u, &in.odd, maxOdd, (*oddity).read)
	in.missing = readMissing(u)
	in.rotating = readRotating(u)
	in.quality.read(u)
	in.ruling.read(u)
	in.since, in.until = u.Uint32(), u.Uint32()
	in.counts.read(u)
	in.judged = u.Uint32()
	in.own.read(u)
	in.crowd.read(u)
	in.walkers.Read(u)
	in.roamers.read(u)
	in.risks, in.figures = readRisks(u), readFigures(u)
	if err := u.Close(); err != nil {
		return err
	}
	*e = *in
	return nil
}

func (o *opened) append(dst []byte) []byte { return o.episode.append(o.entries.Append(dst)) }

func (o *opened) read(u *finding.Unpacker) {
	o.entries.Read(u)
	o.episode.read(u)
}

func (c *caller) append(dst []byte) []byte {
	for _, n := range [...]uint32{c.minute, c.n[0], c.n[1], c.n[2], c.hour, c.most, c.failed, c.taught} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = binary.BigEndian.AppendUint64(dst, c.users.Now)
	dst = binary.BigEndian.AppendUint64(dst, c.users.Before)
	dst = c.fast.append(finding.AppendBool(finding.AppendBool(dst, c.flagged), c.blamed))
	dst = append(dst, c.few, c.fewBad)
	if dst = finding.AppendBool(dst, c.pace != nil); c.pace != nil {
		dst = c.pace.append(dst)
	}
	return dst
}

func (c *caller) read(u *finding.Unpacker) {
	c.minute = u.Uint32()
	c.n = [3]uint32{u.Uint32(), u.Uint32(), u.Uint32()}
	c.hour, c.most, c.failed, c.taught = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32()
	c.users = sketch.Users{Now: u.Fixed64(), Before: u.Fixed64()}
	c.flagged, c.blamed = u.Bool(), u.Bool()
	c.fast.read(u)
	c.few, c.fewBad = u.Byte(), u.Byte()
	if u.Bool() {
		c.pace = &pace{}
		c.pace.read(u)
	}
}
