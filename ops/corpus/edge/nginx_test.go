package edge

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

// call is what the tests read of a captured line.
type call struct {
	TS, ID, Source, Method, Scheme, Host, Path, HTTP string

	Client struct {
		IP   string
		Port int
		Via  []string
	}
	Request, Response struct {
		Status  int
		Headers [][2]string
		Body    string
		BodyB64 string `json:"body_b64"`
		Size    int
		Cut     bool
	}
	LatencyMS *float64 `json:"latency_ms"`
}

func header(list [][2]string, name string) string {
	for _, h := range list {
		if h[0] == name {
			return h[1]
		}
	}
	return ""
}

// echo answers with what it was sent, or with what the path asks for.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	w.Header().Add("Set-Cookie", "a=1")
	w.Header().Add("Set-Cookie", "b=2")
	if r.URL.Path == "/large" {
		body = bytes.Repeat([]byte("汉"), 40_000) // 120,000 bytes: the cut at 65,536 falls inside a character
	}
	w.WriteHeader(201)
	_, _ = w.Write(body)
}

type stand struct {
	nginx   *Nginx
	capture *Capture
	server  *httptest.Server
	h1, h2  *http.Client
}

func newStand(t *testing.T, sensor ...string) *stand {
	t.Helper()
	s := &stand{capture: &Capture{Token: "t0ken"}}
	s.server = httptest.NewServer(s.capture)
	t.Cleanup(s.server.Close)
	backend := httptest.NewServer(http.HandlerFunc(echo))
	t.Cleanup(backend.Close)
	var err error
	s.nginx, err = NginxLua(t.Context(), NginxOptions{
		Dir: t.TempDir(), Backend: backend.Listener.Addr().String(),
		Lapwing: s.server.Listener.Addr().String(), Token: "t0ken", Sensor: strings.Join(sensor, " "),
	})
	if errors.Is(err, ErrMissing) {
		t.Skipf("LEFT OUT: %v (apt-get install nginx-light libnginx-mod-http-lua lua-cjson)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.nginx.Stop()
		if t.Failed() {
			t.Logf("nginx said:\n%s", s.nginx.Log())
		}
	})
	s.h1, s.h2 = dialing(s.nginx.TLS, false), dialing(s.nginx.TLS, true)
	return s
}

// dialing gives a client that reaches addr whatever host a URL names.
func dialing(addr string, http2 bool) *http.Client {
	t := &http.Transport{
		DialContext:       func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", addr) },
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // our own self-signed nginx
		ForceAttemptHTTP2: http2,
	}
	if !http2 {
		t.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	}
	return &http.Client{Transport: t}
}

func (s *stand) send(t *testing.T, c *http.Client, method, target string, body io.Reader, headers ...string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "https://Shop.Heron.Example"+target, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != 201 {
		t.Fatalf("%s %s: %d %v", method, target, res.StatusCode, err)
	}
}

// wait gives the n captured calls, in order of arrival, and fails when more or fewer come.
func (s *stand) wait(t *testing.T, n int) []call {
	t.Helper()
	for limit := time.Now().Add(20 * time.Second); len(s.capture.Lines()) < n && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond)
	}
	lines := s.capture.Lines()
	if len(lines) != n {
		t.Fatalf("captured %d calls, want %d\n%s", len(lines), n, s.nginx.Log())
	}
	out := make([]call, n)
	for i, l := range lines {
		if err := json.Unmarshal(l, &out[i]); err != nil {
			t.Fatalf("bad line: %v\n%.300s", err, l)
		}
	}
	return out
}

func TestLuaSensorCapturesBothBodies(t *testing.T) {
	s := newStand(t)
	before := time.Now().Add(-5 * time.Millisecond) // nginx reads its clock once a turn
	s.send(t, s.h1, "POST", "/api/v1/x?q=%27&n=%E7%8E%8B", strings.NewReader(`{"name":"王\u0000芳"}`),
		"Content-Type", "application/json", "X-Forwarded-For", "203.0.113.9", "X-Twice", "1", "X-Twice", "2")
	c := s.wait(t, 1)[0]
	at, err := time.Parse(time.RFC3339Nano, c.TS)
	if err != nil || at.Before(before) || at.After(time.Now()) || !strings.Contains(c.TS, ".") {
		t.Errorf("ts %s, want after %s: %v", c.TS, before, err)
	}
	if c.Method != "POST" || c.Scheme != "https" || c.Host != "shop.heron.example" || c.HTTP != "1.1" ||
		c.Path != "/api/v1/x?q=%27&n=%E7%8E%8B" || c.Source != "edge-1" || len(c.ID) != 32 {
		t.Errorf("call: %+v", c)
	}
	if c.Client.IP != "203.0.113.9" || fmt.Sprint(c.Client.Via) != "[127.0.0.1]" || c.LatencyMS == nil {
		t.Errorf("client: %+v latency %v", c.Client, c.LatencyMS)
	}
	if c.Request.Body != `{"name":"王\u0000芳"}` || c.Response.Body != c.Request.Body || c.Response.Status != 201 ||
		c.Request.Cut || c.Request.Size != len(c.Request.Body) {
		t.Errorf("bodies: %+v / %+v", c.Request, c.Response)
	}
	twice := 0
	for _, h := range append(c.Request.Headers, c.Response.Headers...) {
		if h[0] == "x-twice" || h[0] == "set-cookie" {
			twice++
		}
	}
	if twice != 4 || header(c.Request.Headers, "content-type") != "application/json" {
		t.Errorf("headers: %v / %v", c.Request.Headers, c.Response.Headers)
	}
}

func TestLuaSensorBodiesThatAreHard(t *testing.T) {
	s := newStand(t)
	binary := []byte{0x89, 'P', 'N', 'G', 0, 0xff, 0xfe}
	s.send(t, s.h1, "POST", "/binary", bytes.NewReader(binary))
	s.send(t, s.h1, "GET", "/large", nil)
	s.send(t, s.h1, "POST", "/cut", bytes.NewReader(bytes.Repeat([]byte("x"), 300_000)))
	s.send(t, s.h1, "POST", "/on-disk", bytes.NewReader(bytes.Repeat([]byte("x"), 2_000_000)))
	s.send(t, s.h1, "POST", "/chunked", io.MultiReader(strings.NewReader("one "), strings.NewReader("two")))
	s.send(t, s.h2, "PUT", "/h2", strings.NewReader("two streams"))
	s.send(t, s.h1, "GET", "/header", nil, "X-Latin", "caf\xe9")
	got := map[string]call{}
	for _, c := range s.wait(t, 7) {
		got[c.Path] = c
	}
	b64 := base64.StdEncoding.EncodeToString(binary)
	if c := got["/binary"]; c.Request.BodyB64 != b64 || c.Response.BodyB64 != b64 || c.Request.Body != "" {
		t.Errorf("binary: %+v", c)
	}
	if c := got["/large"]; !c.Response.Cut || c.Response.Size != 120_000 || len(c.Response.Body) != 65_535 {
		t.Errorf("large: cut %v size %d kept %d", c.Response.Cut, c.Response.Size, len(c.Response.Body))
	}
	if c := got["/cut"]; !c.Request.Cut || c.Request.Size != 300_000 || len(c.Request.Body) != 65_536 {
		t.Errorf("cut: cut %v size %d kept %d", c.Request.Cut, c.Request.Size, len(c.Request.Body))
	}
	if c := got["/on-disk"]; !c.Request.Cut || c.Request.Size != 2_000_000 || c.Request.Body != "" {
		t.Errorf("on disk: cut %v size %d kept %d", c.Request.Cut, c.Request.Size, len(c.Request.Body))
	}
	if c := got["/chunked"]; c.Request.Body != "one two" {
		t.Errorf("chunked: %+v", c.Request)
	}
	if c := got["/h2"]; c.HTTP != "2" || c.Request.Body != "two streams" || c.Response.Body != "two streams" {
		t.Errorf("HTTP/2: %+v", c)
	}
	if c := got["/header"]; header(c.Request.Headers, "x-latin") != "café" {
		t.Errorf("Latin-1 header: %v", c.Request.Headers)
	}
}

// While Lapwing is away the calls go through; when it is back each of them arrives, once.
func TestLuaSensorOutlivesAnOutage(t *testing.T) {
	s := newStand(t)
	s.capture.Fail = func(n int) int { return []int{503, 429, 500, 401, 0}[min(n, 4)] }
	for i := range 200 {
		started := time.Now()
		s.send(t, s.h1, "POST", fmt.Sprintf("/n/%d", i), strings.NewReader("x"))
		if d := time.Since(started); d > 3*time.Second {
			t.Fatalf("call %d waited %v", i, d)
		}
	}
	ids := map[string]bool{}
	for _, c := range s.wait(t, 200) {
		ids[c.ID] = true
	}
	if len(ids) != 200 || s.capture.Batches() < 5 {
		t.Errorf("%d ids in %d batches", len(ids), s.capture.Batches())
	}
}

// A full queue drops the newest calls, counts them, and what it kept still arrives.
func TestLuaSensorQueueIsBounded(t *testing.T) {
	s := newStand(t, "queue_bytes = 20000,")
	var away atomic.Bool
	away.Store(true)
	s.capture.Fail = func(int) int {
		if away.Load() {
			return 503
		}
		return 0
	}
	for range 100 {
		s.send(t, s.h1, "POST", "/filling", strings.NewReader(strings.Repeat("x", 500)))
	}
	c := s.counters(t)
	if c["dropped"] < 50 || c["captured"]+c["dropped"] != 100 || c["queued_bytes"] > 20000 || c["errors"] != 0 {
		t.Errorf("counters: %v", c)
	}
	away.Store(false)
	s.wait(t, int(c["captured"]))
}

// A reload of nginx, as every change of its configuration is, loses nothing.
func TestLuaSensorSurvivesReload(t *testing.T) {
	s := newStand(t)
	for range 3 {
		for range 40 {
			s.send(t, s.h1, "GET", "/before-reload", nil)
		}
		s.nginx.Signal(syscall.SIGHUP)
		s.h1.CloseIdleConnections()
	}
	s.wait(t, 120)
}

// A call that is no HTTP, or ends before it is one, costs nothing but itself.
func TestLuaSensorPassesOverBrokenCalls(t *testing.T) {
	s := newStand(t)
	for _, raw := range []string{
		"GET\r\n\r\n", "\x16\x03\x01 nonsense\r\n\r\n", "GET /\xff\xfe HTTP/1.1\r\nHost: h\r\n\r\n",
	} {
		c, err := net.Dial("tcp", s.nginx.Addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, raw)
		_ = c.(*net.TCPConn).CloseWrite()
		_, _ = io.Copy(io.Discard, c)
		_ = c.Close()
	}
	s.send(t, s.h1, "GET", "/after", nil)
	for limit := time.Now().Add(5 * time.Second); time.Now().Before(limit); time.Sleep(50 * time.Millisecond) {
		if c := s.counters(t); c["queued_lines"] == 0 && c["sent"] == c["captured"] {
			break
		}
	}
	if c := s.counters(t); c["errors"] != 0 || c["refused"] != 0 {
		t.Errorf("counters: %v", c)
	}
	for _, l := range s.capture.Lines() {
		if !json.Valid(l) || !utf8.Valid(l) {
			t.Errorf("bad line: %q", l)
		}
	}
}

func (s *stand) counters(t *testing.T) map[string]float64 {
	t.Helper()
	res, err := http.Get("http://" + s.nginx.Addr + "/lapwing-sensor")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var c map[string]float64
	if err := json.NewDecoder(res.Body).Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}
