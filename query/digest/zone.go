package digest

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // zones are the same on machines that have no list of them
)

// LoadZone finds a zone by its IANA name; "" is UTC.
func LoadZone(name string) (*time.Location, error) {
	if name == "Local" {
		return nil, errors.New(`want the name of a time zone such as "Asia/Shanghai"`)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("no time zone %q: want a name such as Asia/Shanghai or UTC", name)
	}
	return l, nil
}

// clock is a time of day in minutes after midnight.
type clock int

// parseClock reads "10:00".
func parseClock(s string) (clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fmt.Errorf("want a time of day such as 10:00, have %.20q", s)
	}
	return clock(t.Hour()*60 + t.Minute()), nil
}

func clockOf(t time.Time) clock { return clock(t.Hour()*60 + t.Minute()) }

// on gives the instant at which clocks in the zone show c on that day. Where they show it
// twice it is the first time, where they jump over it the moment of the jump.
func (c clock) on(year int, month time.Month, day int, zone *time.Location) time.Time {
	t := time.Date(year, month, day, int(c)/60, int(c)%60, 0, 0, zone)
	from, to := t.ZoneBounds()
	if got := clockOf(t); got != c || t.Day() != time.Date(year, month, day, 12, 0, 0, 0, time.UTC).Day() {
		// Jumped over: t is beside the jump by what the clocks were moved.
		if !from.IsZero() && t.Sub(from) < mostMoved {
			return from
		}
		if !to.IsZero() {
			return to
		}
	}
	if !from.IsZero() {
		_, now := t.Zone()
		_, before := from.Add(-time.Second).In(zone).Zone()
		if first := t.Add(time.Duration(now-before) * time.Second); first.Before(from) && clockOf(first.In(zone)) == c {
			return first
		}
	}
	return t
}

// mostMoved is more than clocks are moved by for daylight saving.
const mostMoved = 4 * time.Hour
