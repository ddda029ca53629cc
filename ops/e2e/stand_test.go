//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
	"github.com/lapwing-sec/lapwing/ops/corpus/edge"
	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// worldSeed is the recorder's: the people of the recorded day and of the live runs are the same.
const worldSeed = 20261121

// stand is the shop behind a real nginx whose sensor reports to a node.
type stand struct {
	world *crowd.World
	nginx *edge.Nginx
	acks  *ackProxy
}

func newStand(t *testing.T, n *node, token string) *stand {
	t.Helper()
	s := shop.New(shop.Options{Seed: worldSeed})
	backend := httptest.NewServer(s.Handler())
	t.Cleanup(backend.Close)
	acks := &ackProxy{to: n.addr, ids: map[string]int{}}
	between := httptest.NewServer(acks)
	t.Cleanup(between.Close)
	g, err := edge.NginxLua(t.Context(), edge.NginxOptions{
		Dir: t.TempDir(), Backend: backend.Listener.Addr().String(), Lapwing: between.Listener.Addr().String(), Token: token,
	})
	leftOut(t, err)
	t.Cleanup(func() {
		g.Stop()
		if t.Failed() {
			t.Logf("nginx said:\n%s", tail(g.Log(), 4000))
		}
	})
	now := time.Now()
	return &stand{
		nginx: g, acks: acks,
		world: &crowd.World{Shop: s, Client: reaching(g.TLS), Plain: g.Addr, Start: now, End: now.Add(24 * time.Hour)},
	}
}

// reaching gives a client that calls addr whatever host a URL names.
func reaching(addr string) *http.Client {
	return &http.Client{
		Timeout: time.Minute,
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "tcp", addr)
			},
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // our own self-signed nginx
			ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// visitor is somebody in real time, whose pauses are shortened by haste.
func (s *stand) visitor(t *testing.T, i int, label, addr string, a crowd.Agent, haste int) *crowd.Visitor {
	v := &crowd.Visitor{
		World: s.world, Label: label, Addr: addr, Agent: a, Now: time.Now(), R: rand.New(rand.NewPCG(worldSeed, uint64(i))),
	}
	last := v.Now
	v.Wait = func(until time.Time) {
		select {
		case <-time.After(until.Sub(last) / time.Duration(haste)):
		case <-t.Context().Done():
		}
		last = until
	}
	return v
}

// ackProxy stands between sensor and node and remembers which calls the node accepted, and how often.
type ackProxy struct {
	to   string
	lose int // of so many accepted batches one loses its answer on the way back; 0: none

	mu       sync.Mutex // guards everything below
	ids      map[string]int
	failures int // batches the node did not take
	repeated int // calls accepted under a key that had been accepted before
	keys     map[string]bool
}

func (p *ackProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+p.to+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	out.Header = r.Header.Clone()
	res, err := http.DefaultClient.Do(out)
	if err != nil {
		p.note(0, "", nil)
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		p.note(0, "", nil)
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	if p.note(res.StatusCode, r.Header.Get("Idempotency-Key"), body) {
		http.Error(w, "the answer got lost", http.StatusBadGateway)
		return
	}
	w.WriteHeader(res.StatusCode)
	_, _ = w.Write(answer)
}

// note remembers what the node said and tells whether the sensor shall not hear it.
func (p *ackProxy) note(status int, key string, body []byte) (lost bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if status != http.StatusAccepted {
		p.failures++
		return false
	}
	if p.keys == nil {
		p.keys = map[string]bool{}
	}
	for line := range bytes.Lines(body) {
		var x struct{ ID string }
		if json.Unmarshal(line, &x) == nil {
			p.ids[x.ID]++
		}
		if p.keys[key] {
			p.repeated++
		}
	}
	lost = p.lose > 0 && !p.keys[key] && len(p.keys)%p.lose == 0
	p.keys[key] = true
	return lost
}

// acked gives how many different calls the node accepted, and how many batches it did not take.
func (p *ackProxy) acked() (calls, failures, repeated int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.ids), p.failures, p.repeated
}

// sensor reads the lua sensor's own counters.
func (s *stand) sensor(t *testing.T) (c struct{ Captured, Sent, Dropped, Refused, Errors, Queued int }) {
	t.Helper()
	var raw map[string]float64
	res, err := http.Get("http://" + s.nginx.Addr + "/lapwing-sensor")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(&raw); err != nil {
		t.Fatal(err)
	}
	c.Captured, c.Sent, c.Dropped = int(raw["captured"]), int(raw["sent"]), int(raw["dropped"])
	c.Refused, c.Errors, c.Queued = int(raw["refused"]), int(raw["errors"]), int(raw["queued_lines"])
	return c
}

// settle waits until the sensor has delivered all it captured.
func (s *stand) settle(t *testing.T) {
	t.Helper()
	for limit := time.Now().Add(90 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		c := s.sensor(t)
		if c.Dropped+c.Refused+c.Errors > 0 {
			t.Fatalf("the sensor lost calls: %+v", c)
		}
		if c.Queued == 0 && c.Sent == c.Captured {
			return
		}
		if time.Now().After(limit) {
			t.Fatalf("the sensor cannot deliver: %+v", c)
		}
	}
}

// eventually tries f until it gives "" or the time is over; then it fails with what f last said.
func eventually(t *testing.T, within time.Duration, f func() string) {
	t.Helper()
	for limit := time.Now().Add(within); ; time.Sleep(500 * time.Millisecond) {
		problem := f()
		if problem == "" {
			return
		}
		if time.Now().After(limit) {
			t.Error(fmt.Sprintf("after %v: ", within) + problem)
			return
		}
	}
}
