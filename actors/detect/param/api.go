package param

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// name tells parameters of an API apart.
type name struct {
	side  traffic.Side
	place finding.ParamPlace
	text  string
}

// api is what is known of one API.
type api struct {
	calls uint64 // all that could have taught
	known map[name]*entry
	over  uint64
	sets  [knownSets]uint64
	set   uint8
	dirty bool
}

// entry is one parameter; finding.Param without its name, and how many fields stand below it.
type entry struct {
	finding.Param
	below int
}

const (
	settled = 32 // times seen after which another type is a change
	mostOf  = 48 // names directly below one object; beyond they are keys of a table, one name {}
)

// at gives the entry of a name and whether it was there; nil where there is no room.
func (b *Book) at(a *api, n name, when time.Time) *entry {
	e := a.known[n]
	if e != nil {
		return e
	}
	if !b.room(a) {
		return nil
	}
	n.text = strings.Clone(n.text)
	e = &entry{Param: finding.Param{
		Side: n.side, Place: n.place, Name: n.text, Formats: finding.AllFormats, First: when.UTC(), Last: hour(when),
	}}
	a.known[n], a.dirty = e, true
	return e
}

// see counts a parameter that was there.
func (a *api) see(e *entry, when time.Time) {
	e.N++
	if e.N&(e.N-1) == 0 { // as often again: the store's figure is at most half off
		a.dirty = true
	}
	if when.Before(e.First) {
		e.First, a.dirty = when.UTC(), true
	}
	if h := hour(when); h.After(e.Last) {
		e.Last, a.dirty = h, true
	}
}

// value widens what is known of a parameter by one value.
func (a *api) value(e *entry, k kind, when time.Time) {
	types, formats := e.Types|k.types, e.Formats
	if k.text || k.types&finding.TypeInteger != 0 {
		formats &= k.formats
	}
	if types == e.Types && formats == e.Formats {
		return
	}
	if e.N > settled {
		e.Changed = when.UTC()
	}
	e.Types, e.Formats, a.dirty = types, formats, true
}

// data adds a type of sensitive data and takes back what was kept as harmless words.
func (a *api) data(e *entry, t finding.DataType) {
	i, there := slices.BinarySearch(e.Data, t)
	if there {
		return
	}
	const most = 8 // types of one field; more is free text
	if len(e.Data) < most {
		e.Data, a.dirty = slices.Insert(e.Data, i, t), true
	}
	e.Values, e.Many = nil, true
}

// params gives what is known, in order.
func (a *api) params(of traffic.API) finding.Params {
	p := finding.Params{API: of, Over: a.over, Version: a.calls, List: make([]finding.Param, 0, len(a.known))}
	for _, e := range a.known {
		q := e.Param
		q.Data, q.Values = slices.Clone(q.Data), slices.Clone(q.Values)
		p.List = append(p.List, q)
	}
	slices.SortFunc(p.List, byName)
	return p
}

func byName(x, y finding.Param) int {
	return cmp.Or(cmp.Compare(x.Side, y.Side), cmp.Compare(x.Place, y.Place), cmp.Compare(x.Name, y.Name))
}

func byAPI(x, y finding.Params) int {
	return cmp.Or(cmp.Compare(x.API.Host, y.API.Host), cmp.Compare(x.API.Template, y.API.Template),
		cmp.Compare(x.API.Method, y.API.Method), cmp.Compare(x.Version, y.Version))
}
