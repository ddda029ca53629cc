package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
)

// figure is one line of the report that a Go benchmark measures on one core.
type figure struct {
	title   string
	pkg     string
	pattern string // of the benchmark
	unit    string // as the benchmark prints it
	scale   float64
	shown   string // unit as shown
	inverse bool   // shown = scale / value
}

var figures = []figure{
	{title: "scan: walk of a body and all data types", pkg: "./ops/bench/mix", pattern: "Scan", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "  the walk alone", pkg: "./ops/bench/mix", pattern: "Walk", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "  yardstick: the bytes read at all", pkg: "./ops/bench/mix", pattern: "Memory", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "  yardstick: encoding/json.Valid", pkg: "./ops/bench/mix", pattern: "JSONValid", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "inspect: everything one call says, from frames", pkg: "./ops/bench/mix", pattern: "InspectFrames", unit: "best-calls/s", scale: 1, shown: "calls/s a core"},
	{title: "  from NDJSON", pkg: "./ops/bench/mix", pattern: "InspectNDJSON", unit: "best-calls/s", scale: 1, shown: "calls/s a core"},
	{title: "  the worst hostile call", pkg: "./ops/bench/mix", pattern: "WorstCall", unit: "ms/worst", scale: 1, shown: "ms"},
	{title: "scan: the same people as JSON", pkg: "./ops/bench/mix", pattern: "Formats/JSON", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "scan: the same people as form", pkg: "./ops/bench/mix", pattern: "Formats/form", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "scan: the same people as multipart", pkg: "./ops/bench/mix", pattern: "Formats/multipart", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "scan: the same people as XML", pkg: "./ops/bench/mix", pattern: "Formats/XML", unit: "best-MB/s", scale: 1, shown: "MB/s a core"},
	{title: "attacks: both stages, values seen before", pkg: "./ops/bench/mix", pattern: "AttackStages", unit: "calls/s", scale: 1, shown: "calls/s a core"},
	{title: "  values never seen", pkg: "./ops/bench/mix", pattern: "AttackStagesCold", unit: "calls/s", scale: 1, shown: "calls/s a core"},
	{title: "  yardstick: the core rule set on every call", pkg: "./ops/bench/mix", pattern: "RuleSetOnAll", unit: "calls/s", scale: 1, shown: "calls/s a core"},
	{title: "decode: protobuf frames out of the spool", pkg: "./actors/ingest", pattern: "DecodeFrames", unit: "MB/s", scale: 1, shown: "MB/s a core"},
	{title: "decode: NDJSON", pkg: "./actors/ingest", pattern: "DecodeNDJSON", unit: "MB/s", scale: 1, shown: "MB/s a core"},
	{title: "actors: route facts through one node", pkg: "./actors", pattern: "Route", unit: "calls/s", scale: 1, shown: "calls/s"},
	{title: "memory: one of 100,000 addresses that have actors", pkg: "./actors", pattern: "Keys", unit: "bytes/key", scale: 1, shown: "bytes"},
	{title: "memory: one of a million addresses, 3 calls: heap", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "heap-bytes/key", scale: 1, shown: "bytes"},
	{title: "  resident set", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "resident-bytes/key", scale: 1, shown: "bytes"},
	{title: "  after a restart", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "idle-bytes/key", scale: 1, shown: "bytes"},
	{title: "  yardstick: a map from address to times", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "naive-bytes/key", scale: 1, shown: "bytes"},
	{title: "  its checkpoint", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "checkpoint-bytes/key", scale: 1, shown: "bytes"},
	{title: "  all durable after the last call", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "s-to-durable", scale: 1, shown: "s"},
	{title: "  written over what changed", pkg: "./actors", pattern: "MillionKeys/three-calls", unit: "write-amplification", scale: 1, shown: "times"},
	{title: "memory: 12 calls, the busiest with actors: heap", pkg: "./actors", pattern: "MillionKeys/twelve-calls", unit: "heap-bytes/key", scale: 1, shown: "bytes"},
	{title: "  yardstick: a map from address to times", pkg: "./actors", pattern: "MillionKeys/twelve-calls", unit: "naive-bytes/key", scale: 1, shown: "bytes"},
	{title: "memory: ten million random addresses, one call each", pkg: "./actors", pattern: "TenMillionAddresses", unit: "10M-MB", scale: 1, shown: "MB"},
	{title: "  after the first two million", pkg: "./actors", pattern: "TenMillionAddresses", unit: "2M-MB", scale: 1, shown: "MB"},
	{title: "store: rows of calls written", pkg: "./query/store", pattern: "WriteBatch", unit: "rows/s", scale: 1, shown: "rows/s"},
	{title: "store: a row of calls on disk", pkg: "./query/store", pattern: "WriteBatch", unit: "bytes/row", scale: 1, shown: "bytes"},
}

func main() {
	runs := flag.Int("runs", 5, "runs of each figure")
	calls := flag.Int("calls", 200_000, "calls sent through a whole node")
	only := flag.String("only", "", "only figures whose title holds this text")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *runs, *calls, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, runs, calls int, only string) error {
	fmt.Printf("%s\nmedian (least to most); other work may share the machine\n\n", machine())
	results := map[string]map[string]map[string]series{} // of each benchmark, which may give several figures
	for _, f := range figures {
		if !strings.Contains(f.title, only) {
			continue
		}
		s, err := f.measure(ctx, runs, results)
		if err != nil {
			return err
		}
		fmt.Printf("%-52s %s %s\n", f.title, s, f.shown)
	}
	if strings.Contains("judge", only) {
		if err := judgement(ctx, min(runs, 3)); err != nil {
			return err
		}
	}
	if strings.Contains("node", only) {
		return node(ctx, min(runs, 3), calls)
	}
	return nil
}

func (f figure) measure(ctx context.Context, runs int, results map[string]map[string]map[string]series) (series, error) {
	got := results[f.pkg+" "+f.pattern]
	if got == nil {
		var err error
		if got, err = goBench(ctx, f.pkg, "^Benchmark"+f.pattern+"$", runs); err != nil {
			return nil, err
		}
		results[f.pkg+" "+f.pattern] = got
	}
	var s series
	for name, units := range got {
		base, _, _ := strings.Cut(name, "/")
		if base != f.pattern && name != f.pattern {
			continue
		}
		if units[f.unit] == nil {
			return nil, fmt.Errorf("benchmark %s of %s prints no %s", f.pattern, f.pkg, f.unit)
		}
		for _, v := range units[f.unit] {
			if f.inverse {
				v = 1 / v
			}
			s = append(s, v*f.scale)
		}
	}
	return s, nil
}
