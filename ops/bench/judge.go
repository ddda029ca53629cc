package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// judgement prints, for every kind of state and way of calling it, what a call costs, beside a map of
// timestamps that counts two figures of it.
func judgement(ctx context.Context, runs int) error {
	got, err := goBench(ctx, "./actors/detect/event", "^Benchmark(Judge|Naive)$", runs)
	if err != nil {
		return err
	}
	var names []string
	for name := range got {
		if kind, ok := strings.CutPrefix(name, "Judge/"); ok {
			names = append(names, kind)
		}
	}
	slices.Sort(names)
	fmt.Printf("\njudge: one call in the state of its actor, process time of the best of %d runs; asked for 2 us and no allocation\n", runs)
	fmt.Printf("%-24s%10s%13s%14s%12s%14s\n", "", "ns a call", "allocations", "state, bytes", "a map, ns", "a map, bytes")
	for _, name := range names {
		ours, naive := got["Judge/"+name], got["Naive/"+name]
		kind, how, _ := strings.Cut(name, "/")
		fmt.Printf("%-24s%10s%13.2f%14s%12s%14s\n", kind+", "+strings.ReplaceAll(how, "_", " "), least(ours["cpu-ns/call"]),
			slices.Min(ours["allocs/call"]), least(ours["state-bytes"]), least(naive["cpu-ns/call"]), least(naive["state-bytes"]))
	}
	return nil
}

// least is the best of several runs, "" of none.
func least(s series) string {
	if len(s) == 0 {
		return ""
	}
	return human(slices.Min(s))
}
