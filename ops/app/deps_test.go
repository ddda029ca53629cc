package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDependenciesAreDefended compares the direct requirements of go.mod with the page that
// says why each is there, both ways.
func TestDependenciesAreDefended(t *testing.T) {
	mod := read(t, "go.mod")
	page := read(t, "ops/docs/dependencies.md")
	direct := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(mod, -1) {
		direct[m[1]] = true
	}
	if len(direct) < 10 {
		t.Fatalf("only %d direct dependencies found: the check looks at nothing", len(direct))
	}
	named := func(module string) bool {
		if after, ok := strings.CutPrefix(module, "golang.org/x/"); ok && after != "crypto" {
			return strings.Contains(page, "`x/"+after+"`")
		}
		return strings.Contains(page, "`"+module+"`")
	}
	for m := range direct {
		if !named(m) {
			t.Errorf("%s has no line in ops/docs/dependencies.md", m)
		}
	}
	for _, l := range strings.Split(page, "\n") {
		if !strings.HasPrefix(l, "| `") || strings.Contains(l, "(tool only)") {
			continue
		}
		cell := strings.Split(l, "|")[1]
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
			module := m[1]
			if strings.HasPrefix(module, "x/") {
				module = "golang.org/" + module
			}
			if !direct[module] {
				t.Errorf("ops/docs/dependencies.md defends %s, which is no direct dependency", module)
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
