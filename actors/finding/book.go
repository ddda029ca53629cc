package finding

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Book keeps the open cases of one holder of state. It is bounded: when it is full, a
// contribution to a case it does not have is counted in Overflow and dropped (falls
// towards a missing case, never towards lost memory); cases it has go on.
// Not safe for concurrent use.
type Book struct {
	limit    int
	cases    map[caseKey]*folded
	overflow uint64
	clock    uint64 // rises with every contribution that was folded
}

// caseKey is what CaseID hashes, comparable without hashing text twice.
type caseKey struct {
	kind   Kind
	trial  bool
	typ    string
	tenant string
	api    traffic.API
	block  netip.Prefix
	who    string // the account, in events of one
	day    int64
}

const daySeconds = 24 * 60 * 60

// keyOf gives the key of a finding's case; the same key means the same CaseID.
func keyOf(f *Finding) caseKey {
	k := caseKey{kind: f.Kind, trial: f.Simulated, typ: f.Type, tenant: f.Tenant, api: f.API}
	if f.Kind == KindRisk {
		return k
	}
	if k.block = f.Source.Block; f.Source.OfAccount() {
		k.who = f.Source.Account
	}
	sec := f.Start.Unix()
	k.day = (sec - (sec%daySeconds+daySeconds)%daySeconds) / daySeconds
	return k
}

// NewBook makes a book of at most limit cases.
func NewBook(limit int) *Book {
	return &Book{limit: limit, cases: map[caseKey]*folded{}, clock: 1}
}

// Add folds one contribution into its case. The book keeps copies of what it needs of
// the contribution's strings only where the case is new.
func (b *Book) Add(f Finding) {
	if f.Kind == KindEvent && !f.Source.Block.IsValid() && f.Source.Account == "" && f.Source.IP.IsValid() && f.Source.IPs == 0 {
		f.Source.Block = Block(f.Source.IP)
	}
	k := keyOf(&f)
	c := b.cases[k]
	if c == nil {
		if len(b.cases) >= b.limit {
			b.overflow++
			return
		}
		k.api = traffic.API{
			Host:     strings.Clone(f.API.Host),
			Method:   strings.Clone(f.API.Method),
			Template: strings.Clone(f.API.Template),
		}
		k.tenant = strings.Clone(f.Tenant)
		k.who = strings.Clone(k.who)
		f.API, f.Tenant = k.api, k.tenant
		c = newFolded(&f)
		b.cases[k] = c
	}
	c.add(&f)
	b.clock++
	c.at = b.clock
}

// Clock rises with every contribution that is folded, from 1: what AppendSince takes.
func (b *Book) Clock() uint64 { return b.clock }

// Touch counts every case as changed: whoever takes a book over writes all of it anew, since
// somebody in between may have written older figures.
func (b *Book) Touch() {
	for _, c := range b.cases {
		c.changed = true
	}
}

// Changed gives the cases that changed since the last call, cumulative, in the order of
// their IDs; Version is left to the caller.
func (b *Book) Changed() []Finding {
	var out []Finding
	for _, c := range b.cases {
		if c.changed {
			c.changed = false
			out = append(out, c.finding())
		}
	}
	slices.SortFunc(out, func(a, b Finding) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Expire forgets the cases whose last call was before the given time. A risk seen again
// later starts a new count under the same ID, so holders expire risks late or never.
func (b *Book) Expire(before time.Time) {
	for k, c := range b.cases {
		if c.f.End.Before(before) && !c.changed {
			delete(b.cases, k)
		}
	}
}

// Len is the number of cases held.
func (b *Book) Len() int { return len(b.cases) }

// Overflow is the number of contributions dropped because the book was full.
func (b *Book) Overflow() uint64 { return b.overflow }
