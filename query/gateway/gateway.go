package gateway

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Format is a gateway.
type Format string

// The gateways.
const (
	Nginx       Format = "nginx"
	Kong        Format = "kong"
	APISIX      Format = "apisix"
	Envoy       Format = "envoy"
	ModSecurity Format = "modsecurity"
)

// Formats lists them.
func Formats() []Format { return []Format{Nginx, Kong, APISIX, Envoy, ModSecurity} }

// Title is what the gateway is called.
func (f Format) Title() string { return titles[f] }

var titles = map[Format]string{Nginx: "nginx", Kong: "Kong", APISIX: "APISIX", Envoy: "Envoy", ModSecurity: "ModSecurity"}

// Rule is one thing that a gateway shall do. Only the fields of its Kind are read.
type Rule struct {
	Kind      finding.SuggestionKind
	Name      string         // [a-z0-9-], at most 64 bytes; different in one file
	Host      string         // of the API; a blacklist is for the whole host
	Method    string         //
	Template  string         // "/orders/{id}"
	Sources   []netip.Prefix // of a blacklist or whitelist
	Countries []string       // that may call, ISO 3166
	PerMinute uint32         // calls of one client
	Agent     string         // product token of the user agent to refuse
	Data      []string       // names of the types of data to mask, "cn_mobile"
}

// Text is a rule as its gateway reads it.
type Text struct {
	Main  string   // of nginx: for the http block; else all of it
	Use   string   // of nginx: for each server block the rules are for, "" if nothing
	Notes []string // what whoever takes it over has to know
}

// CannotError says why a gateway cannot do something.
type CannotError struct {
	Format Format
	Kind   finding.SuggestionKind
	Why    string
}

func (e *CannotError) Error() string { return fmt.Sprintf("%s cannot: %s", e.Format.Title(), e.Why) }

// cannot is what a gateway cannot do, and why.
var cannot = map[Format]map[finding.SuggestionKind]string{
	Nginx: {
		finding.SuggestMask: "it changes no values in JSON answers without a module of its own; mask them in the application",
	},
	ModSecurity: {
		finding.SuggestMask:      "it refuses answers but changes no values in them; mask them in the application",
		finding.SuggestRateLimit: "counting calls of an address needs collections that last, which Coraza does not have and libmodsecurity keeps in one process; limit at the proxy in front",
	},
	Kong: {
		finding.SuggestRegion: "its open plugins know no countries of addresses; refuse regions at the proxy in front",
		finding.SuggestMask:   "its open plugins drop whole fields but mask no values; mask them in the application",
	},
	APISIX: {
		finding.SuggestRegion: "its plugins know no countries of addresses; refuse regions at the proxy in front",
	},
	Envoy: {
		finding.SuggestMask: "it changes no values in answers without a filter of your own; mask them in the application",
	},
}

// Can is nil where a gateway can do a kind, else a *CannotError.
func Can(f Format, k finding.SuggestionKind) error {
	if _, known := titles[f]; !known {
		return fmt.Errorf("unknown gateway %q: want one of %v", f, Formats())
	}
	if why := cannot[f][k]; why != "" {
		return &CannotError{f, k, why}
	}
	return nil
}

var writers = map[Format]func([]checked) (Text, error){
	Nginx: writeNginx, Kong: writeKong, APISIX: writeAPISIX, Envoy: writeEnvoy, ModSecurity: writeModSecurity,
}

// alone are the writers of gateways where a rule that is taken over by itself reads otherwise than
// one of a file.
var alone = map[Format]func([]checked) (Text, error){Nginx: writeNginxAlone}

// Write writes rules for one gateway as one text, the file of all it has. It is an error if one of
// them cannot be written: *CannotError where the gateway is the reason.
func Write(f Format, rules []Rule) (Text, error) { return write(f, writers[f], rules) }

// WriteAlone writes one rule so that it can stand beside others that are written alone. Errors are
// those of Write.
func WriteAlone(f Format, r Rule) (Text, error) {
	w := alone[f]
	if w == nil {
		w = writers[f]
	}
	return write(f, w, []Rule{r})
}

func write(f Format, by func([]checked) (Text, error), rules []Rule) (Text, error) {
	all := make([]checked, 0, len(rules))
	for i := range rules {
		if err := Can(f, rules[i].Kind); err != nil {
			return Text{}, err
		}
		c, err := check(&rules[i])
		if err != nil {
			return Text{}, err
		}
		if slices.ContainsFunc(all, func(o checked) bool { return o.Name == c.Name }) {
			return Text{}, fmt.Errorf("two rules have the name %s", c.Name)
		}
		all = append(all, c)
	}
	t, err := by(all)
	if err != nil {
		return Text{}, err
	}
	t.Main = strings.TrimSpace(t.Main) + "\n"
	slices.Sort(t.Notes)
	t.Notes = slices.Compact(t.Notes)
	return t, nil
}
