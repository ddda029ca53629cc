package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/ops/corpus"
)

// Load that a node is put under.
const (
	senders    = 4   // connections
	batchCalls = 500 // calls of one request: what a busy gateway gathers in a fraction of a second
)

// load is what is sent: prepared beforehand, so that the driver costs little while measuring.
type load struct {
	bodies [][]byte // zstd of protobuf frames
	calls  int
	bytes  int // before compression
}

// node measures a whole node, as a process of its own with its engine: from the request to
// the stored and judged call.
func node(ctx context.Context, runs, calls int) error {
	dir, err := os.MkdirTemp("", "lapwing-bench-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	bin := filepath.Join(dir, "lapwing")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", bin, "./ops/lapwing").CombinedOutput(); err != nil {
		return fmt.Errorf("cannot build the node: %w\n%s", err, out)
	}
	var acked, judged, cpu series
	var size int
	for r := range runs {
		l, err := prepare(calls, fmt.Sprintf("r%d", r))
		if err != nil {
			return err
		}
		size = l.bytes / l.calls
		m, err := measureNode(ctx, bin, filepath.Join(dir, strconv.Itoa(r)), l)
		if err != nil {
			return err
		}
		n := float64(l.calls)
		acked, judged, cpu = append(acked, n/m.acked.Seconds()), append(judged, n/m.judged.Seconds()), append(cpu, m.cpu.Seconds()*1e6/n)
	}
	fmt.Printf("\nwhole node, %d calls of %d bytes (recorded traffic) in protobuf frames over HTTP, %d connections\n", calls, size, senders)
	fmt.Printf("%-52s %s calls/s\n", "ingest: until on disk (202)", acked)
	fmt.Printf("%-52s %s calls/s\n", "ingest: until stored in the engine and judged", judged)
	fmt.Printf("%-52s %s us a call (node and engine; the driver apart)\n", "  processor time", cpu)
	return nil
}

// prepare packs recorded calls, the day again and again, under ids of their own.
func prepare(calls int, run string) (*load, error) {
	l := &load{}
	var enc ingest.Encoder
	add := func(x *traffic.Exchange) error {
		if l.calls == calls {
			return nil
		}
		x.ID = fmt.Sprintf("%s-%d", run, l.calls)
		l.calls++
		enc.Add(x)
		if enc.Count() == batchCalls || l.calls == calls {
			l.bytes += enc.Size()
			l.bodies = append(l.bodies, bytes.Clone(enc.Payload()))
			enc.Reset()
		}
		return nil
	}
	for l.calls < calls {
		before := l.calls
		err := corpus.Replay(time.Now(), func(line []byte) error {
			return ingest.Decode("ndjson", bytes.NewReader(line), ingest.Options{Arrival: time.Now(), Unbounded: true}, add,
				func(_ int, err error) {})
		})
		if err != nil {
			return nil, err
		}
		if l.calls == before {
			return nil, errors.New("the recorded day is empty")
		}
	}
	return l, nil
}

// measured is one run.
type measured struct{ acked, judged, cpu time.Duration }

func measureNode(ctx context.Context, bin, data string, l *load) (m measured, err error) {
	log := &bytes.Buffer{}
	cmd := exec.CommandContext(ctx, bin, "serve", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.Stderr = log
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return m, err
	}
	if err := cmd.Start(); err != nil {
		return m, err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_, _ = io.Copy(io.Discard, pipe)
		err = errors.Join(err, cmd.Wait())
	}()
	base, err := announced(pipe)
	if err != nil {
		return m, fmt.Errorf("%w\n%s", err, log)
	}
	token, err := waitFile(ctx, filepath.Join(data, "local.token"))
	if err != nil {
		return m, err
	}
	before := cpuOf(cmd.Process.Pid)
	start := time.Now()
	if err := send(ctx, base, token, l); err != nil {
		return m, err
	}
	m.acked = time.Since(start)
	if err := drained(ctx, base, l.calls); err != nil {
		return m, err
	}
	m.judged = time.Since(start)
	m.cpu = cpuOf(cmd.Process.Pid) - before
	return m, nil
}

var urlPattern = regexp.MustCompile(`https?://[^\s]+`)

// announced reads the address that a node says it is up at.
func announced(r io.Reader) (string, error) {
	buf := make([]byte, 4096)
	n, err := r.Read(buf)
	if u := urlPattern.Find(buf[:n]); u != nil {
		return string(u), nil
	}
	return "", fmt.Errorf("the node did not come up: %w", err)
}

func waitFile(ctx context.Context, path string) (string, error) {
	for range 100 {
		if b, err := os.ReadFile(path); err == nil && len(b) > 0 {
			return strings.TrimSpace(string(b)), nil
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return "", fmt.Errorf("%s did not appear", path)
}

func send(ctx context.Context, base, token string, l *load) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make(chan error, senders)
	for range senders {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(l.bodies) {
					return
				}
				if err := post(ctx, base, token, l.bodies[i]); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

func post(ctx context.Context, base, token string, body []byte) error {
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/api/v1/exchanges", bytes.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/x-protobuf")
		req.Header.Set("Content-Encoding", "zstd")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		answer, _ := io.ReadAll(io.LimitReader(res.Body, 4096))
		_ = res.Body.Close()
		switch res.StatusCode {
		case http.StatusAccepted:
			if !bytes.Contains(answer, []byte(`"refused":[]`)) {
				return fmt.Errorf("the node refused calls: %s", answer)
			}
			return nil
		case http.StatusServiceUnavailable:
			time.Sleep(100 * time.Millisecond)
		default:
			return fmt.Errorf("the node answered %d: %s", res.StatusCode, answer)
		}
	}
}

var backlogPattern = regexp.MustCompile(`(?m)^lapwing_flow_(read_total|backlog) (\S+)$`)

// drained waits until everything sent is stored and judged.
func drained(ctx context.Context, base string, calls int) error {
	for {
		res, err := http.Get(base + "/metrics")
		if err != nil {
			return err
		}
		text, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			return err
		}
		got := map[string]float64{}
		for _, m := range backlogPattern.FindAllStringSubmatch(string(text), -1) {
			got[m[1]], _ = strconv.ParseFloat(m[2], 64)
		}
		if int(got["read_total"]) >= calls && got["backlog"] == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// ticks is the kernel's unit in /proc/PID/stat (USER_HZ, 100 on every Linux there is).
const ticks = 100

// cpuOf sums the processor time of a process and its children that still run.
func cpuOf(pid int) time.Duration {
	var total time.Duration
	list, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range list {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		_, rest, ok := strings.Cut(string(b), ") ")
		f := strings.Fields(rest)
		if !ok || len(f) < 13 {
			continue
		}
		self := filepath.Base(filepath.Dir(path)) == strconv.Itoa(pid)
		if !self && f[1] != strconv.Itoa(pid) { // f[1] is the parent
			continue
		}
		user, _ := strconv.Atoi(f[11])
		system, _ := strconv.Atoi(f[12])
		total += time.Duration(user+system) * time.Second / ticks
	}
	return total
}
