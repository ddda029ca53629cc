package event

import (
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Line is where a row draws its line, as far as a tenant may move it. Zero fields are parts
// that the row does not have.
type Line struct {
	Floor  float64       // more than so many fire while nothing is learned
	Least  float64       // least line ever, once it is known what is usual
	Times  float64       // times what is usual
	Window time.Duration // over which it counts, where that may be moved too; whole seconds
}

// Bounds of what a tenant may set. A floor of 0 would call every call an event; a window
// longer than an hour needs memory that quiet clients are not given.
const (
	LeastFloor, MostFloor   = 1.0, 1e6
	LeastTimes, MostTimes   = 1.1, 100.0
	LeastWindow, MostWindow = time.Minute, time.Hour
)

// lines are the lines of the rows that have no tally; those of the others stand in their
// tallyRule. A row that is not named here and has no tally can be off, simulated and
// re-levelled, but has no figures to move.
var lines = [...]Line{
	1:  {Floor: fastCold, Least: fastLearned, Times: fastTimes},
	2:  {Floor: oddFloor},
	3:  {Floor: oddFloor},
	4:  {Floor: oddFloor},
	5:  {Floor: oddFloor},
	6:  {Floor: oddFloor},
	8:  {Floor: namesFloor},
	9:  {Floor: guessFloor},
	10: {Floor: namesFloor},
	17: {Floor: walkTool, Least: walkLearned, Times: walkTimes},
	19: {Floor: openEntries},
	25: {Floor: badFloor, Least: badHour, Times: crowdTimes},
	31: {Floor: lackRefused},
	32: {Floor: lackRefused},
	33: {Floor: lackRefused},
	34: {Floor: lackRefused},
	60: {Floor: crossFloor, Times: crossTimes},
	61: {Floor: walkFloor, Times: crossTimes},
	62: {Floor: warpGiven},
	65: {Floor: strayDay, Times: strayTimes},
}

// Line gives the row's line as it is built in; ok is false where it has none to move.
func (r *Row) Line() (l Line, ok bool) {
	switch {
	case r.tally != nil:
		l = r.tally.line()
	case int(r.ID) < len(lines):
		l = lines[r.ID]
	}
	return l, l != Line{}
}

func (t *tallyRule) line() Line {
	return Line{Floor: t.floor, Least: t.least, Times: t.times, Window: time.Duration(t.window) * time.Second}
}

// lineOf gives a row's line for a call.
func lineOf(row finding.Event, f *finding.Facts) Line { return lines[row].tuned(f.Tuning.Event(row)) }

// tuned moves a line as a policy says; nil leaves it.
func (l Line) tuned(t *finding.Tune) Line {
	if t == nil {
		return l
	}
	if t.Floor > 0 {
		l.Floor, l.Least = t.Floor, t.Floor
	}
	if t.Times > 0 && l.Times > 0 {
		l.Times = t.Times
	}
	if t.Window > 0 && l.Window > 0 {
		l.Window = time.Duration(t.Window) * time.Second
	}
	return l
}

// policyOf tells the versions of policies apart: after a change what is found is explained
// anew, because it may begin a case. 0 for none.
func policyOf(t *finding.Tune) uint32 {
	if t == nil {
		return 0
	}
	return uint32(xxh3.HashString(t.Policy)) | 1 //nolint:gosec // half of the hash is enough
}

// over is the window that a row counts a call over.
func (r *Row) over(f *finding.Facts) time.Duration {
	if t := f.Tuning.Event(r.ID); t != nil && t.Window > 0 && r.tally != nil {
		return time.Duration(t.Window) * time.Second
	}
	return r.Window
}

// judged adds what a row's verdict on a call contributes: nothing where the call is within the
// line or the tenant has switched the row off. flagged calls teach nothing, also where the row
// only runs on trial: it shall judge as it will once it is on.
func (r *Row) judged(ep *episode, f *finding.Facts, at uint32, v *verdict, out *[]finding.Finding) (flagged bool) {
	if ep == nil || !v.fires() || f.Tuning.Event(r.ID).Off() {
		return false
	}
	r.emit(ep, f, at, *v, out)
	return true
}

// judgedOf is judged at account scope. name is where the account's name is kept.
func (r *Row) judgedOf(name *string, ep *episode, f *finding.Facts, at uint32, v *verdict, out *[]finding.Finding) (flagged bool) {
	if ep == nil || !v.fires() || f.Tuning.Event(r.ID).Off() {
		return false
	}
	if *name == "" {
		*name = finding.AccountText(f)
	}
	r.emitOf(*name, ep, f, at, *v, out)
	return true
}
