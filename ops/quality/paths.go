package main

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// pathSeeds is how many times the traffic of each API is drawn.
const pathSeeds = 4

// paths measures the discovery of path templates on made traffic of many styles of APIs,
// half of the APIs held out. Figures are means over APIs.
func paths() report {
	var r report
	var halves [2]pathFigures
	for seed := range uint64(pathSeeds) {
		for _, api := range pathAPIs(seed) {
			held := heldOut(api.name)
			calls := api.calls()
			got := batchTemplates(calls)
			half := &halves[0]
			if held {
				half = &halves[1]
			}
			half.add(scorePaths(calls, got))
			for i, c := range calls {
				if c.want != got[i] {
					r.confusions = append(r.confusions, confusion{
						fmt.Sprintf("%s %q", api.name, c.want), fmt.Sprintf("%q", got[i]), c.String(), held,
					})
				}
			}
		}
	}
	for i, name := range []string{"seen", "held out"} {
		f := halves[i]
		n := int(f.apis)
		r.add("pairs F1, "+name, f.pairs/f.apis, 0.86, n)
		r.add("exact endpoints F1, "+name, f.exact/f.apis, 0.79, n)
		r.add("calls in their template, "+name, f.share/f.apis, 0.82, n)
		r.add("noise precision, "+name, share(f.noiseRight, f.noiseSaid), 0.95, f.noiseSaid)
		r.add("noise recall, "+name, share(f.noiseRight, f.noise), 0.60, f.noise)
	}
	return r
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
