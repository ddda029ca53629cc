package attack

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestXV04ToolClasses holds that each class finds its examples and ignores the rest.
func TestXV04ToolClasses(t *testing.T) {
	for i, r := range Tools() {
		if r.ID != finding.Tool(i+1) || r.Name == "" || r.Title == "" || len(r.Finds) < 2 || len(r.Ignores) < 2 {
			t.Errorf("row %d is incomplete", i+1)
		}
		for _, ua := range r.Finds {
			if got := ToolOf(ua); got != r.ID {
				t.Errorf("%s: %q is %d", r.Name, ua, got)
			}
		}
		for _, ua := range r.Ignores {
			if ToolOf(ua) == r.ID {
				t.Errorf("%s: taken for it: %q", r.Name, ua)
			}
		}
	}
}

//go:embed testdata/agents.txt
var knownAgents string

// TestXV04KnownAgents reads a list of user agents that are out there: class, tab, agent.
func TestXV04KnownAgents(t *testing.T) {
	n := 0
	for line := range strings.Lines(knownAgents) {
		want, ua, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if got := Tools()[ToolOf(ua)-1].Name; got != want {
			t.Errorf("%q: got %s, want %s", ua, got, want)
		}
		n++
	}
	if n < 190 {
		t.Errorf("%d user agents: the list was not read whole", n)
	}
}

func TestXV04Product(t *testing.T) {
	f := func(ua, want string) {
		t.Helper()
		if got := Product(ua); got != want {
			t.Errorf("%q: got %q, want %q", ua, got, want)
		}
	}
	f("curl/8.5.0", "curl/8.5.0")
	f("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.1",
		"Edg/131.0.1")
	f("", "")
	f("a\x00b", "a")
	f(strings.Repeat("x", 500), strings.Repeat("x", 64))
}

func BenchmarkToolOf(b *testing.B) {
	ua := Tools()[0].Finds[0]
	b.ReportAllocs()
	for b.Loop() {
		ToolOf(ua)
	}
}
