package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TailOptions say which file to follow. Path and State are required.
type TailOptions struct {
	Path  string
	State string        // file that keeps the position over a restart
	Poll  time.Duration // look this often even without a notification; default 1 s
	Grace time.Duration // after a rotation the old file is read until quiet for this long; default 5 s
	Chunk int           // bytes sent at once, default 1 MiB
	Line  int           // bytes of a line; longer ones are passed over; default 8 MiB
	// FromEnd begins at the end where there is no state yet, default is the beginning.
	FromEnd bool
}

// Chunk is some whole lines of the followed file.
type Chunk struct {
	Lines  []byte // valid during the call
	Key    string // fit for an Idempotency-Key: the same lines have the same key after a restart
	Offset int64  // of the first line in its file, bytes
}

// Tail follows a growing log file and calls send with its lines, in order, until the
// context ends or send fails. A rotation by renaming, a truncation, a last line still being
// written and a file not yet there are all fine. What send took is not sent again after a
// restart; what it was sending is sent again as the same chunk.
func Tail(ctx context.Context, o TailOptions, send func(context.Context, Chunk) error) error {
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Grace <= 0 {
		o.Grace = 5 * time.Second
	}
	if o.Chunk <= 0 {
		o.Chunk = 1 << 20
	}
	if o.Line <= 0 {
		o.Line = defaultRecordBytes
	}
	t := &tailer{o: o, send: send, wake: make(<-chan fsnotify.Event)}
	if w, err := fsnotify.NewWatcher(); err == nil { // else polling alone
		defer func() { _ = w.Close() }()
		if w.Add(filepath.Dir(o.Path)) == nil {
			t.wake = w.Events
		}
	}
	defer t.close()
	if err := t.start(); err != nil {
		return err
	}
	for {
		more, err := t.step(ctx)
		if err != nil {
			return err
		}
		if more {
			continue
		}
		if err := t.wait(ctx); err != nil {
			return err
		}
	}
}

type tailer struct {
	o     TailOptions
	send  func(context.Context, Chunk) error
	wake  <-chan fsnotify.Event
	f     *os.File
	st    tailState
	buf   []byte
	moved time.Time // when another file was first seen at the path
	deaf  bool      // within a line that is too long
}

func (t *tailer) close() {
	if t.f != nil {
		_ = t.f.Close()
		t.f = nil
	}
}

func (t *tailer) start() error {
	st, found, err := loadTailState(t.o.State)
	if err != nil {
		return err
	}
	if found {
		if t.f = st.find(t.o.Path); t.f != nil {
			t.st = st
			return nil
		}
	}
	if err := t.open(); err != nil || t.f == nil {
		return err
	}
	if !found && t.o.FromEnd {
		t.st.Offset, err = t.f.Seek(0, io.SeekEnd)
	}
	return err
}

// open begins with the file now at the path; none is no error.
func (t *tailer) open() error {
	t.close()
	t.st, t.moved, t.deaf = tailState{}, time.Time{}, false
	f, err := os.Open(t.o.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	t.f = f
	return nil
}

// step sends one chunk, or gives false where there is nothing to do now.
func (t *tailer) step(ctx context.Context) (more bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if t.f == nil {
		err := t.open()
		return t.f != nil, err
	}
	if err := t.checkSame(); err != nil {
		return false, err
	}
	lines, err := t.read()
	if err != nil {
		return false, err
	}
	if len(lines) > 0 {
		t.moved = time.Time{}
		return true, t.deliver(ctx, lines)
	}
	return t.follow(ctx)
}

// checkSame notices a file that was truncated, and perhaps grew again. Its name is taken once
// there is something to name it by.
func (t *tailer) checkSame() error {
	info, err := t.f.Stat()
	if err != nil {
		return err
	}
	if t.st.HeadLen > 0 && (info.Size() < t.st.Offset || !t.st.is(t.f)) {
		t.st, t.deaf = tailState{}, false
	}
	if t.st.HeadLen == 0 {
		t.st.Head, t.st.HeadLen, err = describe(t.f)
	}
	return err
}

// read gives whole lines from the offset on, nil where none has ended yet.
func (t *tailer) read() ([]byte, error) {
	size := t.o.Chunk
	if again := t.st.Pending - t.st.Offset; again > 0 {
		size = int(again) // the chunk that was being sent when we stopped
	}
	for {
		if cap(t.buf) < size {
			t.buf = make([]byte, size)
		}
		n, err := t.f.ReadAt(t.buf[:size], t.st.Offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		b := t.buf[:n]
		if t.deaf { // pass over the rest of the line
			end := bytes.IndexByte(b, '\n') + 1
			t.deaf = end == 0
			if t.deaf {
				end = n
			}
			t.st.Offset += int64(end)
			if n == 0 {
				return nil, nil
			}
			continue
		}
		if end := bytes.LastIndexByte(b, '\n'); end >= 0 {
			return b[:end+1], nil
		}
		if n < size {
			return nil, nil
		}
		if size >= t.o.Line {
			t.deaf = true
			continue
		}
		size = min(2*size, t.o.Line)
	}
}

// deliver sends lines; the state says so before and after.
func (t *tailer) deliver(ctx context.Context, lines []byte) error {
	end := t.st.Offset + int64(len(lines))
	if t.st.Pending != end {
		t.st.Pending = end
		if err := t.st.save(t.o.State); err != nil {
			return err
		}
	}
	key := fmt.Sprintf("tail-%s-%d-%d", t.st.Head, t.st.Offset, end)
	if err := t.send(ctx, Chunk{Lines: lines, Key: key, Offset: t.st.Offset}); err != nil {
		return err
	}
	t.st.Offset = end
	return t.st.save(t.o.State)
}

// follow goes over to the file that took the path, once the old one has been quiet for
// Grace: its writer may not have reopened yet. A last line without an end is then whole.
func (t *tailer) follow(ctx context.Context) (more bool, err error) {
	mine, err := t.f.Stat()
	if err != nil {
		return false, err
	}
	now, err := os.Stat(t.o.Path)
	if err != nil || os.SameFile(mine, now) {
		return false, nil // renamed, and nothing new yet; or nothing happened
	}
	if t.moved.IsZero() {
		t.moved = time.Now()
	}
	if time.Since(t.moved) < t.o.Grace {
		return false, nil
	}
	if rest := mine.Size() - t.st.Offset; rest > 0 && rest <= int64(t.o.Line) && !t.deaf {
		b := make([]byte, rest)
		if _, err := t.f.ReadAt(b, t.st.Offset); err != nil {
			return false, err
		}
		if err := t.deliver(ctx, b); err != nil {
			return false, err
		}
	}
	return true, t.open()
}

// wait blocks until something may have happened.
func (t *tailer) wait(ctx context.Context) error {
	poll := time.NewTimer(t.o.Poll)
	defer poll.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-poll.C:
			return nil
		case e, ok := <-t.wake:
			if !ok {
				t.wake = nil // polling alone from here on
				continue
			}
			if filepath.Base(e.Name) == filepath.Base(t.o.Path) {
				return nil
			}
		}
	}
}
