package param

import (
	"slices"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Bounds of a book.
const (
	MaxOfAPI    = 256     // parameters of one API: four fifths of public ones have fewer than 100 fields
	MaxOfTenant = 131_072 // parameters of a tenant: about 20 MB
	firstCalls  = 200     // calls of an API that are all learned from
	everyCall   = 128     // of the calls after those, one in so many is: it costs what 20 calls cost otherwise
	knownSets   = 16      // sets of names remembered by API, so that a new one is learned from at once
)

// Book is what the calls of one tenant's APIs carry. Not safe for concurrent use.
type Book struct {
	apis  map[traffic.API]*api
	size  int    // parameters held
	over  uint64 // found no room, of all APIs
	calls call   // scratch
	gone  []finding.Params
}

// NewBook makes an empty book.
func NewBook() *Book { return &Book{apis: map[traffic.API]*api{}} }

// Call is what a book is told of one call. Values and Found are only read.
type Call struct {
	Facts    *finding.Facts
	Exchange *traffic.Exchange
	Values   *traffic.Values
	Found    [2][]sensitive.Found // by side
}

// Note learns from a call, if it is one of those that teach.
func (b *Book) Note(c *Call) {
	f := c.Facts
	if f.Noise || f.Blocked || f.Attacks != 0 || f.Status >= 400 || f.API.Template == traffic.Other {
		return
	}
	a := b.apis[f.API]
	if a == nil {
		a = &api{known: map[name]*entry{}}
		b.apis[f.API] = a
	}
	if !a.teaches(f.Params) {
		return
	}
	b.calls.take(b, a, c)
}

// teaches decides whether the next call of an API is learned from.
func (a *api) teaches(set uint64) bool {
	a.calls++
	fresh := !slices.Contains(a.sets[:], set)
	if fresh {
		a.sets[a.set%knownSets] = set
		a.set++
	}
	return fresh || a.calls <= firstCalls || a.calls%everyCall == 0
}

// Fold forgets an API whose template was learned to be part of another one; what it knew
// stays in the store, where the two are added up.
func (b *Book) Fold(from traffic.API) {
	a := b.apis[from]
	if a == nil {
		return
	}
	if a.dirty {
		b.gone = append(b.gone, a.params(from))
	}
	b.size -= len(a.known)
	delete(b.apis, from)
}

// Changed gives what is new since the last call, by API; the tenant is left to the caller.
func (b *Book) Changed() []finding.Params {
	out := b.gone
	b.gone = nil
	for k, a := range b.apis {
		if a.dirty {
			a.dirty = false
			out = append(out, a.params(k))
		}
	}
	slices.SortFunc(out, byAPI)
	return out
}

// All gives everything, by API.
func (b *Book) All() []finding.Params {
	out := make([]finding.Params, 0, len(b.apis))
	for k, a := range b.apis {
		out = append(out, a.params(k))
	}
	slices.SortFunc(out, byAPI)
	return out
}

// Len and Over are how many parameters are held, and how often one found no room.
func (b *Book) Len() int     { return b.size }
func (b *Book) Over() uint64 { return b.over }

// room reports whether a further parameter fits.
func (b *Book) room(a *api) bool {
	if len(a.known) >= MaxOfAPI || b.size >= MaxOfTenant {
		a.over++
		b.over++
		return false
	}
	b.size++
	return true
}

func hour(t time.Time) time.Time { return t.UTC().Truncate(time.Hour) }
