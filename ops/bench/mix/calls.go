package mix

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// routes are where the answers come from: method, path and a request body's maker.
var routes = []struct {
	method, path, query string
	body                func(m *maker) any
}{
	{"GET", "/api/v1/users/%d", "", nil},
	{"GET", "/api/v1/users", "page=%d&size=20&keyword=blue", nil},
	{"POST", "/api/v2/orders/search", "", func(m *maker) any {
		return object{"from": m.day(), "to": m.day(), "status": []string{"PAID", "SHIPPED"}, "sort": "-created", "page": m.IntN(9)}
	}},
	{"GET", "/api/v1/products", "category=%d&sort=price", nil},
	{"PUT", "/api/v1/users/%d/profile", "", func(m *maker) any {
		return object{"nickname": m.text(alnum, 8), "mobile": m.mobile(), "address": m.address(), "birthday": m.day()}
	}},
	{"GET", "/metrics/v1/query_range", "start=17000%05d&step=60", nil},
	{"POST", "/api/v1/orders/%d/pay", "", func(m *maker) any {
		return object{"channel": "card", "amount": float64(m.IntN(1e6)) / 100, "orderNo": "SO" + m.text(digits, 16)}
	}},
}

var agents = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
	"okhttp/4.12.0", "python-requests/2.32.3", "MicroMessenger/8.0.50 (iPhone; iOS 18.1; Scale/3.00)",
}

// Calls makes n whole calls around Bodies, 4.8 KB each on average: a request line, a query or a
// body, eleven headers with a token in one of them, and the answer. Users, tokens and agents
// repeat as they do in traffic.
func Calls(n int) []*traffic.Exchange {
	m := newMaker(23)
	var tokens []string
	for range 200 {
		tokens = append(tokens, "Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."+
			"eyJzdWIiOiI3MjM0NTY3OCIsImV4cCI6MTc5OTk5OTk5OSwicm9sZSI6InVzZXIifQ."+m.text(alnum, 86))
	}
	start := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	all := make([]*traffic.Exchange, 0, n)
	for i, body := range Bodies(n) {
		r := &routes[m.IntN(len(routes))]
		x := &traffic.Exchange{
			ID: fmt.Sprintf("01JD%022d", i), Time: start.Add(time.Duration(i) * time.Millisecond), Source: "edge-1",
			Method: r.method, Scheme: "https", Host: "shop.example.com", Path: r.path, Query: r.query, HTTP: "1.1",
			Client: traffic.Client{
				IP: netip.AddrFrom4([4]byte{203, 0, 113, byte(m.IntN(200))}), Port: uint16(20_000 + m.IntN(40_000)),
			},
			Status: 200, Latency: time.Duration(m.IntN(90)) * time.Millisecond,
		}
		if strings.Contains(x.Path, "%d") {
			x.Path = fmt.Sprintf(x.Path, 10_000+m.IntN(90_000))
		}
		if strings.Contains(x.Query, "%") {
			x.Query = fmt.Sprintf(x.Query, m.IntN(100))
		}
		x.Request.Headers = []traffic.Header{
			{Name: "User-Agent", Value: agents[m.IntN(len(agents))]}, {Name: "Accept", Value: "application/json"},
			{Name: "Authorization", Value: tokens[m.IntN(len(tokens))]}, {Name: "Accept-Language", Value: "zh-CN,zh;q=0.9"},
			{Name: "X-Request-Id", Value: m.uuid()}, {Name: "Referer", Value: "https://shop.example.com/orders"},
			{Name: "Cookie", Value: "lang=zh; theme=dark; SESSION=" + tokens[m.IntN(len(tokens))][90:122]},
		}
		if r.body != nil {
			x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: "application/json"})
			x.Request.Body = marshal(r.body(m))
			x.Request.Size = int64(len(x.Request.Body))
		}
		x.Response.Headers = []traffic.Header{
			{Name: "Content-Type", Value: "application/json; charset=utf-8"}, {Name: "Server", Value: "nginx"},
			{Name: "X-Trace-Id", Value: m.text(hex, 32)}, {Name: "Cache-Control", Value: "no-store"},
		}
		x.Response.Body, x.Response.Size = body, int64(len(body))
		all = append(all, x)
	}
	return all
}

// Frames writes calls as protobuf frames.
func Frames(xs []*traffic.Exchange) []byte {
	var enc ingest.Encoder
	for _, x := range xs {
		enc.Add(x)
	}
	return append([]byte(nil), enc.Frames()...)
}

// NDJSON writes calls as lines of JSON, bodies as escaped text.
func NDJSON(xs []*traffic.Exchange) (lines []byte) {
	message := func(m *traffic.Message) object {
		headers := make([][2]string, 0, len(m.Headers))
		for _, h := range m.Headers {
			headers = append(headers, [2]string{h.Name, h.Value})
		}
		return object{"headers": headers, "body": string(m.Body), "size": m.Size}
	}
	for _, x := range xs {
		path := x.Path
		if x.Query != "" {
			path += "?" + x.Query
		}
		response := message(&x.Response)
		response["status"] = x.Status
		lines = append(lines, marshal(object{
			"id": x.ID, "ts": x.Time.Format(time.RFC3339Nano), "source": x.Source, "method": x.Method, "scheme": x.Scheme,
			"host": x.Host, "path": path, "http": x.HTTP, "client": object{"ip": x.Client.IP.String(), "port": x.Client.Port},
			"request": message(&x.Request), "response": response, "latency_ms": float64(x.Latency) / 1e6,
		})...)
		lines = append(lines, '\n')
	}
	return lines
}
