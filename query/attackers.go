package query

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Attacker is one source over all its cases (XV-02, TN-30).
type Attacker struct {
	Source    string // block, or the account where the cases are an account's
	OfAccount bool
	Country   string // ISO 3166, "" unknown
	Levels    LevelCounts
	Open      uint64
	Calls     uint64 // of each API and day those of its largest case: cases of one attack count the same calls
	IPs       uint32 // that are known: the most addresses of one case, or the first addresses of all
	First     time.Time
	Last      time.Time
	Types     []string
	APIs      []string // IDs
	Hosts     []string
	Agents    []string
	Accounts  []string
	Newest    string // ID of the newest case
}

const attackerLists = 20 // values of each list that are kept

// Attackers sums cases up by source, the worst first: by high, medium and low cases, then newest.
func Attackers(cases []Case, tenant string, country func(*Case) string) []Attacker {
	type did struct{ source, api, day string }
	by := map[string]*Attacker{}
	calls, first := map[did]uint64{}, map[string]map[netip.Addr]bool{}
	for i := range cases {
		c := &cases[i]
		source := blockText(c)
		if c.Source.OfAccount() {
			source = c.Source.Account
		}
		if source == "" {
			continue
		}
		a := by[source]
		if a == nil {
			a = &Attacker{Source: source, OfAccount: c.Source.OfAccount(), Country: country(c), First: c.Start}
			by[source] = a
		}
		a.add(c, tenant)
		k := did{source, c.API.ID(tenant), c.Start.UTC().Format(time.DateOnly)}
		if more := max(c.Count, calls[k]) - calls[k]; more > 0 {
			a.Calls += more
			calls[k] += more
		}
		if first[source] == nil {
			first[source] = map[netip.Addr]bool{}
		}
		first[source][c.Source.IP] = true
		a.IPs = max(a.IPs, uint32(len(first[source]))) //nolint:gosec // at most mostAttacked
	}
	out := make([]Attacker, 0, len(by))
	for _, a := range by {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b Attacker) int {
		return cmp.Or(cmp.Compare(b.Levels.High, a.Levels.High), cmp.Compare(b.Levels.Medium, a.Levels.Medium),
			cmp.Compare(b.Levels.Low, a.Levels.Low), b.Last.Compare(a.Last), cmp.Compare(a.Source, b.Source))
	})
	return out
}

func (a *Attacker) add(c *Case, tenant string) {
	switch c.Level {
	case finding.High:
		a.Levels.High++
	case finding.Medium:
		a.Levels.Medium++
	case finding.Low:
		a.Levels.Low++
	}
	if row, _ := StatusOf(c.Kind, c.State.Status); row.Open {
		a.Open++
	}
	a.IPs = max(a.IPs, c.Source.IPs)
	if c.Start.Before(a.First) {
		a.First = c.Start
	}
	if c.End.After(a.Last) {
		a.Last, a.Newest = c.End, c.ID
	}
	for _, x := range []struct {
		list *[]string
		v    string
	}{
		{&a.Types, c.Type}, {&a.APIs, c.API.ID(tenant)}, {&a.Hosts, c.API.Host}, {&a.Agents, c.Source.Agent}, {&a.Accounts, c.Source.Account},
	} {
		if x.v != "" && len(*x.list) < attackerLists && !slices.Contains(*x.list, x.v) {
			*x.list = append(*x.list, x.v)
		}
	}
}

// mostAttacked bounds the cases that are summed up: the newest of the view.
const mostAttacked = 100_000

// Attackers sums the events of a view up by source.
func (d *Desk) Attackers(ctx context.Context, who Asker, v View) ([]Attacker, error) {
	var all []Case
	err := d.EachCase(ctx, who, v, mostAttacked, func(c Case) error {
		all = append(all, c)
		return nil
	})
	return Attackers(all, who.Tenant, countryOf), err
}

// countryOf is where the first address of a case is registered.
func countryOf(c *Case) string { return region.Of(c.Source.IP).String() }
