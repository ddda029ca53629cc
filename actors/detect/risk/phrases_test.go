package risk

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestXV22ReasonsHaveBothLanguages holds every reason and every word in one to both languages with
// the same places.
func TestXV22ReasonsHaveBothLanguages(t *testing.T) {
	for _, list := range []map[string]phrase{reasons, valueWords} {
		for key, p := range list {
			a, b := finding.Places(p.En), finding.Places(p.Zh)
			slices.Sort(a)
			slices.Sort(b)
			if p.En == "" || strings.ContainsFunc(p.En, isHan) || !strings.ContainsFunc(p.Zh, isHan) && key != "in_cookie" || !slices.Equal(a, b) {
				t.Errorf("%s: %q, %q", key, p.En, p.Zh)
			}
		}
	}
	for _, typ := range sensitive.Types() {
		if typ.Zh == "" {
			t.Errorf("%s has no Chinese title", typ.Name)
		}
	}
}
