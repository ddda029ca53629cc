package query

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
)

// Shared is one value of a distribution.
type Shared struct {
	Value string
	Calls uint64
}

// Spread is how the calls of one API are distributed over a window, and figures of fixed windows beside
// it: XV-03, XV-04, XV-20 and XV-24. Where a call came from by Referer is not kept.
type Spread struct {
	Calls   uint64
	Clients uint64 // different addresses
	Regions uint64 // different countries and territories among the first MostClients addresses
	By      []Distribution
	PeakQPS uint64 // most calls in one second of yesterday (UTC)
	ThisWeek,
	LastWeek uint64 // calls of the last seven days, and of the seven before
	Programs,
	Abroad,
	Month uint64 // of 30 days: calls of programs that no person uses, calls from outside the home (of the first MostClients addresses), all calls
}

// Distribution is the most frequent values of one property, most calls first.
type Distribution struct {
	ID, Title string
	Top       []Shared
}

// Counted is one value of one property as the store counts it.
type Counted struct {
	Property, Value string
	Calls           uint64
}

// CalledBy is the calls of one address.
type CalledBy struct {
	IP    netip.Addr
	Calls uint64
}

// MostClients is how many addresses of an API are looked up for regions, those with most calls.
const MostClients = 20_000

const shownShares = 10 // values of a distribution

// distributions are the properties in the order in which they are shown; those the store counts have
// the names of its columns.
var distributions = []struct{ id, title string }{
	{"address", "Addresses"}, {"region", "Countries and territories"}, {"agent", "Clients"}, {"tool", "Kinds of clients"},
	{"status", "Statuses"}, {"hour", "Hours (UTC)"}, {"latency", "Latencies"}, {"size", "Sizes of answers"},
	{"sensor", "Sensors"}, {"credential", "Calls with a credential"},
}

// spread asks for all of it.
func (d *Desk) spread(ctx context.Context, who Asker, id string, w Window) (Spread, error) {
	now := d.Now()
	day := now.Truncate(24 * time.Hour)
	ask := func(from, to time.Time) TrafficQuery {
		return TrafficQuery{Tenant: who.Tenant, API: id, Window: Window{From: from, To: to}}
	}
	var out Spread
	var counted []Counted
	var clients, month []CalledBy
	var tools []Counted
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	g.Go(func() (err error) {
		counted, err = d.store.Distribution(gctx, TrafficQuery{Tenant: who.Tenant, API: id, Window: w}, shownShares)
		return err
	})
	g.Go(func() (err error) {
		clients, out.Clients, err = d.store.Clients(gctx, TrafficQuery{Tenant: who.Tenant, API: id, Window: w}, MostClients)
		return err
	})
	g.Go(func() (err error) {
		month, _, err = d.store.Clients(gctx, ask(now.AddDate(0, 0, -30), now), MostClients)
		return err
	})
	g.Go(func() (err error) {
		tools, err = d.store.Distribution(gctx, ask(now.AddDate(0, 0, -30), now), shownShares)
		return err
	})
	g.Go(func() (err error) {
		out.PeakQPS, err = d.store.PeakQPS(gctx, ask(day.AddDate(0, 0, -1), day))
		return err
	})
	g.Go(func() (err error) {
		points, err := d.store.Traffic(gctx, ask(now.AddDate(0, 0, -14), now), 7*24*time.Hour)
		for i, p := range points {
			if i == 0 {
				out.LastWeek += p.Calls
			} else {
				out.ThisWeek += p.Calls
			}
		}
		return err
	})
	if err := g.Wait(); err != nil {
		return out, err
	}
	rules, _, err := d.Rules(ctx, who)
	for _, c := range month {
		if rules.Abroad(region.Of(c.IP)) {
			out.Abroad += c.Calls
		}
	}
	out.Month = allOf(tools)
	for _, c := range tools {
		if c.Property == "tool" && program(c.Value) {
			out.Programs += c.Calls
		}
	}
	out.fill(counted, clients)
	return out, err
}

// allOf gives the number of calls that were counted: each is either with a credential or without.
func allOf(counted []Counted) (calls uint64) {
	for _, c := range counted {
		if c.Property == "credential" {
			calls += c.Calls
		}
	}
	return calls
}

// fill makes distributions of what was counted.
func (s *Spread) fill(counted []Counted, clients []CalledBy) {
	s.Calls = allOf(counted)
	byRegion := map[string]uint64{}
	all := map[string][]Shared{}
	for i, c := range clients {
		byRegion[cmp.Or(region.Of(c.IP).String(), "unknown")] += c.Calls
		if i < shownShares {
			all["address"] = append(all["address"], Shared{c.IP.String(), c.Calls})
		}
	}
	for code, n := range byRegion {
		all["region"] = append(all["region"], Shared{code, n})
		if code != "unknown" {
			s.Regions++
		}
	}
	for _, c := range counted {
		if c.Property == "tool" {
			c.Value = toolTitle(c.Value)
		}
		all[c.Property] = append(all[c.Property], Shared{c.Value, c.Calls})
	}
	for _, p := range distributions {
		top := all[p.id]
		slices.SortFunc(top, func(a, b Shared) int { return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Value, b.Value)) })
		if len(top) > 0 {
			s.By = append(s.By, Distribution{p.id, p.title, top[:min(len(top), shownShares)]})
		}
	}
}

// program reports a class of clients that no person uses, by its stored number.
func program(number string) bool {
	t := toolOf(number)
	return t != nil && t.ID != attack.Browser && t.ID != attack.App
}

func toolTitle(number string) string {
	if t := toolOf(number); t != nil {
		return t.Title
	}
	return "unknown"
}

func toolOf(number string) *attack.Tool {
	for _, t := range attack.Tools() {
		if number == strconv.Itoa(int(t.ID)) {
			return &t
		}
	}
	return nil
}
