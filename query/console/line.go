package console

import (
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// lines is a drawing of latencies over time, in a plane 100 high and 100 wide.
type lineChart struct {
	Title   string
	Dot     bool   // a single point, drawn as a dot
	P50     string // points of a polyline
	P95     string
	Top     string
	Labels  []string
	Empty   bool
	Summary string
}

// latencyChart draws the median and the 95th percentile; buckets without calls are
// skipped. The scale ends at the largest 95th percentile, which no median is above.
func latencyChart(ps []query.TrafficPoint, bucket time.Duration) lineChart {
	c := lineChart{Title: "Latency", Empty: true}
	var top time.Duration
	for _, p := range ps {
		top = max(top, p.P95)
	}
	if top == 0 {
		return c
	}
	c.Empty, c.Top = false, duration(top)
	var p50, p95 strings.Builder
	points := 0
	for i, p := range ps {
		if p.P95 == 0 {
			continue
		}
		points++
		x := 50.0 // of the only bucket there is
		if len(ps) > 1 {
			x = 1 + float64(i)/float64(len(ps)-1)*98 // a dot at either end is seen as a whole
		}
		point(&p50, x, min(p.P50, p.P95), top)
		point(&p95, x, p.P95, top)
	}
	c.Dot, c.P50, c.P95 = points == 1, strings.TrimSpace(p50.String()), strings.TrimSpace(p95.String())
	c.Labels = []string{stampOf(ps[0].At, bucket), stampOf(ps[len(ps)-1].At, bucket)}
	c.Summary = "Latency over time, at most " + c.Top + "."
	return c
}

func point(b *strings.Builder, x float64, d, top time.Duration) {
	b.WriteString(strconv.FormatFloat(x, 'f', 2, 64))
	b.WriteByte(',')
	b.WriteString(strconv.FormatFloat(100-float64(d)/float64(top)*96, 'f', 2, 64)) // 96: the line's own width stays inside
	b.WriteByte(' ')
}
