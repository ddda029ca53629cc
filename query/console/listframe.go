package console

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// listFrame is what stands around every list: facets, chips, search, headings, paging.
type listFrame struct {
	Facets  []facetView
	Chips   []chip
	Spans   []span2
	Hidden  []pair // parameters the search form keeps
	Query   string
	Heads   map[string]sortLink
	CSV     string
	More    string // next page, "" none
	First   string // first page, "" where this is it
	Clear   string // the list without any filter
	Any     bool   // some filter is set
	AnyTime string // first choice of the time: no window, or the absolute one
}

type pair struct{ Name, Value string }

// facetView is one field with its values as links.
type facetView struct {
	Field  string
	Title  string
	Values []valueView
	More   []valueView // those after the first few, unless one of them is chosen
	Open   bool
}

type valueView struct {
	query.Choice
	Group string // category of a type, where it changes
	Link  string
	Part  int // share of the largest, 0 to 100
}

// chip is one chosen value with the way to let it go.
type chip struct{ Title, Value, Link string }

var fieldTitles = map[query.Field]string{
	query.FieldLevel: "Level", query.FieldStatus: "State", query.FieldType: "Type", query.FieldHost: "Host",
	query.FieldMethod: "Method", query.FieldAPI: "API", query.FieldBlock: "Source block", query.FieldAgent: "Client", query.FieldFollow: "Followed", query.FieldTrial: "Simulated",
	query.FieldAccount: "Account", query.FieldPurpose: "Purpose", query.FieldService: "Serves",
	query.FieldAuth:  "Authentication",
	query.FieldGrade: "Sensitivity", query.FieldRequest: "Data in requests", query.FieldResponse: "Data in responses",
	query.FieldLife: "Life", query.FieldImportance: "Importance",
}

const (
	openFacets  = 6 // groups of values that are open at first
	shownFacets = 8 // values of a group; a list longer than the window hides the groups after it
)

func (c *Console) listFrame(v query.View, choices []query.Choices, next string) listFrame {
	f := listFrame{
		Query: v.Text, Clear: "/" + v.List.Name, Heads: heads(v),
		CSV: "/api/v1/" + v.List.Name + "?" + csvQuery(v), Spans: spansFor(cmp.Or(v.Since, defaultSpan(v))),
	}
	if next != "" {
		w := v
		w.Cursor = next
		f.More = viewWith(w)
	}
	if v.Cursor != "" {
		f.First = viewLink(v)
	}
	for i, cs := range choices {
		f.Facets = append(f.Facets, c.facet(v, cs, i < openFacets))
	}
	for _, field := range v.List.Fields {
		for _, val := range v.Values[field] {
			f.Chips = append(
				f.Chips,
				chip{fieldTitles[field], c.valueTitle(choices, field, val), viewLink(without(v, field, val))},
			)
		}
	}
	w := v
	w.Text = ""
	if v.Text != "" {
		f.Chips = append(f.Chips, chip{"Contains", v.Text, viewLink(w)})
	}
	w = v
	w.Nets = nil
	if len(v.Nets) > 0 {
		f.Chips = append(f.Chips, chip{"Source", strings.Join(v.Nets, ", "), viewLink(w)})
	}
	if v.Digest != "" {
		w = v
		w.Digest = ""
		f.Chips = append(f.Chips, chip{"Digest", v.Digest, viewLink(w)})
		f.AnyTime = "Any time"
	}
	if !v.From.IsZero() || !v.To.IsZero() {
		w = v
		w.From, w.To = query.View{}.From, query.View{}.To
		f.AnyTime = spanTitle(v)
		f.Chips = append(f.Chips, chip{"Time", f.AnyTime, viewLink(w)})
	}
	f.Any = len(f.Chips) > 0
	if f.AnyTime == "" && v.List.Period == 0 {
		f.AnyTime = "Any time"
	}
	u := v.URL()
	u.Del("q")
	for _, k := range slices.Sorted(maps.Keys(u)) {
		for _, val := range u[k] {
			f.Hidden = append(f.Hidden, pair{k, val})
		}
	}
	return f
}

// ListHidden are the parameters the choice of a time keeps.
func (f listFrame) ListHidden() []pair {
	if f.Query == "" {
		return f.Hidden
	}
	return append([]pair{{"q", f.Query}}, f.Hidden...)
}

// defaultSpan is what the list shows when nobody chose a time.
func defaultSpan(v query.View) string {
	if v.List.Period == 0 || v.Digest != "" || !v.From.IsZero() || !v.To.IsZero() {
		return ""
	}
	return strconv.Itoa(int(v.List.Period/(24*time.Hour))) + "d"
}

func csvQuery(v query.View) string {
	u := v.URL()
	u.Del("limit")
	u.Set("format", "csv")
	return u.Encode()
}

func spanTitle(v query.View) string {
	const layout = "2 Jan 15:04"
	from, to := "the beginning", "now"
	if !v.From.IsZero() {
		from = v.From.UTC().Format(layout)
	}
	if !v.To.IsZero() {
		to = v.To.UTC().Format(layout)
	}
	return from + " to " + to + " UTC"
}

func without(v query.View, f query.Field, val string) query.View {
	var keep []string
	for _, x := range v.Values[f] {
		if x != val {
			keep = append(keep, x)
		}
	}
	return v.With(f, keep...)
}

func (c *Console) facet(v query.View, cs query.Choices, open bool) facetView {
	f := facetView{Field: string(cs.Field), Title: fieldTitles[cs.Field], Open: open}
	var most uint64 = 1
	for _, x := range cs.Choices {
		most = max(most, x.Count)
		f.Open = f.Open || x.Chosen
	}
	for _, x := range cs.Choices {
		val := valueView{Choice: x, Link: viewLink(v.Toggle(cs.Field, x.Value)), Part: int(x.Count * 100 / most)}
		if cs.Field == query.FieldType {
			info, _ := c.desk.Catalog().Type(x.Value)
			val.Group = info.Category
		}
		if len(f.Values) < shownFacets || x.Chosen {
			f.Values = append(f.Values, val)
		} else {
			f.More = append(f.More, val)
		}
	}
	return f
}

// typesIn names the types among choices in a language.
func (c *Console) typesIn(choices []query.Choices, l finding.Lang) []query.Choices {
	for _, cs := range choices {
		for i := range cs.Choices {
			if cs.Field == query.FieldType {
				cs.Choices[i].Title = c.typeTitle(cs.Choices[i], l)
			}
		}
	}
	return choices
}

func (c *Console) typeTitle(x query.Choice, l finding.Lang) string {
	t, known := c.desk.Catalog().Type(x.Value)
	if !known {
		return x.Title
	}
	title, _ := c.desk.Catalog().TypeWords(t, l)
	return title
}

func (c *Console) valueTitle(choices []query.Choices, f query.Field, val string) string {
	for _, cs := range choices {
		if cs.Field != f {
			continue
		}
		for _, x := range cs.Choices {
			if x.Value == val {
				return x.Title
			}
		}
	}
	return cmp.Or(c.desk.Catalog().Reason(val), val)
}

// heads gives, for each sort key, the link that orders by it: falling first, then rising.
func heads(v query.View) map[string]sortLink {
	out := map[string]sortLink{}
	for _, k := range v.List.Sorts {
		w := v
		w.Cursor, w.Order = "", query.Order{By: k, Desc: true}
		h := sortLink{}
		if v.Order.By == k {
			h.Now = "ascending"
			if v.Order.Desc {
				h.Now = "descending"
				w.Order.Desc = false
			}
		}
		h.Link = viewLink(w)
		out[string(k)] = h
	}
	return out
}
