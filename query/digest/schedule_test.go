package digest

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	x, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The daily time is that of the zone, whatever its clocks do (AL-09, AL-10).
func TestAL08AL09AL10DailySlots(t *testing.T) {
	for _, c := range []struct{ name, zone, at, now, want string }{
		{"ten in Shanghai", "Asia/Shanghai", "10:00", "2026-11-21T02:00:00Z", "2026-11-21T02:00:00Z"},
		{"a second before", "Asia/Shanghai", "10:00", "2026-11-21T01:59:59Z", "2026-11-20T02:00:00Z"},
		{"summer time", "Europe/Berlin", "10:00", "2026-07-01T12:00:00Z", "2026-07-01T08:00:00Z"},
		{"winter time", "Europe/Berlin", "10:00", "2026-12-01T12:00:00Z", "2026-12-01T09:00:00Z"},
		{"jumped over", "Europe/Berlin", "02:30", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z"},
		{"jumped over in New York", "America/New_York", "02:30", "2026-03-08T12:00:00Z", "2026-03-08T07:00:00Z"},
		{"twice: the first time", "Europe/Berlin", "02:30", "2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z"},
		{"between the two", "Europe/Berlin", "02:30", "2026-10-25T00:45:00Z", "2026-10-25T00:30:00Z"},
		{"jump at midnight", "America/Santiago", "00:00", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z"},
		{"by half an hour", "Australia/Lord_Howe", "02:15", "2026-10-04T12:00:00Z", "2026-10-03T15:30:00Z"},
		{"half an hour off", "Asia/Kolkata", "10:00", "2026-11-21T12:00:00Z", "2026-11-21T04:30:00Z"},
		{"last minute", "Asia/Shanghai", "23:59", "2026-11-21T16:10:00Z", "2026-11-21T15:59:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := ScheduleOf(&Alarm{Every: Daily, At: c.at}, zone(t, c.zone))
			slot, due := s.Due(time.Time{}, at(t, c.now))
			if want := at(t, c.want); !slot.Equal(want) || due != (at(t, c.now).Sub(want) < lateDaily) {
				t.Errorf("slot %s (due %v), want %s", slot, due, c.want)
			}
		})
	}
}

// Every day of a year has one slot, in every zone, whatever the time of day.
func TestAL10OneSlotADay(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo", "America/New_York", "Asia/Shanghai"} {
		for _, clock := range []string{"00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "23:30"} {
			z := zone(t, name)
			s := ScheduleOf(&Alarm{Every: Daily, At: clock}, z)
			days := map[string]int{}
			last := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			for now := last; now.Year() == 2026; now = now.Add(29 * time.Minute) {
				if slot, due := s.Due(last, now); due {
					days[slot.In(z).Format(time.DateOnly)]++
					last = slot
				}
			}
			for day, n := range days {
				if n != 1 {
					t.Errorf("%s %s: %d slots on %s", name, clock, n, day)
				}
			}
			if len(days) < 364 || len(days) > 366 {
				t.Errorf("%s %s: slots on %d days", name, clock, len(days))
			}
		}
	}
}

// Hourly slots are full hours of the range, also over midnight; nothing goes out elsewhere (AL-11, AL-12).
func TestAL08AL11AL12HourlySlots(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     []int
	}{
		{"08:00", "20:00", []int{8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}},
		{"22:00", "02:00", []int{0, 1, 2, 22, 23}},
		{"05:00", "05:00", []int{5}},
		{"00:00", "23:00", []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
	} {
		z := zone(t, "Asia/Shanghai")
		s := ScheduleOf(&Alarm{Every: Hourly, From: c.from, To: c.to}, z)
		last, hours := time.Date(2026, 11, 20, 23, 59, 0, 0, z), map[int]int{}
		end := last.Add(24 * time.Hour)
		for now := last.Add(time.Minute); now.Before(end); now = now.Add(time.Minute) {
			slot, due := s.Due(last, now)
			if !due {
				continue
			}
			if !slot.Equal(now) || now.In(z).Minute() != 0 {
				t.Errorf("%s to %s: slot %s at %s", c.from, c.to, slot, now)
			}
			hours[slot.In(z).Hour()]++
			last = slot
		}
		for _, h := range c.want {
			if hours[h] != 1 {
				t.Errorf("%s to %s: hour %d has %d slots", c.from, c.to, h, hours[h])
			}
		}
		if len(hours) != len(c.want) {
			t.Errorf("%s to %s: slots in %v", c.from, c.to, hours)
		}
	}
	s := ScheduleOf(&Alarm{Every: Hourly, From: "08:00", To: "20:00"}, zone(t, "Australia/Lord_Howe"))
	for _, day := range []string{"2026-04-04T14:00:00Z", "2026-10-03T15:00:00Z"} { // half an hour back, and forth
		for now := at(t, day); now.Before(at(t, day).Add(30 * time.Hour)); now = now.Add(5 * time.Minute) {
			if slot := s.hourBefore(now); slot.After(now) || slot.In(s.zone).Minute() != 0 || now.Sub(slot) > 13*time.Hour {
				t.Fatalf("%s: slot %s", now.In(s.zone), slot.In(s.zone))
			}
		}
	}
}

// After an outage there is one digest, and none at an hour nobody chose (AL-12, NF-10).
func TestAL12NF10CatchingUp(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	daily := ScheduleOf(&Alarm{Every: Daily, At: "10:00"}, z)
	last := time.Date(2026, 11, 17, 10, 0, 0, 0, z)
	back := time.Date(2026, 11, 21, 14, 0, 0, 0, z)
	slot, due := daily.Due(last, back)
	if !due || !slot.Equal(time.Date(2026, 11, 21, 10, 0, 0, 0, z)) {
		t.Errorf("after four days: %s %v", slot, due)
	}
	if _, again := daily.Due(slot, back.Add(time.Minute)); again {
		t.Error("a second one")
	}
	if _, due := daily.Due(last, time.Date(2026, 11, 22, 3, 0, 0, 0, z)); due {
		t.Error("yesterday's digest at three in the morning")
	}
	hourly := ScheduleOf(&Alarm{Every: Hourly, From: "08:00", To: "20:00"}, z)
	if _, due := hourly.Due(time.Date(2026, 11, 21, 18, 0, 0, 0, z), time.Date(2026, 11, 21, 23, 0, 0, 0, z)); due {
		t.Error("at eleven in the evening, outside the range")
	}
	if slot, due := hourly.Due(time.Date(2026, 11, 21, 18, 0, 0, 0, z), time.Date(2026, 11, 22, 8, 0, 1, 0, z)); !due || slot.In(z).Hour() != 8 {
		t.Errorf("held until the range begins: %s %v", slot, due)
	}
}

func TestPE32Bursts(t *testing.T) {
	s := ScheduleOf(&Alarm{Every: Burst, Wait: "5m", Threshold: 3}, time.UTC)
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		waiting int
		since   time.Duration
		want    bool
	}{{0, time.Hour, false}, {1, time.Minute, false}, {1, 5 * time.Minute, true}, {3, 0, true}, {2, 4 * time.Minute, false}} {
		if got := s.Waited(c.waiting, now.Add(-c.since), now); got != c.want {
			t.Errorf("%d waiting for %s: %v", c.waiting, c.since, got)
		}
	}
	ranged := ScheduleOf(&Alarm{Every: Burst, Wait: "5m", Threshold: 3, From: "08:00", To: "20:00"}, time.UTC)
	if ranged.Waited(10, now.Add(-time.Hour), now) || !ranged.Waited(10, now, now.Add(6*time.Hour)) {
		t.Error("the range of a burst does not hold")
	}
	if _, due := s.Due(time.Time{}, now); due {
		t.Error("a burst has a slot")
	}
}
