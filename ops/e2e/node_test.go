//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/edge"
)

const (
	readyWithin  = 60 * time.Second // the engine's first start makes its folders
	engineWithin = 10 * time.Minute // its library is fetched once, 178 MB
)

// binary builds ops/lapwing once and makes sure that its engine is there.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "lapwing-e2e")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "lapwing")
	if out, err := exec.Command("go", "build", "-o", bin, "../lapwing").CombinedOutput(); err != nil {
		return "", fmt.Errorf("cannot build lapwing: %w\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(context.Background(), engineWithin)
	defer cancel()
	if out, err := exec.CommandContext(ctx, bin, "engine", "install").CombinedOutput(); err != nil {
		return "", fmt.Errorf("cannot install the engine: %w\n%s", err, out)
	}
	return bin, nil
})

// node is a running lapwing with its data folder and its address, which outlive it.
type node struct {
	*edge.Process
	bin, data, addr string
}

func startNode(t *testing.T) *node {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	addr, err := edge.FreeAddr()
	if err != nil {
		t.Fatal(err)
	}
	n := &node{bin: bin, data: t.TempDir(), addr: addr}
	n.start(t)
	t.Cleanup(func() {
		n.Stop()
		if t.Failed() {
			t.Logf("the node said:\n%s", tail(n.Log(), 8000))
		}
	})
	return n
}

// start begins the node, again after a Kill too, and waits until it is ready.
func (n *node) start(t *testing.T) {
	t.Helper()
	p, err := edge.Run(n.data, n.bin, "serve", "--data", n.data, "--listen", n.addr)
	if err != nil {
		t.Fatal(err)
	}
	n.Process = p
	for limit := time.Now().Add(readyWithin); ; time.Sleep(100 * time.Millisecond) {
		res, err := http.Get("http://" + n.addr + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if _, err := os.Stat(filepath.Join(n.data, "local.token")); err == nil && res.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(limit) {
			t.Fatalf("the node is not ready: %v\n%s", err, tail(n.Log(), 8000))
		}
	}
}

// token makes a token as an operator would, by the command line.
func (n *node) token(t *testing.T, name, scope string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), n.bin, "token", "create", "--server", "http://"+n.addr,
		"--token", "file:"+filepath.Join(n.data, "local.token"), "--name", name, "--scope", scope).Output()
	if err != nil {
		t.Fatalf("token create: %v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// get asks the API with the local token and reads the answer into out.
func (n *node) get(t *testing.T, path string, out any) {
	t.Helper()
	token, err := os.ReadFile(filepath.Join(n.data, "local.token"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+n.addr+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(token)))
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %d %v %.500s", path, res.StatusCode, err, b)
	}
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatalf("GET %s: %v\n%.500s", path, err, b)
	}
}

// post delivers one batch of NDJSON and gives how many calls were accepted.
func (n *node) post(t *testing.T, token, key string, lines []byte) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+n.addr+"/api/v1/exchanges", bytes.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/x-ndjson")
	r.Header.Set("Idempotency-Key", key)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var receipt struct {
		Accepted int
		Refused  []struct{ Error string }
	}
	if err := json.NewDecoder(res.Body).Decode(&receipt); err != nil || res.StatusCode != http.StatusAccepted {
		t.Fatalf("POST exchanges: %d %v", res.StatusCode, err)
	}
	if len(receipt.Refused) > 0 {
		t.Fatalf("%d lines refused, first: %s", len(receipt.Refused), receipt.Refused[0].Error)
	}
	return receipt.Accepted
}

// event is a row of GET /api/v1/events, as far as the tests read it.
type event struct {
	Type, Method, Host, API string

	Source struct {
		IP, CIDR string
	}
	Start, End time.Time
	Count      int
}

// events gives all events that touch the time since from.
func (n *node) events(t *testing.T, from time.Time) []event {
	t.Helper()
	return n.cases(t, "/api/v1/events?limit=200&from="+from.UTC().Format("2006-01-02T15:04:05Z"))
}

// cases follows the cursors of a list.
func (n *node) cases(t *testing.T, list string) []event {
	t.Helper()
	var all []event
	for cursor := ""; ; {
		var page struct {
			Rows []event
			Next string
		}
		n.get(t, list+"&cursor="+cursor, &page)
		all = append(all, page.Rows...)
		if cursor = page.Next; cursor == "" {
			return all
		}
	}
}

// calls gives how many calls the store holds of a span of time.
func (n *node) calls(t *testing.T, from, to time.Time) int {
	t.Helper()
	var c struct{ Calls int }
	n.get(t, "/api/v1/coverage?from="+from.UTC().Format(time.RFC3339)+"&to="+to.UTC().Format(time.RFC3339), &c)
	return c.Calls
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }
