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

// Habit is what one client usually does at most. One observation is the most it did in
// any minute (or window) of one hour; only unflagged ones are given. 12 bytes.
type Habit struct {
	most float32
	day  uint32 // last day it was seen, since 1970
	days uint16 // different days
}

// Observe takes one observation.
func (h *Habit) Observe(most float64, day uint32) {
	if h.days == 0 {
		h.most = float32(most)
	} else if m := float32(math.Min(most, float64(h.most)*habitClip+1)); m > h.most {
		h.most += habitUp * (m - h.most)
	} else {
		h.most += habitDown * (m - h.most)
	}
	if day > h.day || h.days == 0 {
		h.days += min(1, math.MaxUint16-h.days)
		h.day = day
	}
}

// Days is on how many different days it was observed.
func (h *Habit) Days() int { return int(h.days) }

// Most gives what is usual at most, and whether that is a habit: seen on EnoughDays
// different days, the last of them not long ago.
func (h *Habit) Most(day uint32) (most float64, learned bool) {
	return float64(h.most), h.days >= EnoughDays && day <= h.day+habitForget
}

// Append writes the habit.
func (h *Habit) Append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, math.Float32bits(h.most))
	dst = binary.AppendUvarint(dst, uint64(h.day))
	return binary.AppendUvarint(dst, uint64(h.days))
}

// Read reads what Append wrote; errors stay in u.
func (h *Habit) Read(u *finding.Unpacker) {
	h.most, h.day, h.days = readFloat(u), u.Uint32(), uint16(u.Uint32())
}

// Habits remembers the habits of the few heavy clients of an API: an office behind one
// address, a partner's nightly job. 24 bytes a client.
type Habits struct{ all []keyedHabit }

type keyedHabit struct {
	key uint64
	Habit
}

// Observe takes one observation of a client.
func (h *Habits) Observe(key uint64, most float64, day uint32) {
	if c := h.get(key, day); c != nil {
		c.Observe(most, day)
	}
}

// get finds a client's habit or makes room for it: first in a free place, then in that of
// the client forgotten longest, never in that of one seen within two days.
func (h *Habits) get(key uint64, day uint32) *Habit {
	oldest := -1
	for i := range h.all {
		if h.all[i].key == key {
			return &h.all[i].Habit
		}
		if oldest < 0 || h.all[i].day < h.all[oldest].day {
			oldest = i
		}
	}
	if len(h.all) < habitClients {
		h.all = append(h.all, keyedHabit{key, Habit{day: day}})
		return &h.all[len(h.all)-1].Habit
	}
	if h.all[oldest].day+2 > day {
		return nil
	}
	h.all[oldest] = keyedHabit{key, Habit{day: day}}
	return &h.all[oldest].Habit
}

// Most gives what the client usually does at most, and whether that is a habit.
func (h *Habits) Most(key uint64, day uint32) (most float64, learned bool) {
	for i := range h.all {
		if h.all[i].key == key {
			return h.all[i].Most(day)
		}
	}
	return 0, false
}

// Append writes the habits.
func (h *Habits) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(h.all)))
	for i := range h.all {
		dst = binary.BigEndian.AppendUint64(dst, h.all[i].key)
		dst = h.all[i].Habit.Append(dst)
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *Habits) Read(u *finding.Unpacker) {
	*h = Habits{}
	for range u.Len(habitClients, 14) {
		c := keyedHabit{key: u.Fixed64()}
		c.Habit.Read(u)
		h.all = append(h.all, c)
	}
}

// Fastest is the most that any client with a habit does, 0 if there is none.
func (h *Habits) Fastest(day uint32) (most float64) {
	for i := range h.all {
		if m, learned := h.all[i].Most(day); learned {
			most = max(most, m)
		}
	}
	return most
}
