package actors

import (
	"context"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func cpu() time.Duration {
	var ru syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}

// BenchmarkRoute sends calls through the router, 64 shards and four kinds of keys of one
// node, with checkpoints every five seconds.
func BenchmarkRoute(b *testing.B) {
	net, sink := newNetwork(1, DefaultShards), newStore()
	n := startNode(b, net, sink, "a", func(o *Options) { o.Shards, o.SnapshotEvery = DefaultShards, 5*time.Second })
	all := synthetic(1, 200_000)
	const batch = 1000
	begin := cpu()
	b.ResetTimer()
	seq := uint64(0)
	for done := 0; done < b.N; done += batch {
		at := done % len(all)
		part := append([]finding.Facts(nil), all[at:at+batch]...)
		for i := range part {
			part[i].Seq = seq + uint64(i) + 1
		}
		if err := n.Router().Route(context.Background(), seq, seq+batch, part); err != nil {
			b.Fatal(err)
		}
		seq += batch
	}
	for n.Router().applied.Load() < seq {
		n.current().root.Send(n.current().router, &tick{eager: true})
		time.Sleep(time.Millisecond)
	}
	b.ReportMetric(float64(cpu()-begin)/float64(seq)/1e3, "cpu-us/call")
	b.ReportMetric(float64(seq)/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkKeys says what 100,000 busy addresses cost in memory, with an actor each, and what they
// cost when they have gone quiet and are bytes again.
func BenchmarkKeys(b *testing.B) {
	const keys = 100_000
	for range b.N {
		net, sink := newNetwork(1, DefaultShards), newStore()
		n := startNode(b, net, sink, "a", func(o *Options) { o.Shards, o.SnapshotEvery, o.Kinds = DefaultShards, time.Hour, Kinds()[2:3] })
		n.current().seats = keys
		before := liveHeap()
		million(b, n, 0, busyAfter+1, keys)
		flush(b, n)
		b.ReportMetric((liveHeap()-before-float64(sink.held()))/keys, "bytes/key")
		for range 4 * sweepRounds {
			million(b, n, 100, 1, 1000)
			ask := make(chan struct{})
			n.current().saveNow <- ask
			<-ask
		}
		flush(b, n)
		b.ReportMetric((liveHeap()-before-float64(sink.held()))/keys, "bytes/cold-key")
		stopNode(b, n)
	}
}
