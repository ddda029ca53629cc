package traffic

import "testing"

func TestAS01SegmentsOfSeveralValues(t *testing.T) {
	for seg, want := range map[string]string{
		"main...topic": "...{id}", "v1.2..v1.3": "..{id}", "48.85,2.35": ",{id}", "-0.5,-70.25": ",{id}",
		"react@18.2.0": "@{id}", "pkg@v2": "@{id}",
		"1,2,3": "", "31,80": "", "BTC-USD": "", "a_b": "", "ann@example.com": "", "bob@163.com": "", "@me": "", "...": "",
		"a...": "", "....b": "", "1.5,2.5,3.5": "", "v1.2.3": "", "x@10.0.0.1": "",
	} {
		if got := pair(seg); got != want {
			t.Errorf("%s: got %q, want %q", seg, got, want)
		}
	}
}

// TestNF18TemplatesOfSeveralValues: what people and descriptions write is stored as it is learned.
func TestNF18TemplatesOfSeveralValues(t *testing.T) {
	for given, want := range map[string]string{
		"/compare/{base}...{head}": "/compare/{id}...{id}", "/points/{lat},{lon}/x": "/points/{id},{id}/x",
		"/pairs/{a}-{b}": "/pairs/{id}", "/x/{a}{b}.json": "/x/{id}.json", "/t/{z}-{a}@{scale}x": "/t/{id}@{id}x",
		"/Items(A={a},B='{b}')": "/Items(A={id},B='{id}')", "/a/{x": "/a/{x",
	} {
		if got := Normal(given); got != want {
			t.Errorf("%s: got %q, want %q", given, got, want)
		}
		if again := Normal(Normal(given)); again != Normal(given) {
			t.Errorf("%s: not stable: %q", given, again)
		}
	}
	c, err := NewCorrections([]Correction{{Kind: Pin, Host: "h", Template: "/r/{a}...{b}.diff"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/r/main...fix.diff": "/r/{id}...{id}.diff", "/r/main.diff": "", "/r/a...diff": ""} {
		if got, _ := c.Of("h", "GET", path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	for _, row := range [][3]string{
		{"{id}...{id}", "main...fix", "main"}, {"{id}.json", "7.json", "7"}, {"{id}", "7", "7"}, {"users", "users", ""},
		{"{id}...{id}", "main", ""}, {"A({id})", "A(5)", "5"},
	} {
		if got := FirstValue(row[0], row[1]); got != row[2] {
			t.Errorf("first value of %s in %s: %q, want %q", row[1], row[0], got, row[2])
		}
	}
}
