package mix

import (
	"bytes"
	"encoding/json"
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

// measure runs round and reports process CPU time, garbage collection included: on a shared
// machine the clock on the wall says more about the neighbours. Beside the mean stands the best
// round, because neighbours slow the same instructions down as well.
func measure(b *testing.B, n float64, unit string, round func()) {
	var sum, best time.Duration
	b.ReportAllocs()
	round() // memory grows to what it will be
	for b.Loop() {
		start := processorTime()
		round()
		took := processorTime() - start
		if sum += took; best == 0 || took < best {
			best = took
		}
	}
	b.ReportMetric(n*float64(b.N)/sum.Seconds(), "cpu-"+unit)
	b.ReportMetric(n/best.Seconds(), "best-"+unit)
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
	measure(b, float64(len(all))/1e6, "MB/s", func() { sink += bytes.Count(all, []byte{'\n'}) })
}

// BenchmarkJSONValid is what the standard library takes to check the same bodies.
func BenchmarkJSONValid(b *testing.B) {
	all := Bodies(bodies)
	measure(b, float64(Size(all))/1e6, "MB/s", func() {
		for _, body := range all {
			if !json.Valid(body) {
				b.Fatal("not JSON")
			}
		}
	})
}

// BenchmarkWalk is the JSON walk alone.
func BenchmarkWalk(b *testing.B) {
	xs, size := answers()
	w := traffic.NewWalker(traffic.Limits{})
	measure(b, size, "MB/s", func() {
		for _, x := range xs {
			sink += len(w.Walk(x).All)
		}
	})
}

// BenchmarkScan is the walk and all data types.
func BenchmarkScan(b *testing.B) {
	xs, size := answers()
	scan := scanner(traffic.Response)
	measure(b, size, "MB/s", func() {
		for _, x := range xs {
			sink += scan(x)
		}
	})
}

// scanner gives a walk with all data types on one side of a call.
func scanner(side traffic.Side) func(x *traffic.Exchange) (hits int) {
	w, s := traffic.NewWalker(traffic.Limits{}), sensitive.NewScanner()
	var found []sensitive.Found
	return func(x *traffic.Exchange) int {
		found = s.Values(found[:0], w.Walk(x), side)
		return len(found)
	}
}

// TestScanOfTheMixAllocatesNothing: in steady state, whatever the kinds of bodies.
func TestScanOfTheMixAllocatesNothing(t *testing.T) {
	xs, _ := answers()
	scan := scanner(traffic.Response)
	run := func() {
		for _, x := range xs[:1000] {
			sink += scan(x)
		}
	}
	run()
	if n := testing.AllocsPerRun(5, run); n != 0 {
		t.Errorf("%v allocations for 1000 bodies, want 0", n)
	}
}

// BenchmarkFormats is the walk and all data types over the same people in each body format.
func BenchmarkFormats(b *testing.B) {
	for _, f := range Formats(100) {
		b.Run(f.Name, func(b *testing.B) {
			scan := scanner(traffic.Request)
			measure(b, float64(f.Bytes)/1e6, "MB/s", func() {
				for _, x := range f.Calls {
					sink += scan(x)
				}
			})
		})
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

// inspect decodes a batch and says all that single calls say.
func inspect(b *testing.B, format string, batch []byte, xs []*traffic.Exchange) {
	t := learned(xs)
	e := detect.New(detect.Options{})
	options := ingest.Options{Arrival: xs[0].Time}
	emit := func(x *traffic.Exchange) error {
		in := e.Inspect("default", tenantKey, t, x)
		sink += len(in.Values.All)
		return nil
	}
	refuse := func(line int, err error) { b.Fatalf("record %d: %v", line, err) }
	measure(b, float64(len(xs)), "calls/s", func() {
		if err := ingest.Decode(format, bytes.NewReader(batch), options, emit, refuse); err != nil {
			b.Fatal(err)
		}
	})
	b.ReportMetric(float64(len(batch))/float64(len(xs)), "bytes/call")
}

func BenchmarkInspectFrames(b *testing.B) {
	xs := Calls(calls)
	inspect(b, "protobuf", Frames(xs), xs)
}

func BenchmarkInspectNDJSON(b *testing.B) {
	xs := Calls(calls)
	inspect(b, "ndjson", NDJSON(xs), xs)
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

// BenchmarkDecode is what the batches take before anything is looked at.
func BenchmarkDecode(b *testing.B) {
	xs := Calls(calls)
	for format, batch := range map[string][]byte{"protobuf": Frames(xs), "ndjson": NDJSON(xs)} {
		b.Run(format, func(b *testing.B) {
			options := ingest.Options{Arrival: xs[0].Time}
			emit := func(x *traffic.Exchange) error {
				sink += len(x.Path)
				return nil
			}
			refuse := func(line int, err error) { b.Fatalf("record %d: %v", line, err) }
			measure(b, float64(len(xs)), "calls/s", func() {
				if err := ingest.Decode(format, bytes.NewReader(batch), options, emit, refuse); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
