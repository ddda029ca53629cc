package detect

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestXV22EveryRiskExampleSaysItsReason judges every row's examples: each reason is a known one with
// every place filled, in both languages, and fits where it is carried.
func TestXV22EveryRiskExampleSaysItsReason(t *testing.T) {
	e := New(Options{})
	said := map[string]bool{}
	for _, r := range risk.Table() {
		for _, x := range r.Finds {
			in, _ := inspect(t, e, string(x))
			for _, hit := range in.Facts.Risks {
				s := finding.ReadSaid(hit.Reason)
				p, ok := risk.PhraseOf(s.Key)
				if !ok {
					t.Errorf("%v says %q", hit.Risk, hit.Reason)
					continue
				}
				said[s.Key] = true
				for _, l := range finding.Languages() {
					for _, name := range finding.Places(p.In(l)) {
						if s.Value(name, l, risk.PhraseOf) == "" {
							t.Errorf("%v has no %s for %q", hit.Risk, name, p.En)
						}
					}
					f := finding.Finding{Kind: finding.KindRisk, Type: hit.Risk.String(), Why: finding.Why{Reason: hit.Reason}}
					text := event.Say(&f, l).Reason
					if strings.ContainsAny(text, "\x1f") || strings.Contains(text, "{it}") {
						t.Errorf("%v: %q", hit.Risk, text)
					}
					t.Log(text)
				}
			}
		}
	}
	if len(said) < 40 {
		t.Errorf("the examples say only %d reasons", len(said))
	}
}
