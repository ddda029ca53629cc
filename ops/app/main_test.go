package app

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/config"
	"github.com/lapwing-sec/lapwing/ops/corpus"
	"github.com/lapwing-sec/lapwing/query/store/engine"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// testKey is the master key that nodes of one test share.
var testKey = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))

// testConfig is a node on the test engine, in a folder and a database of its own.
func testConfig(t *testing.T) config.Config {
	t.Helper()
	o := storetest.Options(t)
	c := config.Default()
	c.Listen, c.Data, c.MasterKey = "127.0.0.1:0", t.TempDir(), config.Secret(testKey)
	c.Store.Address, c.Store.User, c.Store.Password, c.Store.Database = o.Addr[0], o.User, config.Secret(o.Password), o.Database
	return c
}

// startNode runs a node until the test ends.
func startNode(t *testing.T, c config.Config) *App {
	t.Helper()
	lib, err := engine.Find("")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("LAPWING_ENGINE_LIB", lib)     // it is looked for in the user's cache folder,
	t.Setenv("XDG_CACHE_HOME", t.TempDir()) // which is another one now: the token for the command line goes there
	a, err := New(Options{Config: c, Version: "test", Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Stop(context.Background()); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return a
}

// answer is what a node said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func ask(t *testing.T, a *App, method, path string, header map[string]string, body io.Reader) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, a.URL()+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.Token())
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, b}
}

func rows(t *testing.T, a *App, path string) []map[string]any {
	t.Helper()
	got := ask(t, a, "GET", path, nil, nil)
	var page struct {
		Rows []map[string]any `json:"rows"`
		Next string           `json:"next"`
	}
	if err := json.Unmarshal(got.body, &page); err != nil || got.status != http.StatusOK || page.Next != "" {
		t.Fatalf("%s: %d %v\n%.500s", path, got.status, err, got.body)
	}
	return page.Rows
}

// settle waits until a node has judged everything it accepted.
func settle(t *testing.T, a *App) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := a.Settled(ctx); err != nil {
		t.Fatal(err)
	}
}

// playDay sends the recorded day, each batch to the next of the nodes.
func playDay(t *testing.T, now time.Time, nodes ...*App) int {
	t.Helper()
	batch := 500
	if len(nodes) > 1 {
		batch = 2500 // each is waited for, see below
	}
	var lines []string
	sent := 0
	flush := func() error {
		if len(lines) == 0 {
			return nil
		}
		a := nodes[sent/batch%len(nodes)]
		got := ask(t, a, "POST", "/api/v1/exchanges", map[string]string{"Content-Type": "application/x-ndjson"},
			strings.NewReader(strings.Join(lines, "\n")))
		if got.status != http.StatusAccepted {
			return fmt.Errorf("%d %s", got.status, got.body)
		}
		sent += len(lines)
		lines = lines[:0]
		if len(nodes) > 1 {
			// The day passes in seconds: without this, one node would be hours of event time ahead
			// of another, beyond any lateness.
			settle(t, a)
		}
		return nil
	}
	err := corpus.Replay(now, func(line []byte) error {
		if lines = append(lines, strings.TrimSpace(string(line))); len(lines) == batch {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		t.Fatalf("cannot play the day: %v", err)
	}
	for _, a := range nodes {
		settle(t, a)
	}
	return sent
}
