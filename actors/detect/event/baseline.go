package event

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Baseline gives all that was learned of what is usual for the API, as of its newest call.
func (e *Endpoint) Baseline(tenant string, now time.Time) baseline.Export {
	hour, day := int64(e.newest/3600), e.newest/secondsPerDay
	out := baseline.Export{
		Version: baseline.ExportVersion, ID: e.api.ID(tenant), Host: e.api.Host, Method: e.api.Method, API: e.api.Template,
		Taken: now.UTC(), Since: second(e.since), Until: second(e.until), Ruling: e.ruling.view(), Notices: e.quality.notices(),
		Tools: []baseline.UsualView{}, Parameters: []baseline.ParamView{}, Weeks: []baseline.WeekView{},
	}
	out.Rate = e.rateView(hour)
	out.Clients = e.clientsView(hour)
	out.Networks, out.Countries, out.Tools = e.ways.networksView(day), e.ways.countriesView(day), e.ways.toolsView()
	for k, kind := range [...]string{"working days", "weekends"} {
		hours, days := e.ways.hours.Usual(k)
		out.Hours[k] = baseline.HoursView{Kind: kind, Days: days, Usual: append([]int{}, hours...)}
	}
	e.ways.forms.Each(day, func(name string, values uint32, forms []finding.Form, learned bool) {
		p := baseline.ParamView{Name: name, Values: values, Learned: learned, Forms: []string{}}
		for _, f := range forms {
			p.Forms = append(p.Forms, f.Phrase().En)
		}
		out.Parameters = append(out.Parameters, p)
	})
	e.quality.view(&out)
	out.Learned, out.ColdStart = e.coldStart(&out, day)
	return out
}

// coldStart lists what is not judged by yet.
func (e *Endpoint) coldStart(b *baseline.Export, day uint32) (learned bool, cold []string) {
	cold = []string{}
	begun := e.since / secondsPerDay
	age := 0
	if e.since > 0 {
		age = int(day - begun)
	}
	add := func(is bool, what string, days int) {
		if !is {
			cold = append(cold, fmt.Sprintf("%s: %d days are wanted, %d have gone by", what, days, age))
		}
	}
	add(b.Rate.Learned, "calls a minute", baseline.EnoughHours/24)
	if age >= baseline.EnoughHours/24 && !b.Clients.Learned {
		cold = append(cold, fmt.Sprintf("calls of one client a minute: %d client-hours are wanted, %d were seen", baseline.EnoughPeaks, b.Clients.ClientHours))
	} else {
		add(b.Clients.Learned, "calls of one client a minute", baseline.EnoughHours/24)
	}
	add(b.Networks.Learned || b.Networks.Many, "networks, countries, programs and parameters", baseline.LearnDays)
	add(b.Latency.Days >= baseline.LearnDays || age >= 2*baseline.LearnDays, "latency, sizes and errors", baseline.LearnDays)
	return len(cold) == 0, cold
}

func (e *Endpoint) rateView(hour int64) (v baseline.RateView) {
	v.Learned, v.Growth = e.rate.Learned(hour), round(e.rate.Level())
	monday := hour - hour%(7*24) - 3*24 // hour 0 of a week of ours is Thursday 00:00
	for d := range v.Week {
		for h := range v.Week[d] {
			n, known := e.rate.Expected(monday + int64(7*24+d*24+h))
			if !known {
				n = -1
			}
			v.Week[d][h] = round(n)
		}
	}
	return v
}

func (e *Endpoint) clientsView(hour int64) baseline.ClientsView {
	r := RateLimitOf(e, time.Unix(hour*3600, 0))
	return baseline.ClientsView{
		Learned: e.peaks.Learned(hour), P50: round(r.P50), P90: round(r.P90), P99: round(r.P99), ClientHours: r.ClientHours, Days: e.peaks.Days(),
		Fastest: float64(r.Fastest), Limit: r.PerMinute, Confidence: string(r.Confidence),
	}
}

func (w *ways) networksView(day uint32) baseline.NetworksView {
	v := baseline.NetworksView{
		Learned: w.networks.Ready(day), Usual: w.networks.Count(), Many: w.networks.Many(), Blocks: []baseline.UsualView{},
	}
	blocks, all := w.blocks.Usual()
	sum := uint64(0)
	for _, b := range blocks {
		sum += uint64(b.Calls)
		v.Blocks = append(v.Blocks, baseline.UsualView{Name: b.Net.String(), Calls: b.Calls, Days: b.Days, Last: dayOf(b.Last)})
	}
	v.Share = round(float64(sum) / float64(max(all, 1)))
	return v
}

func (w *ways) countriesView(day uint32) baseline.CountriesView {
	return baseline.CountriesView{
		Learned: w.countries.Ready(day), Many: w.countries.Many(), Usual: usualOf(&w.countries, func(k uint64) string { return region.Code(k).String() }),
	}
}

func (w *ways) toolsView() []baseline.UsualView {
	titles := map[uint64]string{1: "People: browsers and apps"}
	for _, t := range attack.Tools() {
		if k := toolKind(t.ID); k != 1 {
			titles[k] = t.Title
		}
	}
	return usualOf(&w.tools, func(k uint64) string { return cmp.Or(titles[k], "other programs") })
}

// usualOf lists what is usual, most calls first.
func usualOf(k *baseline.Known, name func(uint64) string) []baseline.UsualView {
	out := []baseline.UsualView{}
	k.Each(func(key uint64, calls uint32, days int, last uint32) {
		out = append(out, baseline.UsualView{Name: name(key), Calls: calls, Days: days, Last: dayOf(last)})
	})
	slices.SortFunc(out, func(a, b baseline.UsualView) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (q *quality) view(out *baseline.Export) {
	measure := func(m *baseline.Measure, unit float64) (v baseline.MeasureView) {
		v.P50, v.P95, v.High, v.Days = m.Usual()
		v.P50, v.P95, v.High = round(v.P50*unit), round(v.P95*unit), round(v.High*unit)
		return v
	}
	const ms = float64(latencyUnit) / float64(time.Millisecond)
	out.Latency, out.Size = measure(&q.latency, ms), measure(&q.size, sizeUnit)
	s, days := q.mix.Shares()
	out.Statuses = baseline.StatusView{Days: days, OK: round(s[0]), Move: round(s[1]), Bad: round(s[2]), Fail: round(s[3])}
	for _, w := range q.history.Weeks() {
		out.Weeks = append(out.Weeks, baseline.WeekView{
			Day: dayOf(w.Day).Format(time.DateOnly), PerMinute: round(float64(w.PerMinute)), PerClient: round(float64(w.PerClient)),
			Latency: round(float64(w.Latency) * ms), Size: round(float64(w.Size) * sizeUnit), Errors: round(float64(w.Errors)),
		})
	}
}

// keepWeek writes down what is usual once a week.
func (e *Endpoint) keepWeek(at uint32) {
	day := at / secondsPerDay
	if day < e.since/secondsPerDay+7 || !e.quality.history.Due(day) {
		return
	}
	w := baseline.Week{Day: day}
	hour := int64(at / 3600)
	for h := range int64(7 * 24) {
		n, _ := e.rate.Expected(hour + h)
		w.PerMinute += float32(n / (7 * 24))
	}
	p99, _ := e.peaks.Usual(hour)
	_, latency, _, _ := e.quality.latency.Usual()
	_, size, _, _ := e.quality.size.Usual()
	s, _ := e.quality.mix.Shares()
	w.PerClient, w.Latency, w.Size, w.Errors = float32(p99), float32(latency), float32(size), float32(s[2]+s[3])
	e.quality.history.Add(w)
}

func (r *ruling) view() baseline.Ruling {
	v := baseline.Ruling{Revision: r.revision, Frozen: r.frozen, By: r.by, Act: r.act, Why: r.why}
	if !r.at.IsZero() {
		v.At = &r.at
	}
	if !r.reset.IsZero() {
		v.Reset = &r.reset
	}
	return v
}

// round leaves four digits: more say nothing.
func round(x float64) float64 {
	if x == 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-3)
	if unit >= 1 {
		return math.Round(x)
	}
	return math.Round(x/unit) / math.Round(1/unit)
}

func dayOf(day uint32) time.Time { return time.Unix(int64(day)*secondsPerDay, 0).UTC() }

// second is a Unix second as a time, nil for 0.
func second(at uint32) *time.Time {
	if at == 0 {
		return nil
	}
	t := time.Unix(int64(at), 0).UTC()
	return &t
}
