package store

import (
	"context"
	"maps"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// merges knows under which API what was stored counts today: which APIs learned templates
// have folded into which, and what people's corrections say. Calls and findings keep the ID
// they were stored with; reads count them under the live one. So taking a correction back
// needs no rewriting (design/template-corrections.md).
type merges struct {
	into   map[string]string      // stored ID -> live ID, chains followed
	hidden []string               // stored IDs that exclusions take out of the inventory
	splits []split                // of calls only: they know the words in their places
	names  map[string]traffic.API // of live APIs that a correction named
}

// split moves the calls of one API that had a word at a place (from 1).
type split struct {
	from, into string
	place      int
	word       uint32
}

func (s *Store) merges(ctx context.Context, tenant string) (*merges, error) {
	const what = "read merged apis"
	m := &merges{into: map[string]string{}}
	each := func(r driver.Rows) error {
		var from, to string
		err := r.Scan(&from, &to)
		if from != to {
			m.into[from] = to
		}
		return err
	}
	err := s.ask(ctx, what, tenant, "SELECT id, merged_into FROM @apis WHERE merged_into != '' UNION ALL "+
		"SELECT id, into FROM @merged", nil, each, func() { clear(m.into) })
	if err == nil {
		err = s.corrections(ctx, tenant, m)
	}
	m.into = resolve(m.into)
	return m, err
}

// corrections puts in what people said, which goes before what was learned.
func (s *Store) corrections(ctx context.Context, tenant string, m *merges) error {
	w := newWhere()
	w.add("kind IN %s", "Array(String)", query.CorrectionKinds)
	versions, err := s.settingRows(ctx, "read corrections", tenant, w, " ORDER BY kind, name, version DESC")
	if err != nil || len(versions) == 0 {
		return err
	}
	list, declared, _ := query.CorrectionsOf(newest(versions)) // what cannot be read is named where nodes follow it
	set, err := traffic.NewCorrections(list, declared)
	if err != nil {
		return err
	}
	var known []traffic.API
	err = s.ask(ctx, "read corrections", tenant, "SELECT host, method, template FROM @apis ORDER BY id", nil, func(r driver.Rows) error {
		var a traffic.API
		err := r.Scan(&a.Host, &a.Method, &a.Template)
		if a.Template != "" {
			known = append(known, a)
		}
		return err
	}, func() { known = nil })
	if err != nil {
		return err
	}
	for _, a := range known {
		if set.Hides(a) {
			m.hidden = append(m.hidden, a.ID(tenant))
		}
	}
	for _, a := range known { // an API of its own by a correction is in no learned merge any more
		if template, how := set.Of(a.Host, a.Verb(), a.Template); how == traffic.Named && template == a.Template {
			delete(m.into, a.ID(tenant))
		}
	}
	m.names = map[string]traffic.API{}
	for _, mv := range append(traffic.Undone(query.Former(versions), set, known), traffic.Past(list, set, known)...) {
		from, into := mv.From.ID(tenant), mv.Into.ID(tenant)
		m.names[into] = mv.Into
		if mv.Place == 0 {
			m.into[from] = into
			delete(m.into, into)
			continue
		}
		if word := s.word(tenant, mv.Value); word != 0 {
			m.splits = append(m.splits, split{from, into, mv.Place, word})
		}
	}
	return nil
}

// newest keeps the newest version of each name; versions fall.
func newest(versions []query.Setting) (out []query.Setting) {
	for i, x := range versions {
		if i == 0 || x.Kind != versions[i-1].Kind || x.Name != versions[i-1].Name {
			out = append(out, x)
		}
	}
	return out
}

// word hashes a word of a place as the calls hold it; 0 where the key is not known here.
func (s *Store) word(tenant, value string) uint32 {
	if s.opt.Word == nil {
		return 0
	}
	return s.opt.Word(tenant, value)
}

// resolve follows chains to their end; a circle ends where it would begin again.
func resolve(into map[string]string) map[string]string {
	m := make(map[string]string, len(into))
	for from := range into {
		live := into[from]
		for range into { // at most as many steps as there are merges
			next, ok := into[live]
			if !ok {
				break
			}
			live = next
		}
		m[from] = live
	}
	return m
}

// live is an expression for the live API of a column of IDs.
func (m *merges) live(w *where, column string) string {
	if len(m.into) == 0 {
		return "toString(" + column + ")"
	}
	from := slices.Sorted(maps.Keys(m.into))
	to := make([]string, len(from))
	for i, f := range from {
		to[i] = m.into[f]
	}
	return "transform(toString(" + column + "), " + w.param("Array(String)", from) + ", " +
		w.param("Array(String)", to) + ", toString(" + column + "))"
}

// liveCall is live for rows of calls, which splits move by their words.
func (m *merges) liveCall(w *where) string {
	text := m.live(w, "api")
	for _, x := range slices.Backward(m.splits) {
		text = "if(" + x.match(w) + ", " + w.param("String", m.liveOf(x.into)) + ", " + text + ")"
	}
	return text
}

// match is the condition of the calls that a split moves.
func (x split) match(w *where) string {
	return "api = " + w.param("String", x.from) + " AND words[" + w.param("UInt8", x.place) + "] = " + w.param("UInt32", x.word)
}

func (m *merges) liveOf(id string) string {
	if to, ok := m.into[id]; ok {
		return to
	}
	return id
}

// callsOf keeps the rows of calls that count for an API.
func (m *merges) callsOf(w *where, api string) {
	ids := m.all(api)
	cond := "api IN " + w.param("Array(String)", ids)
	for _, x := range m.splits {
		away := slices.Contains(ids, x.from) && m.liveOf(x.into) != api
		if away {
			cond += " AND NOT (" + x.match(w) + ")"
		}
	}
	for _, x := range m.splits {
		if m.liveOf(x.into) == api && !slices.Contains(ids, x.from) {
			cond = "(" + cond + ") OR (" + x.match(w) + ")"
		}
	}
	w.conds = append(w.conds, "("+cond+")")
}

// all lists the IDs whose rows count for any of the given ones, these included.
func (m *merges) all(ids ...string) []string {
	out := slices.Clone(ids)
	for from, to := range m.into {
		if slices.Contains(ids, to) {
			out = append(out, from)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
