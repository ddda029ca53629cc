package risk

import (
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Row is one kind of risk: what it is called, how it is seen and why to believe it.
type Row struct {
	ID       finding.Risk
	Title    string
	Category string
	Level    finding.Level
	Version  int           // of the rule; rises when its judgement changes
	Advice   string        // what to do
	Clear    string        // the smallest change that would not have shown it
	Zh       finding.Words // title, clear and advice in Chinese
	Suggest  []finding.SuggestionKind
	// PerCall judges one call by itself. The reason is one of reasons with its values
	// (finding.Say): place and field, and masked values only; it points into nothing of the
	// call, and of its bytes MaxReason are kept.
	PerCall func(c *Call) (reason string, hit bool)
	// Needs is what a call must show, and Any of what it must show at least one, that PerCall can find
	// anything. They only save time: they never decide.
	Needs, Any Shown
	// PerAPI judges what was counted of an API, once a minute at most.
	PerAPI func(a *API) (v Verdict, hit bool)
	// Floor is where PerAPI draws its line and Unit what it counts, where a tenant may move it.
	Floor uint32
	Unit  string
	// Chance is what kind of later calls would have shown it, and Enough how many of them
	// without it prove a fix; 0: that follows from how often it showed before.
	Chance  Chance
	Enough  uint32
	Finds   []Example // each must show this risk
	Ignores []Example // none may show this risk

	typ  string // "RK-18"
	rule string // "RK-18@1"
}

// Verdict is how far an API is over a row's line.
type Verdict struct {
	Observed, Threshold uint32
	Unit                string
	Says                string // key of its reason
	Of                  uint32 // of how many, 0: that is not said
}

// Reason is why, as findings store it.
func (v *Verdict) Reason() string {
	if v.Of == 0 {
		return finding.Say(v.Says, number("n", v.Observed))
	}
	return finding.Say(v.Says, number("n", v.Observed), number("of", v.Of))
}

// MaxReason is the most bytes of a reason: it travels with the facts of the call.
const MaxReason = 160

// Type is the row's ID as findings carry it.
func (r *Row) Type() string { return r.typ }

// Rule is the row's ID and version, as in "RK-18@1".
func (r *Row) Rule() string { return r.rule }

// Table lists the rows that judge, in the order of their IDs; they must not be changed.
func Table() []*Row { return rows }

// Judge asks the rows that judge single calls and can find something in this one, and appends what
// they find in the order of their IDs. The reasons own what they hold.
func (c *Call) Judge(dst []finding.RiskHit) []finding.RiskHit {
	c.glance()
	for _, r := range perCall {
		if c.shown&r.Needs != r.Needs || r.Any != 0 && c.shown&r.Any == 0 {
			continue
		}
		if reason, ok := r.PerCall(c); ok {
			dst = append(dst, finding.RiskHit{Risk: r.ID, Reason: Reason(reason)})
		}
	}
	return dst
}

// ByID finds a row that judges, or gives nil.
func ByID(id finding.Risk) *Row {
	if int(id) < len(byID) {
		return byID[id]
	}
	return nil
}

// ByType finds a row by its ID as findings carry it, or gives nil.
func ByType(typ string) *Row {
	for _, r := range rows {
		if r.typ == typ {
			return r
		}
	}
	return nil
}

// lastRow is the number of rows of the acceptance table.
const lastRow = 38

var (
	rows    = named(table())
	perCall = slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return r.PerCall == nil })
	byID    = func() (all [lastRow + 1]*Row) {
		for _, r := range rows {
			all[r.ID] = r
		}
		return all
	}()
)

func named(in []*Row) []*Row {
	for _, r := range in {
		r.typ = r.ID.String()
		r.rule = fmt.Sprintf("%s@%d", r.typ, r.Version)
	}
	return in
}

// table puts the rows together, one file a category.
func table() []*Row {
	all := slices.Concat(securityRows(), accountRows(), permissionRows(), dataRows(), designRows())
	slices.SortFunc(all, func(a, b *Row) int { return int(a.ID) - int(b.ID) })
	return all
}
