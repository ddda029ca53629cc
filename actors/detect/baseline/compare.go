package baseline

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Difference is one thing in which two baselines differ, in words.
type Difference struct {
	Part string `json:"part"` // "rate", "clients", "networks", "countries", "tools", "hours", "parameters", "statuses", "latency", "size" or "state"
	Text string `json:"text"`
}

// differShare is from how much on figures differ: less is the noise of a day.
const differShare = 0.1

// Compare says what is different in b against a, nothing where they agree. Figures that differ by
// less than a tenth are the same.
func Compare(a, b *Export) []Difference {
	out := []Difference{}
	say := func(part, format string, args ...any) {
		out = append(out, Difference{part, fmt.Sprintf(format, args...)})
	}
	if x, y := a.Method+" "+a.Host+a.API, b.Method+" "+b.Host+b.API; x != y {
		say("state", "they are of two APIs: %s and %s", x, y)
	}
	if a.Learned != b.Learned {
		say("state", "%s, then %s", state(a.Learned), state(b.Learned))
	}
	if a.Ruling.Frozen != b.Ruling.Frozen {
		say("state", "%s, then %s", frozen(a.Ruling.Frozen), frozen(b.Ruling.Frozen))
	}
	figure := func(part, what, unit string, x, y, floor float64) {
		if math.Abs(x-y) > differShare*max(x, y)+floor {
			say(part, "%s went from %s to %s%s (%s)", what, short(x), short(y), unit, change(x, y))
		}
	}
	compareRate(a, b, figure, say)
	figure("clients", "99 % of the clients' calls a minute", "", a.Clients.P99, b.Clients.P99, 1)
	figure("clients", "half of the clients' calls a minute", "", a.Clients.P50, b.Clients.P50, 1)
	figure("clients", "the fastest usual client's calls a minute", "", a.Clients.Fastest, b.Clients.Fastest, 1)
	names := func(part, what string, x, y []string) {
		if n := without(y, x); len(n) > 0 {
			say(part, "usual now, not before: %s %s", what, strings.Join(n, ", "))
		}
		if n := without(x, y); len(n) > 0 {
			say(part, "usual before, not now: %s %s", what, strings.Join(n, ", "))
		}
	}
	names("networks", "networks", namesOf(a.Networks.Blocks), namesOf(b.Networks.Blocks))
	names("countries", "countries", namesOf(a.Countries.Usual), namesOf(b.Countries.Usual))
	names("tools", "programs", namesOf(a.Tools), namesOf(b.Tools))
	for k := range a.Hours {
		names("hours", a.Hours[k].Kind+" at", clock(a.Hours[k].Usual), clock(b.Hours[k].Usual))
	}
	names("parameters", "parameters", params(a), params(b))
	const points = 0.02 // of all answers
	figure("statuses", "the share of 4xx answers", "", a.Statuses.Bad, b.Statuses.Bad, points)
	figure("statuses", "the share of 5xx answers", "", a.Statuses.Fail, b.Statuses.Fail, points)
	figure("latency", "the median latency", " ms", a.Latency.P50, b.Latency.P50, 2)
	figure("latency", "the 95th percentile of latency", " ms", a.Latency.P95, b.Latency.P95, 2)
	figure("size", "the median size", " bytes", a.Size.P50, b.Size.P50, 64)
	figure("size", "the 95th percentile of size", " bytes", a.Size.P95, b.Size.P95, 64)
	return out
}

// compareRate names the week as a whole, and the hours that moved apart from it.
func compareRate(a, b *Export, figure func(part, what, unit string, x, y, floor float64), say func(string, string, ...any)) {
	x, y := total(a), total(b)
	figure("rate", "calls a minute over the week", "", x, y, 0.02)
	if x <= 0 || y <= 0 {
		return
	}
	days := [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	worst, at := 0.0, ""
	for d := range a.Rate.Week {
		for h := range a.Rate.Week[d] {
			p, q := max(a.Rate.Week[d][h], 0), max(b.Rate.Week[d][h], 0)
			if moved := math.Abs(q-p*y/x) / (max(p*y/x, q) + y); moved > worst {
				worst, at = moved, fmt.Sprintf("%s at %02d:00 UTC: %s calls a minute before, %s now", days[d], h, short(p), short(q))
			}
		}
	}
	if worst > 1./3 {
		say("rate", "its week has another shape; most different is %s", at)
	}
}

func total(e *Export) (perMinute float64) {
	for d := range e.Rate.Week {
		for _, n := range e.Rate.Week[d] {
			perMinute += max(n, 0) / hoursPerWeek
		}
	}
	return perMinute
}

func state(learned bool) string {
	if learned {
		return "learned"
	}
	return "still in its cold start"
}

func frozen(is bool) string {
	if is {
		return "frozen"
	}
	return "learning"
}

func change(x, y float64) string {
	switch {
	case x == 0:
		return "new"
	case y >= 2*x:
		return fmt.Sprintf("%.1f times as much", y/x)
	}
	return fmt.Sprintf("%+.0f %%", (y/x-1)*100)
}

func short(x float64) string {
	if x == math.Trunc(x) || math.Abs(x) >= 100 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}

func namesOf(in []UsualView) (out []string) {
	for _, v := range in {
		out = append(out, v.Name)
	}
	return out
}

func clock(hours []int) (out []string) {
	for _, h := range hours {
		out = append(out, fmt.Sprintf("%02d:00", h))
	}
	return out
}

func params(e *Export) (out []string) {
	for _, p := range e.Parameters {
		out = append(out, fmt.Sprintf("%q as %s", p.Name, strings.Join(p.Forms, " or ")))
	}
	return out
}

// without gives what is in all and not in some.
func without(all, some []string) (out []string) {
	for _, s := range all {
		if !slices.Contains(some, s) {
			out = append(out, s)
		}
	}
	return out
}
