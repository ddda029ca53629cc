package finding

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"
)

// A case is what many contributions fold to. Folding is commutative and associative in
// everything a case shows: two nodes that saw the same calls in another order show the
// same case. Each rule below says how it gets there.

// maxAgents is how many user agents of a case are counted. With more, those with the
// smallest hashes are kept: which those are does not depend on the order, and one that
// ends up among them has been counted from its first call.
const maxAgents = 16

type agentCount struct {
	name  string
	calls uint64
}

// sampleAt is a sample and the start of the contribution that brought it.
type sampleAt struct {
	at time.Time
	id string
}

// folded is one case and what it takes to fold further.
type folded struct {
	f        Finding // Count, times, level, Why; Source.IPs, Agent and Samples are filled by finding
	why      Finding // the strongest contribution: only Level, Start, Why and Source.IP are used
	ipAt     time.Time
	level    Level // highest that a contribution claimed by itself
	addr     addresses
	agents   []agentCount // by hash of the name, rising
	samples  []sampleAt   // by time and ID, rising; at most MaxSamples
	accounts bool         // contributions name different accounts: none is shown
	changed  bool
	at       uint64 // the book's clock at the newest contribution; not written down
}

func newFolded(f *Finding) *folded {
	c := &folded{f: *f, ipAt: f.Start}
	c.f.ID = CaseID(f)
	if f.Source.OfMany() {
		c.f.Source.IP = netip.Addr{}
	}
	c.f.Count, c.f.Level, c.f.Samples, c.f.Why, c.f.Source.IPs = 0, 0, nil, Why{}, 0
	return c
}

// add folds one contribution in.
func (c *folded) add(f *Finding) {
	c.changed = true
	c.f.Count += f.Count
	c.f.Votes |= f.Votes
	if f.Start.Before(c.f.Start) {
		c.f.Start = f.Start
	}
	if f.End.After(c.f.End) {
		c.f.End = f.End
	}
	c.level = max(c.level, f.Level)
	c.f.Rise.Medium = least(c.f.Rise.Medium, f.Rise.Medium)
	c.f.Rise.High = least(c.f.Rise.High, f.Rise.High)
	c.addSource(f)
	for _, id := range f.Samples {
		c.addSample(sampleAt{at: f.Start, id: id})
	}
	if f.Why.Reason != "" && (c.why.Why.Reason == "" || stronger(f, &c.why)) {
		c.why = Finding{Level: f.Level, Start: f.Start, Why: f.Why, Source: Source{IP: f.Source.IP}}
	}
}

// least gives the smaller of two figures of which 0 means none.
func least(a, b uint64) uint64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// stronger orders contributions totally: level, how far above the threshold, earliness,
// then the text, so that ties fall the same way everywhere.
func stronger(a, b *Finding) bool {
	return cmp.Or(
		cmp.Compare(a.Level, b.Level),
		cmp.Compare(a.Why.Observed-a.Why.Threshold, b.Why.Observed-b.Why.Threshold),
		b.Start.Compare(a.Start),
		cmp.Compare(a.Why.Observed, b.Why.Observed),
		cmp.Compare(b.Why.Baseline, a.Why.Baseline),
		cmp.Compare(a.Why.Window, b.Why.Window),
		strings.Compare(b.Why.Rule, a.Why.Rule),
		strings.Compare(b.Why.Unit, a.Why.Unit),
		strings.Compare(b.Why.Reason, a.Why.Reason),
		strings.Compare(b.Why.Clear, a.Why.Clear),
		strings.Compare(b.Why.Tuned, a.Why.Tuned),
		b.Source.IP.Compare(a.Source.IP),
	) > 0
}

func (c *folded) addSource(f *Finding) {
	ip := f.Source.IP
	if f.Source.OfMany() {
		c.f.Source.IPs = max(c.f.Source.IPs, f.Source.IPs)
		c.addAgent(f.Source.Agent, f.Count)
		return
	}
	if ip.IsValid() {
		earlier := cmp.Or(f.Start.Compare(c.ipAt), ip.Compare(c.f.Source.IP)) < 0
		if !c.f.Source.IP.IsValid() || earlier {
			c.f.Source.IP, c.ipAt = ip, f.Start
		}
		if f.Source.OfAccount() {
			c.addr.addAny(ip)
		} else {
			c.addr.add(ip)
		}
	}
	switch a := f.Source.Account; {
	case a == "" || a == c.f.Source.Account || c.accounts:
	case c.f.Source.Account == "":
		c.f.Source.Account = a
	default:
		c.f.Source.Account, c.accounts = "", true
	}
	c.addAgent(f.Source.Agent, f.Count)
}

func (c *folded) addAgent(name string, calls uint64) {
	if name == "" {
		return
	}
	i, found := slices.BinarySearchFunc(c.agents, name, func(a agentCount, name string) int {
		return cmp.Or(cmp.Compare(xxh3.HashString(a.name), xxh3.HashString(name)), strings.Compare(a.name, name))
	})
	if found {
		c.agents[i].calls += calls
		return
	}
	if i == maxAgents {
		return
	}
	if len(c.agents) == maxAgents {
		c.agents = c.agents[:maxAgents-1]
	}
	c.agents = slices.Insert(c.agents, i, agentCount{strings.Clone(name), calls})
}

// addSample keeps the earliest distinct ones: the calls an attack began with.
func (c *folded) addSample(s sampleAt) {
	order := func(a, b sampleAt) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.id, b.id)) }
	if i := slices.IndexFunc(c.samples, func(o sampleAt) bool { return o.id == s.id }); i >= 0 {
		if order(c.samples[i], s) <= 0 {
			return
		}
		c.samples = slices.Delete(c.samples, i, i+1)
	}
	i, _ := slices.BinarySearchFunc(c.samples, s, order)
	if i == MaxSamples {
		return
	}
	if len(c.samples) == MaxSamples {
		c.samples = c.samples[:MaxSamples-1]
	}
	s.id = strings.Clone(s.id)
	c.samples = slices.Insert(c.samples, i, s)
}

// finding gives the case as it stands; Version is the caller's.
func (c *folded) finding() Finding {
	f := c.f
	f.Level = c.level
	if r := f.Rise; r.High > 0 && f.Count >= r.High {
		f.Level = High
	} else if r.Medium > 0 && f.Count >= r.Medium {
		f.Level = max(f.Level, Medium)
	}
	f.Rise = Rise{}
	f.Why = c.why.Why
	f.Source.IPs = max(f.Source.IPs, c.addr.count())
	if f.Source.OfMany() && c.why.Source.IP.IsValid() { // who leads when they are most
		f.Source.IP = c.why.Source.IP
	}
	f.Source.Agent = ""
	var most uint64
	for _, a := range c.agents {
		if a.calls > most || a.calls == most && a.name < f.Source.Agent {
			most, f.Source.Agent = a.calls, a.name
		}
	}
	f.Samples = make([]string, len(c.samples))
	for i, s := range c.samples {
		f.Samples[i] = s.id
	}
	return f
}
