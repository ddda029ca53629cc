package app

import (
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	goFile   = regexp.MustCompile(`[\w*./]*\w[\w*]*\.go\b`)
	testName = regexp.MustCompile(`\b(?:Test|Benchmark|Fuzz)[A-Z]\w*(?:\.\.\.|…)?`)
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)\w+)\(`)
)

// TestDocsNameWhatIsThere looks for every file that a tour or a page names, and every test that a page names:
// a promise is worth what the test is that holds it.
func TestDocsNameWhatIsThere(t *testing.T) {
	cmd := exec.Command("git", "ls-files", "*.go", "*.md")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("no git checkout here: %v", err)
	}
	files := strings.Fields(string(out))
	var tests []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			for _, m := range testFunc.FindAllStringSubmatch(read(t, f), -1) {
				tests = append(tests, m[1])
			}
		}
	}
	looked := map[string]int{}
	for _, f := range files {
		if path.Base(f) != "doc.go" && path.Ext(f) != ".md" || path.Base(f) == "coverage.md" { // which is generated
			continue
		}
		text := read(t, f)
		for _, name := range goFile.FindAllString(text, -1) {
			looked["files"]++
			if !slices.ContainsFunc(files, func(x string) bool { return named(f, name, x) }) {
				t.Errorf("%s names %s, which is not there", f, name)
			}
		}
		for _, name := range testName.FindAllString(text, -1) {
			looked["tests"]++
			begins := strings.TrimRight(name, ".…")
			if !slices.ContainsFunc(tests, func(x string) bool { return x == name || begins != name && strings.HasPrefix(x, begins) }) {
				t.Errorf("%s names the test %s, which is not there", f, name)
			}
		}
	}
	if looked["files"] < 100 || looked["tests"] < 20 {
		t.Fatalf("%v looked for: the check looks at nothing", looked)
	}
}

// named reports whether a text in the file doc that says name means the file: beside it, by its path, or, on a
// page, wherever it lies.
func named(doc, name, file string) bool {
	if is, _ := path.Match(name, file); is {
		return true
	}
	if is, _ := path.Match(path.Join(path.Dir(doc), name), file); is {
		return true
	}
	if path.Ext(doc) != ".md" {
		return false
	}
	is, _ := path.Match(name, path.Base(file))
	return is
}
