package baseline

import (
	"encoding/binary"
	"math"
	"math/bits"

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
	// longGap is how many days without a call are no rest: nobody used the API, or nothing was recorded.
	longGap = 8
	// restDays is how many silent days at weekends say that an API rests then.
	restDays = 3
	// coreHours is in how many hours an API must be called on most working days before a silent weekend says
	// that it rests then: with fewer, silence is chance.
	coreHours = 6
	// openHours is in how many hours of the day an API may be called at most that has closing hours.
	openHours = 16
	// longHours is the same where it is called in each of its hours on openDays days and more, taken together: the
	// others are then not empty by chance.
	longHours = 19
	openDays  = 7
	// againDays is on how many days its hours must come again, taken together, before the others tell anything.
	againDays = 2
)

// Hours learns at which hours of the day an API is called at all, on working days and at weekends
// apart (UTC: who works across its midnight has no closing hours there), and whether it rests at
// weekends. A call at night now and then, which nobody flagged, opens no hour. 100 bytes.
type Hours struct {
	days    [2]uint16             // with any call: working days, weekends
	silent  [2]uint16             // without one, between those
	seen    [2][hoursPerDay]uint8 // days on which the hour had a call, up to 255
	early   [2]uint32             // hours with a call on the first days, a bit each
	day     uint32                // the open day
	today   uint32                // its hours with a call, a bit each
	flagged uint32                // its hours with flagged calls: they teach nothing
	came    came
}

// came is who calls on a day of rest.
type came struct {
	day, first uint32 // day, and the Unix second of its first call in the core hours
	who        uint64 // a bit each, by hash
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
	countSilent(&h.silent, h.day, day)
	h.day, h.today, h.flagged = day, 0, 0
}

// Rest reports an hour of a day on which the API rests: a weekend, where it has been busy on working days and silent
// on weekends, save one in five; days is how many of those there were, 0 where it does not. core tells one of the
// hours in which it is called on most working days: where everybody works that day, as before a holiday, many will
// be there by then.
func (h *Hours) Rest(hour, beside int64) (days int, core bool) {
	day := uint32(hour / hoursPerDay)
	worked := h.days[0]
	if kindOf(h.day) == 0 && day > h.day && h.today&^h.flagged != 0 { // the last one is still open
		worked++
	}
	if kindOf(day) == 0 || worked < youngDays || 5*h.silent[0] > worked || !h.closed(1, hour, beside) {
		return 0, false
	}
	silent := h.silent
	countSilent(&silent, h.day, day)
	if silent[1] < restDays || 4*h.days[1] > silent[1] {
		return 0, false
	}
	n := 0
	for i := range int64(hoursPerDay) {
		if h.core(i) {
			n++
			core = core || i == hour%hoursPerDay
		}
	}
	if n < coreHours {
		return 0, false
	}
	return int(silent[1]), core
}

// countSilent counts the days between two with calls.
func countSilent(silent *[2]uint16, from, to uint32) {
	if from == 0 || to-from > longGap {
		return
	}
	for d := from + 1; d < to; d++ {
		k := kindOf(d)
		silent[k] = min(silent[k]+1, 1<<13)
	}
}

// core reports an hour in which the API is called on most working days.
func (h *Hours) core(hour int64) bool {
	return 2*uint16(h.seen[0][hour]) >= min(h.days[0], math.MaxUint8)
}

// Lone notes who calls on a day of rest and reports that in the core hours, for a while, nobody did but him and at
// most one other.
func (h *Hours) Lone(who uint64, at uint32, core bool) bool {
	c := &h.came
	if day := at / (hoursPerDay * 3600); day > c.day {
		*c = came{day: day}
	}
	if c.who |= 1 << (who & 63); !core {
		return false
	}
	if c.first == 0 {
		c.first = at
	}
	return bits.OnesCount64(c.who) <= fewCame && at >= c.first+loneFor
}

const (
	fewCame = 2       // people who do not make a working day
	loneFor = 15 * 60 // seconds of the core hours in which others would have come
)

// Closed reports an hour that, with as many on each side, is none in which the API is called on working days.
func (h *Hours) Closed(hour, beside int64) bool { return h.closed(0, hour, beside) }

// Quiet reports an hour in which, and in as many on each side of it, the API was never called on any day
// of its kind, and that it has closing hours at all.
func (h *Hours) Quiet(hour, beside int64) bool {
	k := kindOf(uint32(hour / hoursPerDay))
	if enough := [2]uint16{quietDays, quietDaysOff}[k]; h.days[k] < enough {
		return false
	}
	open, seen := 0, 0
	for hour := range int64(hoursPerDay) {
		if h.usual(k, hour) {
			open++
			seen += int(h.seen[k][hour])
		}
	}
	if seen < againDays*open || open > openHours && (open > longHours || seen < openDays*open) {
		return false
	}
	return h.closed(k, hour, beside)
}

func (h *Hours) closed(kind int, hour, beside int64) bool {
	for d := -beside; d <= beside; d++ {
		if h.usual(kind, (hour%hoursPerDay+d+hoursPerDay)%hoursPerDay) {
			return false
		}
	}
	return true
}

// usual reports an hour of the day in which the API is called on days of a kind.
func (h *Hours) usual(kind int, hour int64) bool {
	return h.early[kind]>>hour&1 == 1 || h.seen[kind][hour] >= backDays
}

// Open reports an hour of the day in which the API is called on days of its kind.
func (h *Hours) Open(hour int64) bool {
	return h.usual(kindOf(uint32(hour/hoursPerDay)), hour%hoursPerDay)
}

// Days is on how many days of the hour's kind there was any call.
func (h *Hours) Days(hour int64) int { return int(h.days[kindOf(uint32(hour/hoursPerDay))]) }

// Append writes the hours.
func (h *Hours) Append(dst []byte) []byte {
	for k := range h.days {
		dst = append(binary.AppendUvarint(dst, uint64(h.days[k])), h.seen[k][:]...)
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(h.early[k])), uint64(h.silent[k]))
	}
	for _, n := range [...]uint32{h.day, h.today, h.flagged, h.came.day, h.came.first} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return binary.AppendUvarint(dst, h.came.who)
}

// Read reads what Append wrote; errors stay in u.
func (h *Hours) Read(u *finding.Unpacker) {
	*h = Hours{}
	for k := range h.days {
		h.days[k] = uint16(min(u.Uint32(), 1<<15))
		copy(h.seen[k][:], u.Bytes(hoursPerDay))
		h.early[k] = u.Uint32()
		h.silent[k] = uint16(min(u.Uint32(), 1<<13))
	}
	h.day, h.today, h.flagged = u.Uint32(), u.Uint32(), u.Uint32()
	h.came = came{day: u.Uint32(), first: u.Uint32(), who: u.Uint()}
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
