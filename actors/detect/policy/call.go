package policy

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Call is what conditions are asked about: one call, with what was found in it so far.
type Call struct {
	X *traffic.Exchange
	V *traffic.Values
	F *finding.Facts
	// Found are the sensitive values by side, where they are known.
	Found [2][]sensitive.Found
	// types are the names of data types by their number, custom ones too.
	types *[256]string
}

// str reads bytes as a string without a copy; the string must not be kept.
func str(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b)) //nolint:gosec // read at once and dropped
}

// texts calls f with the texts of the values for which here holds, until f says true.
func (c *Call) texts(side traffic.Side, here func(*traffic.Value, string) bool, name string, f func(string) bool) bool {
	values, _ := c.V.Of(side)
	for i := range values {
		if v := &values[i]; here(v, name) && f(str(v.Text)) {
			return true
		}
	}
	return false
}

// names calls f with the names of the values for which here holds, until f says true.
func (c *Call) names(side traffic.Side, here func(*traffic.Value, string) bool, f func(string) bool) bool {
	values, _ := c.V.Of(side)
	last := ""
	for i := range values {
		v := &values[i]
		if v.Key == "" || v.Key == last || !here(v, "") {
			continue
		}
		if last = v.Key; f(v.Key) {
			return true
		}
	}
	return false
}

func inQuery(v *traffic.Value, name string) bool {
	return v.Place == traffic.InQuery && (name == "" || v.Key == name)
}

// inCookie leaves a cookie's attributes out.
func inCookie(v *traffic.Value, name string) bool {
	return v.Place == traffic.InCookie && (v.Parent == "Cookie" || v.Parent == "Set-Cookie") && (name == "" || v.Key == name)
}

// inBody takes a field by its name, or by the name around it and its own: "user.phone".
func inBody(v *traffic.Value, name string) bool {
	if v.Place < traffic.InJSON {
		return false
	}
	if name == "" || v.Key == name {
		return true
	}
	around, own, ok := strings.Cut(name, ".")
	return ok && v.Key == own && v.Parent == around
}

// inParameters is what a caller sends under a name of their choice.
func inParameters(v *traffic.Value, name string) bool { return inQuery(v, name) || inBody(v, name) }

func header(m *traffic.Message, name string, f func(string) bool) bool {
	for i := range m.Headers {
		if strings.EqualFold(m.Headers[i].Name, name) && f(m.Headers[i].Value) {
			return true
		}
	}
	return false
}

func headerNames(m *traffic.Message, f func(string) bool) bool {
	for i := range m.Headers {
		if f(m.Headers[i].Name) {
			return true
		}
	}
	return false
}

// pathValue calls f with the values in the template's places: all, or the one of a name.
func (c *Call) pathValue(name string, f func(string) bool) bool {
	path, template := c.X.Path, c.F.API.Template
	for path != "" && template != "" {
		var value, place string
		value, path, _ = strings.Cut(strings.TrimLeft(path, "/"), "/")
		place, template, _ = strings.Cut(strings.TrimLeft(template, "/"), "/")
		if from := strings.IndexByte(place, '{'); from >= 0 && value != "" {
			if name != "" && strings.Trim(place[from:], "{}") != name {
				continue
			}
			if f(value) {
				return true
			}
		}
	}
	return false
}

func (c *Call) data(counts []finding.DataCount, f func(string) bool) bool {
	for _, d := range counts {
		if f(c.types[d.Type]) {
			return true
		}
	}
	return false
}

func entries(counts []finding.DataCount) (n uint64) {
	for _, d := range counts {
		n += uint64(d.Entries)
	}
	return n
}

// number reads a decimal number; anything else is none.
func number(s string) (float64, bool) {
	if s == "" || len(s) > 32 || (s[0] < '0' || s[0] > '9') && s[0] != '-' && s[0] != '.' {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}
