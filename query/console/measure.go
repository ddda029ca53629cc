package console

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// measures say in words what a gateway could do.
var measures = map[finding.SuggestionKind]string{
	finding.SuggestBlacklist:  "Refuse the addresses it came from",
	finding.SuggestWhitelist:  "Let only the addresses in that usually call this API",
	finding.SuggestRateLimit:  "Limit the calls of one client a minute",
	finding.SuggestClient:     "Let only the programs in that this API is made for",
	finding.SuggestRegion:     "Refuse the regions that do not usually call this API",
	finding.SuggestBot:        "Ask programs to prove that a person uses them",
	finding.SuggestMask:       "Mask or drop the data in answers",
	finding.SuggestCredential: "Refuse calls without a valid credential",
}

// measure is one suggestion as a line of text.
func measure(m finding.Suggestion) string {
	text := measures[m.Kind]
	const shown = 6 // blocks of addresses
	switch {
	case len(m.Sources) > shown:
		text += fmt.Sprintf(": %d blocks", len(m.Sources))
	case len(m.Sources) > 0:
		text += ": " + blocks(m.Sources)
	case len(m.Countries) > 0:
		text += fmt.Sprintf(": all but %s", strings.Join(m.Countries, ", "))
	case len(m.Data) > 0:
		text += ": " + strings.Join(m.Data, ", ")
	case m.PerMinute > 0:
		text += fmt.Sprintf(": %d", m.PerMinute)
	case m.Agent != "":
		text += ": " + m.Agent
	}
	return text + "."
}

// blocks writes blocks of addresses, one of a single address as the address.
func blocks(all []netip.Prefix) string {
	out := make([]string, len(all))
	for i, p := range all {
		if out[i] = p.String(); p.IsSingleIP() {
			out[i] = p.Addr().String()
		}
	}
	return strings.Join(out, ", ")
}

func measureTitle(k finding.SuggestionKind) string { return measures[k] }
