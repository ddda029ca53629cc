package event

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func cpuTime() time.Duration {
	var ru syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}

// judged is what a benchmark of judgement has: a state that has seen what came before, and calls that come
// round and round, each round later than the one before.
type judged struct {
	apply func(*finding.Facts, *[]finding.Finding)
	calls []finding.Facts
}

// BenchmarkJudge has each kind of state judge calls in the ways of judgeCases, after one round of them that
// is not measured. The first part of the name is the kind, the second how it is called. cpu-ns is process
// time of the best of rounds of 4,096 calls, so that a busy machine does not show; allocs/call counts those
// of all rounds, and state-bytes is what the state has on the heap in the end.
func BenchmarkJudge(b *testing.B) {
	for _, c := range judgeCases {
		b.Run(c.name, func(b *testing.B) { benchJudged(b, c.make, c.fresh) })
	}
}

// BenchmarkNaive has the same calls counted as one would without thinking: a map of timestamps.
func BenchmarkNaive(b *testing.B) {
	for _, c := range judgeCases {
		if kind, how, _ := strings.Cut(c.name, "/"); how == "steady" || how == "attack" {
			b.Run(kind+"/"+how, func(b *testing.B) {
				benchJudged(b, func() judged {
					n := &naive{last: map[string][]time.Time{}, things: map[string]map[uint64]time.Time{}}
					return judged{apply: n.apply, calls: c.make().calls}
				}, c.fresh)
			})
		}
	}
}

// benchJudged measures; fresh has a new state for each round, so that it does not get used to the attack.
func benchJudged(b *testing.B, begin func() judged, fresh bool) {
	const least = 4096
	out := make([]finding.Finding, 0, 64)
	var j judged
	i, round := 0, time.Duration(0)
	var f finding.Facts
	next := func() {
		f = j.calls[i]
		f.Time = f.Time.Add(round)
		out = out[:0]
		j.apply(&f, &out)
		i++
	}
	start := func() {
		j = begin()
		for i, round = 0, 0; !fresh && i < len(j.calls); {
			next()
		}
		runtime.GC()
	}
	start()
	wrap := func() {
		if fresh {
			start()
			return
		}
		span := j.calls[len(j.calls)-1].Time.Sub(j.calls[0].Time) + time.Second
		span += 24*time.Hour - span%(24*time.Hour) // the hours of the day stay what they are
		i, round = 0, round+span
	}
	var before, after runtime.MemStats
	best, calls, mallocs := time.Hour, 0, uint64(0)
	for b.Loop() {
		if i+least > len(j.calls) && i > 0 {
			wrap()
		}
		runtime.ReadMemStats(&before)
		began := cpuTime()
		for range min(least, len(j.calls)) {
			next()
		}
		best = min(best, cpuTime()-began)
		runtime.ReadMemStats(&after)
		mallocs += after.Mallocs - before.Mallocs
		calls += min(least, len(j.calls))
	}
	b.ReportMetric(float64(best)/float64(min(least, len(j.calls))), "cpu-ns/call")
	b.ReportMetric(float64(mallocs)/float64(calls), "allocs/call")
	runtime.GC()
	runtime.ReadMemStats(&before)
	j.apply = nil
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(&j)
	b.ReportMetric(float64(before.HeapAlloc-min(after.HeapAlloc, before.HeapAlloc)), "state-bytes")
	b.ReportMetric(0, "ns/op")
}

// naive counts calls and different objects of ten minutes for each address and API: a slice of times, and a map
// of what was asked for. That is two of the forty figures which the states keep.
type naive struct {
	last   map[string][]time.Time
	things map[string]map[uint64]time.Time
	seen   int
}

func (n *naive) apply(f *finding.Facts, _ *[]finding.Finding) {
	key := f.Client.String() + f.API.Method + f.API.Host + f.API.Template
	from := f.Time.Add(-10 * time.Minute)
	times := append(n.last[key], f.Time)
	for len(times) > 0 && times[0].Before(from) {
		times = times[1:]
	}
	n.last[key] = times
	things := n.things[key]
	if things == nil {
		things = map[uint64]time.Time{}
		n.things[key] = things
	}
	things[f.Object] = f.Time
	for what, at := range things {
		if at.Before(from) {
			delete(things, what)
		}
	}
	n.seen = len(times) + len(things)
}
