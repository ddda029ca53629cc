package baseline

import (
	"encoding/binary"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	measureLeast = 20  // values of an hour before it is one: fewer are counted with the next
	measureDays  = 5   // days before a rise is told
	risenHours   = 3   // hours in a row above the line: a deploy, a backup are over sooner
	risenTimes   = 2.0 // times what is usual in the third highest hour of a day
)

// Measure learns one property of an API's answers (latency, size): by hour its median and 95th
// percentile, by day the median of its hours and its third highest one. A nightly job of an hour or
// two does not touch the first, a longer one is part of the second. About 750 bytes. Values are
// from 1 to 2^24 of whatever unit.
type Measure struct {
	open           sketch.Histogram // of the open hour
	hour           int64
	mids, highs    [hoursPerDay]float32 // closed hours of the open day: p50 and p95, 0: none
	p50, p95, high Days
	risen          Risen
}

// Risen is how long a figure has been above what is usual; the zero value is not at all.
type Risen struct {
	Since    int64   // first hour above, since 1970
	Hours    uint16  // hours in a row
	Observed float64 // in the newest of them
	Usual    float64 // in the highest usual hours
}

// Told reports a rise that lasted long enough to be told.
func (r *Risen) Told() bool { return r.Hours >= risenHours }

// see takes in an hour.
func (r *Risen) see(hour int64, observed, usual float64, above bool) {
	switch {
	case !above:
		*r = Risen{}
		return
	case r.Hours == 0:
		r.Since = hour
	}
	r.Hours = min(r.Hours+1, 1<<15)
	r.Observed, r.Usual = observed, usual
}

// Add takes in one value; floor is how much above the usual a value may always be, teach whether days
// are learned.
func (m *Measure) Add(v float64, hour int64, floor float64, teach bool) {
	if m.hour == 0 {
		m.hour = hour
	}
	if hour < m.hour {
		return
	}
	if hour > m.hour {
		m.close(hour, floor, teach)
	}
	m.open.Add(v)
}

func (m *Measure) close(next int64, floor float64, teach bool) {
	dayOver := next/hoursPerDay > m.hour/hoursPerDay
	if m.open.Total() >= measureLeast {
		high := m.open.Quantile(0.95)
		i := m.hour % hoursPerDay
		m.mids[i], m.highs[i] = float32(m.open.Quantile(0.5)), float32(high)
		usual := max(m.high.Value(), m.p95.Value())
		m.risen.see(m.hour, high, usual, m.high.Count() >= measureDays && high > usual*risenTimes+floor)
		m.open = sketch.Histogram{}
	}
	if dayOver {
		if teach {
			m.learn(floor)
		}
		m.mids, m.highs = [hoursPerDay]float32{}, [hoursPerDay]float32{}
	}
	m.hour = next
}

// learn takes in the hours of a day, unless it had none.
func (m *Measure) learn(floor float64) {
	none := func(x float32) bool { return x == 0 }
	mids := slices.DeleteFunc(slices.Clone(m.mids[:]), none)
	highs := slices.DeleteFunc(slices.Clone(m.highs[:]), none)
	if len(mids) == 0 || len(highs) == 0 {
		return
	}
	m.p50.Add(float64(median(mids)), floor/4)
	m.p95.Add(float64(median(highs)), floor/4) // orders them
	m.high.Add(float64(highs[max(len(highs)-3, 0)]), floor/4)
}

// Usual gives the usual median and 95th percentile, that of the highest hours, and on how many days they rest.
func (m *Measure) Usual() (p50, p95, high float64, days int) {
	return m.p50.Value(), m.p95.Value(), m.high.Value(), m.p95.Count()
}

// Risen tells whether the figure is above what is usual.
func (m *Measure) Risen() Risen { return m.risen }

// Append writes the measure.
func (m *Measure) Append(dst []byte) []byte {
	dst = binary.AppendVarint(m.open.Append(dst), m.hour)
	for i := range m.mids {
		if m.mids[i] == 0 {
			dst = append(dst, 0)
			continue
		}
		dst = appendFloat(appendFloat(append(dst, 1), m.mids[i]), m.highs[i])
	}
	return m.risen.append(m.high.Append(m.p95.Append(m.p50.Append(dst))))
}

// Read reads what Append wrote; errors stay in u.
func (m *Measure) Read(u *finding.Unpacker) {
	*m = Measure{}
	m.open.Read(u)
	m.hour = abs(u.Int())
	for i := range m.mids {
		if u.Bool() {
			m.mids[i], m.highs[i] = readFloat(u), readFloat(u)
		}
	}
	m.p50.Read(u)
	m.p95.Read(u)
	m.high.Read(u)
	m.risen.read(u)
}

func (r *Risen) append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendVarint(dst, r.Since), uint64(r.Hours))
	return finding.AppendFloat(finding.AppendFloat(dst, r.Observed), r.Usual)
}

func (r *Risen) read(u *finding.Unpacker) {
	*r = Risen{Since: abs(u.Int()), Hours: uint16(min(u.Uint32(), 1<<15)), Observed: u.Float(), Usual: u.Float()}
}
