package param

import (
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// call takes one call apart; its scratch is used again.
type call struct {
	b    *Book
	a    *api
	at   time.Time
	in   *Call
	side traffic.Side

	names []string              // of the template's places
	once  []name                // parameters counted in this side: a repeated one counts once
	json  json                  // reader
	found map[int]sensitive.Hit // hits in the body of this side, by where their value starts
}

func (c *call) take(b *Book, a *api, in *Call) {
	c.b, c.a, c.at, c.in = b, a, in.Facts.Time, in
	for _, side := range [...]traffic.Side{traffic.Request, traffic.Response} {
		c.side, c.once = side, c.once[:0]
		if side == traffic.Request {
			c.count(finding.ParamCall, "")
			c.path()
		} else {
			if in.Exchange.Response.Absent || in.Facts.Status == 0 {
				continue
			}
			c.count(finding.ParamCall, "")
			c.count(finding.ParamStatus, strconv.Itoa(int(in.Facts.Status)))
		}
		c.contentType()
		c.values()
		c.body()
	}
	c.in = nil
}

// count notes that something without a value was there.
func (c *call) count(place finding.ParamPlace, text string) *entry {
	e := c.b.at(c.a, name{c.side, place, text}, c.at)
	if e != nil {
		c.a.see(e, c.at)
	}
	return e
}

// text notes a parameter whose value is written as text.
func (c *call) text(place finding.ParamPlace, text, value string) *entry {
	if IsValue(text) {
		c.a.over++
		c.b.over++
		return nil
	}
	n := name{c.side, place, text}
	e := c.b.at(c.a, n, c.at)
	if e == nil {
		return nil
	}
	if !slices.Contains(c.once, n) {
		c.once = append(c.once, name{n.side, n.place, e.Name})
		c.a.see(e, c.at)
	}
	c.a.value(e, kindOfText(value, e.Formats), c.at)
	c.a.word(e, value)
	return e
}

// contentType notes what a body said it is.
func (c *call) contentType() {
	m := &c.in.Exchange.Request
	if c.side == traffic.Response {
		m = &c.in.Exchange.Response
	}
	if t, _, err := mime.ParseMediaType(m.Header("Content-Type")); err == nil && len(t) <= longestName {
		c.count(finding.ParamType, t)
	}
}

// path notes the values in the template's places.
func (c *call) path() {
	parts := strings.FieldsFunc(c.in.Facts.API.Template, func(r rune) bool { return r == '/' })
	c.names = PlaceNames(c.names[:0], parts)
	if len(c.names) == 0 {
		return
	}
	path, n, seg := c.in.Exchange.Path, 0, 0
	var values [24][2]int // by place: where its value starts and ends
	for at := 0; at < len(path) && path[at] != '?'; at++ {
		if path[at] == '/' {
			continue
		}
		end := at
		for end < len(path) && path[end] != '/' && path[end] != '?' {
			end++
		}
		if seg < len(parts) && strings.IndexByte(parts[seg], '{') >= 0 && n < len(values) {
			values[n] = [2]int{at, end}
			n++
		}
		seg++
		at = end - 1
	}
	if seg != len(parts) { // dot segments, or a merged template: which value is which is not known
		return
	}
	for i, at := range values[:min(n, len(c.names))] {
		value := strings.TrimSuffix(path[at[0]:at[1]], suffix(parts, c.names, i))
		if e := c.text(finding.ParamPath, c.names[i], value); e != nil {
			c.hits(e, traffic.InPath, at[0], at[1])
			c.example(e, value)
		}
	}
}

// suffix gives the fixed text behind the i-th value of a template.
func suffix(parts, names []string, i int) string {
	for _, p := range parts {
		if at := strings.IndexByte(p, '}'); at >= 0 {
			if i == 0 {
				return p[at+1:]
			}
			i--
		}
	}
	return ""
}

// hits adds the sensitive types found at one place of the request.
func (c *call) hits(e *entry, place traffic.Place, start, end int) {
	for _, f := range c.in.Found[c.side] {
		if v := &c.in.Values.All[f.Index]; v.Place == place && v.Start >= start && v.Start < end {
			c.a.data(e, f.Type)
		}
	}
}

// places says where values that have names belong in the inventory.
var places = map[traffic.Place]finding.ParamPlace{
	traffic.InQuery: finding.ParamQuery, traffic.InCookie: finding.ParamCookie, traffic.InForm: finding.ParamForm,
	traffic.InMultipart: finding.ParamForm, traffic.InXML: finding.ParamXML, traffic.InHeader: finding.ParamHeader,
}

// values notes parameters of the query, headers, cookies, forms and XML.
func (c *call) values() {
	values, first := c.in.Values.Of(c.side)
	for i := range values {
		v := &values[i]
		place, ok := places[v.Place]
		if !ok || v.Key == "" || v.Nested || v.Place == traffic.InCookie && v.Parent != "Cookie" {
			continue
		}
		key := v.Key
		if v.Place == traffic.InHeader {
			if key = strings.ToLower(key); c.side == traffic.Response || isPlumbing(key) {
				continue
			}
		}
		if place == finding.ParamXML && v.Parent != "" {
			key = v.Parent + "." + key
		}
		e := c.text(place, key, string(v.Text))
		if e == nil {
			continue
		}
		var hit sensitive.Hit
		for _, f := range c.in.Found[c.side] {
			if f.Index == first+i {
				hit = f.Hit
				c.a.data(e, f.Type)
			}
		}
		c.exampleOf(e, string(v.Text), hit)
	}
}

// body notes the fields of a JSON body.
func (c *call) body() {
	b := &c.in.Values.Bodies[c.side]
	if !b.Read || b.Format != traffic.FormatJSON {
		return
	}
	if c.found == nil {
		c.found = map[int]sensitive.Hit{}
	}
	clear(c.found)
	for _, f := range c.in.Found[c.side] {
		if v := &c.in.Values.All[f.Index]; v.Place == traffic.InJSON && !v.Nested {
			c.found[v.Start] = f.Hit
		}
	}
	c.json.read(c, b.Text)
}

// example keeps a masked example of a parameter that has no hit of its own.
func (c *call) example(e *entry, value string) { c.exampleOf(e, value, sensitive.Hit{}) }

func (c *call) exampleOf(e *entry, value string, hit sensitive.Hit) {
	if e.Example != "" && (hit.Type == 0 || len(e.Data) > 1) || value == "" {
		return
	}
	e.Example = masked(e.Name, value, hit)
	c.a.dirty = true
}

const longestExample = 64 // bytes: enough to see what it is

// masked hides a value: by its type where it has one, else all but its shape.
func masked(key, value string, hit sensitive.Hit) string {
	switch {
	case sensitive.SecretKey(key):
		return "***"
	case hit.Type != 0:
		return clip(string(sensitive.Mask(nil, hit.Type, []byte(value))))
	case value == "true":
		return "true"
	case value == "false":
		return "false"
	}
	var b strings.Builder
	for i, r := range clip(value) {
		switch {
		case i == 0:
			b.WriteRune(r)
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= 0x80:
			b.WriteByte('*')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// clip cuts to longestExample bytes of valid UTF-8.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "")
	for i := range s {
		if i > longestExample {
			return strings.ToValidUTF8(s[:longestExample], "") + "..."
		}
	}
	return s
}

// word keeps the words of a field that holds a kind, until there are too many.
func (a *api) word(e *entry, value string) {
	if e.Many || value == "" {
		return
	}
	i, there := slices.BinarySearch(e.Values, value)
	if there {
		return
	}
	if !isWord(value) || len(e.Values) >= fewWords || !holdsKind(e.Name) || sensitive.SecretKey(e.Name) {
		e.Values, e.Many, a.dirty = nil, true, true
		return
	}
	e.Values, a.dirty = slices.Insert(e.Values, i, strings.Clone(value)), true
}

// PlaceNames names the values of a template's segments after the word before them:
// /users/{id}/orders/{id} has userId and orderId.
func PlaceNames(dst, parts []string) []string {
	for i, p := range parts {
		if strings.IndexByte(p, '{') < 0 {
			continue
		}
		n := "id"
		if i > 0 && strings.IndexByte(parts[i-1], '{') < 0 {
			n = singular(parts[i-1]) + "Id"
		}
		base := n
		for k := 2; slices.Contains(dst, n); k++ {
			n = base + strconv.Itoa(k)
		}
		dst = append(dst, n)
	}
	return dst
}

// singular makes a name of a collection's: "user-accounts" is userAccount. What is no word
// gives nothing.
func singular(word string) string {
	var b strings.Builder
	up := false
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' && b.Len() > 0:
			if up && r >= 'a' && r <= 'z' {
				r -= 'a' - 'A'
			}
			b.WriteRune(r)
			up = false
		default:
			up = b.Len() > 0
		}
	}
	s := b.String()
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "sses") || strings.HasSuffix(s, "xes") || strings.HasSuffix(s, "ches") || strings.HasSuffix(s, "shes"):
		return s[:len(s)-2]
	case strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "us") || strings.HasSuffix(s, "is"):
		return s
	case strings.HasSuffix(s, "s") && len(s) > 2:
		return s[:len(s)-1]
	}
	return s
}
