package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestClaimsRise(t *testing.T) {
	s := storetest.New(t)
	for want := uint64(1); want <= 3; want++ {
		if got, err := s.Claim(t.Context(), 7, "a"); err != nil || got != want {
			t.Fatalf("claim gave %d %v, want %d", got, err, want)
		}
	}
	if got, err := s.Claim(t.Context(), 8, "b"); err != nil || got != 1 {
		t.Errorf("another shard: %d %v", got, err)
	}
}

// However many claim at once, no epoch is given twice.
func TestClaimsAreNeverGivenTwice(t *testing.T) {
	s := storetest.New(t)
	var mu sync.Mutex
	given := make(map[uint64]string)
	var wg sync.WaitGroup
	for i := range 6 {
		owner := fmt.Sprintf("node-%d", i)
		wg.Go(func() {
			for range 3 {
				epoch, err := s.Claim(t.Context(), 1, owner)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if other, ok := given[epoch]; ok {
					t.Errorf("epoch %d was given to %s and to %s", epoch, other, owner)
				}
				given[epoch] = owner
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(given) != 18 && !t.Failed() {
		t.Errorf("%d epochs given, want 18", len(given))
	}
}

func TestCheckpoints(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	if c, err := s.LoadCheckpoint(ctx, 3); len(c) > 0 || err != nil {
		t.Fatalf("a new shard has a checkpoint: %v %v", c, err)
	}
	save := func(epoch uint64, data string) error {
		return s.SaveCheckpoints(ctx, []finding.Checkpoint{
			{Shard: 3, Epoch: epoch, Owner: "a", Data: []byte(data)}, {Shard: 4, Epoch: epoch, Owner: "a"},
		})
	}
	loaded := func(want string) {
		t.Helper()
		if c, err := s.LoadCheckpoint(ctx, 3); err != nil || len(c) != 1 || string(c[0].Data) != want || c[0].Shard != 3 ||
			c[0].Owner != "a" {
			t.Errorf("loaded %+v %v, want %q", c, err, want)
		}
	}
	first, err := s.Claim(ctx, 3, "a")
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"one", "two\x00\xff"} {
		if err := save(first, data); err != nil {
			t.Fatal(err)
		}
		loaded(data)
	}
	second, err := s.Claim(ctx, 3, "b")
	if err != nil {
		t.Fatal(err)
	}
	err = save(first, "late")
	var f interface{ Fenced() []uint32 }
	if !errors.As(err, &f) || fmt.Sprint(f.Fenced()) != "[3]" {
		t.Errorf("a late save of the old owner: %v, want shard 3 fenced", err)
	}
	if err := save(second, "new"); err != nil {
		t.Fatal(err)
	}
	if err := save(first, "too late"); err == nil {
		t.Error("the old owner may save after the new one")
	}
	loaded("new")
	for range 6 {
		epoch, err := s.Claim(ctx, 3, "a")
		if err != nil {
			t.Fatal(err)
		}
		if err := save(epoch, fmt.Sprint(epoch)); err != nil {
			t.Fatal(err)
		}
		loaded(fmt.Sprint(epoch))
	}
	if err := s.Conn().Exec(ctx, "OPTIMIZE TABLE "+s.Full("checkpoints")+" FINAL"); err != nil {
		t.Fatal(err)
	}
	count(t, s, "countIf(shard = 3)", "checkpoints", 4)
}

// pieces saves parts of checkpoints of shard 3, beside those of another shard, and loads them.
type pieces struct {
	t *testing.T
	s *store.Store
}

func (p pieces) save(epoch, base uint64, part uint32, data string) {
	p.t.Helper()
	if err := p.s.SaveCheckpoints(p.t.Context(), []finding.Checkpoint{
		{Shard: 3, Epoch: epoch, Owner: "a", Base: base, Part: part, Data: []byte(data)},
		{Shard: 4, Epoch: epoch, Owner: "a", Base: 1, Data: []byte("another shard")},
	}); err != nil {
		p.t.Fatal(err)
	}
}

func (p pieces) loaded(want string) {
	p.t.Helper()
	all, err := p.s.LoadCheckpoint(p.t.Context(), 3)
	got := ""
	for i, c := range all {
		got += string(c.Data) + " "
		if c.Part != uint32(i) || c.Base != all[0].Base || c.Epoch != all[0].Epoch {
			p.t.Errorf("piece %d is %+v", i, c)
		}
	}
	if err != nil || got != want {
		p.t.Errorf("loaded %q %v, want %q", got, err, want)
	}
}

// A load gives a base and the parts that were written to it, each as written last; those of an older
// base, or of an older epoch in the same place, are none of it.
func TestCheckpointsInParts(t *testing.T) {
	p := pieces{t, storetest.New(t)}
	p.save(1, 10, 0, "base10")
	p.save(1, 10, 1, "one")
	p.save(1, 10, 2, "lost")
	p.save(1, 10, 2, "two")
	p.loaded("base10 one two ")
	p.save(1, 20, 0, "base20")
	p.loaded("base20 ")
	p.save(1, 20, 1, "three")
	p.loaded("base20 three ")
	p.save(5, 20, 0, "new") // in the slot of epoch 1, under the same name
	p.loaded("new ")
	p.save(5, 20, 2, "a gap")
	if c, err := p.s.LoadCheckpoint(t.Context(), 3); err == nil {
		t.Errorf("a checkpoint with a gap was loaded: %+v", c)
	}
}

// What is saved later in an epoch counts, also when the clock was set back in between, by whatever it was: a base,
// a part, and a part that is written a second time because nobody knows how the first went.
func TestCheckpointsAfterTheClockWasSetBack(t *testing.T) {
	for name, ahead := range map[string]time.Duration{"a second": time.Second, "a day": 24 * time.Hour, "an age": 90 * 365 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			p := pieces{t, storetest.New(t)}
			p.s.SavedAt(time.Now().Add(ahead))
			p.save(1, 10, 0, "base10")
			p.save(1, 10, 1, "lost")
			p.save(1, 10, 1, "one")
			p.loaded("base10 one ")
			p.save(1, 20, 0, "base20")
			p.save(1, 20, 1, "two")
			p.loaded("base20 two ")
			p.save(2, 5, 0, "next")
			p.loaded("next ")
			p.save(1, 30, 0, "late")
			p.loaded("next ")
		})
	}
}
