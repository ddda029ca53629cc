package engine

import (
	"context"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Whatever a client does to its own connection, the engine lives on. Without the terminal
// each of those marked ended the build we pin.
func TestEngineOutlivesItsClients(t *testing.T) {
	c := start(t, testOptions(t))
	for _, client := range []struct {
		name string
		does func(*testing.T, *Child)
	}{
		{"wrong password", func(t *testing.T, c *Child) { // ended it
			if err := connect(t, c, c.User(), "wrong").Ping(t.Context()); err == nil {
				t.Error("signs in")
			}
		}},
		{"unknown user", func(t *testing.T, c *Child) { // ended it
			if err := connect(t, c, "nobody", c.Password()).Ping(t.Context()); err == nil {
				t.Error("signs in")
			}
		}},
		{"nothing", func(t *testing.T, c *Child) { raw(t, c, "", false) }},
		{"nothing, reset", func(t *testing.T, c *Child) { raw(t, c, "", true) }},
		{"HTTP", func(t *testing.T, c *Child) { raw(t, c, "GET / HTTP/1.1\r\n\r\n", false) }},
		{"garbage", func(t *testing.T, c *Child) { raw(t, c, "\x99\x88\x77\x66\x55\x44", false) }},         // ended it
		{"half a greeting", func(t *testing.T, c *Child) { raw(t, c, "\x00\x05abc", false) }},              // ended it
		{"half a greeting, reset", func(t *testing.T, c *Child) { raw(t, c, "\x00\x05abc", true) }},        // ended it
		{"answers given up at any moment", func(t *testing.T, c *Child) { givesUp(t, c, "100") }},          // ended it
		{"long answers given up at any moment", func(t *testing.T, c *Child) { givesUp(t, c, "5e5") }},     // sometimes
		{"an idle connection, reset", func(t *testing.T, c *Child) { resets(t, c, func(driver.Conn) {}) }}, // ended it
		{"an answer unread, reset", func(t *testing.T, c *Child) { // ended it
			resets(t, c, func(conn driver.Conn) { _, _ = conn.Query(t.Context(), "SELECT number FROM numbers(100)") })
		}},
	} {
		t.Run(client.name, func(t *testing.T) {
			pid := c.State().PID
			client.does(t, c)
			time.Sleep(100 * time.Millisecond) // it ends at once if it does
			if err := connect(t, c, c.User(), c.Password()).Ping(t.Context()); err != nil {
				t.Errorf("no answer: %v", err)
			}
			if s := c.State(); s.PID != pid || s.Restarts != 0 {
				t.Fatalf("the engine has ended: %+v", s)
			}
		})
	}
}

// raw sends bytes and closes, in order or with a reset.
func raw(t *testing.T, c *Child, bytes string, reset bool) {
	t.Helper()
	conn, err := net.Dial("tcp", c.Addr())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte(bytes)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond) // they are read
	if reset {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	_ = conn.Close()
}

// givesUp asks as a page does whose reader leaves: again and again, given up after up to 6 ms.
func givesUp(t *testing.T, c *Child, rows string) {
	conn := connect(t, c, c.User(), c.Password())
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			for range 100 {
				ctx, cancel := context.WithTimeout(t.Context(), rand.N(6*time.Millisecond))
				answer, err := conn.Query(ctx, "SELECT number, toString(number) FROM numbers(toUInt64("+rows+"))")
				if err == nil {
					for range rand.IntN(200) {
						if !answer.Next() {
							break
						}
					}
					cancel()
					_ = answer.Close()
				}
				cancel()
			}
		})
	}
	wg.Wait()
}

// resets signs in, asks, and resets the connection.
func resets(t *testing.T, c *Child, ask func(driver.Conn)) {
	t.Helper()
	for range 20 {
		var below *net.TCPConn
		conn, err := clickhouse.Open(&clickhouse.Options{
			Addr: []string{c.Addr()}, Auth: clickhouse.Auth{Username: c.User(), Password: c.Password()},
			DialContext: func(ctx context.Context, addr string) (net.Conn, error) {
				conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
				if err == nil {
					below = conn.(*net.TCPConn)
				}
				return conn, err
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
		ask(conn)
		time.Sleep(5 * time.Millisecond) // the engine has answered and waits
		_ = below.SetLinger(0)
		_ = below.Close()
		_ = conn.Close()
	}
}

// The engine's own session is the server: when it cannot open its port the child ends and
// says why, it does not wait at a prompt.
func TestChildEndsWithItsSession(t *testing.T) {
	for _, terminal := range []string{"xterm", "dumb", ""} {
		t.Setenv("TERM", terminal)
		taken, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		c := &Child{opt: testOptions(t), port: taken.Addr().(*net.TCPAddr).Port, password: "x"}
		if err := newSettings(c.opt.Dir, c.opt.MemoryBytes, "x").write(c.opt.Dir); err != nil {
			t.Fatal(err)
		}
		p, err := c.spawn()
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-p.exited:
			if text := p.reason().Error(); !strings.Contains(text, "Address already in use") {
				t.Errorf("TERM=%q: it does not say why it ended: %s", terminal, text)
			}
		case <-time.After(30 * time.Second):
			t.Errorf("TERM=%q: it lives on without a port", terminal)
		}
		p.end()
		_ = taken.Close()
	}
}
