package engine

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// process is one run of the engine.
type process struct {
	cmd    *exec.Cmd
	stdin  io.Closer
	words  *lastWords
	log    string        // path
	logged int64         // bytes in it when the process started
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
	log := filepath.Join(c.opt.Dir, logFile)
	p := &process{
		cmd: exec.Command(c.opt.Binary[0], args...), words: new(lastWords), exited: make(chan struct{}),
		log: log, logged: length(log),
	}
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
	return why(p.cmd.ProcessState.String(), p.words.String(), tail(p.log, p.logged))
}
