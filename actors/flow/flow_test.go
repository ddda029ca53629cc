package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// world is what outlives a crash of the flow: the store's rows by token, as a store that
// takes each token once, and what the router was given.
type world struct {
	mu      sync.Mutex
	batches map[string][]finding.Facts
	repeats int // batches whose token was known: the store ignores them
	differ  int // of these, with other content: must never happen
	refuse  int // writes still to be refused
	routed  map[uint64]string
	mark    uint64 // the actors' high-water mark
	durable uint64
	merges  int
	params  map[traffic.API]finding.Params
}

func newWorld() *world {
	return &world{batches: map[string][]finding.Facts{}, routed: map[uint64]string{}, params: map[traffic.API]finding.Params{}}
}

var errAway = errors.New("the store is away")

func (w *world) WriteBatch(_ context.Context, b *finding.Batch) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.refuse > 0 {
		w.refuse--
		return errAway
	}
	if old, ok := w.batches[b.Token]; ok {
		w.repeats++
		same := func(x, y finding.Facts) bool { return x.ID == y.ID && x.API == y.API && x.Seq == y.Seq }
		if !slices.EqualFunc(old, b.Facts, same) {
			w.differ++
		}
		return nil
	}
	w.batches[b.Token] = slices.Clone(b.Facts)
	return nil
}

func (w *world) WriteMerges(_ context.Context, ms []finding.Merge) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.merges += len(ms)
	return nil
}

func (w *world) WriteParams(_ context.Context, source string, ps []finding.Params) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range ps {
		if source != "n" || p.Tenant == "" {
			return errors.New("parameters without source or tenant")
		}
		w.params[p.API] = p
	}
	return nil
}

func (w *world) Route(_ context.Context, from, to uint64, facts []finding.Facts) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if from > w.mark {
		return fmt.Errorf("a gap: from %d, mark %d", from, w.mark)
	}
	for _, f := range facts {
		if f.Seq > w.mark {
			w.routed[f.Seq] = f.ID
		}
	}
	w.mark = max(w.mark, to)
	return nil
}

func (w *world) Durable() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.durable
}

// stored counts how often each ID is in the store.
func (w *world) stored() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := map[string]int{}
	for _, b := range w.batches {
		for _, f := range b {
			n[f.ID]++
		}
	}
	return n
}

var day = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func call(i int) *traffic.Exchange {
	return &traffic.Exchange{
		ID: fmt.Sprintf("id-%d", i), Time: day.Add(time.Duration(i) * time.Millisecond), Method: "GET", Host: "shop.example",
		Path: fmt.Sprintf("/articles/some-name-%d-%c", i%40, 'a'+i%26), Client: traffic.Client{IP: netip.MustParseAddr("203.0.113.7")}, Status: 200,
	}
}

func appendCalls(t *testing.T, s *spool.Spool, from, n int) {
	t.Helper()
	var e ingest.Encoder
	for i := from; i < from+n; i++ {
		e.Add(call(i))
	}
	if _, err := s.Append(t.Context(), spool.Record{Tenant: "t", Sensor: "s", Received: day, Count: e.Count(), Payload: e.Payload()}); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *spool.Spool {
	t.Helper()
	s, err := spool.Open(spool.Options{Dir: dir + "/spool", KeepReleased: -1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func start(t *testing.T, dir string, s *spool.Spool, w *world) *Flow {
	t.Helper()
	f, err := Start(Options{
		Spool: s, Store: w, Router: w, Dir: dir + "/learned", Source: "n", Clock: time.Now,
		Key: func(string) []byte { return bytes.Repeat([]byte{3}, 32) }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("did not happen: %s", what)
}

// TestEveryCallArrivesOnceThroughCrashes stops the flow at arbitrary places, as a crash
// would: nothing but the spool and what was made durable survives.
func TestEveryCallArrivesOnceThroughCrashes(t *testing.T) {
	dir, w := t.TempDir(), newWorld()
	const lives, records, calls = 6, 12, 50
	next := 0
	for life := range lives {
		s := open(t, dir)
		w.refuse = life % 3 // the store is away at first
		f := start(t, dir, s, w)
		for range records {
			appendCalls(t, s, next, calls)
			next += calls
			time.Sleep(time.Duration(life) * 7 * time.Millisecond)
		}
		if life == lives-1 {
			eventually(t, "everything delivered", func() bool { return f.Stats().Delivered == uint64(next) })
		}
		if life%2 == 1 { // the actors have saved a part
			w.mu.Lock()
			w.durable = w.mark
			w.mu.Unlock()
			time.Sleep(2 * releaseTick)
		}
		f.Stop()
		if err := f.Err(); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	got := w.stored()
	if len(got) != next {
		t.Errorf("%d of %d calls are stored", len(got), next)
	}
	for id, n := range got {
		if n != 1 {
			t.Errorf("%s is stored %d times", id, n)
		}
	}
	if len(w.routed) != next {
		t.Errorf("%d of %d calls were judged", len(w.routed), next)
	}
	if w.differ != 0 {
		t.Errorf("%d repeated batches had other content than before", w.differ)
	}
	if w.repeats == 0 {
		t.Error("no batch was ever repeated: the test crashed nothing")
	}
}

// TestReleaseForgetsAndRemembers releases what store and actors have, and goes on with what
// was learned: a call delivered again is still known.
func TestReleaseForgetsAndRemembers(t *testing.T) {
	dir, w := t.TempDir(), newWorld()
	s := open(t, dir)
	f := start(t, dir, s, w)
	appendCalls(t, s, 0, 200)
	eventually(t, "delivered", func() bool { return f.Stats().Delivered == 200 })
	time.Sleep(2 * releaseTick)
	if r := f.Stats().Released; r != 0 {
		t.Fatalf("released %d before the actors had saved anything", r)
	}
	w.mu.Lock()
	w.durable = 200
	w.mu.Unlock()
	eventually(t, "released", func() bool { return f.Stats().Released == 200 })
	f.Stop()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, dir)
	defer func() { _ = s.Close() }()
	f = start(t, dir, s, w)
	defer f.Stop()
	appendCalls(t, s, 100, 200) // half of them again
	eventually(t, "delivered", func() bool { return f.Stats().Delivered == 400 })
	if d := f.Stats().Doubles; d != 100 {
		t.Errorf("%d doubles, want 100", d)
	}
	for id, n := range w.stored() {
		if n != 1 {
			t.Errorf("%s is stored %d times", id, n)
		}
	}
	if got := len(w.stored()); got != 300 {
		t.Errorf("%d calls stored, want 300", got)
	}
	if p := w.params[traffic.API{Host: "shop.example", Method: "GET", Template: "/articles/{id}"}]; len(p.List) == 0 {
		t.Error("no parameters of the API were written")
	}
	if w.merges == 0 {
		t.Error("forty alike siblings were never learned to be one template")
	}
}

// TestDamagedMemoryIsNamed refuses to go on with half of what was learned.
func TestDamagedMemoryIsNamed(t *testing.T) {
	dir := t.TempDir()
	name, err := saveState(dir, 7, []byte("learned"))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := loadState(dir, []byte(name)); err != nil || string(b) != "learned" {
		t.Fatalf("%q %v", b, err)
	}
	if _, err := saveState(dir, 9, []byte("newer")); err != nil {
		t.Fatal(err)
	}
	dropStates(dir, fmt.Sprintf("%s%020d", statePrefix, 9))
	if _, err := loadState(dir, []byte(name)); !errors.Is(err, errLost) {
		t.Errorf("an older memory was not dropped: %v", err)
	}
	newer := fmt.Sprintf("%s%020d", statePrefix, 9)
	if err := os.WriteFile(filepath.Join(dir, newer), []byte("\x00\x00\x00\x00newer"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadState(dir, []byte(newer)); !errors.Is(err, errLost) {
		t.Errorf("a damaged memory was read: %v", err)
	}
	if _, err := newMemory(func(string) []byte { return bytes.Repeat([]byte{1}, 32) }, []byte{memoryVersion, 200}); err == nil {
		t.Error("a cut memory was read")
	}
	if _, err := newMemory(func(string) []byte { return nil }, []byte{memoryVersion, 1, 't', 0, 0, 0}); err == nil {
		t.Error("a tenant without a key was taken")
	}
}
