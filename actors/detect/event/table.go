package event

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Scope is whose behaviour a row judges, and so which state holds its memory.
type Scope string

// Scopes.
const (
	ScopeClient   Scope = "client"   // one address over its APIs
	ScopeEndpoint Scope = "endpoint" // one API over its clients
	ScopeAccount  Scope = "account"  // one account or session among the others
)

// Row is one kind of event: what it is called, how it is judged and why to believe it.
type Row struct {
	ID         finding.Event
	Title      string
	Categories []string        // names of the source documents; an event may stand in several
	Also       []finding.Event // rows of the second list that mean the same
	Scope      Scope
	Version    int             // of the rule; rises when its judgement changes
	Unit       string          // of observed, baseline and threshold
	Window     time.Duration   // over which they are counted
	Windows    []time.Duration // and others, against what the API's clients do at most
	Vote       finding.Vote    // how it sees that it is abuse (PE-21)
	Level      finding.Level   // at the threshold
	Medium     float64         // times the threshold from which it is at least medium; 0: never
	High       float64         // times the threshold from which it is high; 0: never
	Rise       finding.Rise    // and by the calls of the whole case (ES-05)
	Advice     string
	Reason     string        // why it fired, with places for values (finding.Phrase); see say.go for those every row has
	Clear      string        // the smallest change that would not have fired, likewise
	Zh         finding.Words // title, reason, clear and advice in Chinese
	Suggest    []finding.SuggestionKind
	Finds      []Scenario // must give exactly one case of this row
	Ignores    []Scenario // must give no event at all

	client   func(w *window, f *finding.Facts, at uint32) (verdict, *episode)
	endpoint func(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode)
	// records also gives where the name of the account is kept.
	records func(r *Records, f *finding.Facts, at uint32) (verdict, *episode, *string)
	domain  func(d *Domain, f *finding.Facts, at uint32) (verdict, *episode, *string) // likewise
	values  func(v *verdict) string                                                   // values of the reason that follow from the figures, nil if none
	tally   *tallyRule                                                                // of rows that count what a client does; their client rule is judgeTally
	account bool                                                                      // what one account does from several addresses is judged as well
	flood   bool                                                                      // what its tally takes is judged over all addresses as well, flood.go
	many    bool                                                                      // no one source: its case is of the API and the day
	typ     string                                                                    // "EV-09"
	rule    string                                                                    // "EV-09@1"
}

// Type is the row's ID as findings carry it.
func (r *Row) Type() string { return r.typ }

// Rule is the row's ID and version, as in "EV-09@1".
func (r *Row) Rule() string { return r.rule }

// rows is every kind of event there is, in the order of judgement. One call may be part of several.
var rows = named(
	ev01, ev02, ev03, ev04, ev05, ev06, ev07, ev08, ev09, ev10, ev11, ev12, ev13,
	ev14, ev15, ev16, ev17, ev18, ev19, ev20, ev21, ev22, ev23, ev24, ev25,
	te01, te02, te03, te04, te11, pe22,
	te05, xv13, pe15, pe16, pe17,
)

// The rows of one way of judging, in the same order.
var (
	tallyRows   = only(func(r *Row) bool { return r.tally != nil })   // that count
	accountRows = only(func(r *Row) bool { return r.account })        // that also judge accounts
	recordRows  = only(func(r *Row) bool { return r.records != nil }) // that judge whose records are asked for
	floodRows   = only(func(r *Row) bool { return r.flood })          // that also judge all addresses together
	domainRows  = only(func(r *Row) bool { return r.domain != nil })  // that judge who calls what on a host
)

func only(is func(*Row) bool) (out []*Row) {
	for _, r := range rows {
		if is(r) {
			out = append(out, r)
		}
	}
	return out
}

func named(in ...*Row) []*Row {
	for _, r := range in {
		r.typ = r.ID.String()
		r.rule = fmt.Sprintf("%s@%d", r.typ, r.Version)
		if r.tally != nil {
			r.client = judgeTally(r)
		}
	}
	return in
}

// Table lists the rows; they are shared and must not be changed.
func Table() []*Row { return rows }

// ByType finds a row by its ID as findings carry it, or gives nil.
func ByType(typ string) *Row {
	for _, r := range rows {
		if r.typ == typ {
			return r
		}
	}
	return nil
}

// verdict is how far a call is over a row's line; the zero value means it is not.
type verdict struct {
	observed  float64
	baseline  float64
	threshold float64
	learned   bool          // the threshold comes from the baseline, not from a built-in floor
	estimate  bool          // observed is an estimate
	calls     uint32        // calls of the window that belong to it, this one included; 0: this one
	extra     string        // values of the reason that only this row has (finding.Arg), "" if none
	more      func() string // likewise, where they take time: called only where the case is explained; nil if none
	window    time.Duration // where it is not the row's
	ips       uint32        // that took part, of rows of no one source
	people    int           // that share the address, as far as is known
	share     float64       // that is said besides; 0: none
	least     finding.Level
	many      bool       // it is of no one source
	account   string     // whose doing it is over its addresses, "" for that of an address
	lead      netip.Addr // that leads the many, if any does
}

func (v *verdict) fires() bool { return v.observed > v.threshold }

// level follows the volume.
func (r *Row) level(v *verdict) finding.Level {
	l := max(r.Level, v.least)
	over := v.observed / max(v.threshold, 1)
	if r.High > 0 && over >= r.High {
		return finding.High
	}
	if r.Medium > 0 && over >= r.Medium {
		return max(l, finding.Medium)
	}
	return l
}

// within holds an estimate to what is possible: nobody reads more objects than it makes calls.
func (v *verdict) within(calls uint32) {
	if v.estimate {
		v.observed = min(v.observed, float64(calls))
	}
}
