package baseline

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	// quietDays is on how many days of a kind (working days, weekends) an API must have been called
	// before an hour without calls is known to be quiet.
	quietDays = 5
	// quietDaysOff is the same for weekends, which have two days.
	quietDaysOff = 4
	// youngDays is on how many days of a kind each hour with a call is one of the usual hours; after them
	// an hour must have had calls on backDays days.
	youngDays    = 10
	youngDaysOff = 4
	// openHours is in how many hours of the day an API may be called at most that has closing hours.
	openHours = 16
)

// Hours learns at which hours of the day an API is called at all, on working days and at weekends
// apart (UTC: who works across its midnight has no closing hours there). A call at night now and
// then, which nobody flagged, opens no hour. 80 bytes.
type Hours struct {
	days    [2]uint16             // with any call: working days, weekends
	seen    [2][hoursPerDay]uint8 // days on which the hour had a call, up to 255
	early   [2]uint32             // hours with a call on the first days, a bit each
	day     uint32                // the open day
	today   uint32                // its hours with a call, a bit each
	flagged uint32                // its hours with flagged calls: they teach nothing
}

// kindOf tells working days (0) from weekends (1); day 0 of Unix time was a Thursday.
func kindOf(day uint32) int {
	if w := (day + 4) % 7; w == 0 || w == 6 {
		return 1
	}
	return 0
}

// Add learns a call that was neither flagged nor refused. A day teaches when the next one begins;
// calls of days before the open one teach nothing.
func (h *Hours) Add(hour int64) {
	h.open(uint32(hour / hoursPerDay))
	if day := uint32(hour / hoursPerDay); day == h.day {
		h.today |= 1 << (hour % hoursPerDay)
	}
}

// Flag takes an hour of the open day back.
func (h *Hours) Flag(hour int64) {
	h.open(uint32(hour / hoursPerDay))
	if day := uint32(hour / hoursPerDay); day == h.day {
		h.flagged |= 1 << (hour % hoursPerDay)
	}
}

// open closes the open day when a later one begins.
func (h *Hours) open(day uint32) {
	if day <= h.day {
		return
	}
	if learned := h.today &^ h.flagged; learned != 0 {
		k := kindOf(h.day)
		if h.days[k] < [2]uint16{youngDays, youngDaysOff}[k] {
			h.early[k] |= learned
		}
		h.days[k] = min(h.days[k]+1, 1<<15)
		for hour := range h.seen[k] {
			if s := &h.seen[k][hour]; learned>>hour&1 == 1 && *s < 255 {
				*s++
			}
		}
	}
	h.day, h.today, h.flagged = day, 0, 0
}

// Quiet reports an hour in which, and in as many on each side of it, the API was never called on any day
// of its kind, and that it has closing hours at all.
func (h *Hours) Quiet(hour, beside int64) bool {
	k := kindOf(uint32(hour / hoursPerDay))
	if enough := [2]uint16{quietDays, quietDaysOff}[k]; h.days[k] < enough {
		return false
	}
	open := 0
	for hour := range int64(hoursPerDay) {
		if h.usual(k, hour) {
			open++
		}
	}
	if open > openHours {
		return false
	}
	for d := -beside; d <= beside; d++ {
		if h.usual(k, (hour%hoursPerDay+d+hoursPerDay)%hoursPerDay) {
			return false
		}
	}
	return true
}

// usual reports an hour of the day in which the API is called on days of a kind.
func (h *Hours) usual(kind int, hour int64) bool {
	return h.early[kind]>>hour&1 == 1 || h.seen[kind][hour] >= backDays
}

// Days is on how many days of the hour's kind there was any call.
func (h *Hours) Days(hour int64) int { return int(h.days[kindOf(uint32(hour/hoursPerDay))]) }

// Append writes the hours.
func (h *Hours) Append(dst []byte) []byte {
	for k := range h.days {
		dst = append(binary.AppendUvarint(dst, uint64(h.days[k])), h.seen[k][:]...)
		dst = binary.AppendUvarint(dst, uint64(h.early[k]))
	}
	for _, n := range [...]uint32{h.day, h.today, h.flagged} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *Hours) Read(u *finding.Unpacker) {
	*h = Hours{}
	for k := range h.days {
		h.days[k] = uint16(min(u.Uint32(), 1<<15))
		copy(h.seen[k][:], u.Bytes(hoursPerDay))
		h.early[k] = u.Uint32()
	}
	h.day, h.today, h.flagged = u.Uint32(), u.Uint32(), u.Uint32()
}

// Usual lists the hours of the day in which the API is called on working days (0) or weekends (1), and
// on how many such days that rests.
func (h *Hours) Usual(kind int) (hours []int, days int) {
	for hour := range int64(hoursPerDay) {
		if h.usual(kind, hour) {
			hours = append(hours, int(hour))
		}
	}
	return hours, int(h.days[kind])
}
