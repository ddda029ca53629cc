package finding

import (
	"slices"
	"testing"
)

func TestXV22ReasonsAreSaidInTheReadersLanguage(t *testing.T) {
	phrases := map[string]Phrase{
		"holds": {`{where} holds {n:row|rows}[, behind {people} people].`, `{where}含有 {n} 行[，共 {people} 人]。`},
		"query": {`parameter "{it}"`, `参数“{it}”`},
	}
	phrase := func(key string) (Phrase, bool) { p, ok := phrases[key]; return p, ok }
	for _, c := range []struct {
		stored, en, zh string
	}{
		{Say("holds", ArgPhrase("where", "query", "id"), Arg("n", "1")), `parameter "id" holds 1 row.`, `参数“id”含有 1 行。`},
		{
			Say("holds", ArgPhrase("where", "query", "{n}@[people]"), Arg("n", "40"), Arg("people", "3")),
			`parameter "{n}@[people]" holds 40 rows, behind 3 people.`, `参数“{n}@[people]”含有 40 行，共 3 人。`,
		},
		{Say("holds", ArgPhrase("where", "unknown", "x"), Arg("n", "a\x1fpeople=9")), "unknown holds apeople=9 rows.", "unknown含有 apeople=9 行。"},
	} {
		said := ReadSaid(c.stored)
		for l, want := range map[Lang]string{English: c.en, Chinese: c.zh} {
			p, _ := phrase(said.Key)
			if got := Fill(p.In(l), func(name string) string { return said.Value(name, l, phrase) }); got != want {
				t.Errorf("%v: %q, want %q", l, got, want)
			}
		}
	}
}

func TestFillPutsValuesWhereTheyBelong(t *testing.T) {
	none := func(string) string { return "" }
	for text, want := range map[string]string{"a {b": "a {b", "a [b": "a [b", "": "", "[{x} y]z": "z", "{x}": ""} {
		if got := Fill(text, none); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	value := func(n string) func(string) string { return func(string) string { return n } }
	for n, want := range map[string]string{"1": "on 1 day", "10": "on 10 days", "about 10": "on about 10 days"} {
		if got := Fill("on {n:day}", value(n)); got != want {
			t.Errorf("%s: %q, want %q", n, got, want)
		}
	}
	if got := Places("{a} [{b:call}] {c:x|y}"); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("places %v", got)
	}
}

func TestAcceptLang(t *testing.T) {
	for header, want := range map[string]Lang{
		"": English, "*": English, "de": English, "zh-CN,zh;q=0.9,en;q=0.8": Chinese, "en-GB,zh;q=0.5": English, "fr, zh-Hant;q=0.4": Chinese,
		"en;q=0, zh;q=0.1": Chinese, "zh;q=x, en;q=0.1": English, "zh;q=0.5,en;q=0.7": English, ";;,,;q=1": English,
	} {
		if got := AcceptLang(header); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
	for tag, want := range map[string]bool{"zh_CN.UTF-8": true, "en": true, "C": true, "C.UTF-8": true, "de_DE": false, "": false} {
		if _, ok := ParseLang(tag); ok != want {
			t.Errorf("%q: known %v, want %v", tag, ok, want)
		}
	}
}
