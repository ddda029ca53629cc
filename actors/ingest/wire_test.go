package ingest

import (
	"bytes"
	"math"
	"testing"

	"google.golang.org/protobuf/proto"

	exchangev1 "github.com/lapwing-sec/lapwing/proto/exchange/v1"
)

// sameAsGenerated compares our decoder with the generated code on any bytes.
func sameAsGenerated(t *testing.T, b []byte) {
	t.Helper()
	var w wire
	w.reset()
	ours := w.exchange(b)
	var g exchangev1.Exchange
	theirs := proto.Unmarshal(b, &g)
	if (ours == nil) != (theirs == nil) {
		t.Fatalf("ours says %v, the generated code %v", ours, theirs)
	}
	if ours != nil {
		return
	}
	for name, pair := range map[string][2]string{
		"id": {w.id, g.GetId()}, "source": {w.source, g.GetSource()}, "method": {w.method, g.GetMethod()},
		"scheme": {w.scheme, g.GetScheme()}, "host": {w.host, g.GetHost()}, "path": {w.path, string(g.GetPath())},
		"http": {w.http, g.GetHttp()}, "trace": {w.trace, g.GetTrace()},
		"ip": {w.ip, g.GetClient().GetIp()}, "account": {w.account, g.GetClient().GetAccount()},
		"ja4": {w.ja4, g.GetClient().GetJa4()}, "action": {w.waf.Action, g.GetWaf().GetAction()},
		"rule": {w.waf.Rule, g.GetWaf().GetRule()}, "class": {w.waf.Class, g.GetWaf().GetClass()},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: ours %q, generated %q", name, pair[0], pair[1])
		}
	}
	if w.ts != g.GetTs() || math.Float64bits(w.latency) != math.Float64bits(g.GetLatencyMs()) ||
		uint32(w.port) != g.GetClient().GetPort() || len(w.via) != len(g.GetClient().GetVia()) {
		t.Errorf("numbers or proxies differ: %+v, %v", w, &g)
	}
	for i, m := range []*exchangev1.Message{g.GetRequest(), g.GetResponse()} {
		o := w.msg[i]
		if !bytes.Equal(o.body, m.GetBody()) || o.given != (m != nil && m.Body != nil) || o.size != m.GetSize() ||
			o.cut != m.GetCut() || o.status != m.GetStatus() || o.absent != m.GetAbsent() ||
			len(o.headers) != len(m.GetHeaders()) {
			t.Fatalf("message %d differs: %+v, %v", i, o, m)
		}
		for j, h := range m.GetHeaders() {
			if o.headers[j].Name != string(h.GetName()) || o.headers[j].Value != string(h.GetValue()) {
				t.Errorf("header %d of message %d differs", j, i)
			}
		}
	}
}

func TestWireDecoderIsTheGeneratedOne(t *testing.T) {
	for _, m := range sampleMessages() {
		b, err := proto.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		sameAsGenerated(t, b)
		for i := range b { // every cut and every flipped byte
			sameAsGenerated(t, b[:i])
			c := bytes.Clone(b)
			c[i] ^= 0x10
			sameAsGenerated(t, c)
		}
		sameAsGenerated(t, append(bytes.Clone(b), b...)) // merged
	}
	for _, b := range []string{
		"\x0b\x0c", "\x0b\x10\x01\x0c", "\x0b\x13\x14\x0c", "\x0b\x14", "\x0c", "\x00\x00", "\x07", "\x08\x01",
		"\x0d\x01\x02\x03\x04",
		"\xff\xff\xff\xff\x0f\x00", "\xf8\xff\xff\xff\x0f\x00", "\x09\x01", "\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",
	} {
		sameAsGenerated(t, []byte(b))
	}
}

func FuzzWire(f *testing.F) {
	for _, m := range sampleMessages() {
		b, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { sameAsGenerated(t, b) })
}
