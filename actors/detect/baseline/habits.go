package baseline

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	habitClients = 32  // clients whose habit is kept: the rightly fast ones are few
	habitForget  = 30  // days without the client until its habit is forgotten
	habitUp      = 0.5 // share of the way towards a higher observation
	habitDown    = 0.1 // share of the way towards a lower one: weekends are slow
	habitClip    = 1.5 // one observation counts as at most so many times the habit
)

// Habits remembers what the few heavy clients of an API usually do at most: an office
// behind one address, a partner's nightly job. One observation is the most a client did
// in any minute (or window) of one hour; only unflagged ones are given. 40 bytes a client.
type Habits struct{ all []habit }

type habit struct {
	key  uint64
	most float32
	day  uint32 // last day it was seen, since 1970
	days uint16 // different days
}

// Observe takes one observation of a client.
func (h *Habits) Observe(key uint64, most float64, day uint32) {
	c := h.get(key, day)
	if c == nil {
		return
	}
	if c.days == 0 {
		c.most = float32(most)
	} else if m := float32(math.Min(most, float64(c.most)*habitClip+1)); m > c.most {
		c.most += habitUp * (m - c.most)
	} else {
		c.most += habitDown * (m - c.most)
	}
	if day > c.day || c.days == 0 {
		c.days += min(1, math.MaxUint16-c.days)
		c.day = day
	}
}

// get finds a client's habit or makes room for it: first in a free place, then in that of
// the client forgotten longest, never in that of one seen within two days.
func (h *Habits) get(key uint64, day uint32) *habit {
	oldest := -1
	for i := range h.all {
		if h.all[i].key == key {
			return &h.all[i]
		}
		if oldest < 0 || h.all[i].day < h.all[oldest].day {
			oldest = i
		}
	}
	if len(h.all) < habitClients {
		h.all = append(h.all, habit{key: key, day: day})
		return &h.all[len(h.all)-1]
	}
	if h.all[oldest].day+2 > day {
		return nil
	}
	h.all[oldest] = habit{key: key, day: day}
	return &h.all[oldest]
}

// Most gives what the client usually does at most, and whether that is a habit: seen on
// EnoughDays different days, the last of them not long ago.
func (h *Habits) Most(key uint64, day uint32) (most float64, learned bool) {
	for i := range h.all {
		if c := &h.all[i]; c.key == key {
			return float64(c.most), c.days >= EnoughDays && day <= c.day+habitForget
		}
	}
	return 0, false
}

// Append writes the habits.
func (h *Habits) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(h.all)))
	for _, c := range h.all {
		dst = binary.BigEndian.AppendUint64(dst, c.key)
		dst = binary.BigEndian.AppendUint32(dst, math.Float32bits(c.most))
		dst = binary.AppendUvarint(dst, uint64(c.day))
		dst = binary.AppendUvarint(dst, uint64(c.days))
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *Habits) Read(u *finding.Unpacker) {
	*h = Habits{}
	for range u.Len(habitClients, 14) {
		h.all = append(h.all, habit{
			key: u.Fixed64(), most: readFloat(u), day: u.Uint32(), days: uint16(u.Uint32()),
		})
	}
}
