package console

import (
	"fmt"
	"net/url"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// chart is a drawing of a series over time: stacked columns in a plane 100 high and
// columnWide wide a column. The template draws it; nothing here is markup.
type chart struct {
	Title   string
	Series  []series // from the bottom up
	Columns []column
	Top     string   // label of the highest line
	Labels  []string // under the columns: beginning, middle, end
	Empty   bool
	Stock   bool   // what there is, not what happens: no sums in the legend
	Summary string // for people who do not see it
	Brush   string // path with parameters to which from and to are added, "" no brush
}

// series is one colour with its name; Class is a class of the style sheet.
type series struct {
	Name, Class string
	Total       uint64
	Shown       bool
}

// column is one bucket.
type column struct {
	At    time.Time
	Parts []part
	Tip   string
	Link  string // list of just this bucket, "" none
	X     int
}

// part is one piece of a column.
type part struct {
	Class string
	Y, H  float64
}

const (
	columnWide = 10  // units of a column and its gap
	plotHigh   = 100 // units
)

// Width of the plane in units.
func (c chart) Width() int { return max(1, len(c.Columns)) * columnWide }

// newChart stacks values[i][j]: bucket i, series j.
func newChart(title string, ss []series, at []time.Time, values [][]uint64, bucket time.Duration) chart {
	c := chart{Title: title, Series: ss}
	var top uint64
	for _, vs := range values {
		var sum uint64
		for j, v := range vs {
			sum += v
			c.Series[j].Total += v
		}
		top = max(top, sum)
	}
	c.Empty = top == 0
	top = nice(top)
	c.Top = short(top)
	for i, vs := range values {
		col := column{At: at[i], X: i * columnWide, Tip: stampOf(at[i], bucket)}
		y := float64(plotHigh)
		for j, v := range vs {
			if v > 0 {
				h := max(float64(v)/float64(top)*plotHigh, 0.8) // a single case among thousands is still seen
				y -= h
				col.Parts = append(col.Parts, part{c.Series[j].Class, max(y, 0), h})
			}
			col.Tip += fmt.Sprintf("\n%s: %s", c.Series[j].Name, num(v))
		}
		c.Columns = append(c.Columns, col)
	}
	for _, i := range []int{0, len(at) / 2, len(at) - 1} {
		if i >= 0 && i < len(at) {
			c.Labels = append(c.Labels, stampOf(at[i], bucket))
		}
	}
	c.Summary = summary(title, c.Series)
	return c
}

func summary(title string, ss []series) string {
	s := title + ":"
	for i, x := range ss {
		if i > 0 {
			s += ","
		}
		s += fmt.Sprintf(" %s %s", num(x.Total), x.Name)
	}
	return s + "."
}

// nice rounds the top of a scale up to 1, 2 or 5 times a power of ten.
func nice(n uint64) uint64 {
	if n <= 4 {
		return max(n, 1)
	}
	for p := uint64(1); ; p *= 10 {
		for _, m := range []uint64{1, 2, 5} {
			if p*m >= n {
				return p * m
			}
		}
	}
}

func stampOf(t time.Time, bucket time.Duration) string {
	if bucket >= 24*time.Hour {
		return t.UTC().Format("2 Jan")
	}
	return t.UTC().Format("2 Jan 15:04")
}

// fewest are the columns a chart of days keeps, however empty.
const fewest = 7

// quiet counts the empty days before the first with data: a chart begins after them. A
// chart of less than days keeps all, since its window was chosen.
func quiet[T any](bucket time.Duration, ps []T, empty func(T) bool) int {
	if bucket < 24*time.Hour {
		return 0
	}
	n := 0
	for n < len(ps)-fewest && empty(ps[n]) {
		n++
	}
	return n
}

// linked gives each column the address of its own bucket.
func (c chart) linked(path string, u url.Values, bucket time.Duration) chart {
	u = clone(u)
	u.Del("since")
	c.Brush = address(path, u)
	for i := range c.Columns {
		u.Set("from", iso(c.Columns[i].At))
		u.Set("to", iso(c.Columns[i].At.Add(bucket)))
		c.Columns[i].Link = address(path, u)
		c.Columns[i].Tip += "\nOpens all that went on in this time, also what began before it."
	}
	return c
}

func clone(u url.Values) url.Values {
	w := url.Values{}
	for k, v := range u {
		w[k] = append([]string(nil), v...)
	}
	return w
}

// levelChart draws cases by level.
func levelChart(title string, ps []query.LevelPoint, bucket time.Duration) chart {
	ss := []series{{Name: "high", Class: "high"}, {Name: "medium", Class: "medium"}, {Name: "low", Class: "low"}}
	at, vs := make([]time.Time, len(ps)), make([][]uint64, len(ps))
	for i, p := range ps {
		at[i], vs[i] = p.At, []uint64{p.High, p.Medium, p.Low}
	}
	return newChart(title, ss, at, vs, bucket)
}

// trafficChart draws calls by how they were answered.
func trafficChart(title string, ps []query.TrafficPoint, bucket time.Duration) chart {
	ss := []series{{Name: "answered", Class: "calm"}, {Name: "errors", Class: "error"}}
	at, vs := make([]time.Time, len(ps)), make([][]uint64, len(ps))
	for i, p := range ps {
		at[i], vs[i] = p.At, []uint64{p.Calls - min(p.Errors, p.Calls), min(p.Errors, p.Calls)}
	}
	return newChart(title, ss, at, vs, bucket)
}

// assetChart draws the inventory: first seen in the bucket, called in it, and not called.
func assetChart(title string, ps []query.AssetPoint, bucket time.Duration) chart {
	ss := []series{{Name: "new", Class: "low"}, {Name: "active", Class: "calm"}, {Name: "inactive", Class: "quiet"}}
	at, vs := make([]time.Time, len(ps)), make([][]uint64, len(ps))
	for i, p := range ps {
		active := min(p.Active, p.Total)
		fresh := min(p.New, active)
		at[i], vs[i] = p.At, []uint64{fresh, active - fresh, p.Total - active}
	}
	c := newChart(title, ss, at, vs, bucket)
	c.Stock = true
	if n := len(ps); n > 0 { // a stock, not a flow: the sum over days means nothing
		for j := range c.Series {
			c.Series[j].Total = vs[n-1][j]
		}
		c.Summary = summary(title+" at the end", c.Series)
	}
	return c
}
