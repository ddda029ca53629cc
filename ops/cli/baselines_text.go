package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
)

const notKnown = "not known yet"

// baselineText is a baseline for people at a terminal.
func baselineText(b *baseline.Export) string {
	var w strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&w, format+"\n", args...) }
	known := func(is bool, title, format string, args ...any) {
		if !is {
			format, args = notKnown, nil
		}
		line("%-12s "+format, append([]any{title}, args...)...)
	}
	stamp := func(t *time.Time) string {
		if t == nil {
			return "never"
		}
		return t.Format("2006-01-02 15:04")
	}
	line("%s %s%s", b.Method, b.Host, b.API)
	line("learned      since %s, newest call %s", stamp(b.Since), stamp(b.Until))
	for _, c := range b.ColdStart {
		line("cold start   %s", c)
	}
	if r := b.Ruling; r.Frozen {
		line("frozen       by %s at %s %s", r.By, stamp(r.At), r.Why)
	} else if r.At != nil {
		line("decided      %s by %s at %s %s", r.Act, r.By, stamp(r.At), r.Why)
	}
	for _, n := range b.Notices {
		line("notice       %s", n.Text)
	}
	c := b.Clients
	known(c.ClientHours > 0, "clients", "p50 %.0f, p90 %.0f, p99 %.0f calls a minute of %d client-hours; limit %d (%s confidence)",
		c.P50, c.P90, c.P99, c.ClientHours, c.Limit, c.Confidence)
	s := b.Statuses
	known(s.Days > 0, "answers", "2xx %.1f %%, 3xx %.1f %%, 4xx %.1f %%, 5xx %.1f %%", s.OK*100, s.Move*100, s.Bad*100, s.Fail*100)
	known(b.Latency.Days > 0, "latency", "p50 %.0f ms, p95 %.0f ms, %.0f ms in the slowest hours", b.Latency.P50, b.Latency.P95, b.Latency.High)
	known(b.Size.Days > 0, "size", "p50 %.0f bytes, p95 %.0f, %.0f in the largest hours", b.Size.P50, b.Size.P95, b.Size.High)
	n := b.Networks
	usual := fmt.Sprintf("%d usual (IPv4 /16, IPv6 /32)", n.Usual)
	if n.Many {
		usual = "too many for a new one to tell anything"
	}
	if len(n.Blocks) > 0 {
		usual += fmt.Sprintf("; %.0f %% of the calls from these blocks:", n.Share*100)
	}
	known(n.Many || n.Usual > 0 || len(n.Blocks) > 0, "networks", "%s", usual)
	for _, u := range b.Networks.Blocks {
		line("             %-24s %8d calls on %d days", u.Name, u.Calls, u.Days)
	}
	named := func(title string, in []baseline.UsualView) {
		var parts []string
		for _, u := range in {
			parts = append(parts, fmt.Sprintf("%s (%d)", u.Name, u.Calls))
		}
		known(len(parts) > 0, title, "%s", strings.Join(parts, ", "))
	}
	named("countries", b.Countries.Usual)
	named("programs", b.Tools)
	for _, h := range b.Hours {
		known(h.Days > 0 || len(h.Usual) > 0, h.Kind, "%d seen, %s", h.Days, hoursText(h.Usual))
	}
	for _, p := range b.Parameters {
		line("parameter    %s: %s", p.Name, strings.Join(p.Forms, " or "))
	}
	w.WriteString("\ncalls a minute by weekday and hour (UTC), ? is not known yet")
	if b.Rate.Learned {
		fmt.Fprintf(&w, ", growth %.2f", b.Rate.Growth)
	}
	w.WriteByte('\n')
	days := [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	w.WriteString("   ")
	for h := range 24 {
		fmt.Fprintf(&w, " %5d", h)
	}
	w.WriteByte('\n')
	for d, row := range b.Rate.Week {
		w.WriteString(days[d])
		for _, n := range row {
			if n < 0 {
				w.WriteString("     ?")
				continue
			}
			fmt.Fprintf(&w, " %5.3g", n)
		}
		w.WriteByte('\n')
	}
	return w.String()
}

// hoursText names the hours of a day with calls.
func hoursText(hours []int) string {
	if len(hours) == 0 {
		return "no hour with calls is usual"
	}
	parts := make([]string, len(hours))
	for i, h := range hours {
		parts[i] = strconv.Itoa(h)
	}
	return "calls at " + strings.Join(parts, ", ") + " UTC"
}
