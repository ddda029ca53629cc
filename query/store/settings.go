package store

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
)

const settingColumns = "kind, name, version, number, at, who, why, body, deleted"

// Settings implements query.Store.
func (s *Store) Settings(ctx context.Context, tenant, kind string) ([]query.Setting, error) {
	w := newWhere()
	if kind != "" {
		w.add("kind = %s", "String", kind)
	}
	return s.settingRows(ctx, "list settings", tenant, w, " ORDER BY kind, name, version DESC LIMIT 1 BY kind, name")
}

// SettingHistory implements query.Store.
func (s *Store) SettingHistory(ctx context.Context, tenant, kind, name string) ([]query.Setting, error) {
	w := newWhere()
	w.add("kind = %s", "String", kind)
	w.add("name = %s", "String", name)
	return s.settingRows(ctx, "read the history of a setting", tenant, w, " ORDER BY version")
}

func (s *Store) settingRows(ctx context.Context, what, tenant string, w *where, order string) (out []query.Setting, err error) {
	err = s.ask(ctx, what, tenant, "SELECT "+settingColumns+" FROM @settings AS settings"+w.text()+order, w.args,
		func(r driver.Rows) error {
			var x query.Setting
			var body string
			err := r.Scan(&x.Kind, &x.Name, &x.Version, &x.Number, &x.At, &x.Who, &x.Why, &body, &x.Deleted)
			x.At, x.Body = unclamped(x.At), []byte(body)
			out = append(out, x)
			return err
		}, func() { out = nil })
	return out, err
}

// PutSetting implements query.Store.
//
// ClickHouse has no compare-and-set, but a table takes an insert with a token once: the
// token here is the version, so of two nodes that write the same version of a name at the
// same instant the first is stored and the second is not; each then reads the version back
// and knows by its nonce which it was. On a cluster the tokens are kept by the replicas
// together. A race therefore falls towards refusing: nobody's change is lost, the later
// writer is told ErrConflict. A write whose answer was lost may be stored while its caller
// is told that the store is away; writing again then meets ErrConflict, and reading shows
// the caller's own text. Tokens are remembered for tokensKept inserts; a writer would have
// to hang for as long between reading and writing to be taken twice, and then the later
// row of equal versions is shown second in the history and either may count.
func (s *Store) PutSetting(ctx context.Context, tenant string, x query.Setting) error {
	const what = "write a setting"
	if tenant == "" {
		return failure(what, errNoTenant)
	}
	now, err := s.SettingHistory(ctx, tenant, x.Kind, x.Name)
	if err != nil {
		return err
	}
	if n := len(now); n > 0 && now[n-1].Version+1 != x.Version || n == 0 && x.Version != 1 {
		return query.ErrConflict
	}
	mine := nonce()
	err = s.insertUnder(ctx, what, "settings", "tenant, "+settingColumns+", nonce",
		fmt.Sprintf("%q/%q/%q/%d", tenant, x.Kind, x.Name, x.Version),
		tenant, x.Kind, x.Name, x.Version, x.Number, clamped(x.At), x.Who, x.Why, string(x.Body), x.Deleted, mine)
	if err != nil {
		return err
	}
	w := newWhere()
	w.add("kind = %s", "String", x.Kind)
	w.add("name = %s", "String", x.Name)
	w.add("version = %s", "UInt64", x.Version)
	var stored uint64
	err = s.ask(ctx, what, tenant, "SELECT nonce FROM @settings AS settings"+w.text()+" LIMIT 1", w.args,
		func(r driver.Rows) error { return r.Scan(&stored) }, overwrites)
	if err == nil && stored != mine {
		return query.ErrConflict
	}
	return err
}

// SettingMarks gives, for each tenant that has settings, the number of versions there are
// of them all: it grows with every change, so whoever remembers it knows by one small
// question whether there is anything to read.
func (s *Store) SettingMarks(ctx context.Context) (map[string]uint64, error) {
	marks := map[string]uint64{}
	err := s.askAcross(ctx, "look for changed settings", "SELECT tenant, count() FROM @settings AS settings GROUP BY tenant",
		nil, func(r driver.Rows) error {
			var tenant string
			var n uint64
			err := r.Scan(&tenant, &n)
			marks[tenant] = n
			return err
		}, func() { clear(marks) })
	return marks, err
}
