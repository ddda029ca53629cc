package ingest

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	exchangev1 "github.com/lapwing-sec/lapwing/proto/exchange/v1"
)

func sampleMessages() []*exchangev1.Exchange {
	return []*exchangev1.Exchange{
		{
			Id: "pb-1", Ts: 1763717400123456789, Source: "edge-1", Method: "POST", Scheme: "https", Host: "shop.example.com",
			Path: []byte("/api/v1/orders/42?expand=items"), Http: "2", LatencyMs: 12.5, Trace: "4bf92f",
			Client: &exchangev1.Client{Ip: "203.0.113.7", Port: 52044, Via: []string{"198.51.100.4", "unknown"},
				Account: "u-77", Ja4: "t13d"},
			Request: &exchangev1.Message{
				Headers: []*exchangev1.Header{{Name: []byte("content-type"), Value: []byte("application/json")}},
				Body:    []byte("{\"q\":\"\xff\"}"), Size: 9,
			},
			Response: &exchangev1.Message{
				Headers: []*exchangev1.Header{{Name: []byte("server"), Value: []byte("nginx")}, {Name: []byte("x"), Value: nil}},
				Status:  200, Size: 4096, Body: []byte("{}"), Cut: true,
			},
			Waf: &exchangev1.Waf{Action: "Denied", Rule: "942100", Class: "sql_injection"},
		},
		{
			Method: "GET", Host: "shop.example.com", Path: []byte("/raw\xff\x00 x"), Client: &exchangev1.Client{Ip: "10.0.0.1"},
			Request: &exchangev1.Message{Body: []byte{}}, Response: &exchangev1.Message{Status: 200},
		},
		{Method: "GET", Host: "shop.example.com", Path: []byte("/")}, // no client
	}
}

func frames(ms []*exchangev1.Exchange) []byte {
	var b []byte
	for _, m := range ms {
		one, err := proto.Marshal(m)
		if err != nil {
			panic(err)
		}
		b = append(binary.AppendUvarint(b, uint64(len(one))), one...)
	}
	return b
}

func TestProtobufExampleIsCurrent(t *testing.T) {
	if os.Getenv("LAPWING_REWRITE") != "" {
		if err := os.WriteFile("testdata/protobuf.in", frames(sampleMessages()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("testdata/protobuf.in")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, frames(sampleMessages())) {
		t.Error("testdata/protobuf.in is not what sampleMessages gives")
	}
}

func TestProtobufRefusals(t *testing.T) {
	good := frames(sampleMessages()[:1])
	badText := frames([]*exchangev1.Exchange{{Method: "GET", Host: "h", Path: []byte("/"),
		Client: &exchangev1.Client{Ip: "1.1.1.1"}}})
	badText = bytes.Replace(badText, []byte("GET"), []byte("G\xffT"), 1)
	huge := append(binary.AppendUvarint(nil, 5000), make([]byte, 5000)...)
	for name, c := range map[string]struct {
		in   string
		want string
		ok   int
	}{
		"good":               {string(good), "", 1},
		"empty":              {"", "", 0},
		"damaged, goes on":   {"\x03\x0a\xff\xff" + string(good), "1 malformed", 1},
		"text not UTF-8":     {string(badText) + string(good), "1 not_utf8", 1},
		"too large":          {string(huge) + string(good), "1 too_large", 1},
		"cut in a frame":     {string(good) + string(good[:len(good)-1]), "2 malformed", 1},
		"length cut":         {string(good) + "\x80", "2 malformed", 1},
		"length without end": {string(good) + strings.Repeat("\xff", 11), "2 malformed", 1},
		"group":              {"\x04\x0b\x10\x01\x0c" + string(good), "1 missing_field", 1},
	} {
		out, bad, err := decodeAll(t, "protobuf", c.in, Options{Limits: Limits{RecordBytes: 4096}})
		if err != nil || len(out) != c.ok || strings.Join(bad, ", ") != c.want {
			t.Errorf("%s: %d exchanges, refused %v, %v; want %d, %q", name, len(out), bad, err, c.ok, c.want)
		}
	}
}
