package console

import (
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
}
