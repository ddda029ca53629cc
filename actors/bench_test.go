package actors

import (
	"context"
	"net/netip"
	"runtime"
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

// BenchmarkKeys says what 100,000 addresses cost in memory, with an actor each and as bytes.
func BenchmarkKeys(b *testing.B) {
	heap := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	const keys = 100_000
	for range b.N {
		net, sink := newNetwork(1, DefaultShards), newStore()
		kinds := countingKinds()[2:3]
		n := startNode(b, net, sink, "a", func(o *Options) {
			o.Shards, o.SnapshotEvery, o.Kinds, o.KeysPerTenant = DefaultShards, time.Hour, kinds, 10*keys
		})
		kinds[0].New = func(*finding.Facts) State { return &counted{} } // no cases: they are not what is measured
		before := heap()
		for i := range keys / 1000 {
			part := make([]finding.Facts, 1000)
			for j := range part {
				k := i*1000 + j
				part[j] = finding.Facts{Seq: uint64(k + 1), Tenant: "default", Time: time.Unix(int64(k), 0),
					Client: netip.AddrFrom4([4]byte{10, byte(k >> 16), byte(k >> 8), byte(k)})}
			}
			if err := n.Router().Route(context.Background(), uint64(i*1000), uint64(i*1000+1000), part); err != nil {
				b.Fatal(err)
			}
		}
		flush(b, n)
		sink.points = map[uint32]finding.Checkpoint{}
		b.ReportMetric((heap()-before)/keys, "bytes/key")
		for range 4 * sweepRounds {
			ask := make(chan struct{})
			part := []finding.Facts{{Seq: n.Router().Routed() + 1, Tenant: "default", Client: netip.MustParseAddr("10.0.0.1")}}
			_ = n.Router().Route(context.Background(), n.Router().Routed(), part[0].Seq, part)
			n.current().saveNow <- ask
			<-ask
		}
		sink.mu.Lock()
		sink.points = map[uint32]finding.Checkpoint{}
		sink.mu.Unlock()
		b.ReportMetric((heap()-before)/keys, "bytes/cold-key")
		stopNode(b, n)
	}
}
