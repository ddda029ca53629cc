package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// errFolderLocked: another engine has the folder open.
var errFolderLocked = errors.New("the engine's folder is in use by another lapwing; " +
	"stop that one or choose another folder")

// process is one run of the engine.
type process struct {
	cmd    *exec.Cmd
	stdin  io.Closer
	words  *lastWords
	exited chan struct{} // closed after the process was waited for
}

// launch writes the configuration, starts one process and waits until it answers.
func (c *Child) launch(ctx context.Context) (*process, error) {
	conf := newSettings(c.opt.Dir, memoryLimit(c.opt.MemoryBytes), c.password)
	if err := conf.write(c.opt.Dir); err != nil {
		return nil, err
	}
	p, err := c.spawn()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := p.ready(ctx, c.Addr(), c.password); err != nil {
		p.end()
		return nil, fmt.Errorf("cannot start the engine: %w", err)
	}
	c.update(func(s *Running) { s.Ready, s.PID, s.Since = true, p.cmd.Process.Pid, time.Now() })
	return p, nil
}

// spawn starts the child in a process group of its own, so that Ctrl-C in a terminal
// reaches only us and we end it in order.
func (c *Child) spawn() (*process, error) {
	args := append(c.opt.Binary[1:len(c.opt.Binary):len(c.opt.Binary)],
		"--lib", c.opt.Lib, "--dir", filepath.Join(c.opt.Dir, dataDir),
		"--config", filepath.Join(c.opt.Dir, configFile), "--port", strconv.Itoa(c.port))
	p := &process{cmd: exec.Command(c.opt.Binary[0], args...), words: new(lastWords), exited: make(chan struct{})}
	p.cmd.Dir = c.opt.Dir
	p.cmd.Stderr = p.words
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("cannot start the engine: %w", err)
	}
	p.stdin = stdin
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot start the engine: %w", err)
	}
	go func() { // ends with the process
		_ = p.cmd.Wait()
		close(p.exited)
	}()
	return p, nil
}

// end closes the child's standard input, upon which it exits, and kills it if it doesn't.
func (p *process) end() {
	_ = p.stdin.Close()
	select {
	case <-p.exited:
	case <-time.After(stopGrace):
		_ = p.cmd.Process.Kill()
		<-p.exited
	}
}

// reason says in one line why the process ended.
func (p *process) reason() error {
	words := p.words.String()
	if strings.Contains(words, "Another server instance in same directory") {
		return errFolderLocked
	}
	if words != "" {
		return fmt.Errorf("%s: %s", p.cmd.ProcessState, words)
	}
	return errors.New(p.cmd.ProcessState.String())
}

const wordsKept = 4 << 10 // bytes of the child's standard error kept for the message

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

// String gives the words in one line of at most 300 bytes.
func (w *lastWords) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	line := strings.ToValidUTF8(strings.Join(strings.Fields(string(w.buf)), " "), "?")
	return line[:min(len(line), 300)]
}
