package query

import (
	"cmp"
	"slices"
	"sync"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TypeInfo describes one type of risk or event.
type TypeInfo struct {
	Kind     finding.Kind
	ID       string // row ID, "RK-18"
	Title    string
	Category string
	Level    finding.Level
	Means    string // what it is and why it matters
	Advice   string // what to do about it
	Suggest  []finding.SuggestionKind
}

// DataInfo describes one type of sensitive data.
type DataInfo struct {
	ID     finding.DataType
	Name   string // stable name, "cn_mobile"
	Title  string
	Level  finding.Sensitivity
	Person bool // says something about a person
	Secret bool // a key or password, never a person
	Custom bool // a tenant\'s own
}

// Catalog gives the words for the row numbers in findings and facts. Numbers it does not
// know show as their row ID.
type Catalog struct {
	types    map[string]TypeInfo
	data     map[finding.DataType]DataInfo
	purposes map[finding.Purpose]string
	attacks  map[finding.Attack]string
	creds    map[finding.Credential]string
	order    []TypeInfo
	own      sync.Map // by tenant: *Catalog with its own words too
}

// Words is what a catalog is made of; see DetectWords.
type Words struct {
	Types       []TypeInfo
	Data        []DataInfo
	Purposes    map[finding.Purpose]string
	Attacks     map[finding.Attack]string
	Credentials map[finding.Credential]string
}

// NewCatalog makes a catalog.
func NewCatalog(w Words) *Catalog {
	c := &Catalog{
		types: map[string]TypeInfo{}, data: map[finding.DataType]DataInfo{},
		purposes: w.Purposes, attacks: w.Attacks, creds: w.Credentials,
	}
	for _, t := range w.Types {
		c.types[t.ID] = t
	}
	for _, d := range w.Data {
		c.data[d.ID] = d
	}
	c.order = slices.SortedFunc(slices.Values(w.Types), func(a, b TypeInfo) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.ID, b.ID))
	})
	return c
}

// Type describes a type of risk or event by its row ID.
func (c *Catalog) Type(id string) (TypeInfo, bool) {
	t, ok := c.types[id]
	if !ok {
		t = TypeInfo{ID: id, Title: id}
		if name, own := finding.OwnName(id); own { // one that was deleted
			t.Kind, t.Title, t.Category = finding.KindEvent, name, ownCategory
		}
	}
	return t, ok
}

// ownCategory is that of a tenant's own events.
const ownCategory = "Own event"

// Say tells in a language what a case is, why it fired, what would have cleared it and what to
// do: the same words in the API, the console, on the command line and in messages.
func (c *Catalog) Say(f *finding.Finding, l finding.Lang) finding.Words {
	w := event.Say(f, l)
	if w.Title == f.Type {
		if t, ok := c.Type(f.Type); ok {
			w.Title, w.Advice = t.Title, t.Advice
		}
	}
	if w.Advice == "" {
		w.Advice = c.types[f.Type].Advice
	}
	return w
}

// TypeWords are the title and the advice of a type in a language.
func (c *Catalog) TypeWords(t TypeInfo, l finding.Lang) (title, advice string) {
	w := c.Say(&finding.Finding{Kind: t.Kind, Type: t.ID}, l)
	return w.Title, w.Advice
}

// Types lists the types of one kind, by category and row ID.
func (c *Catalog) Types(k finding.Kind) []TypeInfo {
	var out []TypeInfo
	for _, t := range c.order {
		if t.Kind == k {
			out = append(out, t)
		}
	}
	return out
}

// Data describes a type of sensitive data.
func (c *Catalog) Data(id finding.DataType) DataInfo {
	d, ok := c.data[id]
	if !ok {
		d = DataInfo{ID: id, Name: id.String(), Title: id.String()}
	}
	return d
}

// DataTypes lists all types of sensitive data by row number.
func (c *Catalog) DataTypes() []DataInfo {
	return slices.SortedFunc(func(yield func(DataInfo) bool) {
		for _, d := range c.data {
			if !yield(d) {
				return
			}
		}
	}, func(a, b DataInfo) int { return cmp.Compare(a.ID, b.ID) })
}

// Purpose gives the title of a purpose.
func (c *Catalog) Purpose(p finding.Purpose) string { return cmp.Or(c.purposes[p], p.String()) }

// Credential gives the title of a kind of credential.
func (c *Catalog) Credential(k finding.Credential) string {
	return cmp.Or(c.creds[k], "credential "+itoa(uint64(k)))
}

// Reason gives the title of any row ID a sample can stand for.
func (c *Catalog) Reason(id string) string {
	if t, ok := c.types[id]; ok {
		return t.Title
	}
	if name, own := finding.OwnName(id); own {
		return name
	}
	for _, d := range c.data {
		if d.ID.String() == id {
			return d.Title
		}
	}
	for p, title := range c.purposes {
		if p.String() == id {
			return title
		}
	}
	for a, title := range c.attacks {
		if rowID("TW", uint8(a)) == id {
			return title
		}
	}
	return id
}

var serviceNames = [...]string{"unknown", "internal", "partner", "public"}

// ServiceName is the stable word for a service object: "unknown", "internal", "partner" or
// "public".
func ServiceName(s finding.Service) string { return serviceNames[min(int(s), len(serviceNames)-1)&3] }
