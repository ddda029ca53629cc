package actors

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const millionKeys = 1_000_000

// callOf is a call of the k-th address, ten seconds after its one before.
func callOf(k, n int, seq uint64) finding.Facts {
	return finding.Facts{
		Seq: seq, ID: "01JD", Tenant: "default", Time: time.Unix(1_780_000_000+int64(n*10), 0), Status: 200, Tool: 1, Agent: "Firefox",
		API: traffic.API{Host: "shop.example.com", Method: "GET", Template: "/orders/{id}"}, Object: uint64(n + 1),
		Client: netip.AddrFrom4([4]byte{10, byte(k >> 16), byte(k >> 8), byte(k)}),
	}
}

func liveHeap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// resident gives the bytes of memory this process has from the system, after what is unused went back.
func resident(b *testing.B) float64 {
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("no resident set is known here:", err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		b.Fatal(err)
	}
	return float64(pages * os.Getpagesize())
}

// million routes n calls of each of a million addresses, from call number from on.
func million(b *testing.B, n *Node, from, calls, keys int) {
	seq := n.Router().Routed()
	for call := from; call < from+calls; call++ {
		for k := 0; k < keys; k += 1000 {
			part := make([]finding.Facts, 1000)
			for j := range part {
				part[j] = callOf(k+j, call, seq+uint64(j)+1)
			}
			if err := n.Router().Route(context.Background(), seq, seq+1000, part); err != nil {
				b.Fatal(err)
			}
			seq += 1000
		}
	}
}

// held gives the bytes of all checkpoints in a store.
func (s *store) held() (bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, pieces := range s.points {
		for _, c := range pieces {
			bytes += len(c.Data)
		}
	}
	return bytes
}

// BenchmarkMillionKeys has a million addresses call one node, with the options it has by itself, three
// times each and twelve times each, and prints: the bytes a key takes, in the heap and in the
// resident set; beside them those of a map from address to its times; the CPU of a call; the seconds
// until all is saved after the last call; the bytes of a base; what a key costs that changes later,
// with bases written anew; and the bytes a key takes after a restart, before it calls again.
func BenchmarkMillionKeys(b *testing.B) {
	for name, calls := range map[string]int{"three-calls": 3, "twelve-calls": 12} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				millionOnce(b, calls)
			}
		})
	}
}

func millionOnce(b *testing.B, calls int) {
	before := liveHeap()
	naive := map[string][]time.Time{}
	for k := range millionKeys {
		for n := range calls {
			f := callOf(k, n, 0)
			naive[ClientKey(f.Tenant, f.Client)] = append(naive[ClientKey(f.Tenant, f.Client)], f.Time)
		}
	}
	b.ReportMetric((liveHeap()-before)/millionKeys, "naive-bytes/key")
	runtime.KeepAlive(naive)
	naive = nil

	net, sink := newNetwork(1, DefaultShards), newStore()
	options := func(o *Options) { o.Shards, o.SnapshotEvery, o.Kinds = DefaultShards, 0, Kinds()[2:3] }
	before, rss := liveHeap(), resident(b)
	n := startNode(b, net, sink, "a", options)
	began, start := cpu(), time.Now()
	million(b, n, 0, calls, millionKeys)
	routed := time.Now()
	flush(b, n)
	b.ReportMetric(time.Since(routed).Seconds(), "s-to-durable")
	b.ReportMetric(float64(cpu()-began)/float64(n.Router().Routed())/1e3, "cpu-us/call")
	b.ReportMetric(float64(n.Router().Routed())/time.Since(start).Seconds(), "calls/s")
	saved := float64(sink.held())
	b.ReportMetric((resident(b)-rss-saved)/millionKeys, "resident-bytes/key")
	b.ReportMetric((liveHeap()-before-saved)/millionKeys, "heap-bytes/key")
	b.ReportMetric(saved/millionKeys, "checkpoint-bytes/key")

	// Then one in a hundred calls at a time: parts, and bases that they outgrow.
	const rounds, some = 100, millionKeys / 100
	all, bases := sink.bytes, sink.bases
	for i := range rounds {
		million(b, n, calls+i, 1, some)
		flush(b, n)
	}
	all, bases = sink.bytes-all, sink.bases-bases
	b.ReportMetric(float64(all)/rounds/some, "written-bytes/changed-key")
	b.ReportMetric(float64(all)/float64(all-bases), "write-amplification")
	stopNode(b, n)

	saved, before = float64(sink.held()), liveHeap()
	n = startNode(b, net, sink, "a", options)
	for {
		if m, err := n.Members(context.Background()); err == nil && len(m) == 1 && len(m[0].Shards) == DefaultShards {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.ReportMetric((liveHeap()-before)/millionKeys, "idle-bytes/key")
	stopNode(b, n)
}

// BenchmarkTenMillionAddresses has ten million addresses call once each, with the options a node has
// by itself, and prints the memory all keys take after two, six and ten million, and how many made
// room for others.
func BenchmarkTenMillionAddresses(b *testing.B) {
	for range b.N {
		net, sink := newNetwork(1, DefaultShards), newStore()
		before := liveHeap()
		n := startNode(b, net, sink, "a", func(o *Options) { o.Shards, o.SnapshotEvery, o.Kinds = DefaultShards, 0, Kinds()[2:3] })
		rng, seq := rand.New(rand.NewPCG(1, 1)), uint64(0)
		for _, most := range []uint64{2, 6, 10} {
			for ; seq < most*millionKeys; seq += 1000 {
				part := make([]finding.Facts, 1000)
				for j := range part {
					part[j] = callOf(0, int(seq/millionKeys), seq+uint64(j)+1)
					part[j].Client = netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, rng.Uint32())))
				}
				if err := n.Router().Route(context.Background(), seq, seq+1000, part); err != nil {
					b.Fatal(err)
				}
			}
			flush(b, n)
			b.ReportMetric((liveHeap()-before-float64(sink.held()))/1e6, strconv.FormatUint(most, 10)+"M-MB")
		}
		c := n.Counters()
		b.ReportMetric(float64(c.Evicted), "evicted")
		b.ReportMetric(float64(c.Overflow), "not-judged")
		stopNode(b, n)
	}
}
