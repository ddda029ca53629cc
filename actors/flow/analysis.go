package flow

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Analysis judges a closed set of recorded calls in event time, without spool, actors and
// store: the same engine, states and book as a node's, in plain maps. Calls are given twice:
// to Learn, then to Add, so that every call is named by the final templates. Not safe for
// concurrent use; its memory grows with the number of calls (about 400 bytes each).
type Analysis struct {
	tenant    string
	key       []byte
	templates *traffic.Templates
	engine    *detect.Engine
	confirm   confirm.Inline
	err       error // why attacks could not be confirmed
	facts     []finding.Facts
	endpoints map[traffic.API]*event.Endpoint
	clients   map[netip.Addr]*event.Client
	domains   map[string]*event.Domain
	accounts  map[uint64]*event.Account
	records   map[string]*event.Records
	path      []byte // scratch
	book      *finding.Book
	seen      map[string]struct{} // IDs of the calls
	again     int                 // calls that came again under an ID, as files that overlap have
}

// analysisCases is how many cases an analysis can hold; further ones are counted by Overflow.
const analysisCases = 1 << 20

// NewAnalysis makes an empty analysis; key makes its hashes.
func NewAnalysis(tenant string, key []byte) *Analysis {
	return &Analysis{
		tenant: tenant, key: key, templates: traffic.NewTemplates(traffic.DefaultTemplateLimits), engine: detect.New(detect.Options{}),
		endpoints: map[traffic.API]*event.Endpoint{}, clients: map[netip.Addr]*event.Client{},
		domains: map[string]*event.Domain{}, accounts: map[uint64]*event.Account{}, records: map[string]*event.Records{},
		book: finding.NewBook(analysisCases),
		seen: map[string]struct{}{},
	}
}

// UseRules sets what the tenant set about detection, for the calls that follow.
func (a *Analysis) UseRules(r *policy.Rules) { a.engine.UseRules(r) }

// Learn shows a call to the templates.
func (a *Analysis) Learn(x *traffic.Exchange) { a.templates.Learn(x.Host, x.Method, x.Path, x.Status) }

// Again counts calls that were left out because one of the same ID came before, as on a node.
func (a *Analysis) Again() int { return a.again }

// Add inspects a call and keeps what it says until Judge.
func (a *Analysis) Add(x *traffic.Exchange) {
	if _, again := a.seen[x.ID]; again && x.ID != "" {
		a.again++
		return
	}
	a.seen[strings.Clone(x.ID)] = struct{}{}
	in, err := a.confirm.Inspect(a.engine, a.tenant, a.key, a.templates, x)
	if err != nil && a.err == nil {
		a.err = err
	}
	f := in.Facts
	f.Seq = uint64(len(a.facts)) + 1
	a.facts = append(a.facts, f)
}

// Judge lets the states see all calls in the order of their time. Calls before until only
// teach the baselines; the zero time judges all.
func (a *Analysis) Judge(until time.Time) {
	slices.SortStableFunc(a.facts, func(x, y finding.Facts) int { return x.Time.Compare(y.Time) })
	var out []finding.Finding
	for i := range a.facts {
		f := &a.facts[i]
		endpoint, client := a.states(f)
		out = out[:0]
		a.others(f, &out)
		if f.Time.Before(until) {
			if endpoint != nil {
				endpoint.Learn(f)
			}
			client.Learn(f)
			continue // what the others found is usual, too
		}
		if finding.MadeEvent(out) {
			f.Flagged |= finding.FlaggedOther
		}
		before := len(out)
		client.Apply(f, &out)
		if finding.MadeEvent(out[before:]) {
			f.Flagged |= finding.FlaggedAddress
		}
		if endpoint != nil { // last, as on a node: it learns from nothing that the others flagged
			endpoint.Apply(f, &out)
		}
		for _, c := range out {
			a.book.Add(c)
		}
	}
	a.facts = nil
}

func (a *Analysis) states(f *finding.Facts) (*event.Endpoint, *event.Client) {
	key := event.ClientKey(f.Client)
	client := a.clients[key]
	if client == nil {
		client = event.NewClient()
		a.clients[key] = client
	}
	if f.Noise {
		return nil, client
	}
	endpoint := a.endpoints[f.API]
	if endpoint == nil {
		endpoint = event.NewEndpoint(f.API)
		a.endpoints[f.API] = endpoint
	}
	return endpoint, client
}

// others shows a call to what judges it as a call to a host, of an account and for a record.
func (a *Analysis) others(f *finding.Facts, out *[]finding.Finding) {
	if f.API.Host != "" {
		stateOf(a.domains, f.API.Host, event.NewDomain).Apply(f, out)
	}
	if who, _ := event.AccountKey(f); who != 0 {
		stateOf(a.accounts, who, event.NewAccount).Apply(f, out)
	}
	path, asks := event.RecordsKey(a.path[:0], f)
	if a.path = path; asks {
		stateOf(a.records, string(path), event.NewRecords).Apply(f, out)
	}
}

func stateOf[K comparable, S any](all map[K]*S, key K, fresh func() *S) *S {
	s := all[key]
	if s == nil {
		s = fresh()
		all[key] = s
	}
	return s
}

// Findings gives the cases, risks before events, then by time.
func (a *Analysis) Findings() []finding.Finding {
	fs := a.book.Changed()
	finding.Agree(fs)
	slices.SortFunc(fs, func(x, y finding.Finding) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), x.Start.Compare(y.Start), cmp.Compare(x.ID, y.ID))
	})
	return fs
}

// Assets gives the inventory by host, template and method.
func (a *Analysis) Assets() []finding.Asset {
	out := make([]finding.Asset, 0, len(a.endpoints))
	for _, e := range a.endpoints {
		out = append(out, e.Asset(a.tenant))
	}
	slices.SortFunc(out, func(x, y finding.Asset) int {
		return cmp.Or(cmp.Compare(x.API.Host, y.API.Host), cmp.Compare(x.API.Template, y.API.Template), cmp.Compare(x.API.Method, y.API.Method))
	})
	return out
}

// Err is why attacks were judged by the first stage alone, nil if they were not.
func (a *Analysis) Err() error { return a.err }

// Overflow counts contributions to cases that found no room.
func (a *Analysis) Overflow() uint64 { return a.book.Overflow() }
