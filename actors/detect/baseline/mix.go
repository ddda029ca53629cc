package baseline

import (
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Classes of answers: 2xx, 3xx, 4xx, 5xx.
const mixClasses = 4

const (
	mixLeast = 20   // answers of an hour before it is one
	mixTimes = 3.0  // times the usual share of errors in the third highest hour of a day
	mixFloor = 0.10 // and so much more: one in ten
)

// Mix learns which share of an API's answers has which class of status, by day, and the share of errors
// by hour. About 360 bytes.
type Mix struct {
	hour   int64
	open   [mixClasses]uint32 // of the open hour
	day    [mixClasses]uint32 // of the closed hours of the open day
	errors [hoursPerDay]float32
	hours  uint32 // closed hours of the open day, a bit each
	shares [mixClasses]Days
	high   Days // share of errors in the third highest hour
	risen  Risen
}

// Add takes in the status of an answer that was not refused; teach says whether days are learned.
func (m *Mix) Add(status uint16, hour int64, teach bool) {
	if m.hour == 0 {
		m.hour = hour
	}
	if hour < m.hour {
		return
	}
	if hour > m.hour {
		m.close(hour, teach)
	}
	if c := int(status/100) - 2; c >= 0 && c < mixClasses {
		m.open[c]++
	}
}

func (m *Mix) close(next int64, teach bool) {
	n := m.open[0] + m.open[1] + m.open[2] + m.open[3]
	if n >= mixLeast {
		i := m.hour % hoursPerDay
		share := float64(m.open[2]+m.open[3]) / float64(n)
		m.errors[i], m.hours = float32(share), m.hours|1<<i
		usual := m.high.Value()
		m.risen.see(m.hour, share, usual, m.high.Count() >= measureDays && share > usual*mixTimes+mixFloor)
		for c := range m.open {
			m.day[c] += m.open[c]
		}
		m.open = [mixClasses]uint32{}
	}
	if next/hoursPerDay > m.hour/hoursPerDay {
		if teach {
			m.learn()
		}
		m.day, m.hours = [mixClasses]uint32{}, 0
	}
	m.hour = next
}

func (m *Mix) learn() {
	n := float64(m.day[0] + m.day[1] + m.day[2] + m.day[3])
	var hours []float32
	for i, e := range m.errors {
		if m.hours>>i&1 == 1 {
			hours = append(hours, e)
		}
	}
	if n == 0 || len(hours) == 0 {
		return
	}
	const floor = 0.01
	for c := range m.day {
		m.shares[c].Add(float64(m.day[c])/n, floor)
	}
	slices.Sort(hours)
	m.high.Add(float64(hours[max(len(hours)-3, 0)]), floor)
}

// Shares gives the usual share of 2xx, 3xx, 4xx and 5xx answers, and on how many days they rest.
func (m *Mix) Shares() (shares [mixClasses]float64, days int) {
	for c := range shares {
		shares[c] = m.shares[c].Value()
	}
	return shares, m.high.Count()
}

// Risen tells whether the share of errors is above what is usual.
func (m *Mix) Risen() Risen { return m.risen }

// Append writes the mix.
func (m *Mix) Append(dst []byte) []byte {
	dst = binary.AppendVarint(dst, m.hour)
	for c := range m.open {
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(m.open[c])), uint64(m.day[c]))
		dst = m.shares[c].Append(dst)
	}
	dst = binary.AppendUvarint(dst, uint64(m.hours))
	for i, e := range m.errors {
		if m.hours>>i&1 == 1 {
			dst = appendFloat(dst, e)
		}
	}
	return m.risen.append(m.high.Append(dst))
}

// Read reads what Append wrote; errors stay in u.
func (m *Mix) Read(u *finding.Unpacker) {
	*m = Mix{hour: abs(u.Int())}
	for c := range m.open {
		m.open[c], m.day[c] = u.Uint32(), u.Uint32()
		m.shares[c].Read(u)
	}
	m.hours = u.Uint32()
	for i := range m.errors {
		if m.hours>>i&1 == 1 {
			m.errors[i] = readFloat(u)
		}
	}
	m.high.Read(u)
	m.risen.read(u)
}
