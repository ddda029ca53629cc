// Package storetest gives tests a real store: the embedded engine, with a fresh database
// for each test.
//
// A test package calls Main from its TestMain and New in its tests:
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
// One engine runs per test binary, started by the first test that needs it; the child
// process is the test binary itself. Where the engine library is absent such tests are
// skipped loudly, or fail if LAPWING_REQUIRE_ENGINE is set, as it is in CI.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/engine"
)

const (
	memory   = 2 << 30  // bytes for one test engine; several test binaries run at a time
	logShown = 16 << 10 // bytes of the log of an engine that ended during a test
)

// shared is the one engine of this test binary.
var shared struct {
	sync.Mutex
	child *engine.Child
	dir   string
	err   error
}

var databases atomic.Int64

// Main runs the tests and ends the engine afterwards. In the engine's child process it is
// the engine. It never returns.
func Main(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "engine" && os.Args[2] == "run" {
		if err := engine.RunChild(os.Args[3:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	shared.Lock()
	if shared.child != nil {
		shared.child.Stop()
	}
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

// New opens a store on a database of its own, dropped when the test ends. An engine that
// another test made end is waited for.
func New(t testing.TB) *store.Store {
	t.Helper()
	opt := Options(t)
	var s *store.Store
	patiently(t, func(ctx context.Context) (err error) {
		s, err = store.Open(ctx, opt)
		return err
	})
	if s == nil {
		t.FailNow()
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Options are those of New, for tests that open a store themselves.
func Options(t testing.TB) store.Options {
	t.Helper()
	c := running(t)
	opt := OptionsFor(t, c)
	ends := c.State().Restarts
	t.Cleanup(func() {
		patiently(t, func(ctx context.Context) error { return store.Drop(ctx, opt) })
		if s := c.State(); s.Restarts != ends {
			t.Logf("the engine ended %d times meanwhile, last: %s\nits log:\n%s", s.Restarts-ends, s.Error, c.LogTail(logShown))
		}
	})
	return opt
}

// OptionsFor are options for a database of its own on the given engine.
func OptionsFor(t testing.TB, c *engine.Child) store.Options {
	t.Helper()
	return store.Options{
		Addr: []string{c.Addr()}, User: c.User(), Password: c.Password(),
		Database: fmt.Sprintf("test_%d_%d", os.Getpid(), databases.Add(1)),
	}
}

// Engine starts an engine for this test alone, to be killed and restarted.
func Engine(t testing.TB) *engine.Child {
	t.Helper()
	c, err := startIn(t.TempDir(), library(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// running starts the shared engine if no test has yet.
func running(t testing.TB) *engine.Child {
	t.Helper()
	lib := library(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.child == nil && shared.err == nil {
		shared.dir, shared.err = os.MkdirTemp("", "lapwing-engine-")
		if shared.err == nil {
			shared.child, shared.err = startIn(shared.dir, lib)
		}
	}
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.child
}

func startIn(dir, lib string) (*engine.Child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute) // a busy machine, a cold disk
	defer cancel()
	return engine.Start(ctx, engine.Options{
		Binary: []string{self, "engine", "run"}, Dir: dir, Lib: lib, MemoryBytes: memory,
	})
}

// library finds the engine or skips the test.
func library(t testing.TB) string {
	t.Helper()
	lib, err := engine.Find("")
	if err == nil {
		return lib
	}
	if os.Getenv("LAPWING_REQUIRE_ENGINE") != "" {
		t.Fatal(err)
	}
	line := strings.Repeat("!", 20)
	fmt.Fprintf(os.Stderr, "%s LEFT OUT %s: %v %s\n", line, t.Name(), err, line)
	t.Skip(err)
	return ""
}

// patiently does what needs the engine. One that ended is started again by its owner, so what
// is unavailable is asked once more until it is there; that it works in the end is asserted.
func patiently(t testing.TB, do func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		err := do(ctx)
		if err == nil {
			return
		}
		if !errors.Is(err, store.ErrUnavailable) || ctx.Err() != nil {
			t.Error(err)
			return
		}
		t.Logf("asked once more: %v", err)
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
}
