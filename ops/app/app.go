package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/flow"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/ops/config"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/engine"
)

// Tenant is the one tenant of a node that was told of no other.
const Tenant = "default"

// Bounds of starting and stopping.
const (
	stopWithin = 20 * time.Second // longest wait for one part to stop; what is unfinished is replayed
)

// Options of a node.
type Options struct {
	Config  config.Config
	Version string
	Engine  []string     // argv of the hidden command that becomes the engine: binary, "engine", "run"
	Log     *slog.Logger // nil: slog.Default()
}

// App is one node. New, Start, Stop; a stopped App is not started again.
type App struct {
	o   Options
	log *slog.Logger

	id    *identity
	child *engine.Child
	store *store.Store
	spool *spool.Spool
	gate  *access.Gate
	mesh  *mesh
	words *query.Catalog
	rules *rules

	corrections *corrections
	flow        *flow.Flow
	receiver    *ingest.Receiver
	sensors     *sensors
	web         *web
	desk        *query.Desk
	verify      *verifying
	alarms      *alarms
	address     string // of the listener, host:port
	link        string // one-time sign-in link, "" where an administrator already has a password
	token       string

	mu      sync.Mutex
	started []part
	began   time.Time
}

// part is one piece of the node: what starts it and what stops it.
type part struct {
	name  string
	start func(context.Context) error
	stop  func(context.Context) error
}

// New checks the configuration; nothing is opened yet.
func New(o Options) (*App, error) {
	if err := o.Config.Validate(); err != nil {
		return nil, fmt.Errorf("the configuration cannot work:\n%w", err)
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &App{o: o, log: o.Log, alarms: &alarms{wake: make(chan struct{}, 1), done: make(chan struct{})}}, nil
}

// parts in the order in which they start; they stop in reverse, so that nothing is taken in
// once what is behind it has gone.
func (a *App) parts() []part {
	return []part{
		{"identity", a.startIdentity, nil},
		{"spool", a.startSpool, a.stopSpool}, // first of all: its lock keeps a second node out of the folder
		{"engine", a.startEngine, a.stopEngine},
		{"store", a.startStore, a.stopStore},
		{"access", a.startAccess, nil},
		{"rules", a.startRules, a.stopRules},    // before the first call is inspected
		{"alarms", a.startAlarms, a.stopAlarms}, // before the first call is judged: what is found then is new
		{"actors", a.startMesh, a.stopMesh},
		{"flow", a.startFlow, a.stopFlow},
		{"receiver", a.startReceiver, nil},
		{"web", a.startWeb, a.stopWeb},
		{"verification", a.startVerify, a.stopVerify},
	}
}

// Start brings the node up; on failure what was started is stopped again.
func (a *App) Start(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.began = time.Now()
	for _, p := range a.parts() {
		t := time.Now()
		if err := p.start(ctx); err != nil {
			err = fmt.Errorf("cannot start the node (%s): %w", p.name, err)
			return errors.Join(err, a.stopStarted(context.WithoutCancel(ctx)))
		}
		a.started = append(a.started, p)
		a.log.Debug("started", "part", p.name, "took", time.Since(t).Round(time.Millisecond))
	}
	return nil
}

// Stop ends the node. Calls that were accepted and not yet stored stay in the spool and are
// replayed by the next start.
func (a *App) Stop(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.stopStarted(ctx)
}

func (a *App) stopStarted(ctx context.Context) error {
	var errs []error
	for i := len(a.started) - 1; i >= 0; i-- {
		p := a.started[i]
		if p.stop == nil {
			continue
		}
		c, cancel := context.WithTimeout(ctx, stopWithin)
		if err := p.stop(c); err != nil {
			errs = append(errs, fmt.Errorf("cannot stop %s: %w", p.name, err))
		}
		cancel()
	}
	a.started = nil
	return errors.Join(errs...)
}

// Err is why the node cannot go on by itself, or nil.
func (a *App) Err() error {
	if a.flow == nil {
		return nil
	}
	return a.flow.Err()
}

// Token is the API token for the node's own user.
func (a *App) Token() string { return a.token }
