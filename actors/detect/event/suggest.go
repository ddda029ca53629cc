package event

import (
	"math"
	"net/netip"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Suggest gives what a gateway could do about a case, in a form that a program can turn
// into rules (HA-01, HA-03, HA-05, HA-08): nil if its row is unknown.
func Suggest(f *finding.Finding) []finding.Suggestion {
	var kinds []finding.SuggestionKind
	if row := ByType(f.Type); row != nil {
		kinds = row.Suggest
	} else if row := risk.ByType(f.Type); row != nil {
		kinds = row.Suggest
	} else if _, own := finding.OwnName(f.Type); own {
		if kinds = append(kinds, finding.SuggestRateLimit); f.Source.IP.IsValid() {
			kinds = append(kinds, finding.SuggestBlacklist)
		}
	}
	if kinds == nil {
		return nil
	}
	out := make([]finding.Suggestion, 0, len(kinds))
	for _, kind := range kinds {
		if kind == finding.SuggestBlacklist && f.Source.OfAccount() && f.Source.IPs > 1 {
			continue // it changes its address: its credentials are what to take away
		}
		s := finding.Suggestion{Kind: kind}
		if fill := fills[kind]; fill != nil {
			fill(&s, f)
		}
		out = append(out, s)
	}
	return out
}

// fills completes a suggestion from its case.
var fills = map[finding.SuggestionKind]func(*finding.Suggestion, *finding.Finding){
	finding.SuggestBlacklist: func(s *finding.Suggestion, f *finding.Finding) {
		s.Sources = sources(f)
	},
	finding.SuggestRateLimit: func(s *finding.Suggestion, f *finding.Finding) {
		if f.Kind == finding.KindRisk && f.Why.Unit != "calls" {
			return // its line counts something else: whoever makes the rule chooses
		}
		s.PerMinute = rateLimit(&f.Why)
	},
	finding.SuggestBot: func(s *finding.Suggestion, f *finding.Finding) {
		s.Agent = f.Source.Agent
	},
	finding.SuggestClient: func(s *finding.Suggestion, f *finding.Finding) {
		s.Agent = f.Source.Agent
	},
}

// blockFrom is from how many addresses of a block the whole block is named: fewer may have
// innocent neighbours.
const blockFrom = 8

func sources(f *finding.Finding) []netip.Prefix {
	if f.Source.IPs >= blockFrom && f.Source.Block.IsValid() {
		return []netip.Prefix{f.Source.Block}
	}
	if ip := f.Source.IP; ip.IsValid() && !f.Source.OfMany() {
		return []netip.Prefix{netip.PrefixFrom(ip, ip.BitLen())}
	}
	return nil
}

// rateLimit is the line of the case, as calls a minute: above the usual, below the attack.
func rateLimit(w *finding.Why) uint32 {
	minutes := math.Max(w.Window.Minutes(), 1)
	return uint32(math.Max(1, math.Ceil(w.Threshold/minutes)))
}
