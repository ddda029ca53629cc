package sketch

import (
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// DistinctExact is up to how many different hashes a Distinct is exact: 2 KiB.
const DistinctExact = 256

// Distinct counts different 64-bit hashes: exactly up to DistinctExact, above as an
// estimate of standard error LogError. The order of adding does not matter.
type Distinct struct {
	exact []uint64 // rising
	log   *loglog  // nil while exact
}

// Add takes a hash in and reports whether the count may have risen.
func (d *Distinct) Add(h uint64) bool {
	if d.log != nil {
		return d.log.add(h)
	}
	i, found := slices.BinarySearch(d.exact, h)
	if found {
		return false
	}
	if len(d.exact) < DistinctExact {
		d.exact = slices.Insert(d.exact, i, h)
		return true
	}
	d.log = &loglog{}
	for _, e := range d.exact {
		d.log.add(e)
	}
	d.log.add(h)
	d.exact = nil
	return true
}

// Count gives the number and whether it is exact.
func (d *Distinct) Count() (n uint64, exact bool) {
	if d.log == nil {
		return uint64(len(d.exact)), true
	}
	return max(d.log.count(), DistinctExact+1), false
}

// Append writes the sketch.
func (d *Distinct) Append(dst []byte) []byte {
	if d.log != nil {
		return append(append(dst, 1), d.log.registers[:]...)
	}
	dst = binary.AppendUvarint(append(dst, 0), uint64(len(d.exact)))
	for _, h := range d.exact {
		dst = binary.BigEndian.AppendUint64(dst, h)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (d *Distinct) Read(u *finding.Unpacker) {
	*d = Distinct{}
	if u.Bool() {
		d.log = &loglog{}
		copy(d.log.registers[:], u.Bytes(logRegisters))
		return
	}
	if n := u.Len(DistinctExact, 8); n > 0 {
		d.exact = make([]uint64, n)
		for i := range d.exact {
			d.exact[i] = u.Fixed64()
		}
		slices.Sort(d.exact)
		d.exact = slices.Compact(d.exact)
	}
}
