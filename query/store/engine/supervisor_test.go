package engine

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// testOptions skips loudly where the library is absent, unless it is required.
func testOptions(t *testing.T) Options {
	t.Helper()
	lib, err := Find("")
	if err != nil {
		if os.Getenv("LAPWING_REQUIRE_ENGINE") != "" {
			t.Fatal(err)
		}
		t.Skipf("LEFT OUT: %v", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Binary: []string{self, "engine", "run"}, Dir: t.TempDir(), Lib: lib, MemoryBytes: 1 << 30}
}

func start(t *testing.T, opt Options) *Child {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c, err := Start(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// The engine's own session signs in as default without a password; nobody else may use it.
func TestDefaultUserIsOfNoUse(t *testing.T) {
	c := start(t, testOptions(t))
	for _, user := range []string{"default", ""} {
		conn := connect(t, c, user, "")
		for _, q := range []string{
			"SYSTEM STOP LISTEN TCP", "SELECT name FROM system.tables", "SELECT number FROM system.numbers LIMIT 1",
			"CREATE DATABASE x", "SELECT * FROM file('/etc/hostname', 'LineAsString')",
		} {
			if err := conn.Exec(t.Context(), q); err == nil {
				t.Errorf("user %q without a password may run %q", user, q)
			}
		}
	}
	if err := connect(t, c, c.User(), c.Password()).Exec(t.Context(), "SELECT name FROM system.tables"); err != nil {
		t.Errorf("our own user: %v", err)
	}
	if err := connect(t, c, c.User(), "wrong").Ping(t.Context()); err == nil {
		t.Error("our user signs in with a wrong password")
	}
}

// Writes acknowledged before a kill are there after it, at the same address.
func TestRestartAfterKill(t *testing.T) {
	c := start(t, testOptions(t))
	conn := connect(t, c, c.User(), c.Password())
	for _, q := range []string{
		"CREATE DATABASE d ENGINE=Atomic", "CREATE TABLE d.t (n UInt64) ENGINE=MergeTree ORDER BY n",
		"INSERT INTO d.t SELECT number FROM numbers(1000)",
	} {
		if err := conn.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	before := c.State()
	if !before.Ready || before.PID == 0 || before.Restarts != 0 {
		t.Fatalf("state before the kill: %+v", before)
	}
	if err := syscall.Kill(before.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	var n uint64
	for {
		err := conn.QueryRow(t.Context(), "SELECT count() FROM d.t").Scan(&n)
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no answer after the kill: %v; %+v", err, c.State())
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n != 1000 {
		t.Errorf("%d rows after the kill, want 1000", n)
	}
	if s := c.State(); s.Restarts != 1 || s.PID == before.PID || s.Error == "" {
		t.Errorf("state after the kill: %+v", s)
	}
}

func TestStopLeavesNoProcess(t *testing.T) {
	c := start(t, testOptions(t))
	pid := c.State().PID
	began := time.Now()
	c.Stop()
	if err := syscall.Kill(pid, 0); err == nil {
		t.Errorf("process %d still there after Stop", pid)
	}
	if d := time.Since(began); d > 3*time.Second {
		t.Errorf("Stop took %v", d)
	}
	if s := c.State(); s.Ready || s.PID != 0 {
		t.Errorf("state after Stop: %+v", s)
	}
}

// A second engine on the same folder is refused in words that help; after the first has
// ended the folder is free again and holds no readable secret.
func TestOneEngineAFolder(t *testing.T) {
	opt := testOptions(t)
	first := start(t, opt)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, err := Start(ctx, opt); err == nil {
		t.Fatal("two engines on one folder")
	}
	for _, name := range []string{usersFile, configFile} {
		info, err := os.Stat(filepath.Join(opt.Dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	first.Stop()
	start(t, opt)
}

func connect(t *testing.T, c *Child, user, password string) driver.Conn {
	t.Helper()
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr: []string{c.Addr()}, Auth: clickhouse.Auth{Username: user, Password: password}, DialTimeout: signInTime,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}
