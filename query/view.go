package query

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// View is one list as somebody looks at it: which rows, in which order, from where. It is
// read from the parameters of a URL and written back to them, so that a link, a page, a call
// of the API and an export are the same view.
type View struct {
	List   *List
	Values map[Field][]string // as given; "open" and "closed" stand for several statuses
	Text   string
	Digest string   // ID of a digest: what it was about
	Nets   []string // addresses and blocks as given
	Since  string   // "24h", "7d"; "" where From, To or the list's period say the window
	From   time.Time
	To     time.Time
	Order  Order
	Limit  int
	Cursor string
}

// Bounds of a view.
const (
	DefaultLimit  = 50
	MaxLimit      = 1000 // rows of one page
	maxValues     = 50   // of one field
	maxTextBytes  = 200
	maxValueBytes = 300
)

// URL writes the view as parameters, in a fixed order and without what is the default; the
// cursor is left out, so that two pages of one view have the same parameters.
func (v View) URL() url.Values {
	u := url.Values{}
	for _, f := range v.List.Fields {
		for _, val := range slices.Sorted(slices.Values(v.Values[f])) {
			u.Add(string(f), val)
		}
	}
	for _, n := range slices.Sorted(slices.Values(v.Nets)) {
		u.Add("source", n)
	}
	set := func(name, val string) {
		if val != "" {
			u.Set(name, val)
		}
	}
	set("q", v.Text)
	set("digest", v.Digest)
	set("since", v.Since)
	set("from", Stamp(v.From))
	set("to", Stamp(v.To))
	if v.Order != v.List.Default {
		set("sort", v.Order.String())
	}
	if v.Limit != DefaultLimit {
		set("limit", strconv.Itoa(v.Limit))
	}
	return u
}

// With gives the view with one field's choice replaced, at its beginning.
func (v View) With(f Field, vals ...string) View {
	w := v
	w.Cursor, w.Values = "", map[Field][]string{}
	for k, old := range v.Values {
		w.Values[k] = old
	}
	delete(w.Values, f)
	if len(vals) > 0 {
		w.Values[f] = slices.Clone(vals)
	}
	return w
}

// Toggle gives the view with one value of a field added, or removed where it was chosen.
func (v View) Toggle(f Field, val string) View {
	vals := slices.Clone(v.expanded(f))
	if i := slices.Index(vals, val); i >= 0 {
		vals = slices.Delete(vals, i, i+1)
	} else {
		vals = append(vals, val)
	}
	return v.With(f, vals...)
}

// Chosen reports whether the view keeps rows with that value because of its choice of f.
func (v View) Chosen(f Field, val string) bool { return slices.Contains(v.expanded(f), val) }

// Window resolves the view's window against the clock.
func (v View) Window(now time.Time) Window {
	if !v.From.IsZero() || !v.To.IsZero() {
		return Window{v.From, v.To}
	}
	span := v.List.Period
	if v.Digest != "" {
		span = 0 // the whole digest, however old
	}
	if v.Since != "" {
		span, _ = parseSpan(v.Since) // checked when the view was read
	}
	if span == 0 {
		return Window{}
	}
	return Window{From: now.Add(-span).Truncate(time.Second)}
}

// expanded resolves "open" and "closed".
func (v View) expanded(f Field) []string {
	if f != FieldStatus {
		return v.Values[f]
	}
	var out []string
	for _, val := range v.Values[f] {
		if val != statusOpen && val != statusClosed {
			out = append(out, val)
			continue
		}
		for _, r := range Statuses(v.List.Kind) {
			if r.Open == (val == statusOpen) {
				out = append(out, string(r.ID))
			}
		}
	}
	return out
}

// String writes an order as a parameter: the key, with "-" before it where it falls.
func (o Order) String() string {
	if o.Desc {
		return "-" + string(o.By)
	}
	return string(o.By)
}

// Stamp writes a time as the parameters from and to take it; "" for none.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
