package querytest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
)

// World is the store of a run of couriers: package store's or a Ledger.
type World interface {
	query.CourierStore
	Put(ctx context.Context, fs ...finding.Finding) error
	Decide(ctx context.Context, id string, to query.Status) error
}

// AlarmSettings are those of a run: three recipients, one of them in two alarms, of which one
// goes over midnight in a zone of its own.
func AlarmSettings() []query.Setting {
	s := func(kind, name, body string) query.Setting {
		return query.Setting{Kind: kind, Name: name, Version: 1, Body: []byte(body)}
	}
	return []query.Setting{
		s(query.KindRecipient, "all", `{"channel":"console"}`),
		s(query.KindRecipient, "high", `{"channel":"webhook","url":"https://a.example","secret":"0123456789abcdef"}`),
		s(query.KindRecipient, "both", `{"channel":"console","language":"zh"}`),
		s(query.KindAlarm, "default", `{"enabled":true,"every":"day","at":"10:00","zone":"Asia/Shanghai","heartbeat":true,"recipients":[{"name":"all"},{"name":"both","types":["risks"]}]}`),
		s(query.KindAlarm, "night", `{"enabled":true,"every":"hour","from":"22:00","to":"06:00","zone":"Europe/Berlin","levels":["high"],"recipients":[{"name":"high"},{"name":"both"}]}`),
	}
}

// Wants says which findings are a recipient's, independently of package digest.
func Wants(recipient string, f *finding.Finding) bool {
	switch recipient {
	case "all":
		return true
	case "high":
		return f.Level == finding.High
	case "both":
		return f.Level == finding.High || f.Kind == finding.KindRisk
	}
	return false
}

var errCrash = errors.New("crash")

// Run is one history of couriers over a world that goes wrong.
type Run struct {
	World    World
	Tenant   string
	Couriers int
	Steps    int
	Crash    float64 // chance at each side of each step
	Fail     float64 // chance that a receiver fails, half of them after it took the message
	Paced    bool    // steps take time: in a bubble of testing/synctest runs are the same each time

	mu       sync.Mutex
	rand     *rand.Rand
	now      time.Time
	calm     bool
	findings map[string]*finding.Finding
	known    map[string]bool
	never    map[string]bool
	got      map[string]map[string][]byte // by recipient and digest, what arrived
	faults   []string
	version  uint64
	Crashes  int
	Sends    int
}

// Do runs a history and gives what is wrong in the end; none is good.
func (r *Run) Do(ctx context.Context, seed uint64) []string {
	r.rand, r.now = rand.New(rand.NewPCG(seed, 1)), time.Date(2026, 10, 23, 6, 30, 0, 0, time.UTC) //nolint:gosec // a seed is wanted
	r.findings, r.known, r.never, r.got = map[string]*finding.Finding{}, map[string]bool{}, map[string]bool{}, map[string]map[string][]byte{}
	for i := range 5 {
		r.add(ctx, i)
	}
	for id, f := range r.findings {
		for _, name := range []string{"all", "high", "both"} {
			r.known[name+"/"+id] = Wants(name, f) && !r.never[id]
		}
	}
	r.calm = true
	r.passes(ctx, 1) // alarms begin: from here on everything counts
	r.calm = false
	for range r.Steps {
		r.happen(ctx)
		r.advance(time.Duration(1+r.draw(180)) * time.Minute)
		r.passes(ctx, r.Couriers)
	}
	r.calm = true
	for range 48 { // long enough for every slot of every alarm and every wait
		r.advance(time.Hour)
		r.passes(ctx, r.Couriers)
	}
	return append(r.faults, r.check()...)
}

func (r *Run) draw(n int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rand.IntN(n)
}

func (r *Run) chance(p float64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.calm && r.rand.Float64() < p
}

func (r *Run) advance(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

func (r *Run) wrong(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// happen changes the world: new findings, late ones, levels that rise, cases that are ignored.
func (r *Run) happen(ctx context.Context) {
	for range r.draw(4) {
		r.add(ctx, len(r.findings))
	}
	if n := len(r.findings); r.draw(3) == 0 {
		f := r.findings[id(r.draw(n))]
		f.Level = min(f.Level+1, finding.High)
		f.Count++
		r.put(ctx, f)
	}
	if r.draw(40) == 0 { // a clock that was wrong for a while
		r.advance(-time.Duration(r.draw(300)) * time.Minute)
	}
}

func id(n int) string { return "evt_" + strconv.Itoa(n) }

func (r *Run) add(ctx context.Context, n int) {
	kind, typ := finding.KindEvent, "EV-09"
	if r.draw(3) == 0 {
		kind, typ = finding.KindRisk, "RK-18"
	}
	at := r.now.Add(-time.Duration(r.draw(72)) * time.Hour) // written late, as of replayed traffic
	f := &finding.Finding{
		ID: id(n), Kind: kind, Type: typ, Tenant: r.Tenant, API: traffic.API{Host: "h", Method: "GET", Template: "/x"},
		Level: finding.Level(1 + r.draw(3)), Start: at, End: at, Count: 1, Simulated: r.draw(10) == 0,
	}
	r.findings[f.ID] = f
	r.put(ctx, f)
	if r.draw(8) == 0 {
		r.never[f.ID] = true
		if err := r.World.Decide(ctx, f.ID, query.Ignored); err != nil {
			r.wrong("decide: %v", err)
		}
	}
	if f.Simulated {
		r.never[f.ID] = true
	}
}

func (r *Run) put(ctx context.Context, f *finding.Finding) {
	r.version++
	f.Version = r.version
	if err := r.World.Put(ctx, *f); err != nil {
		r.wrong("put: %v", err)
	}
}

// passes lets couriers pass at once, each without memory: as after a crash.
func (r *Run) passes(ctx context.Context, couriers int) {
	var wg sync.WaitGroup
	for i := range couriers {
		wg.Go(func() {
			mortal := &mortal{World: r.World, run: r}
			c := query.NewCourier(query.CourierOptions{
				Store: mortal, Out: (*postbox)(mortal), Catalog: query.NewCatalog(query.DetectWords()), Zone: time.UTC, Base: func() string { return "https://l.example" },
				Node: strconv.Itoa(i), Now: func() time.Time { r.mu.Lock(); defer r.mu.Unlock(); return r.now },
			})
			_, err := c.Pass(ctx, r.Tenant)
			if err != nil && !errors.Is(err, errCrash) {
				r.wrong("pass: %v", err)
			}
		})
	}
	wg.Wait()
}

// check is the claim: each finding that a recipient is to be told of is in exactly one of the
// digests that reached it, and no other is in any.
func (r *Run) check() (bad []string) {
	for _, name := range []string{"all", "high", "both"} {
		in := map[string][]string{}
		for dgs, payload := range r.got[name] {
			var m digest.Message
			if err := json.Unmarshal(payload, &m); err != nil || len(m.Items) != m.New() || len(m.Lines) > digest.MostLines {
				bad = append(bad, fmt.Sprintf("%s: digest %s cannot be counted: %v", name, dgs, err))
			}
			for _, it := range m.Items {
				in[it.ID] = append(in[it.ID], dgs)
			}
		}
		for id, f := range r.findings {
			want := 0
			if Wants(name, f) && !r.never[id] && !r.wasKnown(name, id) {
				want = 1
			}
			if got := len(in[id]); got != want {
				bad = append(bad, fmt.Sprintf("%s: %s (%s) is in %d digests %v, want %d", name, id, f.Level, got, in[id], want))
			}
		}
	}
	return bad
}

// wasKnown: before the recipient's alarms began it fitted them already.
func (r *Run) wasKnown(recipient, id string) bool { return r.known[recipient+"/"+id] }

// mortal is the store as one courier sees it until it crashes.
type mortal struct {
	World
	run  *Run
	mu   sync.Mutex
	dead bool
}

// step runs one step, or crashes before or after it.
func (m *mortal) step(do func() error) error {
	if m.run.Paced {
		m.run.mu.Lock()
		pause := m.run.rand.Int64N(int64(time.Millisecond))
		m.run.mu.Unlock()
		time.Sleep(time.Duration(pause))
	}
	if m.crashes() {
		return errCrash
	}
	if err := do(); err != nil {
		return err
	}
	if m.crashes() {
		return errCrash
	}
	return nil
}

func (m *mortal) crashes() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.dead && m.run.chance(m.run.Crash) {
		m.dead = true
		m.run.mu.Lock()
		m.run.Crashes++
		m.run.mu.Unlock()
	}
	return m.dead
}
