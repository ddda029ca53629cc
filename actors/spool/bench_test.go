package spool_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/spool"
)

// BenchmarkAppend measures acknowledged appends with fsync on the disk of the temporary
// directory.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1 << 10, 64 << 10} {
		for _, writers := range []int{1, 64} {
			b.Run(fmt.Sprintf("%dKiB/writers=%d", size>>10, writers), func(b *testing.B) {
				s := mustOpen(b, spool.Options{Dir: b.TempDir(), KeepReleased: -1})
				r := spool.Record{Tenant: "t", Sensor: "s", Count: 100, Payload: make([]byte, size)}
				b.SetBytes(int64(size))
				b.ResetTimer()
				var wg sync.WaitGroup
				for w := range writers {
					wg.Go(func() {
						for i := w; i < b.N; i += writers {
							first, err := s.Append(context.Background(), r)
							if err != nil {
								b.Error(err)
								return
							}
							if i%512 == 511 {
								_ = s.Release(max(first-1, s.Stats().Released), nil)
							}
						}
					})
				}
				wg.Wait()
				st := s.Stats()
				b.ReportMetric(float64(st.Appended)/b.Elapsed().Seconds(), "appends/s")
				b.ReportMetric(float64(st.Appended)/float64(st.Syncs), "appends/sync")
			})
		}
	}
}

// BenchmarkNext measures reading back.
func BenchmarkNext(b *testing.B) {
	s := mustOpen(b, spool.Options{Dir: b.TempDir()})
	const records = 512
	r := spool.Record{Tenant: "t", Sensor: "s", Count: 1, Payload: make([]byte, 64<<10)}
	for range records {
		mustAppend(b, s, r)
	}
	b.SetBytes(64 << 10)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%records == 0 && i > 0 {
			for range records {
				b.StopTimer()
				mustAppend(b, s, r)
				b.StartTimer()
			}
		}
		if _, err := s.Next(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
