package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// Options say how to run the engine.
type Options struct {
	Binary      []string     // argv that ends in RunChild, such as {os.Executable(), "engine", "run"}
	Dir         string       // folder for data, configuration and log; made if missing
	Lib         string       // path of the library, see Find
	MemoryBytes uint64       // cap of the engine's memory; 0: 35 % of the machine's
	Password    string       // of our user, for nodes that share the engine over its restarts; "": a random one
	Port        int          // tried first, for the same reason; 0 or taken: a free one
	Log         *slog.Logger // nil: slog.Default()
}

const (
	startTimeout  = 90 * time.Second       // to the first answer; 0.3 s is usual, a cold disk takes longer
	stopGrace     = 10 * time.Second       // from closing standard input to kill
	backoffFirst  = 100 * time.Millisecond // before the first new start
	backoffMost   = 5 * time.Second        // doubled each time up to this; a start costs 0.3 s of CPU
	healthyFor    = 10 * time.Second       // a run this long resets the back-off
	lockedRetries = 50                     // starts while a dying predecessor still holds the folder, backoffFirst apart
)

// Child is the supervised engine. Its address, user and password stay the same over
// restarts, so that a connection pool heals by itself.
type Child struct {
	opt      Options
	port     int
	password string

	stop context.CancelFunc
	done chan struct{} // closed when the supervisor has ended and no process is left

	mu    sync.Mutex
	state Running
}

// Running is what the supervisor knows of the process.
type Running struct {
	Ready    bool      // it answers
	PID      int       // 0: no process
	Since    time.Time // when it became ready
	Restarts int       // after unexpected ends
	Error    string    // why it ended last, one line, "" if it never did
}

// Start runs the engine and returns when it answers. From then on until Stop the engine
// is started again whenever it dies, after a back-off of 0.1 to 5 s.
func Start(ctx context.Context, opt Options) (*Child, error) {
	if len(opt.Binary) == 0 {
		return nil, errors.New("cannot start the engine: no command given")
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, fmt.Errorf("cannot find the engine's folder: %w", err)
	}
	opt.Dir = dir
	if err := os.MkdirAll(filepath.Join(dir, dataDir), 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the engine's folder: %w", err)
	}
	port, err := freePort(opt.Port)
	if err != nil {
		return nil, err
	}
	if opt.Password == "" {
		opt.Password = newPassword()
	}
	c := &Child{opt: opt, port: port, password: opt.Password, done: make(chan struct{})}
	p, err := c.first(ctx)
	if err != nil {
		return nil, err
	}
	var run context.Context
	run, c.stop = context.WithCancel(context.Background())
	go c.supervise(run, p) // ends with Stop
	return c, nil
}

// first starts the engine, again while a predecessor that lost its parent is still ending.
func (c *Child) first(ctx context.Context) (*process, error) {
	for try := 1; ; try++ {
		p, err := c.launch(ctx)
		if err == nil || !errors.Is(err, errFolderLocked) || try == lockedRetries {
			return p, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("cannot start the engine: %w", ctx.Err())
		case <-time.After(backoffFirst):
		}
	}
}

// Addr is where the engine listens, host:port.
func (c *Child) Addr() string { return "127.0.0.1:" + strconv.Itoa(c.port) }

// User is the engine's user for us.
func (c *Child) User() string { return User }

// Port is the port of Addr, to be given as Options.Port next time.
func (c *Child) Port() int { return c.port }

// Password is that user's password.
func (c *Child) Password() string { return c.password }

// State tells how the engine is.
func (c *Child) State() Running {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

// Stop ends the engine and returns when no process of it is left, at the latest after
// stopGrace. Calling it again is harmless.
func (c *Child) Stop() {
	c.stop()
	<-c.done
}

// supervise owns the process: it waits for its end and starts the next.
func (c *Child) supervise(ctx context.Context, p *process) {
	defer close(c.done)
	wait := backoffFirst
	for {
		began := time.Now()
		select {
		case <-ctx.Done():
			p.end()
			c.update(func(s *Running) { s.Ready, s.PID = false, 0 })
			return
		case <-p.exited:
		}
		if time.Since(began) > healthyFor {
			wait = backoffFirst
		}
		err := p.reason()
		for {
			c.opt.Log.Error("engine ended, starting it again", "error", err, "after", wait)
			c.update(func(s *Running) { s.Ready, s.PID, s.Error, s.Restarts = false, 0, err.Error(), s.Restarts+1 })
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			wait = min(wait*2, backoffMost)
			if p, err = c.launch(ctx); err == nil {
				break
			}
			if ctx.Err() != nil {
				return
			}
		}
	}
}

func (c *Child) update(change func(*Running)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.state)
}
