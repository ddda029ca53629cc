package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const recordsVersion = 3 // 2: who read the same; 3: who sessions are

// AppendBinary writes the state.
func (r *Records) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, recordsVersion)
	dst = binary.AppendUvarint(dst, r.late)
	for _, n := range [...]uint32{r.newest, r.begun, r.given, r.open, r.kept, r.caught, r.settled, r.aged, r.day, r.most} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = r.usual.Append(finding.AppendBool(dst, r.owned))
	dst = r.crossers.Append(r.keepers.Append(r.persons.append(r.owners.append(dst))))
	for _, u := range [...]*sketch.Users{&r.warpers, &r.callers} {
		dst = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, u.Now), u.Before)
	}
	dst = appendEntries(dst, &r.cross, (*crosser).append)
	dst = appendEntries(dst, &r.walk, (*walker).append)
	return appendEntries(dst, &r.warped, (*warper).append), nil
}

// UnmarshalBinary reads what AppendBinary wrote. After an error the state is empty.
func (r *Records) UnmarshalBinary(data []byte) error {
	*r = *NewRecords()
	u := finding.NewUnpacker(data, recordsVersion)
	in := NewRecords()
	in.late = u.Uint()
	for _, n := range [...]*uint32{&in.newest, &in.begun, &in.given, &in.open, &in.kept, &in.caught, &in.settled, &in.aged, &in.day, &in.most} {
		*n = u.Uint32()
	}
	in.owned = u.Bool()
	in.usual.Read(u)
	in.owners.read(u)
	in.persons.read(u)
	in.keepers.Read(u)
	in.crossers.Read(u)
	for _, s := range [...]*sketch.Users{&in.warpers, &in.callers} {
		*s = sketch.Users{Now: u.Fixed64(), Before: u.Fixed64()}
	}
	readEntries(u, &in.cross, maxCross, (*crosser).read)
	readEntries(u, &in.walk, maxWalk, (*walker).read)
	readEntries(u, &in.warped, maxWarped, (*warper).read)
	if err := u.Close(); err != nil {
		return err
	}
	*r = *in
	return nil
}

func (c *crosser) append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint64(dst, c.network)
	dst = c.met.append(c.owners.append(c.few.append(c.objects.Append(dst))))
	dst = c.habit.Append(dst)
	for _, n := range [...]uint32{c.peak, c.since, c.day, c.most, uint32(c.locals)} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	for _, b := range [...]bool{c.flagged, c.staff, c.caught} {
		dst = finding.AppendBool(dst, b)
	}
	return c.episode.append(dst)
}

func (c *crosser) read(u *finding.Unpacker) {
	c.network = u.Fixed64()
	c.objects.Read(u)
	c.few.read(u)
	c.owners.read(u)
	c.met.read(u)
	c.habit.Read(u)
	c.peak, c.since, c.day, c.most, c.locals = u.Uint32(), u.Uint32(), u.Uint32(), u.Uint32(), uint8(u.Uint32())
	c.flagged, c.staff, c.caught = u.Bool(), u.Bool(), u.Bool()
	c.episode.read(u)
}

func (t *tagSet) append(dst []byte) []byte {
	dst = append(dst, t.n)
	for _, tag := range t.tags[:t.n] {
		dst = binary.BigEndian.AppendUint32(dst, tag)
	}
	return dst
}

func (t *tagSet) read(u *finding.Unpacker) {
	t.n = uint8(u.Len(len(t.tags), 4))
	for i := range t.n {
		if b := u.Bytes(4); b != nil {
			t.tags[i] = binary.BigEndian.Uint32(b)
		}
	}
}

func (w *walker) append(dst []byte) []byte {
	dst = w.habit.Append(w.missing.Append(w.foreign.Append(w.objects.Append(dst))))
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(w.hour)), uint64(w.most))
	return w.episode.append(finding.AppendBool(dst, w.flagged))
}

func (w *walker) read(u *finding.Unpacker) {
	w.objects.Read(u)
	w.foreign.Read(u)
	w.missing.Read(u)
	w.habit.Read(u)
	w.hour, w.most, w.flagged = u.Uint32(), u.Uint32(), u.Bool()
	w.episode.read(u)
}

func (w *warper) append(dst []byte) []byte {
	return w.episode.append(w.refused.Append(w.given.Append(dst)))
}

func (w *warper) read(u *finding.Unpacker) {
	w.given.Read(u)
	w.refused.Read(u)
	w.episode.read(u)
}
