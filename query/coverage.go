package query

import (
	"context"
	"sync"
	"time"
)

// CoverageReport says how much of a window could be judged, so that "nothing found" can be
// believed or not (NF-16). It stands in every list answer.
type CoverageReport struct {
	Coverage
	Window    Window
	Refused   []Refusal // by reason, over all sensors, since the nodes started
	NodesDown int
	Nodes     int
	Problem   string // why parts are missing, "" if none are
}

// APICalls are the calls that reached an API.
func (c Coverage) APICalls() uint64 { return c.Calls - min(c.Noise, c.Calls) }

// Share is part of the whole as a number from 0 to 1; 1 where there was nothing.
func Share(part, whole uint64) float64 {
	if whole == 0 {
		return 1
	}
	return float64(min(part, whole)) / float64(whole)
}

// RefusedTotal sums the refusals.
func (r CoverageReport) RefusedTotal() uint64 {
	var n uint64
	for _, x := range r.Refused {
		n += x.Count
	}
	return n
}

// Coverage reports on a window. What the live nodes can't tell is said in Problem; only a
// failing store is an error.
func (d *Desk) Coverage(ctx context.Context, who Asker, w Window) (CoverageReport, error) {
	if r, ok := d.coverage.get(who.Tenant, w, d.now()); ok {
		return r, nil
	}
	c, err := d.store.Coverage(ctx, who.Tenant, w)
	if err != nil {
		return CoverageReport{}, err
	}
	r := CoverageReport{Coverage: c, Window: w}
	sensors, err := d.live.Sensors(ctx, who.Tenant)
	if err != nil {
		r.Problem = "what was refused is not known: the nodes did not answer"
	}
	for _, s := range sensors {
		r.Refused = addRefusals(r.Refused, s.Refused)
	}
	nodes, err := d.live.Nodes(ctx)
	if err != nil {
		r.Problem = "the state of the nodes is not known: they did not answer"
	}
	for _, n := range nodes {
		r.Nodes++
		if n.State == "down" || n.State == "suspect" {
			r.NodesDown++
		}
	}
	d.coverage.put(who.Tenant, w, r, d.now())
	return r, nil
}

func addRefusals(all, more []Refusal) []Refusal {
next:
	for _, m := range more {
		for i := range all {
			if all[i].Reason == m.Reason {
				all[i].Count += m.Count
				if m.Last.After(all[i].Last) {
					all[i].Last = m.Last
				}
				continue next
			}
		}
		all = append(all, m)
	}
	return all
}

// coverageCache spares the store the same sum for each page somebody looks at.
type coverageCache struct {
	mu   sync.Mutex
	rows map[coverageKey]cachedCoverage
}

type coverageKey struct {
	tenant   string
	from, to int64
}

type cachedCoverage struct {
	at time.Time
	r  CoverageReport
}

const (
	coverageAge = 10 * time.Second // how old the coverage line may be
	coverageMax = 1000             // windows; above it all are forgotten
)

// key rounds to a minute: a window that ends now is the same question a second later.
func (c *coverageCache) key(tenant string, w Window) coverageKey {
	k := coverageKey{tenant: tenant}
	if !w.From.IsZero() {
		k.from = w.From.Unix() / 60
	}
	if !w.To.IsZero() {
		k.to = w.To.Unix() / 60
	}
	return k
}

func (c *coverageCache) get(tenant string, w Window, now time.Time) (CoverageReport, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	got, ok := c.rows[c.key(tenant, w)]
	if !ok || now.Sub(got.at) > coverageAge || now.Before(got.at) {
		return CoverageReport{}, false
	}
	got.r.Window = w
	return got.r, true
}

func (c *coverageCache) put(tenant string, w Window, r CoverageReport, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rows == nil || len(c.rows) >= coverageMax {
		c.rows = map[coverageKey]cachedCoverage{}
	}
	c.rows[c.key(tenant, w)] = cachedCoverage{now, r}
}
