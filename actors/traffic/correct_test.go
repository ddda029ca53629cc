package traffic

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// corrected is a set of templates that learned users by number and name, under corrections.
func taught(t *testing.T, list []Correction, declared ...Declared) *Templates {
	t.Helper()
	ts := NewTemplates(TemplateLimits{})
	for i := range 40 {
		ts.Learn("shop.example", "GET", fmt.Sprintf("/users/%d", i+100), 200)
		ts.Learn("shop.example", "GET", fmt.Sprintf("/users/%d/orders", i+100), 200)
		ts.Learn("shop.example", "POST", "/orders", 201)
	}
	ts.Folds()
	c, err := NewCorrections(list, declared)
	if err != nil {
		t.Fatal(err)
	}
	ts.Correct(c)
	return ts
}

// TestPE08XV12CorrectionsGoBeforeWhatWasLearned shows each kind by what a path becomes; "-" is no API.
func TestPE08XV12CorrectionsGoBeforeWhatWasLearned(t *testing.T) {
	for _, row := range []struct {
		name string
		c    Correction
		want map[string]string
	}{
		{"pin", Correction{Kind: Pin, Host: "shop.example", Template: "/users/{name}/{what}"},
			map[string]string{"/users/7/orders": "/users/{id}/{id}", "/users/7": "/users/{id}", "/other/7": "-"}},
		{"pin one method", Correction{Kind: Pin, Host: "shop.example", Methods: []string{"PUT"}, Template: "/orders/all"},
			map[string]string{"/orders/all": "-", "PUT /orders/all": "/orders/all"}},
		{"split", Correction{Kind: Split, Host: "shop.example", Template: "/users/{id}", Place: 1, Values: []string{"107", "me"}},
			map[string]string{"/users/107": "/users/107", "/users/me": "/users/me", "/users/108": "/users/{id}", "/users/107/orders": "/users/{id}/orders"}},
		{"merge", Correction{Kind: Join, Host: "*.example", Template: "/all/{rest}", Paths: []string{"/orders", "/users/{x}"}},
			map[string]string{"POST /orders": "/all/{id}", "/users/108": "/all/{id}", "/all/9": "/all/{id}", "/users/5/orders": "/users/{id}/orders"}},
		{"exclude prefix", Correction{Kind: Exclude, Host: "*", Match: Prefix, Text: "/users/"},
			map[string]string{"/users/108": "-", "POST /orders": "/orders"}},
		{"exclude suffix", Correction{Kind: Exclude, Host: "shop.example", Match: Suffix, Text: "/orders"},
			map[string]string{"/users/108/orders?a=/x": "-", "POST /orders": "-", "/users/5": "/users/{id}"}},
		{"exclude contains", Correction{Kind: Exclude, Host: "shop.example", Match: Contains, Text: "/orders"},
			map[string]string{"/users/108/orders": "-", "/users/5": "/users/{id}"}},
		{"exclude regex", Correction{Kind: Exclude, Host: "shop.example", Match: Regex, Text: `^/users/\d+$`},
			map[string]string{"/users/108": "-", "/users/108/orders": "/users/{id}/orders"}},
		{"exclude elsewhere", Correction{Kind: Exclude, Host: "*.shop.example", Match: Prefix, Text: "/"},
			map[string]string{"/users/108": "/users/{id}"}},
		{"recognise a file as an API", Correction{Kind: Recognise, Host: "shop.example", Match: Regex, Text: `^/img/.+\.png$`, Template: "/img/{path}.png"},
			map[string]string{"/img/a/b/c.png": "/img/{id}.png", "/img/a.css": "-"}},
		{"generalise", Correction{Kind: Generalise, Host: "shop.example", Match: Regex, Text: `^cust-[a-z]+$`},
			map[string]string{"/users/cust-anna": "/users/{id}", "/users/cust-anna/orders": "/users/{id}/orders", "/users/anna": "-"}},
		{"affixes", Correction{Kind: Pin, Host: "shop.example", Template: "/Orders({key})/{v}.json"},
			map[string]string{"/Orders(5)/x.json": "/Orders({id})/{id}.json", "/Orders()/x.json": "-", "/Orders(5)/.json": "-"}},
	} {
		if f := row.c.Faults(); f != nil {
			t.Fatalf("%s: %v", row.name, f)
		}
		ts := taught(t, []Correction{row.c})
		for call, want := range row.want {
			method, path, ok := strings.Cut(call, " ")
			if !ok {
				method, path = "GET", call
			}
			got, ok := ts.Template("shop.example", method, path)
			if !ok {
				got = "-"
			}
			if got != want {
				t.Errorf("%s: %s is %s, want %s", row.name, call, got, want)
			}
		}
	}
}

// TestNF18TakingACorrectionBack gives the learned answer again, and learning goes on meanwhile
// only for what no correction names.
func TestNF18TakingACorrectionBack(t *testing.T) {
	ts := taught(t, []Correction{{Kind: Pin, Host: "shop.example", Template: "/users/{id}/orders"}})
	before := ts.Stats()
	for i := range 500 {
		ts.Learn("shop.example", "GET", fmt.Sprintf("/users/name%c%c/orders", 'a'+i%26, 'a'+i/26), 200)
	}
	if s := ts.Stats(); s.Nodes != before.Nodes || len(ts.Folds()) != 0 {
		t.Errorf("a pinned template taught %d nodes", s.Nodes-before.Nodes)
	}
	ts.Learn("shop.example", "GET", "/users/5/baskets", 200)
	if s := ts.Stats(); s.Nodes != before.Nodes+1 {
		t.Errorf("what no correction names was not learned")
	}
	ts.Correct(nil)
	if got, _ := ts.Template("shop.example", "GET", "/users/9/orders"); got != "/users/{id}/orders" {
		t.Errorf("after taking it back: %s", got)
	}
	if op := ts.Operation("shop.example", "query a", 200); op != "query a" {
		t.Errorf("operations of a corrected host: %q", op)
	}
}

// TestCorrectionsOrder lets fixed words go before values and the newer of two before the older,
// people before descriptions.
func TestCorrectionsOrder(t *testing.T) {
	pin := func(template string) Correction { return Correction{Kind: Pin, Host: "h", Template: template} }
	join := func(into, path string) Correction {
		return Correction{Kind: Join, Host: "h", Template: into, Paths: []string{path}}
	}
	for _, row := range []struct {
		list     []Correction
		declared []Declared
		want     string
	}{
		{[]Correction{pin("/a/{x}"), pin("/a/me")}, nil, "/a/me"},
		{[]Correction{pin("/a/me"), pin("/a/{x}")}, nil, "/a/me"},
		{[]Correction{pin("/a/{x}"), pin("/a/m{x}")}, nil, "/a/m{id}"},
		{[]Correction{join("/older", "/a/me"), join("/newer", "/a/me")}, nil, "/newer"},
		{[]Correction{join("/mine", "/a/me")}, []Declared{{"h", "GET", "/a/me"}}, "/mine"},
		{nil, []Declared{{"h", "GET", "/a/{anything}"}}, "/a/{id}"},
		{nil, []Declared{{"h", "POST", "/a/{anything}"}}, "-"},
	} {
		c, err := NewCorrections(row.list, row.declared)
		if err != nil {
			t.Fatal(err)
		}
		got, v := c.Of("h", "GET", "/a/me")
		if v != Named {
			got = "-"
		}
		if got != row.want {
			t.Errorf("%v %v: %s, want %s", row.list, row.declared, got, row.want)
		}
	}
}

// TestCorrectionFaultsNameTheField holds the messages to the field they are about.
func TestCorrectionFaultsNameTheField(t *testing.T) {
	long := strings.Repeat("/x", 300)
	for _, row := range []struct {
		field string
		c     Correction
	}{
		{"kind", Correction{Kind: "glue", Host: "h"}},
		{"host", Correction{Kind: Pin, Template: "/a"}},
		{"host", Correction{Kind: Pin, Host: "Shop.example", Template: "/a"}},
		{"host", Correction{Kind: Pin, Host: "a.*.example", Template: "/a"}},
		{"host", Correction{Kind: Pin, Host: "h/x", Template: "/a"}},
		{"methods[0]", Correction{Kind: Pin, Host: "h", Methods: []string{"get"}, Template: "/a"}},
		{"template", Correction{Kind: Pin, Host: "h"}},
		{"template", Correction{Kind: Pin, Host: "h", Template: "a"}},
		{"template", Correction{Kind: Pin, Host: "h", Template: long}},
		{"template", Correction{Kind: Pin, Host: "h", Template: "/a/{x"}},
		{"template", Correction{Kind: Pin, Host: "h", Template: "/a/{}"}},
		{"template", Correction{Kind: Pin, Host: "h", Template: strings.Repeat("/x", 30)}},
		{"paths", Correction{Kind: Pin, Host: "h", Template: "/a", Paths: []string{"/b"}}},
		{"paths", Correction{Kind: Join, Host: "h", Template: "/a"}},
		{"paths[0]", Correction{Kind: Join, Host: "h", Template: "/a", Paths: []string{"b"}}},
		{"paths[1]", Correction{Kind: Join, Host: "h", Template: "/a", Paths: []string{"/b", "/b"}}},
		{"place", Correction{Kind: Split, Host: "h", Template: "/a/{x}", Values: []string{"b"}}},
		{"place", Correction{Kind: Split, Host: "h", Template: "/a/{x}", Place: 2, Values: []string{"b"}}},
		{"values", Correction{Kind: Split, Host: "h", Template: "/a/{x}", Place: 1}},
		{"values[0]", Correction{Kind: Split, Host: "h", Template: "/a/{x}", Place: 1, Values: []string{"b/c"}}},
		{"values", Correction{Kind: Split, Host: "h", Template: "/a/{x}", Place: 1, Values: many(300)}},
		{"match", Correction{Kind: Exclude, Host: "h", Text: "/a"}},
		{"match", Correction{Kind: Exclude, Host: "h", Match: "glob", Text: "/a"}},
		{"text", Correction{Kind: Exclude, Host: "h", Match: Prefix, Text: "a"}},
		{"text", Correction{Kind: Exclude, Host: "*", Match: Prefix, Text: "/"}},
		{"text", Correction{Kind: Exclude, Host: "*", Match: Contains, Text: "/"}},
		{"text", Correction{Kind: Exclude, Host: "h", Match: Regex, Text: "("}},
		{"text", Correction{Kind: Exclude, Host: "h", Match: Regex, Text: `(?=a)`}},
		{"text", Correction{Kind: Exclude, Host: "h", Match: Regex, Text: `.*`}},
		{"text", Correction{Kind: Exclude, Host: "h", Match: Contains, Text: long}},
		{"template", Correction{Kind: Recognise, Host: "h", Match: Contains, Text: "/a"}},
	} {
		f := row.c.Faults()
		if len(f) == 0 || f[0].Field != row.field || f[0].Detail == "" {
			t.Errorf("%+v: %v, want a fault of %s", row.c, f, row.field)
		}
		if _, err := NewCorrections([]Correction{row.c}, nil); err == nil {
			t.Errorf("%+v was compiled", row.c)
		}
	}
	if _, err := NewCorrections(make([]Correction, MaxCorrections+1), nil); err == nil {
		t.Error("too many corrections were compiled")
	}
}

func many(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("v", i))
	}
	return out
}

// TestNF18PastFollowsTheCorrections: stored calls move with merges as a whole, with splits by value,
// and stay where no correction speaks of them.
func TestNF18PastFollowsTheCorrections(t *testing.T) {
	list := []Correction{
		{Kind: Join, Host: "h", Template: "/p/{x}", Paths: []string{"/q/{x}", "/q/top"}},
		{Kind: Split, Host: "h", Template: "/users/{id}/{id}", Place: 1, Values: []string{"me", "you"}},
	}
	c, err := NewCorrections(list, nil)
	if err != nil {
		t.Fatal(err)
	}
	api := func(method, template string) API { return API{"h", method, template} }
	known := []API{
		api("GET", "/p/{id}"), api("GET", "/q/{id}"), api("POST query a", "/q/top"), api("GET", "/users/{id}/{id}"), api("GET", "/z"),
		{"other", "GET", "/q/{id}"}, api("GET", Other),
	}
	var got []string
	for _, m := range Past(list, c, known) {
		got = append(got, fmt.Sprintf("%s -> %s %d %s", m.From, m.Into, m.Place, m.Value))
	}
	want := []string{
		"GET h/q/{id} -> GET h/p/{id} 0 ", "POST query a h/q/top -> POST query a h/p/{id} 0 ",
		"GET h/users/{id}/{id} -> GET h/users/me/{id} 1 me", "GET h/users/{id}/{id} -> GET h/users/you/{id} 1 you",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestPE08HidesWhatIsExcludedWhole: an API leaves the lists where every path of it is excluded.
func TestPE08HidesWhatIsExcludedWhole(t *testing.T) {
	for _, row := range []struct {
		match    Matching
		text     string
		template string
		want     bool
	}{
		{Prefix, "/users", "/users/{id}", true}, {Prefix, "/users/", "/users", false}, {Suffix, "/health", "/x/{id}/health", true},
		{Contains, "id", "/users/{id}", false}, {Contains, "{", "/users/{id}", false}, {Contains, "7", "/users/{id}", false},
		{Regex, `^/users/[^/]+$`, "/users/{id}", true}, {Regex, `^/users/\d+$`, "/users/{id}", false}, {Prefix, "/o", Other, false},
		{Suffix, ".json", "/a/{id}.json", true},
	} {
		x := Correction{Kind: Exclude, Host: "h", Match: row.match, Text: row.text}
		c, err := NewCorrections([]Correction{x}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := API{"h", "GET", row.template}
		if got := c.Hides(a); got != row.want {
			t.Errorf("%s %s hides %s: %v", row.match, row.text, row.template, got)
		}
		if got := len(Affects(x, []API{a, {"other", "GET", row.template}})); (got == 1) != row.want {
			t.Errorf("%s %s affects %d APIs", row.match, row.text, got)
		}
	}
	if (&Corrections{}).Hides(API{"h", "GET", "/a"}) || Affects(Correction{}, nil) != nil {
		t.Error("no corrections hide something")
	}
}

// FuzzCorrections: whatever is accepted compiles, and answers every path without a panic and
// with a template of its own kind.
func FuzzCorrections(f *testing.F) {
	f.Add("pin", "h", "/a/{x}", "/b", 1, "v", "prefix", "/t", "/a/5")
	f.Add("split", "*", "/a/{x}{y}/b({z})", "", 2, "v", "", "", "/a//5")
	f.Add("exclude", "*.h", "", "", 0, "", "regex", "^/a+$", "/a?b")
	f.Add("generalise", "h", "", "", 0, "", "suffix", "x", "/ax/bx/../c")
	f.Fuzz(func(t *testing.T, kind, host, template, path string, place int, value, match, text, asked string) {
		c := Correction{Kind: CorrectionKind(kind), Host: host, Template: template, Place: place, Match: Matching(match), Text: text}
		if path != "" {
			c.Paths = []string{path}
		}
		if value != "" {
			c.Values = []string{value}
		}
		if c.Faults() != nil {
			return
		}
		set, err := NewCorrections([]Correction{c}, nil)
		if err != nil {
			t.Fatalf("%+v has no fault and does not compile: %v", c, err)
		}
		ts := NewTemplates(TemplateLimits{})
		ts.Correct(set)
		ts.Learn("h", "GET", asked, 200)
		if got, ok := ts.Template("h", "GET", asked); ok && (got == "" || got[0] != '/') {
			t.Errorf("%+v: %q is %q", c, asked, got)
		}
		if v := Normal(template); Normal(v) != v {
			t.Errorf("%q is normal as %q, and that as %q", template, v, Normal(v))
		}
		Past([]Correction{c}, set, []API{{"h", "GET", template}})
	})
}

// BenchmarkCorrections measures what corrections cost a call: none, for another host, and with
// a thousand declared templates.
func BenchmarkCorrections(b *testing.B) {
	var declared []Declared
	for i := range 1000 {
		declared = append(declared, Declared{"shop.example", "GET", fmt.Sprintf("/v1/things%d/{id}/parts/{part}", i)})
	}
	all, err := NewCorrections(nil, declared)
	if err != nil {
		b.Fatal(err)
	}
	for _, run := range []struct {
		name, host string
		c          *Corrections
	}{{"none", "shop.example", nil}, {"other host", "x.example", all}, {"declared", "shop.example", all}} {
		b.Run(run.name, func(b *testing.B) {
			ts := NewTemplates(TemplateLimits{})
			ts.Correct(run.c)
			ts.Learn(run.host, "GET", "/v1/things500/7/parts/9", 200)
			b.ReportAllocs()
			for b.Loop() {
				ts.Template(run.host, "GET", "/v1/things500/7/parts/9")
			}
		})
	}
}
