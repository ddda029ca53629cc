package app

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/query"
)

// settingsFake is a store of settings that tests change while the rules follow it.
type settingsFake struct {
	mu    sync.Mutex
	marks map[string]uint64
	all   map[string][]query.Setting
	reads int
	err   error
}

func (f *settingsFake) SettingMarks(context.Context) (map[string]uint64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.marks), f.err
}

func (f *settingsFake) Settings(_ context.Context, tenant, _ string) ([]query.Setting, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	return slices.Clone(f.all[tenant]), f.err
}

func (f *settingsFake) set(tenant, level string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.marks[tenant]++
	f.all[tenant] = []query.Setting{{
		Kind: policy.DataTypes, Name: "own", Number: 1, Version: f.marks[tenant],
		Body: []byte(`{"level":"` + level + `","expert":{"patterns":["abcdef"]}}`),
	}}
}

// remove marks the setting of the tenant as deleted.
func (f *settingsFake) remove(tenant string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.marks[tenant]++
	f.all[tenant] = []query.Setting{f.all[tenant][0]}
	f.all[tenant][0].Deleted = true
}

// fail makes every later reading end with err.
func (f *settingsFake) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

func (f *settingsFake) readings() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.reads
}

// Rules are there before the first call, follow every change within seconds, stay while the
// store is away, and go where they were deleted.
func TestRulesFollowTheSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &settingsFake{marks: map[string]uint64{}, all: map[string][]query.Setting{}}
		store.set("a", "S1")
		r := newRules(store, query.NewCatalog(query.DetectWords()), slog.New(slog.DiscardHandler))
		if err := r.start(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer r.stop()
		level := func(tenant string) string {
			rs := r.of(tenant)
			if rs == nil {
				return ""
			}
			l, _, _ := rs.ScanText(nil, "", []byte("abcdef"))[0].Type.Custom()
			return l.String()
		}
		want := func(what, a, b string) {
			t.Helper()
			if level("a") != a || level("b") != b {
				t.Errorf("%s: %q %q, want %q %q", what, level("a"), level("b"), a, b)
			}
		}
		want("at the start", "S1", "")
		reads := store.readings()
		time.Sleep(time.Minute)
		if n := store.readings(); n != reads {
			t.Errorf("%d readings although nothing changed", n-reads)
		}
		store.set("a", "S2")
		store.set("b", "S4")
		time.Sleep(5 * time.Second)
		want("after a change", "S2", "S4")
		store.set("a", "S3")
		r.soon()
		synctest.Wait()
		want("after a change on this node", "S3", "S4")
		store.fail(errors.New("away"))
		store.set("a", "S1")
		time.Sleep(time.Minute)
		want("while the store is away", "S3", "S4")
		if r.failed.Load() == 0 {
			t.Error("failed looks are not counted")
		}
		store.fail(nil)
		store.remove("b")
		time.Sleep(5 * time.Second)
		want("afterwards", "S1", "")
		store.set("b", "S9") // no body that passes the check: written by a newer version
		time.Sleep(5 * time.Second)
		if r.refused.Load() != 1 {
			t.Errorf("%d refused", r.refused.Load())
		}
		store.set("b", "S2")
		time.Sleep(5 * time.Second)
		want("after the mistake", "S1", "S2")
		if r.refused.Load() != 0 {
			t.Errorf("%d still refused", r.refused.Load())
		}
	})
}

// counting is a log that keeps what it was told.
type counting struct {
	slog.Handler
	said *[]string
}

func (c counting) Enabled(context.Context, slog.Level) bool { return true }

func (c counting) Handle(_ context.Context, r slog.Record) error {
	*c.said = append(*c.said, r.Message)
	return nil
}

// What cannot work is said when it comes and when it changes, not with every other change.
func TestWhatCannotWorkIsSaidOnce(t *testing.T) {
	var said []string
	r := newRules(nil, query.NewCatalog(query.DetectWords()), slog.New(counting{slog.DiscardHandler, &said}))
	tuning := func(name string, version uint64) query.Setting {
		return query.Setting{Kind: policy.TunedRules, Name: name, Version: version, Body: []byte(`{"mode":"simulate"}`)}
	}
	for i, c := range []struct {
		all     []query.Setting
		said    int // in all, so far
		refused int64
	}{
		{[]query.Setting{tuning("EV-09", 1), tuning("EV-09.shop", 1)}, 1, 1},
		{[]query.Setting{tuning("EV-09", 1), tuning("EV-09.shop", 1), tuning("EV-10", 1)}, 1, 1},
		{[]query.Setting{tuning("EV-09", 2), tuning("EV-09.shop", 1)}, 2, 1}, // another one is in its way
		{[]query.Setting{tuning("EV-09", 2)}, 2, 0},
		{[]query.Setting{tuning("EV-09", 2), tuning("EV-09.shop", 3)}, 3, 1},
	} {
		if err := r.compile("t", c.all); err != nil || len(said) != c.said || r.refused.Load() != c.refused {
			t.Errorf("%d: %v, said %q, %d refused", i, err, said, r.refused.Load())
		}
	}
}

func TestNoCallBeforeTheRules(t *testing.T) {
	store := &settingsFake{err: errors.New("away")}
	if err := newRules(store, query.NewCatalog(query.DetectWords()), slog.Default()).start(t.Context()); err == nil {
		t.Error("started without knowing the rules")
	}
}
