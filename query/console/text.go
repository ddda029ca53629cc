package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/export"
)

// functions are what templates may call. v stands around everything captured or typed.
func functions(a *assets) template.FuncMap {
	return template.FuncMap{
		"v": export.Visible, "lines": export.Lines, "asset": a.url, "num": num, "short": short, "pct": percent,
		"bytes": size, "dur": duration, "rel": relative, "abs": absolute, "iso": iso, "body": body, "figure": figure,
		"segments": segments, "title": sentence, "share": query.Share, "link": address, "seq": seq, "dict": dict,
		"params": params, "word": func(s query.Status) string { return string(s) },
		"service": query.ServiceName, "verb": verb, "operation": operation, "dispositions": query.Dispositions, "dispositiontitle": dispositionTitle, "limits": limits, "measuretitle": measureTitle, "amount": amount, "count": count, "pct100": pct100,
	}
}

// num writes 1234567 as "1,234,567".
func num(n any) string {
	var s string
	switch n := n.(type) {
	case uint64:
		s = strconv.FormatUint(n, 10)
	case uint32:
		s = strconv.FormatUint(uint64(n), 10)
	case int:
		s = strconv.Itoa(n)
	default:
		return fmt.Sprint(n)
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// short writes large numbers with three digits: 12.3k, 4.56M.
func short(n uint64) string {
	f := float64(n)
	for _, u := range []struct {
		div  float64
		name string
	}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if f >= u.div*10 || u.div > 1e3 && f >= u.div {
			return strconv.FormatFloat(f/u.div, 'g', 3, 64) + u.name
		}
	}
	return num(n)
}

// percent never rounds to 0 or 100 what is not quite: that is where the mistakes are.
func percent(part, whole uint64) string {
	if whole == 0 {
		return "–"
	}
	p := float64(part) / float64(whole) * 100
	switch {
	case part == 0, part >= whole:
		return strconv.FormatFloat(math.Min(p, 100), 'f', 0, 64) + " %"
	case p < 0.1:
		return "< 0.1 %"
	case p > 99.9:
		return "99.9 %"
	}
	return strconv.FormatFloat(p, 'f', 1, 64) + " %"
}

func figure(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return num(int(f))
	}
	return strconv.FormatFloat(f, 'f', 2, 64)
}

func size(n uint64) string {
	f, units := float64(n), []string{"B", "KiB", "MiB", "GiB", "TiB"}
	i := 0
	for f >= 1024 && i < len(units)-1 {
		f /= 1024
		i++
	}
	return strconv.FormatFloat(f, 'f', min(i, 1), 64) + " " + units[i]
}

// duration writes a latency or a length of time with two digits that matter.
func duration(d time.Duration) string {
	switch {
	case d <= 0:
		return "–"
	case d < time.Millisecond:
		return strconv.FormatInt(d.Microseconds(), 10) + " µs"
	case d < 10*time.Millisecond:
		return strconv.FormatFloat(float64(d)/1e6, 'f', 1, 64) + " ms"
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	case d < time.Minute:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	}
	return span(d)
}

// span writes minutes and more: "5 min", "3 h 20 min", "12 days".
func span(d time.Duration) string {
	switch {
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < 24*time.Hour:
		s := strconv.Itoa(int(d/time.Hour)) + " h"
		if m := int(d % time.Hour / time.Minute); m > 0 && d < 10*time.Hour {
			s += " " + strconv.Itoa(m) + " min"
		}
		return s
	case d < 48*time.Hour:
		return "1 day"
	}
	return strconv.Itoa(int(d/(24*time.Hour))) + " days"
}

func relative(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return "never"
	case d < -time.Minute:
		return "in " + span(-d)
	case d < 10*time.Second:
		return "just now"
	case d < time.Minute:
		return strconv.Itoa(int(d/time.Second)) + " s ago"
	}
	return span(d) + " ago"
}

func absolute(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04:05") + " UTC"
}

func iso(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// body indents JSON and leaves all else as it is.
func body(s string) string {
	var b bytes.Buffer
	if json.Valid([]byte(s)) && json.Indent(&b, []byte(s), "", "  ") == nil {
		s = b.String()
	}
	return export.Lines(s)
}

// segment is a part of a path template: a place such as {id}, or text up to a slash, after
// which a line may break.
type segment struct {
	Text  string
	Place bool
}

// segments splits a template, so that places can be shown as such.
func segments(template string) []segment {
	var out []segment
	for template != "" {
		n := strings.IndexByte(template[1:], '/') + 1
		if n == 0 {
			n = len(template)
		}
		part := template[:n]
		template = template[n:]
		open, end := strings.IndexByte(part, '{'), strings.LastIndexByte(part, '}')
		if open < 0 || end < open {
			out = append(out, segment{export.Visible(part), false})
			continue
		}
		for _, s := range []segment{{part[:open], false}, {part[open : end+1], true}, {part[end+1:], false}} {
			if s.Text != "" {
				out = append(out, segment{export.Visible(s.Text), s.Place})
			}
		}
	}
	return out
}

// sentence turns a stable word into text: "in_progress" into "In progress".
func sentence(s string) string {
	s = strings.ReplaceAll(s, "_", " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// whole ends what an error says as a sentence; names in it stay as they are.
func whole(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// params makes parameters of pairs of a name and a value.
func params(pairs ...string) url.Values {
	u := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		u.Set(pairs[i], pairs[i+1])
	}
	return u
}

// pct100 writes a share as a percentage.
func pct100(share float64) string { return fmt.Sprintf("%.0f %%", share*100) }

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// dict gives a shared part several named values.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		k, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		m[k] = pairs[i+1]
	}
	return m, nil
}
