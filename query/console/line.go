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
	P50     string // points of a polyline
	P95     string
	Top     string
	Labels  []string
	Empty   bool
	Summary string
}

// latencyChart draws the median and the 95th percentile; buckets without calls are skipped.
func latencyChart(ps []query.TrafficPoint, bucket time.Duration) lineChart {
	c := lineChart{Title: "Latency", Empty: true}
	var top time.Duration
	for _, p := range ps {
		top = max(top, p.P95, p.P50)
	}
	if top == 0 || len(ps) < 2 {
		return c
	}
	c.Empty, c.Top = false, duration(top)
	var p50, p95 strings.Builder
	for i, p := range ps {
		if p.P95 == 0 {
			continue
		}
		x := float64(i) / float64(len(ps)-1) * 100
		point(&p50, x, p.P50, top)
		point(&p95, x, p.P95, top)
	}
	c.P50, c.P95 = p50.String(), p95.String()
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
