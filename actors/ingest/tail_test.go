package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// follower runs a tail and collects what it sends.
type follower struct {
	t    *testing.T
	o    TailOptions
	mu   sync.Mutex
	got  strings.Builder
	keys []string
	fail error // returned by send, once
	stop context.CancelFunc
	done chan error
}

func newFollower(t *testing.T) *follower {
	dir := t.TempDir()
	return &follower{t: t, o: TailOptions{
		Path: filepath.Join(dir, "access.log"), State: filepath.Join(dir, "state.json"),
		Poll: 5 * time.Millisecond, Grace: 40 * time.Millisecond,
	}}
}

func (f *follower) start() {
	ctx, stop := context.WithCancel(context.Background())
	f.stop, f.done = stop, make(chan error, 1)
	go func() {
		f.done <- Tail(ctx, f.o, func(_ context.Context, c Chunk) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.keys = append(f.keys, c.Key)
			if err := f.fail; err != nil {
				f.fail = nil
				return err
			}
			f.got.Write(c.Lines)
			return nil
		})
	}()
	f.t.Cleanup(stop)
}

func (f *follower) end() error {
	f.stop()
	return <-f.done
}

func (f *follower) write(text string) {
	f.t.Helper()
	w, err := os.OpenFile(f.o.Path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		f.t.Fatal(err)
	}
	if _, err := w.WriteString(text); err != nil {
		f.t.Fatal(err)
	}
	_ = w.Close()
}

func (f *follower) text() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.got.String()
}

func (f *follower) want(text string) {
	f.t.Helper()
	for range 1000 {
		if f.text() == text {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	f.t.Fatalf("got %q\nwant %q", f.text(), text)
}

func TestTailGrowsRotatesAndRestarts(t *testing.T) {
	f := newFollower(t)
	f.start() // before there is a file
	f.write("a1\na2\na3-half")
	f.want("a1\na2\n")
	f.write("-whole\n")
	f.want("a1\na2\na3-half-whole\n")

	// Rotation: the writer still holds the old file for a moment.
	if err := os.Rename(f.o.Path, f.o.Path+".1"); err != nil {
		t.Fatal(err)
	}
	old, err := os.OpenFile(f.o.Path+".1", os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.write("b1\n")
	_, _ = io.WriteString(old, "a4\na5 without end")
	_ = old.Close()
	f.want("a1\na2\na3-half-whole\na4\na5 without endb1\n")

	// While we are down: more lines, and another rotation.
	if err := f.end(); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	f.write("b2\n")
	if err := os.Rename(f.o.Path, f.o.Path+"-20261121"); err != nil {
		t.Fatal(err)
	}
	f.write("c1\n")
	f.start()
	f.want("a1\na2\na3-half-whole\na4\na5 without endb1\nb2\nc1\n")

	// copytruncate.
	if err := os.Truncate(f.o.Path, 0); err != nil {
		t.Fatal(err)
	}
	time.Sleep(30 * time.Millisecond)
	f.write("d1\n")
	f.want("a1\na2\na3-half-whole\na4\na5 without endb1\nb2\nc1\nd1\n")
	_ = f.end()
}

func TestTailSendsTheSameChunkAgain(t *testing.T) {
	f := newFollower(t)
	f.fail = errors.New("the server is away")
	f.write("a1\na2\n")
	f.start()
	if err := <-f.done; err == nil || err.Error() != "the server is away" {
		t.Fatalf("ended with %v", err)
	}
	f.write("a3\n") // must not slip into the chunk that may have arrived
	f.start()
	f.want("a1\na2\na3\n")
	_ = f.end()
	if len(f.keys) != 3 || f.keys[0] != f.keys[1] || f.keys[1] == f.keys[2] {
		t.Errorf("keys %q", f.keys)
	}
}

func TestTailPassesOverHugeLines(t *testing.T) {
	f := newFollower(t)
	f.o.Chunk, f.o.Line = 16, 64
	f.write("a\n" + strings.Repeat("x", 500) + "\n" + strings.Repeat("y", 40) + "\nb\n")
	f.start()
	f.want("a\n" + strings.Repeat("y", 40) + "\nb\n")
	_ = f.end()
}

func TestTailFromEndAndBadState(t *testing.T) {
	f := newFollower(t)
	f.o.FromEnd = true
	f.write("old\n")
	f.start()
	time.Sleep(50 * time.Millisecond)
	f.write("new\n")
	f.want("new\n")
	_ = f.end()
	if err := os.WriteFile(f.o.State, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Tail(context.Background(), f.o, nil)
	if err == nil || !strings.Contains(err.Error(), "delete it") {
		t.Errorf("a damaged state gives %v", err)
	}
}

func TestOpenInput(t *testing.T) {
	text := strings.Repeat(minimal+"\n", 5000)
	for _, coding := range []string{"", "gzip", "zstd"} {
		path := filepath.Join(t.TempDir(), "in.log") // the name says nothing
		content := []byte(text)
		if coding != "" {
			content = pack(t, coding, text)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		var last, total int64
		in, err := OpenInput(path, func(read, of int64) { last, total = read, of })
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil || string(b) != text {
			t.Errorf("%q: %d bytes, %v", coding, len(b), err)
		}
		if last != int64(len(content)) || total != last {
			t.Errorf("%q: progress ended at %d of %d, file has %d", coding, last, total, len(content))
		}
		if err := in.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := OpenInput("/does/not/exist", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	_ = os.WriteFile(empty, nil, 0o600)
	in, err := OpenInput(empty, nil)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(in); err != nil || len(b) != 0 {
		t.Errorf("an empty file: %q, %v", b, err)
	}
	_ = in.Close()
	if _, _, err := decodeAll(t, "", "", Options{}); err != nil {
		t.Errorf("nothing: %v", fmt.Sprint(err))
	}
}
