package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestP305P306P307P308DataTypesAreRefusedByFieldAndBound(t *testing.T) {
	for body, want := range map[string]string{
		`{"level":"S5","basic":{"classes":["digits"],"min":6,"max":7}}`: "/level: want one of S1, S2, S3, S4",
		`{"level":"S1"}`: "want either basic or expert",
		`{"level":"S1","basic":{"classes":["digits"],"min":6,"max":7},"expert":{"patterns":["abcdef"]}}`: "want either",
		`{"level":"S1","basic":{"classes":[],"min":6,"max":7}}`:                                          "/basic/classes: want at least one of digits, upper, lower",
		`{"level":"S1","basic":{"classes":["digit"],"min":6,"max":7}}`:                                   "/basic/classes/0",
		`{"level":"S1","basic":{"classes":["upper","upper"],"min":6,"max":7}}`:                           "stands twice",
		`{"level":"S1","basic":{"classes":["digits"],"min":5,"max":7}}`:                                  "/basic/min: want from 6 to 63, have 5",
		`{"level":"S1","basic":{"classes":["digits"],"min":64,"max":64}}`:                                "/basic/min: want from 6 to 63, have 64",
		`{"level":"S1","basic":{"classes":["digits"],"min":6,"max":6}}`:                                  "/basic/max: want from 7 to 64, have 6",
		`{"level":"S1","basic":{"classes":["digits"],"min":6,"max":65}}`:                                 "/basic/max: want from 7 to 64, have 65",
		`{"level":"S1","basic":{"classes":["digits"],"min":9,"max":8}}`:                                  "/basic/max: want at least min, 9",
		`{"level":"S1","expert":{"patterns":[]}}`:                                                        "/expert/patterns: want from 1 to 20",
		`{"level":"S1","expert":{"patterns":["\\d{6,}","\\d{5}"]}}`:                                      "/expert/patterns/1: can match 5 characters: every match must have at least 6",
		`{"level":"S1","expert":{"patterns":["\\d*"]}}`:                                                  "can match 0 characters",
		`{"level":"S1","expert":{"patterns":["(abcdef|abc)"]}}`:                                          "can match 3 characters",
		`{"level":"S1","expert":{"patterns":["(?:abc)?abcde"]}}`:                                         "can match 5 characters",
		`{"level":"S1","expert":{"patterns":["abcdef("]}}`:                                               "RE2",
		`{"level":"S1","expert":{"patterns":["(?:a{100}){9}(?:b{100}){9}(?:c{100}){9}"]}}`:               "smaller repetitions",
		`{"level":"S1","expert":{"patterns":["abcdef[^\\x00-\\x{10FFFF}]"]}}`:                            "can never match",
		`{"level":"S1","expert":{"patterns":["abcdef"]},"keywords":{"match":"some","words":["a"]}}`:      "/keywords/match: want one of any, all",
		`{"level":"S1","expert":{"patterns":["abcdef"]},"keywords":{"match":"any","words":[]}}`:          "/keywords/words: want from 1 to 20",
		`{"level":"S1","expert":{"patterns":["abcdef"]},"positions":{}}`:                                 "/positions: want at least one",
		`{"level":"S1","expert":{"patterns":["abcdef"]},"positions":{"response":["query"]}}`:             "/positions/response/0: want one of headers, cookie, body",
		`{"level":"S1","expert":{"pattern":"abcdef"}}`:                                                   "unknown field",
		`{"level":"S1","basic":{"classes":["digits"],"min":"6","max":7}}`:                                "/basic/min: want a whole number",
		`[]`: "want an object, have a list",
	} {
		_, f := CheckDataType([]byte(body))
		if f == nil || !strings.Contains(f.Error(), want) {
			t.Errorf("%s\nsays %v, want %q", body, f, want)
		}
	}
	keep := `{"level":"S4","basic":{"classes":["digits","upper"],"min":6,"max":64},"keywords":{"match":"all","words":["工号"]},` +
		`"positions":{"request":["query"],"response":["body"]}}`
	if out, f := CheckDataType([]byte(keep)); f != nil || string(out) != keep {
		t.Errorf("%s %v", out, f)
	}
}

// ownType compiles one type and gives what it finds in a text under a key.
func ownType(t testing.TB, body string) func(key, text string) []string {
	t.Helper()
	r := rulesFor(t, Document{Kind: DataTypes, Name: "own", Number: 1, Body: []byte(body)})
	return func(key, text string) (out []string) {
		for _, h := range r.ScanText(nil, key, []byte(text)) {
			if r.TypeName(h.Type) != "own" {
				t.Errorf("type %d is called %q", h.Type, r.TypeName(h.Type))
			}
			out = append(out, text[h.Start:h.End])
		}
		return out
	}
}

func TestP305BasicTypesFindWordsOfTheirClasses(t *testing.T) {
	find := ownType(t, `{"level":"S2","basic":{"classes":["digits","upper"],"min":8,"max":10}}`)
	for text, want := range map[string]string{
		"AB123456": "AB123456", "员工AB123456离职": "AB123456", `id="AB12345678", x`: "AB12345678", "AB123456,CD654321;": "AB123456 CD654321",
		"12345678": "", "ABCDEFGH": "", "AB12345": "", "AB123456789": "", "ab123456": "", "AB123456x": "",
		"550E8400-E29B-41D4-A716-446655440000": "", "AB123456_old": "", "(AB123456)": "AB123456", "AB123456.": "AB123456",
		"": "", "-AB123456-": "AB123456",
	} {
		if got := strings.Join(find("k", text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	digits := ownType(t, `{"level":"S1","basic":{"classes":["digits"],"min":6,"max":7}}`)
	if got := digits("", "1234567.89 and 123456"); !slices.Equal(got, []string{"123456"}) {
		t.Errorf("%v", got)
	}
}

func TestP307ExpertTypesAndKeywords(t *testing.T) {
	find := ownType(t, `{"level":"S3","expert":{"patterns":["EMP-\\d{6}","\\b[A-Z]{2}\\d{6}\\b"]},"keywords":{"match":"any","words":["工号","Badge"]}}`)
	for _, c := range [][3]string{
		{"badgeNo", "EMP-123456", "EMP-123456"}, {"x", "EMP-123456", ""}, {"x", "工号 EMP-123456 与 AB654321", "EMP-123456 AB654321"},
		{"BADGE", "AB1234567", ""}, {"badge", "EMP-12345", ""}, {"x", "AB123456" + strings.Repeat(" ", 200) + "badge", ""},
	} {
		if got := strings.Join(find(c[0], c[1]), " "); got != c[2] {
			t.Errorf("%q under %q: %q, want %q", c[1], c[0], got, c[2])
		}
	}
	all := ownType(t, `{"level":"S3","expert":{"patterns":["[a-z]{6}"]},"keywords":{"match":"all","words":["one","two"]}}`)
	if got := all("one", "abcdef two"); len(got) != 1 {
		t.Errorf("all keywords: %v", got)
	}
	if got := all("one", "abcdef"); got != nil {
		t.Errorf("one of two keywords: %v", got)
	}
}

// The level of a custom type is part of its number, and its name is found at every level
// it had.
func TestP308LevelsOfCustomTypes(t *testing.T) {
	for i, l := range levels {
		body := fmt.Sprintf(`{"level":%q,"expert":{"patterns":["abcdef"]}}`, l)
		r := rulesFor(t, Document{Kind: DataTypes, Name: "own", Number: 32, Body: []byte(body)})
		h := r.ScanText(nil, "", []byte("abcdef"))
		if len(h) != 1 {
			t.Fatal(h)
		}
		level, n, ok := h[0].Type.Custom()
		if level != finding.Sensitivity(i+1) || n != 32 || !ok {
			t.Errorf("%s: %d is %v %d", l, h[0].Type, level, n)
		}
		if r.TypeName(finding.CustomType(finding.S1, 32)) != "own" {
			t.Error("facts of an older level have lost their name")
		}
	}
}

func TestDocumentsThatCannotWorkAreLeftOut(t *testing.T) {
	good := []byte(`{"level":"S1","expert":{"patterns":["abcdef"]}}`)
	r, refused := Compile([]Document{
		{Kind: DataTypes, Name: "a", Number: 1, Body: good}, {Kind: DataTypes, Name: "b", Number: 1, Body: good},
		{Kind: DataTypes, Name: "c", Number: 33, Body: good}, {Kind: DataTypes, Name: "d", Number: 2, Body: []byte(`{}`)},
		{Kind: "of somebody else", Name: "x"},
	})
	if r == nil || len(refused) != 3 || !strings.Contains(refused[0].Why, "same number as a") {
		t.Errorf("%v", refused)
	}
	if r, refused := Compile([]Document{{Kind: "of somebody else"}}); r != nil || refused != nil {
		t.Errorf("%v %v", r, refused)
	}
}

// What one call can cost is bounded, and what is refused is counted.
func TestExpressionsHaveAShareOfACall(t *testing.T) {
	r := rulesFor(t, Document{Kind: DataTypes, Name: "a", Number: 1, Body: []byte(`{"level":"S1","expert":{"patterns":["(?i)[a-z ]{6}[a-z ]{6,}x|[a-z]{6}x"]}}`)})
	long := strings.Repeat("lorem ipsum ", 600)
	x := &traffic.Exchange{Status: 200, Response: traffic.Message{
		Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:    []byte(`{"a":"` + long + `","b":"` + long + `","c":"` + long + `","d":"` + long + `","e":"abcdefx"}`),
	}}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	var w Work
	for range 2 {
		w.Begin()
		found := r.Scan(nil, v, traffic.Response, &w)
		if len(found) != 1 {
			t.Errorf("%d hits", len(found))
		}
	}
	if w.Refused == 0 || w.Refused%2 != 0 { // the same in both
		t.Errorf("%d values refused, want some, the same number in both calls", w.Refused)
	}
}

func TestPE26PositionsBoundWhereATypeIsLookedFor(t *testing.T) {
	x := &traffic.Exchange{
		Method: "POST", Path: "/ZZ111111", Query: "a=ZZ222222", Status: 200,
		Request: traffic.Message{Headers: []traffic.Header{
			{Name: "Content-Type", Value: "application/json"}, {Name: "X-A", Value: "ZZ333333"}, {Name: "Cookie", Value: "c=ZZ444444"},
		}, Body: []byte(`{"b":"ZZ555555"}`)},
		Response: traffic.Message{Headers: []traffic.Header{
			{Name: "Content-Type", Value: "application/json"}, {Name: "X-B", Value: "ZZ666666"}, {Name: "Set-Cookie", Value: "d=ZZ777777"},
		}, Body: []byte(`{"e":"ZZ888888"}`)},
	}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	for positions, want := range map[string]string{
		`{"request":["path"]}`: "1", `{"request":["query"]}`: "2", `{"request":["headers"]}`: "3", `{"request":["cookie"]}`: "4",
		`{"request":["body"]}`: "5", `{"response":["headers"]}`: "6", `{"response":["cookie"]}`: "7", `{"response":["body"]}`: "8",
		`{"request":["query","body"],"response":["body"]}`: "258",
	} {
		for _, mode := range []string{`"expert":{"patterns":["ZZ\\d{6}"]}`, `"basic":{"classes":["upper","digits"],"min":8,"max":8}`} {
			r := rulesFor(t, Document{Kind: DataTypes, Name: "a", Number: 1,
				Body: []byte(`{"level":"S1",` + mode + `,"positions":` + positions + `}`)})
			var w Work
			got := ""
			for _, side := range []traffic.Side{traffic.Request, traffic.Response} {
				for _, f := range r.Scan(nil, v, side, &w) {
					got += string(v.All[f.Index].Text[f.End-1])
				}
			}
			if got != want {
				t.Errorf("%s in %s: found %q, want %q", mode, positions, got, want)
			}
		}
	}
}

// FuzzNeed holds the cheap question to the expression: it may let a text through in vain,
// never keep a match out; and no match is shorter than was proved.
func FuzzNeed(f *testing.F) {
	for _, s := range [][2]string{
		{`EMP-\d{6}`, "x EMP-123456 y"}, {`(?i)abc[0-9a-f]{3,}`, "ABCdef"}, {`\b[A-Z]{2}\d{6,8}\b`, "AB123456"},
		{`(foo|barbaz)\d+[a-z]*`, "foo1"}, {`[^a]{6}`, "\xff\xfe\xfd\xfc\xfb\xfa"}, {`\x{FFFD}{2}aaaa`, "\xff\xffaaaa"},
		{`(?:ab){3}|\d{7}`, "1234567"}, {`ſſſſſſ`, "ssssss"}, {`(?i)sssssss`, "ſſſſſſſ"}, {`a.{5}b`, "a\xe4\xbd\xa0xxxxb"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		p, err := newPattern(expr)
		if err != nil || len(text) > 1<<12 {
			return
		}
		m := regexp.MustCompile(expr).FindStringIndex(text)
		if m == nil {
			return
		}
		if passes := pack([]*pattern{p}); passes != nil && passes[p.pass].reached([]byte(text)) != p.bit {
			t.Errorf("%q matches %q, and its first places are not there", expr, text)
		}
		if !p.need.met([]byte(text)) {
			t.Errorf("%q matches %q, and the cheap question says no", expr, text)
		}
		if n := len([]rune(text[m[0]:m[1]])); n < leastMatch {
			t.Errorf("%q matches %q: %d characters", expr, text[m[0]:m[1]], n)
		}
	})
}

// FuzzCheck: no body makes a check or a compilation fail otherwise than by saying why, and
// what is accepted is accepted again as it was written.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{
		`{"enabled":false}`, `{"level":"S1","basic":{"classes":["digits"],"min":6,"max":7}}`,
		`{"conditions":[{"field":"request.header","name":"a","op":"exists"}]}`, `{"conditions":null,"position":"header","parameters":[""]}`,
		`{"as":"BP-01","conditions":[{"field":"url","op":"regex","values":["a+"]}]}`, `{"types":["x"],"fields":[{"name":"","position":"x"}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, k := range documentKinds {
			out, faults := k.check("EV-09", body)
			if faults != nil {
				if faults.Error() == "" {
					t.Errorf("%s refuses %q without a word", k.id, body)
				}
				continue
			}
			again, faults := k.check("EV-09", out)
			if faults != nil || string(again) != string(out) {
				t.Errorf("%s: %s is written as %s, then %v %s", k.id, body, out, faults, again)
			}
			if _, refused := Compile([]Document{{Kind: k.id, Name: "email", Number: 1, Body: out}}); k.id != Purposes &&
				k.id != BuiltinPurposes && refused != nil {
				t.Errorf("%s: %v", out, refused)
			}
		}
	})
}

func BenchmarkScanTwentyOwnTypes(b *testing.B) {
	var docs []Document
	for i := range 20 {
		body := fmt.Sprintf(`{"level":"S2","expert":{"patterns":["K%d-[0-9A-F]{8}","\\b\\d{4}-[A-Z]{4}%d\\b"]}}`, i, i)
		if i%2 == 0 {
			body = fmt.Sprintf(`{"level":"S2","basic":{"classes":["digits","upper"],"min":%d,"max":%d}}`, 8+i, 9+i)
		}
		docs = append(docs, Document{Kind: DataTypes, Name: fmt.Sprint(i), Number: uint16(i + 1), Body: []byte(body)})
	}
	r := rulesFor(b, docs...)
	rows := strings.Repeat(`{"id":918273645,"name":"order of someone","note":"paid by card, delivered 2026-11-21","ref":"550e8400-e29b-41d4-a716-446655440000"},`, 30)
	x := &traffic.Exchange{Status: 200, Response: traffic.Message{
		Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(`[` + strings.TrimSuffix(rows, ",") + `]`),
	}}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	var w Work
	var dst []sensitive.Found
	b.SetBytes(int64(len(x.Response.Body)))
	b.ReportAllocs()
	for b.Loop() {
		w.Begin()
		dst = r.Scan(dst[:0], v, traffic.Response, &w)
	}
}

// The worst a call can cost: values that pass both cheap questions and keep every state of
// a large expression alive.
func BenchmarkWorstExpressions(b *testing.B) {
	r := rulesFor(b, Document{Kind: DataTypes, Name: "a", Number: 1, Body: []byte(
		`{"level":"S1","expert":{"patterns":["(?:[a-y ]{0,150}|[b-y ]{1,150}c)[a-m]{3}[a-z ]{6,150}\\d"]}}`)})
	x := &traffic.Exchange{Status: 200, Response: traffic.Message{
		Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:    []byte(`["` + strings.Repeat(strings.Repeat("abcdefg", 50)+`","`, 100) + `"]`),
	}}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	var w Work
	for b.Loop() {
		w.Begin()
		if r.Scan(nil, v, traffic.Response, &w); w.Refused == 0 {
			b.Fatal("nothing was refused: this is not the worst")
		}
	}
}
