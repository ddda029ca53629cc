package mix

import (
	"bytes"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const bodies, calls = 4000, 2000

var sink int

// cpu reports process CPU time, garbage collection included: on a shared machine the clock on
// the wall says more about the neighbours. Call it at the start and its result at the end.
func cpu(b *testing.B, n float64, unit string) func() {
	start := processorTime()
	return func() { b.ReportMetric(n*float64(b.N)/(processorTime()-start).Seconds(), unit) }
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func answers() (xs []*traffic.Exchange, size float64) {
	all := Bodies(bodies)
	for _, b := range all {
		xs = append(xs, &traffic.Exchange{Response: traffic.Message{Body: b}})
	}
	return xs, float64(Size(all)) / 1e6
}

// BenchmarkMemory is how fast the bytes can be read at all.
func BenchmarkMemory(b *testing.B) {
	all := bytes.Join(Bodies(bodies), nil)
	defer cpu(b, float64(len(all))/1e6, "cpu-MB/s")()
	for b.Loop() {
		sink += bytes.Count(all, []byte{'\n'})
	}
}

// BenchmarkWalk is the JSON walk alone.
func BenchmarkWalk(b *testing.B) {
	xs, size := answers()
	w := traffic.NewWalker(traffic.Limits{})
	b.ReportAllocs()
	defer cpu(b, size, "cpu-MB/s")()
	for b.Loop() {
		for _, x := range xs {
			sink += len(w.Walk(x).All)
		}
	}
}

// BenchmarkScan is the walk and all data types.
func BenchmarkScan(b *testing.B) {
	xs, size := answers()
	w, s := traffic.NewWalker(traffic.Limits{}), sensitive.NewScanner()
	var found []sensitive.Found
	b.ReportAllocs()
	defer cpu(b, size, "cpu-MB/s")()
	for b.Loop() {
		for _, x := range xs {
			found = s.Values(found[:0], w.Walk(x), traffic.Response)
			sink += len(found)
		}
	}
}

// learned gives templates that know the calls.
func learned(xs []*traffic.Exchange) *traffic.Templates {
	t := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	for _, x := range xs {
		t.Learn(x.Host, x.Method, x.Path, x.Status)
	}
	return t
}

var tenantKey = []byte("0123456789abcdef0123456789abcdef")

// BenchmarkInspectFrames decodes protobuf frames and says all that single calls say.
func BenchmarkInspectFrames(b *testing.B) {
	xs := Calls(calls)
	t := learned(xs)
	var enc ingest.Encoder
	for _, x := range xs {
		enc.Add(x)
	}
	payload := bytes.Clone(enc.Payload())
	e := detect.New(detect.Options{})
	var frames ingest.Frames
	b.ReportAllocs()
	defer cpu(b, calls, "cpu-calls/s")()
	for b.Loop() {
		err := frames.Decode(payload, func(x *traffic.Exchange) error {
			in := e.Inspect("default", tenantKey, t, x)
			sink += len(in.Values.All)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(payload))/calls, "bytes/call")
}

// BenchmarkWorstCall reports the slowest of the hostile calls, each at its best of several.
func BenchmarkWorstCall(b *testing.B) {
	all := HostileCalls()
	best := make([]time.Duration, len(all))
	e := detect.New(detect.Options{})
	t := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	for b.Loop() {
		for i, h := range all {
			start := processorTime()
			in := e.Inspect("default", tenantKey, t, h.Call)
			took := processorTime() - start
			sink += len(in.Values.All)
			if best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	worst := 0
	for i := range all {
		if best[i] > best[worst] {
			worst = i
		}
		if testing.Verbose() {
			b.Logf("%-40s %7d bytes %v", all[i].Name, len(all[i].Call.Response.Body)+len(all[i].Call.Request.Body), best[i])
		}
	}
	b.Logf("worst: %s", all[worst].Name)
	b.ReportMetric(float64(best[worst].Microseconds())/1000, "ms/worst")
}
