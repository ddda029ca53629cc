package app

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
)

// Following what tenants set: every node asks the store for one number a tenant and reads
// the settings of those whose number changed.
const (
	rulesEvery  = 2 * time.Second  // between two looks: a change is in force on all nodes within 5 s
	rulesWithin = 10 * time.Second // longest wait for one look
)

// settingsSource is the part of the store that rules are read from.
type settingsSource interface {
	SettingMarks(ctx context.Context) (map[string]uint64, error)
	Settings(ctx context.Context, tenant, kind string) ([]query.Setting, error)
}

// follower is told all newest settings of a tenant, those deleted too, whenever one has
// changed. An error keeps what was in force before and is tried again with the next look.
type follower struct {
	name string
	take func(tenant string, all []query.Setting) error
}

// rules follows the settings of all tenants. They are read once before the first call is
// inspected: a node whose store is away does not start, so no call is judged without the
// rules of its tenant; calls wait in the spool. While the store is away later, the rules in
// force stay. What cannot be compiled is left out, named in the log and counted.
type rules struct {
	store     settingsSource
	log       *slog.Logger
	followers []follower
	wake      chan struct{}
	cancel    context.CancelFunc
	done      sync.WaitGroup
	marks     map[string]uint64 // only follow touches it

	compiled atomic.Pointer[map[string]*policy.Rules] // by tenant, swapped whole
	refused  atomic.Int64                             // documents that could not be compiled, by the last look at their tenants
	bad      map[string][]policy.Refused              // those, by tenant
	looks    atomic.Uint64
	failed   atomic.Uint64
}

func newRules(store settingsSource, words *query.Catalog, log *slog.Logger) *rules {
	r := &rules{store: store, log: log, wake: make(chan struct{}, 1), marks: map[string]uint64{}, bad: map[string][]policy.Refused{}}
	r.compiled.Store(&map[string]*policy.Rules{})
	r.followers = []follower{
		{"detection", r.compile}, {"words", func(tenant string, all []query.Setting) error { words.Learn(tenant, all); return nil }},
	}
	return r
}

func (a *App) startRules(ctx context.Context) error {
	a.words = query.NewCatalog(query.DetectWords())
	a.rules = newRules(a.store, a.words, a.log)
	a.corrections = newCorrections(a.log)
	a.rules.followers = append(a.rules.followers, follower{"corrections", a.corrections.take}, follower{"alarms", a.alarmsChanged})
	return a.rules.start(ctx)
}

func (a *App) stopRules(context.Context) error {
	a.rules.stop()
	return nil
}

// start reads all settings, then follows them.
func (r *rules) start(ctx context.Context) error {
	if err := r.look(ctx); err != nil {
		return fmt.Errorf("cannot read what tenants set: %w", err)
	}
	ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	r.done.Go(func() { r.follow(ctx) })
	return nil
}

func (r *rules) stop() {
	r.cancel()
	r.done.Wait()
}

// soon makes the next look happen at once: something was changed through this node.
func (r *rules) soon() {
	rouse(r.wake)
}

func (r *rules) follow(ctx context.Context) {
	loop(ctx, rulesEvery, r.wake, func(ctx context.Context) {
		if err := r.look(ctx); err != nil && ctx.Err() == nil {
			if r.failed.Add(1)%30 == 1 { // a minute of failures is one line
				r.log.Warn("cannot look for changed policies; those in force stay", "error", err)
			}
		}
	})
}

// look asks for changes and hands them to the followers.
func (r *rules) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, rulesWithin)
	defer cancel()
	r.looks.Add(1)
	marks, err := r.store.SettingMarks(ctx)
	if err != nil {
		return err
	}
	for tenant, mark := range marks {
		if r.marks[tenant] == mark {
			continue
		}
		all, err := r.store.Settings(ctx, tenant, "")
		if err != nil {
			return err
		}
		taken := true
		for _, f := range r.followers {
			if err := f.take(tenant, all); err != nil {
				taken = false
				r.log.Error("settings could not be put in force; those before stay", "tenant", tenant, "part", f.name, "error", err)
			}
		}
		if taken { // a change after the mark was read is read again, which is harmless
			r.marks[tenant] = mark
		}
	}
	return nil
}

// compile is the follower of detection's rules.
func (r *rules) compile(tenant string, all []query.Setting) error {
	compiled, refused := query.DetectionRules(all)
	for _, x := range refused {
		if slices.Contains(r.bad[tenant], x) {
			continue // was said when it came
		}
		r.log.Error("a policy cannot work and is left out", "tenant", tenant, "kind", x.Kind, "name", x.Name, "why", x.Why)
	}
	r.refused.Add(int64(len(refused) - len(r.bad[tenant])))
	r.bad[tenant] = refused
	next := maps.Clone(*r.compiled.Load())
	next[tenant] = compiled
	r.compiled.Store(&next)
	return nil
}

// of gives a tenant's rules, nil for none. Safe from any goroutine.
func (r *rules) of(tenant string) *policy.Rules { return (*r.compiled.Load())[tenant] }
