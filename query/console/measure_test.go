package console

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestHA01HA08EverySuggestionHasWords(t *testing.T) {
	for _, k := range finding.SuggestionKinds() {
		if got := measure(finding.Suggestion{Kind: k, PerMinute: 30}); !strings.HasSuffix(got, ": 30.") || len(got) < 20 {
			t.Errorf("%s: %q", k, got)
		}
	}
	of := []netip.Prefix{netip.MustParsePrefix("198.51.100.180/32"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::1/128")}
	if got := measure(finding.Suggestion{Kind: finding.SuggestBlacklist, Sources: of}); !strings.HasSuffix(got, ": 198.51.100.180, 203.0.113.0/24, 2001:db8::1.") {
		t.Errorf("%q", got)
	}
}
