package digest

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Filter says which findings are a recipient's. All parts must hold; an empty one always does.
type Filter struct {
	Levels []string `json:"levels,omitempty"`
	Types  []string `json:"types,omitempty"`
	Sites  []Site   `json:"sites,omitempty"`  // any of
	Owned  []Site   `json:"owned,omitempty"`  // any of; with Owners not empty and none here, nothing fits
	Owners []string `json:"owners,omitempty"` // the labels Owned stands for
}

// Site is a set of APIs, or of what was found of them; see Owner.
type Site struct {
	Hosts    []string `json:"hosts,omitempty"`
	APIs     []string `json:"apis,omitempty"`
	IDs      []string `json:"ids,omitempty"`
	Purposes []string `json:"purposes,omitempty"`
	Policies []string `json:"policies,omitempty"`
}

// FilterOf gives what a subscription of an alarm asks for. owners are the tenant's labels.
func FilterOf(a *Alarm, s *Subscription, owners map[string]Owner) Filter {
	f := Filter{Levels: a.Levels, Types: a.Types}
	if len(s.Levels) > 0 {
		f.Levels = s.Levels
	}
	if len(s.Types) > 0 {
		f.Types = s.Types
	}
	if len(a.Hosts)+len(a.APIs) > 0 {
		f.Sites = []Site{{Hosts: a.Hosts, APIs: a.APIs}}
	}
	f.Owners = a.Owners
	for _, name := range a.Owners {
		if o, ok := owners[name]; ok {
			f.Owned = append(f.Owned, Site(o))
		}
	}
	return f
}

// Fits reports whether a finding is one of those the filter asks for.
func (f *Filter) Fits(x *Item) bool {
	if len(f.Levels) > 0 && !slices.Contains(f.Levels, x.Level.String()) {
		return false
	}
	if len(f.Types) > 0 && !slices.Contains(f.Types, x.word()) && !slices.Contains(f.Types, x.Type) {
		return false
	}
	fits := func(s Site) bool { return s.fits(x) }
	if len(f.Sites) > 0 && !slices.ContainsFunc(f.Sites, fits) {
		return false
	}
	return len(f.Owners) == 0 || slices.ContainsFunc(f.Owned, fits)
}

func (s Site) fits(x *Item) bool {
	return (len(s.Hosts) == 0 || slices.ContainsFunc(s.Hosts, func(p string) bool { return hostFits(p, x.API.Host) })) &&
		(len(s.APIs) == 0 || slices.ContainsFunc(s.APIs, func(p string) bool { return apiFits(p, x.API.Method, x.API.Template) })) &&
		(len(s.IDs) == 0 || slices.Contains(s.IDs, x.APIID)) &&
		(len(s.Purposes) == 0 || slices.ContainsFunc(x.Purposes, func(p string) bool { return slices.Contains(s.Purposes, p) })) &&
		(len(s.Policies) == 0 || slices.Contains(s.Policies, x.Policy))
}

// hostFits compares without case; "*.example.com" stands for every host below example.com.
func hostFits(pattern, host string) bool {
	if rest, ok := strings.CutPrefix(pattern, "*"); ok {
		return len(host) > len(rest) && strings.EqualFold(host[len(host)-len(rest):], rest)
	}
	return strings.EqualFold(pattern, host)
}

// apiFits compares a template, after a method where the pattern has one; "/orders/*" stands
// for every template that begins with "/orders/", and for "/orders".
func apiFits(pattern, method, template string) bool {
	if m, rest, ok := strings.Cut(pattern, " "); ok {
		if !strings.EqualFold(m, method) {
			return false
		}
		pattern = rest
	}
	if head, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(template, head) || template == strings.TrimSuffix(head, "/")
	}
	return template == pattern
}

// word is the word of TypeWords that the finding falls under.
func (x *Item) word() string {
	switch {
	case x.Kind == finding.KindRisk:
		return TypeRisks
	case x.Bot:
		return TypeBots
	}
	return TypeEvents
}

// Wish is everything a recipient is to be told by all alarms: what fits any of the filters.
type Wish []Filter

// Fits reports whether any filter asks for the finding.
func (w Wish) Fits(x *Item) bool {
	for i := range w {
		if w[i].Fits(x) {
			return true
		}
	}
	return false
}

// Text writes the wish so that equal wishes are equal texts; ReadWish reads it.
func (w Wish) Text() string {
	b, err := json.Marshal(w)
	if err != nil { // strings and slices of them
		return "[]"
	}
	return string(b)
}

// ReadWish reads a Text; what cannot be read is the wish for nothing.
func ReadWish(s string) (w Wish) {
	if json.Unmarshal([]byte(s), &w) != nil {
		return nil
	}
	return w
}
