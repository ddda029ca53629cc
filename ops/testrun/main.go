// Package main runs the tests and ends with what a person needs: which suites were left
// out and why, each failure with its output, and one closing line of counts.
//
// It runs `go test -json` with the given arguments, prints a line for each package as it
// ends, and writes the names of the tests that passed to the file named by -names, from
// which the coverage page is made.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sort"
	"strings"
	"time"
)

// event is one line of `go test -json` (see `go doc test2json`).
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64
	Output     string
}

// report gathers what the closing lines need.
type report struct {
	passed, failed, skipped int
	output                  map[string][]string // by package and test; dropped when the test passes
	fails                   []string            // keys of output, in order
	skips                   []string            // "package test: reason"
	names                   []string            // "package\ttest" of what passed
}

func main() {
	names := flag.String("names", "", "file for the names of passed tests")
	flag.Parse()
	if err := run(flag.Args(), *names, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, names string, w io.Writer) error {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("cannot read the test run: %w", err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("cannot start go test: %w", err)
	}
	r := &report{output: map[string][]string{}}
	r.read(pipe, w)
	runErr := cmd.Wait()
	if names != "" {
		sort.Strings(r.names)
		if err := os.WriteFile(names, []byte(strings.Join(r.names, "\n")+"\n"), 0o600); err != nil {
			return fmt.Errorf("cannot write the names of passed tests: %w", err)
		}
	}
	r.close(w, time.Since(start))
	if runErr != nil || r.failed > 0 {
		return fmt.Errorf("tests failed: see above")
	}
	return nil
}

// read consumes the events; a line that is no event (a build error) is shown as it is.
func (r *report) read(pipe io.Reader, w io.Writer) {
	sc := bufio.NewScanner(pipe)
	sc.Buffer(nil, 16<<20) // 16 MiB: one test's longest line
	for sc.Scan() {
		var e event
		if json.Unmarshal(sc.Bytes(), &e) != nil {
			fmt.Fprintln(w, sc.Text())
			continue
		}
		r.add(e, w)
	}
}

func (r *report) add(e event, w io.Writer) {
	key := e.Package + " " + e.Test
	if e.Package == "" {
		key = e.ImportPath + " (build)"
	}
	switch e.Action {
	case "output", "build-output":
		r.output[key] = append(r.output[key], e.Output)
	case "build-fail":
		r.fails = append(r.fails, key)
	case "pass":
		r.done(e, w, "ok  ")
		delete(r.output, key)
	case "skip":
		if e.Test != "" {
			r.skipped++
			r.skips = append(r.skips, key+": "+reason(r.output[key]))
		}
		delete(r.output, key)
	case "fail":
		r.done(e, w, "FAIL")
		r.fails = append(r.fails, key)
	}
}

func (r *report) done(e event, w io.Writer, word string) {
	if e.Test == "" {
		fmt.Fprintf(w, "%s %s %.1fs\n", word, e.Package, e.Elapsed)
		return
	}
	if e.Action == "pass" {
		r.passed++
		r.names = append(r.names, e.Package+"\t"+e.Test)
		return
	}
	r.failed++
}

// reason finds the text a skipped test gave.
func reason(lines []string) string {
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l != "" && !strings.HasPrefix(l, "=== ") && !strings.HasPrefix(l, "--- ") {
			return l
		}
	}
	return "no reason given"
}

func (r *report) close(w io.Writer, took time.Duration) {
	if len(r.skips) > 0 {
		fmt.Fprintf(w, "\nLEFT OUT (%d):\n", len(r.skips))
		for _, s := range r.skips {
			fmt.Fprintln(w, "  "+s)
		}
	}
	for _, key := range r.fails {
		fmt.Fprintf(w, "\nFAILED %s\n", key)
		lines := r.output[key]
		const most = 80 // lines of one failure: its end says why
		if len(lines) > most {
			lines = lines[len(lines)-most:]
		}
		for _, l := range lines {
			fmt.Fprint(w, "  ", l)
		}
	}
	fmt.Fprintf(w, "\n%s\n%d passed, %d failed, %d skipped\n", took.Round(time.Second), r.passed, r.failed, r.skipped)
}
