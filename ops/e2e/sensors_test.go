//go:build e2e

package e2e

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/ops/corpus/edge"
	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// trial is one call made through a sensor and what must be read back.
type trial struct {
	method, target, kind, body string
	status                     int
	answer                     string // part of the response body, where bodies are carried
}

// trials of one customer, whose name and password come with it.
func trials(p *shop.Person) []trial {
	login := `{"username":"` + p.Username + `","password":"` + p.Password + `"}`
	return []trial{
		{"GET", "/api/v1/products?page=1", "", "", 200, `"slug":"red-winter-jacket"`},
		{"POST", "/api/v1/login", "application/json", login, 200, `"token":"ey`},
		{"POST", "/api/v1/login", "application/json", `{"username":"王芳","password":"\u0000\"x"}`, 200, "用户不存在"},
		{"POST", "/api/v1/login", "application/x-www-form-urlencoded", "username=a%27b&password=x", 200, "用户不存在"},
		{"GET", "/api/v1/search?q=%27", "", "", 500, "SQL syntax"},
		{"GET", "/api/v1/search?q=%E5%A4%B9%E5%85%8B", "", "", 200, "夹克"},
		{"GET", "/nothing/here", "", "", 404, "404 page not found"},
		{"GET", "/api/v1/users/me", "", "", 401, "请先登录"},
		{"DELETE", "/api/v1/addresses/1", "", "", 401, "请先登录"},
		{"POST", "/partner/v1/orders/query", "application/xml", "<query><id>700001</id></query>", 401, "bad key"},
		{"GET", "/static/shop.css", "", "", 200, "font-family"},
	}
}

const trialAddr = "203.0.113.44"

func send(t *testing.T, addr string, c trial) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+addr+c.target, strings.NewReader(c.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = shop.HostAPI
	if strings.HasPrefix(c.target, "/static/") {
		r.Host = shop.HostShop
	}
	r.Header.Set("User-Agent", "trial/1.0")
	r.Header.Set("X-Forwarded-For", trialAddr)
	if c.kind != "" {
		r.Header.Set("Content-Type", c.kind)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || res.StatusCode != c.status || !strings.Contains(string(b), c.answer) {
		t.Fatalf("%s %s through the gateway: %d %.200s %v", c.method, c.target, res.StatusCode, b, err)
	}
}

// caddy names the Caddy to run: the one named by the environment, the one built by needs.sh, or any.
func caddy() string {
	if p := os.Getenv("LAPWING_CADDY"); p != "" {
		return p
	}
	if cache, err := os.UserCacheDir(); err == nil {
		built := filepath.Join(cache, "lapwing", "e2e", "caddy")
		if _, err := os.Stat(built); err == nil {
			return built
		}
	}
	return "caddy"
}

// leftOut skips the test when a program is missing, and says so.
func leftOut(t *testing.T, err error) {
	t.Helper()
	if errors.Is(err, edge.ErrMissing) {
		t.Skipf("LEFT OUT: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestLoggedSensorsAreReadBack(t *testing.T) {
	s := shop.New(shop.Options{Seed: 1})
	backend := httptest.NewServer(s.Handler())
	t.Cleanup(backend.Close)
	for _, k := range edge.LoggedKinds(caddy()) {
		t.Run(k.Name, func(t *testing.T) {
			if k.Name == "caddy" {
				caddyIsNewEnough(t)
			}
			g, err := k.Start(t.Context(), t.TempDir(), backend.Listener.Addr().String())
			leftOut(t, err)
			stopped := false
			stop := func() {
				if !stopped {
					g.Stop()
				}
				stopped = true
			}
			t.Cleanup(stop)
			before := time.Now().Truncate(time.Second)
			all := trials(s.Customers()[0])
			for _, c := range all {
				send(t, g.Addr, c)
			}
			waitLines(t, g.File, len(all))
			stop()
			readBack(t, g, k, all, before)
		})
	}
}

func TestLuaSensorIsReadBack(t *testing.T) {
	s := shop.New(shop.Options{Seed: 1})
	backend := httptest.NewServer(s.Handler())
	t.Cleanup(backend.Close)
	capture := &edge.Capture{Token: "t0ken"}
	receiver := httptest.NewServer(capture)
	t.Cleanup(receiver.Close)
	n, err := edge.NginxLua(t.Context(), edge.NginxOptions{
		Dir: t.TempDir(), Backend: backend.Listener.Addr().String(), Lapwing: receiver.Listener.Addr().String(),
		Token: "t0ken",
	})
	leftOut(t, err)
	t.Cleanup(n.Stop)
	before := time.Now().Truncate(time.Second)
	all := trials(s.Customers()[0])
	for _, c := range all {
		send(t, n.Addr, c)
	}
	for limit := time.Now().Add(10 * time.Second); len(capture.Lines()) < len(all) && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond)
	}
	file := t.TempDir() + "/lines"
	if err := os.WriteFile(file, append(bytes.Join(capture.Lines(), []byte("\n")), '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	k := edge.LoggedKind{Name: "nginx-lua", Format: "ndjson", Bodies: true}
	readBack(t, &edge.Logged{File: file}, k, all, before)
}

// waitLines waits until the log has n lines: gateways write behind the answer.
func waitLines(t *testing.T, file string, n int) {
	t.Helper()
	for limit := time.Now().Add(10 * time.Second); time.Now().Before(limit); time.Sleep(50 * time.Millisecond) {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		got := 0
		for line := range bytes.Lines(b) {
			if bytes.Contains(line, []byte(trialAddr)) && bytes.HasSuffix(line, []byte("\n")) {
				got++
			}
		}
		if got >= n {
			return
		}
	}
}

func readBack(t *testing.T, g *edge.Logged, k edge.LoggedKind, all []trial, before time.Time) {
	t.Helper()
	b, err := os.ReadFile(g.File)
	if err != nil {
		t.Fatal(err)
	}
	format, err := ingest.FormatOf("", "", b)
	if err != nil || format.Name != k.Format {
		t.Errorf("recognised as %q, want %q: %v", format.Name, k.Format, err)
	}
	n := 0
	o := ingest.Options{Arrival: time.Now()}
	err = ingest.Decode(k.Format, bytes.NewReader(b), o, func(x *traffic.Exchange) error {
		if n < len(all) {
			compare(t, x, all[n], k.Bodies, before)
		}
		n++
		return nil
	}, func(line int, err error) {
		if k.Name == "haproxy" && strings.Contains(string(b), "<BADREQ>") {
			return // the probe that waited for the port: documented
		}
		t.Errorf("line %d refused: %v", line, err)
	})
	if err != nil || n != len(all) {
		t.Errorf("%d calls read back, want %d: %v\n%.3000s", n, len(all), err, b)
	}
}

func compare(t *testing.T, x *traffic.Exchange, c trial, bodies bool, before time.Time) {
	t.Helper()
	target := x.Path
	if x.Query != "" {
		target += "?" + x.Query
	}
	if x.Method != c.method || target != c.target || x.Status != c.status || x.HTTP != "1.1" || x.Scheme == "https" {
		t.Errorf("%s %s: read back as %s %s %d %q %q", c.method, c.target, x.Method, target, x.Status, x.HTTP, x.Scheme)
	}
	host, _, _ := strings.Cut(x.Host, ":")
	if x.Client.IP.String() != trialAddr || !strings.HasSuffix(host, ".heron.example") {
		t.Errorf("%s: client %v host %q", c.target, x.Client.IP, x.Host)
	}
	if x.Time.Before(before) || x.Time.After(time.Now().Add(time.Second)) || x.ID == "" {
		t.Errorf("%s: time %v, id %q", c.target, x.Time, x.ID)
	}
	if x.Request.Header("user-agent") != "trial/1.0" || x.Request.Header("content-type") != c.kind {
		t.Errorf("%s: request headers %v", c.target, x.Request.Headers)
	}
	if !strings.Contains(x.Response.Header("content-type"), "/") {
		t.Errorf("%s: response headers %v", c.target, x.Response.Headers)
	}
	if !bodies {
		if !x.Response.Absent {
			t.Errorf("%s: the response body was not captured, but that is not said", c.target)
		}
		return
	}
	if string(x.Request.Body) != c.body || x.Request.Absent {
		t.Errorf("%s: request body %q, absent %v", c.target, x.Request.Body, x.Request.Absent)
	}
	captured := !x.Response.Absent || !strings.HasPrefix(c.target, "/static/") // ModSecurity: not on its list of types
	if captured && !strings.Contains(string(x.Response.Body), c.answer) {
		t.Errorf("%s: response body %.200q", c.target, x.Response.Body)
	}
}

// caddyIsNewEnough skips for a Caddy that cannot log response bodies.
func caddyIsNewEnough(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), caddy(), "list-modules", "--versions").Output()
	if err == nil && !bytes.Contains(out, []byte("http.handlers.log_append")) {
		t.Skip("LEFT OUT: this Caddy has no log_append; name a newer one with LAPWING_CADDY")
	}
}
