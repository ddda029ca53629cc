package ingest

import (
	"strconv"
	"strings"
	"time"
)

// timeField is the time as found: a text to be parsed, a moment, or nothing.
type timeField struct {
	text  string
	given time.Time
}

// timeLayouts are tried after RFC 3339; those without a zone are in Options.Zone.
var timeLayouts = []string{
	"02/Jan/2006:15:04:05 -0700",     // nginx and Apache $time_local
	"2006-01-02T15:04:05Z0700",       // ISO 8601 with a zone without colon
	"2006-01-02T15:04:05.999Z0700",   //
	"2006/01/02 15:04:05",            // Coraza
	"Mon Jan _2 15:04:05 2006",       // ModSecurity v3
	"02/Jan/2006:15:04:05.999 -0700", // ModSecurity v2
	"2006-01-02 15:04:05",            //
}

// when checks the record's time and gives it in UTC, or the time of arrival.
func (r *run) when() (time.Time, error) {
	t := r.raw.time.given
	if s := r.raw.time.text; s != "" {
		var ok bool
		if t, ok = r.parseTime(s); !ok {
			return t, refuse(BadTime, "cannot read the time %q: send RFC 3339, or leave it out for the time of arrival",
				short(s))
		}
		if t.IsZero() {
			return t, refuse(BadTime, "the time lies in the year 1, which is no time: leave it out for the time of arrival")
		}
	}
	if t.IsZero() {
		return r.o.Arrival.UTC(), nil
	}
	if t.Year() < oldestYear || t.Year() > 9999 || t.Equal(time.Unix(0, 0)) { // 0 reads as "no time"
		return t, refuse(BadTime, "the time lies in the year %d: check the sensor's clock and the unit", t.Year())
	}
	if ahead := t.Sub(r.o.Arrival); ahead > r.o.Future {
		return t, refuse(ClockSkew, "the time lies %s ahead, at most %s is taken: set the sensor's clock and check its zone",
			ahead.Round(time.Second), r.o.Future)
	}
	if back := r.o.Arrival.Sub(t); back > r.o.Past && !r.o.Unbounded {
		return t, refuse(ClockSkew, "the time lies %d days back, at most %d are kept: set the sensor's clock, or keep calls longer",
			back/(24*time.Hour), r.o.Past/(24*time.Hour))
	}
	return t.UTC(), nil
}

func (r *run) parseTime(s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, true
	}
	if t, ok := parseUnix(s); ok {
		return t, true
	}
	zone := r.o.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseUnix reads seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by
// their size, with a fraction. Digits are kept exactly: a float would lose nanoseconds.
func parseUnix(s string) (time.Time, bool) {
	if strings.ContainsAny(s, "eE") { // 1.7e9, as some encoders write large numbers
		f, ok := float(s)
		if !ok || f < 0 || f > 1e18 {
			return time.Time{}, false
		}
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	whole, frac, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n < 0 {
		return time.Time{}, false
	}
	unit := int64(time.Nanosecond)
	switch {
	case n < 1e11: // the year 5138
		unit = int64(time.Second)
	case n < 1e14:
		unit = int64(time.Millisecond)
	case n < 1e17:
		unit = int64(time.Microsecond)
	}
	part := int64(0)
	scale := unit
	for i := 0; i < len(frac); i++ {
		if frac[i] < '0' || frac[i] > '9' {
			return time.Time{}, false
		}
		scale /= 10
		part += int64(frac[i]-'0') * scale
	}
	if unit == int64(time.Second) {
		return time.Unix(n, part), true
	}
	return time.Unix(n/(1e9/unit), n%(1e9/unit)*unit+part), true
}
