package main

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

//go:embed testdata/purpose/*.txt
var purposeFiles embed.FS

// endpointCase is one endpoint and what it is for; 0 is "no purpose can be told".
type endpointCase struct {
	want finding.Purpose
	line string
	in   purpose.Input
}

// purposeArea measures the first answer: right for how many of each purpose's endpoints, averaged
// over the purposes (macro), so that the rare ones count as much as "Data Query".
func purposeArea() (r report) {
	cases := append(writtenEndpoints(), styledEndpoints()...)
	right, all := map[finding.Purpose]int{}, map[finding.Purpose]int{}
	heldRight, heldAll := map[finding.Purpose]int{}, map[finding.Purpose]int{}
	quiet, silent := 0, 0
	for _, c := range cases {
		got := finding.Purpose(0)
		if list := purpose.Of(c.in); len(list) > 0 {
			got = list[0]
		}
		held := heldOut(c.line)
		ok := got == c.want
		if !ok {
			r.mistake(purposeName(c.want), purposeName(got), c.line)
		}
		if c.want == 0 {
			silent++
			if ok {
				quiet++
			}
			continue
		}
		all[c.want]++
		if held {
			heldAll[c.want]++
		}
		if ok {
			right[c.want]++
			if held {
				heldRight[c.want]++
			}
		}
	}
	r.add("first answer right, macro over purposes", macro(right, all), .985, len(cases)-silent)
	r.add("the same, held-out half", macro(heldRight, heldAll), .98, total(heldAll))
	worst := 1.0
	for p, n := range all {
		worst = min(worst, share(right[p], n))
	}
	r.add("the worst purpose", worst, .90, len(all))
	r.add("no purpose where none can be told", share(quiet, silent), .99, silent)
	return r
}

func macro(right, all map[finding.Purpose]int) (sum float64) {
	for p, n := range all {
		sum += share(right[p], n)
	}
	return sum / float64(max(len(all), 1))
}

func total(all map[finding.Purpose]int) (n int) {
	for _, k := range all {
		n += k
	}
	return n
}

func purposeName(p finding.Purpose) string {
	if p == 0 {
		return "-"
	}
	return purpose.Title(p)
}

// writtenEndpoints reads testdata/purpose; its files explain their form.
func writtenEndpoints() (out []endpointCase) {
	names, err := fs.Glob(purposeFiles, "testdata/purpose/*.txt")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("cannot list the endpoints: %v", err))
	}
	slices.Sort(names)
	for _, name := range names {
		text, err := purposeFiles.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("cannot read the endpoints: %v", err))
		}
		want := finding.Purpose(0)
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if number, ok := strings.CutPrefix(line, "= "); ok {
				n, err := strconv.Atoi(number)
				if err != nil || n > 61 {
					panic(fmt.Sprintf("%s: cannot read the purpose %q", name, number))
				}
				want = finding.Purpose(n)
			} else if line != "" && line[0] != '#' {
				out = append(out, endpointCase{want, line, parseEndpoint(line)})
			}
		}
	}
	return out
}

// parseEndpoint reads "METHOD path?query | body fields | content type".
func parseEndpoint(line string) purpose.Input {
	part := strings.SplitN(line+"||", "|", 3)
	method, target, _ := strings.Cut(strings.TrimSpace(part[0]), " ")
	path, query, _ := strings.Cut(target, "?")
	if strings.Contains(query, "Action=") { // stands in the paths of such APIs' descriptions
		path, query = target, ""
	}
	in := purpose.Input{Method: method, Path: path, BodyFields: strings.Fields(part[1])}
	for p := range strings.SplitSeq(query, "&") {
		if p != "" {
			in.Params = append(in.Params, p)
		}
	}
	switch kind := strings.TrimRight(strings.TrimSpace(part[2]), "| "); {
	case kind != "":
		in.ContentType = []string{kind}
	case len(in.BodyFields) > 0:
		in.ContentType = []string{"application/json"}
	}
	return in
}
