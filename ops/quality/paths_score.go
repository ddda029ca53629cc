package main

// pathFigures are sums over APIs of the figures an outsider would compute.
type pathFigures struct {
	apis                float64
	pairs, exact, share float64
	noise               int // calls that are no API
	noiseSaid           int // calls said to be none
	noiseRight          int
}

func (f *pathFigures) add(g pathFigures) {
	f.apis++
	f.pairs += g.pairs
	f.exact += g.exact
	f.share += g.share
	f.noise += g.noise
	f.noiseSaid += g.noiseSaid
	f.noiseRight += g.noiseRight
}

// pathOf is one distinct path of one method; endpointOf the group it was put into.
type (
	pathOf     struct{ method, path string }
	endpointOf struct{ method, template string }
)

// minCalls is how many calls an endpoint needs to count as one that must be met exactly.
const minCalls = 3

// scorePaths compares answers with the truth: F1 over pairs of distinct paths of a method
// that were put together, F1 over endpoints of three calls and more whose set of paths was
// met exactly, and the share of the API's calls in their exact template.
func scorePaths(calls []pathTruth, got []string) (f pathFigures) {
	want, have := map[pathOf]string{}, map[pathOf]string{}
	wantCalls, haveCalls := map[endpointOf]int{}, map[endpointOf]int{}
	right, api := 0, 0
	for i, c := range calls {
		k := pathOf{c.call.Method, c.call.Path}
		want[k], have[k] = c.want, got[i]
		if c.want != "" {
			wantCalls[endpointOf{k.method, c.want}]++
			api++
			if c.want == got[i] {
				right++
			}
		}
		if got[i] != "" {
			haveCalls[endpointOf{k.method, got[i]}]++
		}
		if c.want == "" {
			f.noise++
			if got[i] == "" {
				f.noiseRight++
			}
		}
		if got[i] == "" {
			f.noiseSaid++
		}
	}
	f.share = share(right, api)
	f.pairs, f.exact = scoreGroups(want, have, wantCalls, haveCalls)
	return f
}

func scoreGroups(want, have map[pathOf]string, wantCalls, haveCalls map[endpointOf]int) (pairs, exact float64) {
	type cell struct {
		method, want, have string
	}
	cells, wants, haves := map[cell]int{}, map[endpointOf]int{}, map[endpointOf]int{}
	for k, w := range want {
		h := have[k]
		if w != "" {
			wants[endpointOf{k.method, w}]++
		}
		if h != "" {
			haves[endpointOf{k.method, h}]++
		}
		if w != "" && h != "" {
			cells[cell{k.method, w, h}]++
		}
	}
	both, truth, answer, met, known, said := 0, 0, 0, 0, 0, 0
	for c, n := range cells {
		both += n * (n - 1) / 2
		w, h := endpointOf{c.method, c.want}, endpointOf{c.method, c.have}
		if n == wants[w] && n == haves[h] && wantCalls[w] >= minCalls {
			met++
		}
	}
	for e, n := range wants {
		truth += n * (n - 1) / 2
		if wantCalls[e] >= minCalls {
			known++
		}
	}
	for e, n := range haves {
		answer += n * (n - 1) / 2
		if haveCalls[e] >= minCalls {
			said++
		}
	}
	return f1(both, answer-both, truth-both), f1(met, said-met, known-met)
}
