package sketch

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// counterSlots is how finely a Counter's window slides: by a tenth.
const counterSlots = 10

// Counter counts calls over a sliding window of event time, which moves in tenths: the
// window asked for holds between 90 and 100 % of its length. What comes later than a
// window after the newest call is not counted. 44 bytes.
type Counter struct {
	newest uint32 // number of the newest slot since 1970
	n      [counterSlots]uint32
}

// Slot is the tenth of a window that a second belongs to: for AddSlot and SumSlot of many counters of one window.
func Slot(at, window uint32) uint32 { return at / max(window/counterSlots, 1) }

// Add counts n calls at the given second; window is in seconds.
func (c *Counter) Add(at, window, n uint32) { c.AddSlot(Slot(at, window), n) }

// AddSlot is Add by the number of the tenth.
func (c *Counter) AddSlot(slot, n uint32) {
	c.forward(slot)
	if c.newest-slot < counterSlots {
		c.n[slot%counterSlots] += n
	}
}

func (c *Counter) forward(slot uint32) {
	if slot <= c.newest {
		return
	}
	for i := range min(slot-c.newest, counterSlots) {
		c.n[(slot-i)%counterSlots] = 0
	}
	c.newest = slot
}

// Sum gives the calls of the window that ends now.
func (c *Counter) Sum(now, window uint32) uint32 { return c.SumSlot(Slot(now, window)) }

// SumSlot is Sum by the number of the tenth.
func (c *Counter) SumSlot(slot uint32) (sum uint32) {
	if slot >= c.newest+counterSlots {
		return 0
	}
	c.forward(slot)
	for _, n := range c.n {
		sum += n
	}
	return sum
}

// Append writes the counter.
func (c *Counter) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(c.newest))
	for _, n := range c.n {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (c *Counter) Read(u *finding.Unpacker) {
	c.newest = u.Uint32()
	for i := range c.n {
		c.n[i] = u.Uint32()
	}
}
