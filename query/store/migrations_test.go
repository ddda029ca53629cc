package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func open(t *testing.T, opt store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestMigrationsApplyOnce(t *testing.T) {
	opt := storetest.Options(t)
	s := open(t, opt)
	write(t, s, newGenerator("acme", day).batch("x", 10, 1))
	applied, err := s.Count(t.Context(), "count()", "schema_migrations")
	if err != nil || applied == 0 {
		t.Fatal(applied, err)
	}
	again := open(t, opt)
	count(t, again, "count()", "schema_migrations", applied)
	count(t, again, "count()", "calls", 10)
}

// A step that ended half-way is run again as a whole.
func TestMigrationHalfDone(t *testing.T) {
	opt := storetest.Options(t)
	s := open(t, opt)
	for _, q := range []string{
		"DROP TABLE " + s.Full("apis") + " SYNC",
		"ALTER TABLE " + s.Full("schema_migrations") + " DELETE WHERE version >= 2 SETTINGS mutations_sync = 2",
	} {
		if err := s.Conn().Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	again := open(t, opt)
	count(t, again, "count()", "apis", 0)
	count(t, again, "uniqExact(version)", "schema_migrations", uint64(store.Migrations))
}

func TestNewerSchemaIsRefused(t *testing.T) {
	opt := storetest.Options(t)
	s := open(t, opt)
	future := "INSERT INTO " + s.Full("schema_migrations") + " VALUES (999, 'future', now())"
	if err := s.Conn().Exec(t.Context(), future); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), opt); !errors.Is(err, store.ErrNewerSchema) ||
		!strings.Contains(err.Error(), "999") {
		t.Errorf("a database of the future gave %v", err)
	}
}

func TestRetentionFollowsTheOptions(t *testing.T) {
	opt := storetest.Options(t)
	open(t, opt)
	opt.Retention.Calls = 3
	s := open(t, opt)
	var text string
	if err := s.Conn().QueryRow(t.Context(), "SHOW CREATE TABLE "+s.Full("calls")).Scan(&text); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "TTL stored + toIntervalDay(3)") {
		t.Errorf("retention did not change: %s", text)
	}
	// An expired row goes with its day, a fresh one stays.
	for _, q := range []string{
		"INSERT INTO " + s.Full("calls") + " (tenant, ts, stored) " +
			"VALUES ('a', '2026-01-01 00:00:00', now() - INTERVAL 9 DAY)",
		"INSERT INTO " + s.Full("calls") + " (tenant, ts) VALUES ('a', '2026-01-02 00:00:00')",
		"OPTIMIZE TABLE " + s.Full("calls") + " FINAL",
	} {
		if err := s.Conn().Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	count(t, s, "count()", "calls", 1)
}
