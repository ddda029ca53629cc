package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
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
	if _, ok, err := s.LoadCheckpoint(ctx, 3); ok || err != nil {
		t.Fatalf("a new shard has a checkpoint: %v %v", ok, err)
	}
	save := func(epoch uint64, data string) error {
		return s.SaveCheckpoints(ctx, []finding.Checkpoint{
			{Shard: 3, Epoch: epoch, Owner: "a", Data: []byte(data)}, {Shard: 4, Epoch: epoch, Owner: "a"},
		})
	}
	loaded := func(want string) {
		t.Helper()
		if c, ok, err := s.LoadCheckpoint(ctx, 3); err != nil || !ok || string(c.Data) != want || c.Shard != 3 ||
			c.Owner != "a" {
			t.Errorf("loaded %+v %v %v, want %q", c, ok, err, want)
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
