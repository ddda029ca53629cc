package baseline

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Most learns the most that any one of many does: each day gives its highest observation, and what
// is usual is their median over days, so that a few days on which somebody did much more teach
// nothing. 52 bytes.
type Most struct {
	open float32
	day  uint32 // the open day, since 1970
	days Days
}

// mostFloor is how much the learned figure may always move in a day.
const mostFloor = 5

// Observe takes what one of them did; observations of days already closed are left out.
func (m *Most) Observe(x float64, day uint32) {
	if day > m.day {
		if m.day > 0 {
			m.days.Add(float64(m.open), mostFloor)
		}
		m.open, m.day = 0, day
	}
	if day == m.day {
		m.open = max(m.open, float32(x))
	}
}

// Usual gives the usual most of a day, and whether it rests on days enough to judge by.
func (m *Most) Usual() (most float64, learned bool) {
	return m.days.Value(), m.days.Count() >= LearnDays
}

// Append writes it.
func (m *Most) Append(dst []byte) []byte {
	return m.days.Append(binary.AppendUvarint(appendFloat(dst, m.open), uint64(m.day)))
}

// Read reads what Append wrote; errors stay in u.
func (m *Most) Read(u *finding.Unpacker) {
	m.open, m.day = readFloat(u), u.Uint32()
	m.days.Read(u)
}
