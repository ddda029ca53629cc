package main

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// pathSeeds is how many times the traffic of each API is drawn.
const pathSeeds = 4

// pathFloors are the floors of the half that rules were mended on and of the other one,
// which drew the harder styles: buckets, images and dictionaries are named by plain words.
var pathFloors = [2]struct {
	name                string
	pairs, exact, share float64
}{
	{"seen", 0.96, 0.90, 0.95},
	{"held out", 0.945, 0.895, 0.925},
}

// paths measures the discovery of path templates on made traffic of many styles of APIs,
// half of the APIs held out. Figures are means over APIs.
func paths() report {
	var r report
	var halves [2]pathFigures
	var running pathFigures
	for seed := range uint64(pathSeeds) {
		for _, api := range pathAPIs(seed) {
			held := !api.seen && heldOut(api.name)
			calls := api.calls()
			got := batchTemplates(calls)
			half := &halves[0]
			if held {
				half = &halves[1]
			}
			half.add(scorePaths(calls, got))
			running.add(scorePaths(calls, runningTemplates(calls)))
			for i, c := range calls {
				if c.want != got[i] {
					r.confusions = append(r.confusions, confusion{
						fmt.Sprintf("%s %q", api.name, c.want), fmt.Sprintf("%q", got[i]), c.String(), held,
					})
				}
			}
		}
	}
	for i, half := range pathFloors {
		f := halves[i]
		n := int(f.apis)
		r.add("pairs F1, "+half.name, f.pairs/f.apis, half.pairs, n)
		r.add("exact endpoints F1, "+half.name, f.exact/f.apis, half.exact, n)
		r.add("calls in their template, "+half.name, f.share/f.apis, half.share, n)
		r.add("noise precision, "+half.name, share(f.noiseRight, f.noiseSaid), 0.975, f.noiseSaid)
		r.add("noise recall, "+half.name, share(f.noiseRight, f.noise), 0.985, f.noise)
	}
	n := int(running.apis)
	r.add("pairs F1, learned call by call", running.pairs/running.apis, 0.95, n)
	r.add("exact endpoints F1, learned call by call", running.exact/running.apis, 0.895, n)
	r.add("calls in their template, learned call by call", running.share/running.apis, 0.94, n)
	return r
}

// runningTemplates learns call by call, as a node does, and names all calls at the end.
func runningTemplates(calls []pathTruth) []string {
	ts := traffic.NewTemplates(traffic.TemplateLimits{})
	for _, c := range calls {
		ts.Learn(c.call.Host, c.call.Method, c.call.Path, c.call.Status)
		ts.Folds()
	}
	got := make([]string, len(calls))
	for i, c := range calls {
		if t, ok := ts.Template(c.call.Host, c.call.Method, c.call.Path); ok {
			got[i] = normalTemplate(t)
		}
	}
	return got
}

func batchTemplates(calls []pathTruth) []string {
	in := make([]traffic.Call, len(calls))
	for i := range calls {
		in[i] = calls[i].call
	}
	got := traffic.TemplatePaths(in)
	for i := range got {
		if got[i] != "" {
			got[i] = normalTemplate(got[i])
		}
	}
	return got
}
