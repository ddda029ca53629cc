package digest

import "time"

// Schedule is when digests of one alarm go out.
type Schedule struct {
	every     Period
	at        clock
	from, to  int // hours, both included
	ranged    bool
	wait      time.Duration
	threshold int
	zone      *time.Location
}

// Catching up: how late a missed slot is still kept. Later than that its findings wait for
// the next slot, so that nobody is woken by yesterday's digest (AL-12).
const (
	lateDaily  = 12 * time.Hour
	lateHourly = time.Hour
)

// ScheduleOf gives the schedule of a checked alarm; zone is the tenant's, used where the
// alarm names none.
func ScheduleOf(a *Alarm, zone *time.Location) Schedule {
	s := Schedule{every: a.Every, zone: zone, wait: defaultWait, threshold: defaultThreshold, ranged: a.Every == Hourly || a.From != ""}
	if a.Zone != "" {
		if z, err := LoadZone(a.Zone); err == nil {
			s.zone = z
		}
	}
	s.at = clockOr(a.At, defaultAt)
	s.from, s.to = int(clockOr(a.From, defaultFrom))/60, int(clockOr(a.To, defaultTo))/60
	if d, err := time.ParseDuration(a.Wait); err == nil {
		s.wait = d
	}
	if a.Threshold > 0 {
		s.threshold = a.Threshold
	}
	return s
}

func clockOr(s, otherwise string) clock {
	c, err := parseClock(s)
	if err != nil {
		c, _ = parseClock(otherwise)
	}
	return c
}

// Due gives the slot whose digest is to go out at now, where the last one was that of the
// slot last. However many slots were missed it is one (NF-10: one digest after an outage).
func (s *Schedule) Due(last, now time.Time) (slot time.Time, ok bool) {
	late := lateDaily
	switch s.every {
	case Burst:
		return time.Time{}, false
	case Hourly:
		slot, late = s.hourBefore(now), lateHourly
	default:
		slot = s.dayBefore(now)
	}
	return slot, slot.After(last) && now.Sub(slot) < late
}

// Next gives the first slot after t; zero for a burst, which has none.
func (s *Schedule) Next(t time.Time) time.Time {
	if s.every == Burst {
		return time.Time{}
	}
	for step := range 4 * 24 * 4 { // quarters of an hour: zones differ by such
		at := t.Add(time.Duration(step+1) * 15 * time.Minute)
		slot := s.dayBefore(at)
		if s.every == Hourly {
			slot = s.hourBefore(at)
		}
		if slot.After(t) {
			return slot
		}
	}
	return time.Time{}
}

// Waited reports that a burst is to go out: so many wait, the first since then.
func (s *Schedule) Waited(waiting int, since, now time.Time) bool {
	return s.every == Burst && waiting > 0 && s.Open(now) && (waiting >= s.threshold || now.Sub(since) >= s.wait)
}

// Bursts reports that the alarm has no slots.
func (s *Schedule) Bursts() bool { return s.every == Burst }

// Open reports that something may go out at t: the hour is in the range, where there is one.
func (s *Schedule) Open(t time.Time) bool { return !s.ranged || s.inRange(t.In(s.zone).Hour()) }

func (s *Schedule) inRange(hour int) bool {
	if s.from <= s.to {
		return s.from <= hour && hour <= s.to
	}
	return hour >= s.from || hour <= s.to // past midnight
}

// dayBefore is the newest daily slot that is not after t.
func (s *Schedule) dayBefore(t time.Time) time.Time {
	year, month, day := t.In(s.zone).Date()
	slot := s.at.on(year, month, day, s.zone)
	if slot.After(t) {
		slot = s.at.on(year, month, day-1, s.zone)
	}
	return slot.UTC()
}

// hourBefore is the newest top of an hour in the range that is not after t.
func (s *Schedule) hourBefore(t time.Time) time.Time {
	top := topOfHour(t.In(s.zone))
	for range 50 { // two days of hours: a range has one of every day
		if s.inRange(top.Hour()) {
			break
		}
		top = topOfHour(top.Add(-time.Nanosecond))
	}
	return top.UTC()
}

// topOfHour is the newest instant, not after t, at which clocks showed a full hour.
func topOfHour(t time.Time) time.Time {
	into := time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
	top := t.Add(-into)
	for top.Minute() != 0 { // clocks were moved by less than an hour in between
		top = top.Add(-time.Duration(top.Minute()) * time.Minute)
	}
	return top
}
