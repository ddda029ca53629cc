package event

import (
	"fmt"
	"net/netip"
	"runtime"
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

// BenchmarkJudgement has the states of a call's API and of its address judge it, in steady state: five
// days were seen before. cpu-ns is process time, so that a busy machine does not show.
func BenchmarkJudgement(b *testing.B) {
	var all []finding.Facts
	for day := range 5 {
		for c := range 40 {
			all = append(all, reads(scene{
				after: later(day, 9) + time.Duration(c)*time.Second, every: 40 * time.Second, ip: fmt.Sprintf("192.0.2.%d", c+1), creds: true,
			}, 700, sameObject)...)
		}
	}
	all = join(all)
	e, clients := NewEndpoint(all[0].API), map[netip.Addr]*Client{}
	out := make([]finding.Finding, 0, 64)
	span := all[len(all)-1].Time.Sub(all[0].Time) + time.Second
	span += 7*24*time.Hour - span%(7*24*time.Hour)
	round := time.Duration(0)
	i := 0
	var f finding.Facts
	next := func() {
		f = all[i]
		f.Time = f.Time.Add(round)
		c := clients[f.Client]
		if c == nil {
			c = NewClient()
			clients[f.Client] = c
		}
		out = out[:0]
		c.Apply(&f, &out)
		e.Apply(&f, &out)
		if i++; i == len(all) {
			i, round = 0, round+span
		}
	}
	for range all {
		next()
	}
	b.ReportAllocs()
	runtime.GC()
	begin := cpuTime()
	for b.Loop() {
		next()
	}
	b.ReportMetric(float64(cpuTime()-begin)/float64(b.N), "cpu-ns/call")
}
