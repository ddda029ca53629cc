package event

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestXV22EveryRowIsSaidInBothLanguages holds titles, reasons, changes and advice of every row to
// have both languages, with places for the same values.
func TestXV22EveryRowIsSaidInBothLanguages(t *testing.T) {
	for _, r := range Table() {
		checkTexts(t, r.Type()+" title", r.Title, r.Zh.Title)
		checkTexts(t, r.Type()+" reason", r.Reason, r.Zh.Reason)
		checkTexts(t, r.Type()+" clear", r.Clear, r.Zh.Clear)
		checkTexts(t, r.Type()+" advice", r.Advice, r.Zh.Advice)
		if !slices.Contains(finding.Places(r.Reason), "observed") {
			t.Errorf("%s does not say what was observed", r.Type())
		}
	}
	for _, r := range risk.Table() {
		en, zh := r.Words(finding.English), r.Words(finding.Chinese)
		checkTexts(t, r.Type()+" title", en.Title, zh.Title)
		checkTexts(t, r.Type()+" clear", en.Clear, zh.Clear)
		checkTexts(t, r.Type()+" advice", en.Advice, zh.Advice)
	}
	for key, p := range phrases {
		checkTexts(t, key, p.En, p.Zh)
	}
}

func checkTexts(t *testing.T, what, en, zh string) {
	t.Helper()
	if en == "" || strings.ContainsFunc(en, isHan) {
		t.Errorf("%s: English %q", what, en)
	}
	if !strings.ContainsFunc(zh, isHan) {
		t.Errorf("%s: Chinese %q", what, zh)
	}
	if a, b := places(en), places(zh); !slices.Equal(a, b) {
		t.Errorf("%s: places %v in English, %v in Chinese", what, a, b)
	}
	for _, ascii := range []string{",", ";", "。 ", "(", "?"} {
		if strings.Contains(zh, ascii) {
			t.Errorf("%s: %q stands in Chinese: %s", what, ascii, zh)
		}
	}
}

func places(text string) []string {
	names := finding.Places(text)
	slices.Sort(names)
	return slices.Compact(names)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestNF14EverySentenceIsFilled says every case that the rows' own scenarios give, in both languages.
func TestNF14EverySentenceIsFilled(t *testing.T) {
	for _, r := range Table() {
		for _, s := range r.Finds {
			w := newWorld(t)
			w.run(s.Facts())
			c := w.cases()[r.Type()][0]
			for _, l := range finding.Languages() {
				said := Say(&c, l)
				for _, text := range []string{said.Title, said.Reason, said.Clear, said.Advice} {
					if text == "" || strings.ContainsAny(text, "{}[]\x1f") || strings.Contains(text, "  ") {
						t.Errorf("%s %v: %q", r.Type(), l, text)
					}
				}
				t.Logf("%s %v: %s | %s", r.Type(), l, said.Reason, said.Clear)
			}
		}
	}
}

// TestNF14ALineOfNoneIsSaid holds the change that would have cleared a first call that leaves no doubt to words, not
// to "0 or fewer".
func TestNF14ALineOfNoneIsSaid(t *testing.T) {
	f := finding.Finding{Type: ev02.Type(), Why: finding.Why{Observed: 1, Reason: ev02.Type()}}
	for line, want := range map[float64][2]string{
		0: {"No such call at all.", "不存在此类调用。"},
		1: {"1 or fewer such calls in an hour.", "每小时此类调用不超过 1 次。"},
	} {
		f.Why.Threshold = line
		for i, l := range []finding.Lang{finding.English, finding.Chinese} {
			if got := Say(&f, l).Clear; got != want[i] {
				t.Errorf("%v, line %v: %q, want %q", l, line, got, want[i])
			}
		}
	}
}

func TestNF14AnUnknownRowKeepsItsWords(t *testing.T) {
	f := finding.Finding{Type: "CE-01", Why: finding.Why{Reason: "It was seen.", Clear: "Not to be seen."}}
	if got := Say(&f, finding.Chinese); got.Title != "CE-01" || got.Reason != "It was seen." || got.Clear != "Not to be seen." {
		t.Errorf("%+v", got)
	}
	f.Type, f.Why.Reason = "RK-18", "Field \"id\" of the answer holds an old sentence."
	if got := Say(&f, finding.English); got.Reason != f.Why.Reason {
		t.Errorf("%+v", got)
	}
}

func TestNF14PercentIsRoundedDown(t *testing.T) {
	for share, want := range map[float64]string{1: "100", 0.999: "99.9", 0.9999: "99.9", 0.904: "90"} {
		if got := percent(share); got != want {
			t.Errorf("%v: %q, want %q", share, got, want)
		}
	}
}
