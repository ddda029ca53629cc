package store_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func setting(name string, version uint64) query.Setting {
	return query.Setting{
		Kind: "k", Name: name, Version: version, Number: 130, At: time.Unix(1_790_000_000, 7).UTC(), Who: "ada",
		Why: "it's \"so\"", Body: []byte(`{"a":"'; DROP TABLE settings"}`),
	}
}

func TestSettingsKeepEveryVersion(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	one, two, gone := setting("n", 1), setting("n", 2), setting("n", 3)
	two.Body, gone.Deleted, gone.Body = []byte(`{}`), true, []byte{}
	for _, x := range []query.Setting{one, two, gone} {
		if err := s.PutSetting(ctx, "a", x); err != nil {
			t.Fatal(err)
		}
	}
	h, err := s.SettingHistory(ctx, "a", "k", "n")
	if err != nil || !reflect.DeepEqual(h, []query.Setting{one, two, gone}) {
		t.Errorf("history %+v %v", h, err)
	}
	if err := s.PutSetting(ctx, "a", setting("other", 1)); err != nil {
		t.Fatal(err)
	}
	now, err := s.Settings(ctx, "a", "k")
	if err != nil || !reflect.DeepEqual(now, []query.Setting{gone, setting("other", 1)}) {
		t.Errorf("newest %+v %v", now, err)
	}
	for _, v := range []uint64{0, 1, 3, 5} {
		if err := s.PutSetting(ctx, "a", setting("n", v)); !errors.Is(err, query.ErrConflict) {
			t.Errorf("version %d after 3: %v", v, err)
		}
	}
	if err := s.PutSetting(ctx, "a", setting("fresh", 2)); !errors.Is(err, query.ErrConflict) {
		t.Errorf("a second version without a first: %v", err)
	}
}

func TestSettingsOfOneTenantAreNobodyElses(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	for _, tenant := range []string{"a", "b"} {
		if err := s.PutSetting(ctx, tenant, setting("of-"+tenant, 1)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Settings(ctx, "b", "")
	if err != nil || len(all) != 1 || all[0].Name != "of-b" {
		t.Errorf("b sees %v %v", all, err)
	}
	if h, err := s.SettingHistory(ctx, "a", "k", "of-b"); err != nil || len(h) != 0 {
		t.Errorf("a sees %v %v", h, err)
	}
	for _, err := range []error{
		second(s.Settings(ctx, "", "k")), second(s.SettingHistory(ctx, "", "k", "n")), s.PutSetting(ctx, "", setting("n", 1)),
	} {
		if err == nil {
			t.Error("settings of no tenant")
		}
	}
	marks, err := s.SettingMarks(ctx)
	if err != nil || !reflect.DeepEqual(marks, map[string]uint64{"a": 1, "b": 1}) {
		t.Errorf("marks %v %v", marks, err)
	}
}

func second[T any](_ T, err error) error { return err }

// Two nodes that write the same version at once: one has it, the other is told.
func TestSettingsRaceHasOneWinner(t *testing.T) {
	opt, ctx := storetest.Options(t), t.Context()
	nodes := []*store.Store{open(t, opt), open(t, opt)}
	for v := uint64(1); v <= 5; v++ {
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() {
				x := setting("n", v)
				x.Who = string(rune('a' + i))
				errs[i] = nodes[i%2].PutSetting(ctx, "a", x)
			})
		}
		wg.Wait()
		won := ""
		for i, err := range errs {
			switch {
			case err == nil:
				won += string(rune('a' + i))
			case !errors.Is(err, query.ErrConflict):
				t.Error(err)
			}
		}
		h, err := nodes[0].SettingHistory(ctx, "a", "k", "n")
		if err != nil || uint64(len(h)) != v || h[v-1].Who != won {
			t.Fatalf("version %d: %q won, %d stored, by %v, %v", v, won, len(h), h, err)
		}
	}
}
