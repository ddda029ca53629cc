package engine

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

const (
	wordsKept = 4 << 10  // bytes of the child's standard error kept for the message
	logRead   = 64 << 10 // bytes of the end of the child's log looked at for the message
	wordsTold = 400      // bytes of each of the two that become part of it
)

// errFolderLocked: another engine has the folder open.
var errFolderLocked = errors.New("the engine's folder is in use by another lapwing; " +
	"stop that one or choose another folder")

// why says in one line why a process ended: how, what it wrote to standard error, and what
// the end of its log says.
func why(state, words string, log []byte) error {
	if strings.Contains(words, "Another server instance in same directory") {
		return errFolderLocked
	}
	text := state
	if words = told(words); words != "" {
		text += ": " + words
	}
	if last := lastOf(log); last != "" {
		text += "; last in its log: " + last
	}
	return errors.New(text)
}

var (
	routine = regexp.MustCompile(`(?m)^Logging \S+ to .*$`)                                     // written at each start
	entry   = regexp.MustCompile(`^[\d.]+ [\d:.]+ \[ \d+ \] \{[^}]*\} <(\w+)> \S.*?: (.*)$`)    // of the log: level, text
	stack   = regexp.MustCompile(`, Stack trace \(when copying .*$|^\d+\. .*|^\S+ @ 0x.*|^#+$`) // of no use without symbols
)

// told gives the start of what was written, in one line of at most wordsTold bytes.
func told(words string) string {
	words = routine.ReplaceAllString(words, "")
	line := strings.ToValidUTF8(strings.Join(strings.Fields(words), " "), "?")
	return strings.ToValidUTF8(line[:min(len(line), wordsTold)], "")
}

// lastOf finds what a log says of an end: its fatal entries without their stacks, else its
// last error.
func lastOf(log []byte) string {
	var fatal []string
	last := ""
	for line := range bytes.Lines(log) {
		m := entry.FindSubmatch(bytes.TrimSpace(line))
		if m == nil {
			continue
		}
		text := stack.ReplaceAllString(string(m[2]), "")
		switch {
		case text == "":
		case string(m[1]) == "Fatal":
			fatal = append(fatal, text)
		case string(m[1]) == "Error":
			last = text
		}
	}
	if len(fatal) != 0 {
		last = strings.Join(fatal, " ")
	}
	return told(last)
}

// tail reads the end of a log that was as long as since when a process started.
func tail(path string, since int64) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	size := length(path)
	if size < since {
		since = 0 // another file took its place
	}
	b, _ := io.ReadAll(io.NewSectionReader(f, max(since, size-logRead), logRead))
	return b
}

// LogTail gives the last lines of the engine's log, at most n bytes.
func (c *Child) LogTail(n int) string {
	b := tail(filepath.Join(c.opt.Dir, logFile), 0)
	if cut := len(b) - n; cut > 0 {
		b = b[cut+bytes.IndexByte(b[cut:], '\n')+1:]
	}
	return string(b)
}

func length(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// lastWords keeps the end of what a process wrote.
type lastWords struct {
	mu  sync.Mutex
	buf []byte
}

func (w *lastWords) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.buf = append(w.buf, p...)
	if n := len(w.buf) - wordsKept; n > 0 {
		w.buf = append(w.buf[:0], w.buf[n:]...)
	}
	return len(p), nil
}

func (w *lastWords) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.buf)
}
