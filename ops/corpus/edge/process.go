package edge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// ErrMissing is wrapped by every error that means "this program is not installed".
var ErrMissing = errors.New("not installed")

const (
	startWait = 15 * time.Second // a gateway on a busy machine is up within this
	stopWait  = 5 * time.Second  // then it is killed
)

// Process is one running program.
type Process struct {
	cmd  *exec.Cmd
	done chan error

	mu  sync.Mutex // guards log
	log bytes.Buffer
}

const logBytes = 256 << 10 // kept of what a gateway prints; the rest is dropped

// Write keeps what the program prints, up to a bound.
func (p *Process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.log.Len() < logBytes {
		p.log.Write(b)
	}
	return len(b), nil
}

// Log gives what the program printed so far.
func (p *Process) Log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// Run starts a program; its output goes to Log. The caller ends it with Stop.
func Run(dir, name string, args ...string) (*Process, error) { return RunTo(nil, dir, name, args...) }

// RunTo is Run with standard output going to a file, where that is not nil.
func RunTo(out *os.File, dir, name string, args ...string) (*Process, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("cannot start %s: %w", name, ErrMissing)
	}
	p := &Process{cmd: exec.Command(path, args...), done: make(chan error, 1)}
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = dir, p, p
	if out != nil {
		p.cmd.Stdout = out
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot start %s: %w", name, err)
	}
	go func() { p.done <- p.cmd.Wait() }() // ends with the program; Stop makes it end
	return p, nil
}

// Stop asks the program to end and kills it when it does not.
func (p *Process) Stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	select {
	case <-p.done:
	case <-time.After(stopWait):
		p.Kill()
	}
}

// Signal sends the program a signal; one that is gone already gets none.
func (p *Process) Signal(s os.Signal) { _ = p.cmd.Process.Signal(s) }

// Kill ends the program at once, as a power cut would.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	<-p.done
}

// WaitListening returns once something accepts connections at addr.
func (p *Process) WaitListening(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	for {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			return c.Close()
		}
		select {
		case err := <-p.done:
			p.done <- err
			return fmt.Errorf("cannot reach %s: the program ended: %w\n%s", addr, err, p.Log())
		case <-ctx.Done():
			return fmt.Errorf("cannot reach %s: %w\n%s", addr, ctx.Err(), p.Log())
		case <-time.After(30 * time.Millisecond): // short against a start of a second
		}
	}
}

// FreeAddr gives a loopback address whose port nobody uses at the moment.
func FreeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("cannot find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

func port(addr string) int {
	_, p, _ := net.SplitHostPort(addr)
	n, _ := strconv.Atoi(p)
	return n
}

func asRoot() bool { return os.Geteuid() == 0 }
