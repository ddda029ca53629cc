package event

import (
	"net/netip"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// world holds one state per key, as the actors do.
type world struct {
	t         *testing.T
	clients   map[netip.Addr]*Client
	endpoints map[traffic.API]*Endpoint
	accounts  map[uint64]*Account
	records   map[string]*Records
	domains   map[string]*Domain
	book      *finding.Book
	learn     bool
	untold    bool // APIs are not told what others flagged: a negative control
	pack      int  // every so many calls all states are written down and read back
	n         int
}

func newWorld(t *testing.T) *world {
	return &world{
		t: t, clients: map[netip.Addr]*Client{}, endpoints: map[traffic.API]*Endpoint{}, accounts: map[uint64]*Account{},
		records: map[string]*Records{}, domains: map[string]*Domain{},
		book: finding.NewBook(1000),
	}
}

func (w *world) run(facts []finding.Facts) {
	var out []finding.Finding
	for i := range facts {
		f := &facts[i]
		key := ClientKey(f.Client)
		c := w.clients[key]
		if c == nil {
			c = NewClient()
			w.clients[key] = c
		}
		e := w.endpoints[f.API]
		if e == nil {
			e = NewEndpoint(f.API)
			w.endpoints[f.API] = e
		}
		if w.learn {
			c.Learn(f)
			e.Learn(f)
			continue
		}
		out = out[:0]
		c.Apply(f, &out)
		byAddress := finding.MadeEvent(out)
		who, _ := AccountKey(f)
		if who != 0 {
			if w.accounts[who] == nil {
				w.accounts[who] = NewAccount()
			}
			w.accounts[who].Apply(f, &out)
		}
		d := w.domains[f.API.Host]
		if d == nil {
			d = NewDomain()
			w.domains[f.API.Host] = d
		}
		d.Apply(f, &out)
		path, asks := RecordsKey(nil, f)
		if asks {
			if w.records[string(path)] == nil {
				w.records[string(path)] = NewRecords()
			}
			w.records[string(path)].Apply(f, &out)
		}
		if f.Flagged = 0; !w.untold { // as the actors do: the API comes last and is told
			if byAddress {
				f.Flagged = finding.FlaggedAddress
			} else if finding.MadeEvent(out) {
				f.Flagged = finding.FlaggedOther
			}
		}
		if !f.Noise { // it has no API
			e.Apply(f, &out)
		}
		for _, c := range out {
			w.book.Add(c)
		}
		if w.n++; w.pack > 0 && w.n%w.pack == 0 {
			w.clients[key] = throughClient(w.t, c)
			w.endpoints[f.API] = throughEndpoint(w.t, e)
			if who != 0 {
				w.accounts[who] = through(w.t, w.accounts[who], NewAccount())
			}
			w.domains[f.API.Host] = through(w.t, d, NewDomain())
			if asks {
				w.records[string(path)] = through(w.t, w.records[string(path)], NewRecords())
			}
		}
	}
}

func (w *world) cases() map[string][]finding.Finding {
	all := map[string][]finding.Finding{}
	for _, f := range w.book.Changed() {
		all[f.Type] = append(all[f.Type], f)
	}
	return all
}
