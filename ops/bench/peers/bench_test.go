package peers

import (
	"encoding/json"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/bytedance/sonic/ast"
	"github.com/valyala/fastjson"
	"github.com/wasilibs/go-re2"
	"github.com/zricethezav/gitleaks/v8/detect"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/ops/bench/mix"
)

var sink int

// measure runs a reader of bodies and reports process CPU time; slow readers get fewer bodies.
func measure(b *testing.B, bodies int, read func(body []byte)) {
	all := mix.Bodies(bodies)
	size := float64(mix.Size(all)) / 1e6
	start := cpu()
	for b.Loop() {
		for _, body := range all {
			read(body)
		}
	}
	b.ReportMetric(size*float64(b.N)/(cpu()-start).Seconds(), "cpu-MB/s")
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkLapwingScan(b *testing.B) {
	w, s := traffic.NewWalker(traffic.Limits{}), sensitive.NewScanner()
	var found []sensitive.Found
	var x traffic.Exchange
	measure(b, 4000, func(body []byte) {
		x.Response.Body = body
		found = s.Values(found[:0], w.Walk(&x), traffic.Response)
		sink += len(found)
	})
}

func BenchmarkLapwingWalk(b *testing.B) {
	w := traffic.NewWalker(traffic.Limits{})
	var x traffic.Exchange
	measure(b, 4000, func(body []byte) {
		x.Response.Body = body
		sink += len(w.Walk(&x).All)
	})
}

func BenchmarkRegexp(b *testing.B) {
	re := regexp.MustCompile(alternation)
	measure(b, 40, func(body []byte) { sink += len(re.FindAllIndex(body, -1)) })
}

func BenchmarkRE2(b *testing.B) {
	re := re2.MustCompile(alternation)
	measure(b, 400, func(body []byte) { sink += len(re.FindAllIndex(body, -1)) })
}

func BenchmarkGitleaks(b *testing.B) {
	d, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		b.Fatal(err)
	}
	measure(b, 200, func(body []byte) { sink += len(d.DetectString(string(body))) })
}

// BenchmarkFastjsonWalk parses and visits each leaf with its key.
func BenchmarkFastjsonWalk(b *testing.B) {
	var p fastjson.Parser
	var visit func(v *fastjson.Value)
	object := func(key []byte, v *fastjson.Value) {
		sink += len(key)
		visit(v)
	}
	visit = func(v *fastjson.Value) {
		switch v.Type() {
		case fastjson.TypeObject:
			v.GetObject().Visit(object)
		case fastjson.TypeArray:
			for _, e := range v.GetArray() {
				visit(e)
			}
		case fastjson.TypeString:
			sink += len(v.GetStringBytes())
		default:
			sink++
		}
	}
	measure(b, 4000, func(body []byte) {
		v, err := p.ParseBytes(body)
		if err != nil {
			b.Fatal(err)
		}
		visit(v)
	})
}

// leaves is told each leaf by sonic's walk.
type leaves struct{}

func (leaves) OnNull() error                        { sink++; return nil }
func (leaves) OnBool(bool) error                    { sink++; return nil }
func (leaves) OnString(v string) error              { sink += len(v); return nil }
func (leaves) OnInt64(int64, json.Number) error     { sink++; return nil }
func (leaves) OnFloat64(float64, json.Number) error { sink++; return nil }
func (leaves) OnObjectBegin(int) error              { return nil }
func (leaves) OnObjectKey(key string) error         { sink += len(key); return nil }
func (leaves) OnObjectEnd() error                   { return nil }
func (leaves) OnArrayBegin(int) error               { return nil }
func (leaves) OnArrayEnd() error                    { return nil }

func BenchmarkSonicWalk(b *testing.B) {
	measure(b, 4000, func(body []byte) {
		if err := ast.Preorder(string(body), leaves{}, nil); err != nil {
			b.Fatal(err)
		}
	})
}
