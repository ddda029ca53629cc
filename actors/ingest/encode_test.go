package ingest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	exchangev1 "github.com/lapwing-sec/lapwing/proto/exchange/v1"
)

// typical is a call as a sensor with bodies sends it, about 4.5 KB.
func typical(i int) *traffic.Exchange {
	body := fmt.Sprintf(`{"orders":[%s{"id":%d}]}`, strings.Repeat(
		fmt.Sprintf(`{"id":%d,"name":"Li Lei","phone":"1380013%04d","amount":12.5,"city":"Hangzhou"},`, i, i%10000), 50), i)
	h := func(kv ...string) (hs []traffic.Header) {
		for i := 0; i < len(kv); i += 2 {
			hs = append(hs, traffic.Header{Name: kv[i], Value: kv[i+1]})
		}
		return hs
	}
	return &traffic.Exchange{
		ID: fmt.Sprintf("01JD%022d", i), Time: time.Unix(1763717400,
			int64(i)*1001).UTC(), Source: "edge-1", Method: "POST", Scheme: "https",
		Host: "shop.example.com", Path: fmt.Sprintf("/api/v1/orders/%d", i), Query: "expand=items&page=2", HTTP: "1.1",
		Client: traffic.Client{
			IP: netip.AddrFrom4([4]byte{203, 0, byte(i >> 8),
				byte(i)}), Port: 52044, Via: []netip.Addr{netip.MustParseAddr("198.51.100.4")},
			Account: "u-77", JA4: "t13d1516h2_8daaf6152771_b186095e22b6",
		},
		Request: traffic.Message{
			Headers: h("content-type", "application/json", "authorization", "Bearer "+strings.Repeat("Ab3d", 40), "user-agent",
				"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36", "accept", "*/*", "cookie", "sid=0123456789abcdef"),
			Body: []byte(`{"username":"u1","filters":{"status":["A","B"]}}`), Size: 48,
		},
		Response: traffic.Message{Headers: h("content-type", "application/json", "server", "nginx"), Body: []byte(body),
			Size: int64(len(body))},
		Status: 200, Latency: 12500 * time.Microsecond, WAF: traffic.Verdict{Action: "log", Rule: "942100",
			Class: "sql_injection"}, Trace: "4bf92f",
	}
}

func TestPayloadRoundTrip(t *testing.T) {
	in := []*traffic.Exchange{
		typical(1), {}, {Method: "GET", Host: "h", Path: "/", Client: traffic.Client{IP: netip.MustParseAddr("2001:db8::1")}},
		{Path: "*", Response: traffic.Message{Absent: true, Size: 1 << 40, Cut: true}, Status: 999, Latency: time.Nanosecond},
		typical(2),
	}
	var e Encoder
	for _, x := range in {
		e.Add(x)
	}
	i := 0
	err := DecodeFrames(e.Payload(), func(x *traffic.Exchange) error {
		if show(x) != show(in[i]) || !bytes.Equal(x.Response.Body, in[i].Response.Body) {
			t.Errorf("exchange %d\ngot  %s\nwant %s", i, show(x), show(in[i]))
		}
		i++
		return nil
	})
	if err != nil || i != len(in) || int(e.Count()) != len(in) {
		t.Errorf("%d exchanges, %v", i, err)
	}
	// What we write, the generated code reads.
	b := e.Frames()
	for i := 0; len(b) > 0; i++ {
		n, k := binary.Uvarint(b)
		var g exchangev1.Exchange
		if err := proto.Unmarshal(b[k:k+int(n)], &g); err != nil || g.GetId() != in[i].ID ||
			g.GetResponse().GetSize() != in[i].Response.Size {
			t.Errorf("exchange %d reads as %v, %v", i, &g, err)
		}
		b = b[k+int(n):]
	}
}

func TestDamagedPayload(t *testing.T) {
	var e Encoder
	e.Add(typical(1))
	b := bytes.Clone(e.Payload())
	emit := func(*traffic.Exchange) error { return nil }
	if err := DecodeFrames(b[:len(b)/2], emit); err == nil {
		t.Error("half a payload decodes")
	}
	if err := DecodeFrames([]byte("no zstd"), emit); err == nil {
		t.Error("junk decodes")
	}
	stop := errors.New("stop")
	if err := DecodeFrames(b, func(*traffic.Exchange) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("emit's error is lost: %v", err)
	}
}

// TestHotPathAllocations holds the pair to allocating nothing an exchange; a few a batch are
// the pools', which the race detector empties at random.
func TestHotPathAllocations(t *testing.T) {
	var xs []*traffic.Exchange
	for i := range 100 {
		xs = append(xs, typical(i))
	}
	var e Encoder
	encode := func() {
		e.Reset()
		for _, x := range xs {
			e.Add(x)
		}
		e.Payload()
	}
	encode()
	if n := testing.AllocsPerRun(20, encode); n > 10 {
		t.Errorf("encoding 100 exchanges allocates %.0f times", n)
	}
	var f Frames
	payload := bytes.Clone(e.Payload())
	decode := func() {
		if err := f.Decode(payload, func(*traffic.Exchange) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	decode()
	if n := testing.AllocsPerRun(20, decode); n > 10 {
		t.Errorf("decoding 100 exchanges allocates %.0f times", n)
	}
}

func batchOf(n int) (*Encoder, []*traffic.Exchange) {
	e := new(Encoder)
	var xs []*traffic.Exchange
	for i := range n {
		xs = append(xs, typical(i))
		e.Add(xs[i])
	}
	return e, xs
}

func BenchmarkEncode(b *testing.B) {
	e, xs := batchOf(200)
	b.SetBytes(int64(e.Size()))
	b.ReportAllocs()
	for b.Loop() {
		e.Reset()
		for _, x := range xs {
			e.Add(x)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*200), "ns/exchange")
}

func BenchmarkPayload(b *testing.B) {
	e, _ := batchOf(200)
	b.SetBytes(int64(e.Size()))
	b.ReportAllocs()
	for b.Loop() {
		e.Payload()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*200), "ns/exchange")
}

func BenchmarkDecodePayload(b *testing.B) {
	e, _ := batchOf(200)
	payload := bytes.Clone(e.Payload())
	var f Frames
	b.SetBytes(int64(e.Size()))
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Decode(payload, func(*traffic.Exchange) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*200), "ns/exchange")
}

func BenchmarkDecodeFrames(b *testing.B) {
	e, _ := batchOf(200)
	benchDecode(b, "protobuf", e.Frames(), 200)
}

func BenchmarkDecodeNDJSON(b *testing.B) {
	var in bytes.Buffer
	for i := range 200 {
		writeNDJSON(&in, typical(i))
	}
	benchDecode(b, "ndjson", in.Bytes(), 200)
}

func benchDecode(b *testing.B, format string, in []byte, n int) {
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		count := 0
		err := Decode(format, bytes.NewReader(in), Options{Arrival: arrival}, func(*traffic.Exchange) error {
			count++
			return nil
		}, func(line int, err error) { b.Fatal(line, err) })
		if err != nil || count != n {
			b.Fatal(count, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/exchange")
}

func writeNDJSON(w *bytes.Buffer, x *traffic.Exchange) {
	hs := func(list []traffic.Header) string {
		var all []string
		for _, h := range list {
			all = append(all, fmt.Sprintf("[%q,%q]", h.Name, h.Value))
		}
		return "[" + strings.Join(all, ",") + "]"
	}
	fmt.Fprintf(w, `{"id":%q,"ts":%q,"source":%q,"method":%q,"scheme":%q,"host":%q,"path":%q,"http":%q,`+
		`"client":{"ip":%q,"port":%d,"account":%q,"ja4":%q},"request":{"headers":%s,"body":%q,"size":%d},`+
		`"response":{"status":%d,"headers":%s,"body":%q,"size":%d},"latency_ms":12.5,"trace":%q}`+"\n",
		x.ID, x.Time.Format(time.RFC3339Nano), x.Source, x.Method, x.Scheme, x.Host, x.Path+"?"+x.Query, x.HTTP,
		x.Client.IP, x.Client.Port,
		x.Client.Account, x.Client.JA4, hs(x.Request.Headers), x.Request.Body, x.Request.Size,
		x.Status, hs(x.Response.Headers), x.Response.Body, x.Response.Size, x.Trace)
}
