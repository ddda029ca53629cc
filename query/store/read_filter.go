package store

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// where collects conditions and their values. Values only ever become parameters.
type where struct {
	conds []string
	args  args
}

func newWhere() *where { return &where{args: args{}} }

// add puts in a condition whose %s places become parameters of the given type.
func (w *where) add(cond, typ string, values ...any) {
	places := make([]any, len(values))
	for i, v := range values {
		places[i] = w.param(typ, v)
	}
	w.conds = append(w.conds, fmt.Sprintf(cond, places...))
}

// param names one value and gives its place in the text.
func (w *where) param(typ string, v any) string {
	name := fmt.Sprintf("p%d", len(w.args))
	w.args[name] = v
	return "{" + name + ":" + typ + "}"
}

func (w *where) text() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}

// nanos is a time as DateTime64; the driver would cut a time to seconds.
const nanos = "fromUnixTimestamp64Nano(%s, 'UTC')"

// window keeps rows that lie in a window or overlap it. Calls are stored to the millisecond,
// so a window that begins where a finding did, to the nanosecond, begins with that
// millisecond: rather a neighbour's call too many than the finding's own call missing.
func (w *where) window(first, last string, in query.Window) {
	if !in.From.IsZero() {
		w.add(last+" >= "+nanos, "Int64", clamped(in.From.Truncate(time.Millisecond)).UnixNano())
	}
	if !in.To.IsZero() {
		w.add(first+" < "+nanos, "Int64", clamped(in.To).UnixNano())
	}
}

// within keeps rows whose address column lies in a block.
func (w *where) within(column string, p netip.Prefix) {
	if p.IsValid() {
		_, first, last := ends(p)
		w.add(column+" BETWEEN toIPv6(%s) AND toIPv6(%s)", "String", first.String(), last.String())
	}
}

// overlapping keeps rows whose block overlaps any of the nets.
func (w *where) overlapping(nets []netip.Prefix) {
	var any []string
	for _, p := range nets {
		if !p.IsValid() {
			continue
		}
		_, first, last := ends(p)
		any = append(any, fmt.Sprintf("(block_first <= toIPv6(%s) AND block_last >= toIPv6(%s))",
			w.param("String", last.String()), w.param("String", first.String())))
	}
	if len(nets) > 0 {
		any = append(any, "0")
		w.conds = append(w.conds, "block != ''", "("+strings.Join(any, " OR ")+")")
	}
}

// matching keeps rows that hold the text, without case, in any of the columns.
func (w *where) matching(text string, columns ...string) {
	if text == "" {
		return
	}
	place := w.param("String", text)
	var any []string
	for _, c := range columns {
		any = append(any, "positionCaseInsensitiveUTF8("+c+", "+place+") > 0")
	}
	w.conds = append(w.conds, "("+strings.Join(any, " OR ")+")")
}

// after keeps the rows that come after a key in an order. n and id are the expressions of
// the sort key and of the row's ID.
func (w *where) after(n, id string, o query.Order, k *query.Key) {
	if k == nil {
		return
	}
	sign := ">"
	if o.Desc {
		sign = "<"
	}
	w.conds = append(w.conds, fmt.Sprintf("(%s, %s) %s (%s, %s)", n, id, sign, w.param("Int64", k.N),
		w.param("String", k.ID)))
}

func orderBy(n, id string, o query.Order) string {
	if o.Desc {
		return " ORDER BY " + n + " DESC, " + id + " DESC"
	}
	return " ORDER BY " + n + ", " + id
}

// clause is a field of a list: an expression that gives its value (or values, many) as text.
type clause struct {
	expr string
	many bool
}

// fields puts in the filter's choices, except those of one field ("" none).
func (w *where) fields(table map[query.Field]clause, f query.Filter, except query.Field) error {
	for _, field := range sortedFields(f.Values) {
		values := f.Values[field]
		c, ok := table[field]
		if !ok {
			return fmt.Errorf("no field %q in this list", field)
		}
		if field == except || len(values) == 0 {
			continue
		}
		if c.many {
			w.add("hasAny("+c.expr+", %s)", "Array(String)", values)
		} else {
			w.add("has(%[1]s, "+c.expr+")", "Array(String)", values)
		}
	}
	return nil
}

// nameOf gives an expression for the name of a small number, from the names Go gives it.
func nameOf[T fmt.Stringer](column string, names ...T) string {
	var list []string
	for _, n := range names {
		list = append(list, "'"+n.String()+"'")
	}
	return "[" + strings.Join(list, ", ") + "][" + column + " + 1]"
}

// rowIDs gives an expression for a list of row numbers as row IDs: "SD-05".
func rowIDs(prefix, column string) string {
	return "arrayMap(n -> concat('" + prefix + "', leftPad(toString(n), 2, '0')), " + column + ")"
}

const bucketsMost = 5_000 // of one series; more is a mistake of the caller

// series divides a window into buckets from its beginning.
type series struct {
	from  time.Time
	width time.Duration
	n     int
}

func newSeries(w query.Window, width time.Duration) (series, error) {
	if w.From.IsZero() || w.To.IsZero() || width <= 0 || !w.From.Before(w.To) {
		return series{}, fmt.Errorf("a series needs a window with both ends and a width, not %v to %v by %v", w.From,
			w.To, width)
	}
	n := int((w.To.Sub(w.From) + width - 1) / width)
	if n > bucketsMost {
		return series{}, fmt.Errorf("a series of %d buckets is too long: at most %d", n, bucketsMost)
	}
	return series{w.From.UTC(), width, n}, nil
}

func (s series) at(i int) time.Time { return s.from.Add(time.Duration(i) * s.width) }

// index is an expression for the bucket of a time column; earlier times belong to the first.
func (s series) index(w *where, column string) string {
	from := w.param("Int64", s.from.UnixNano())
	return fmt.Sprintf("intDiv(greatest(toUnixTimestamp64Nano(%s), %s) - %s, %s)",
		column, from, from, w.param("Int64", int64(s.width)))
}

// addLevel adds n cases of a level.
func addLevel(c *query.LevelCounts, l finding.Level, n uint64) {
	switch l {
	case finding.High:
		c.High += n
	case finding.Medium:
		c.Medium += n
	case finding.Low:
		c.Low += n
	}
}
