package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// tallyRule is a row that counts something one client does on one API over a window: calls,
// entries, or different things, against a floor or what this client is used to.
type tallyRule struct {
	window uint32   // seconds
	floor  float64  // more than so many fire while nothing is learned
	least  float64  // least line ever, once the client's habit is known
	times  float64  // times that habit
	share  float64  // 0, or the share of the client's calls on the API that must be such, from the first such call on
	day    *dayRule // nil: no second line
	people float64  // people behind one address that are allowed for at most; 0: a person more changes nothing

	// takes tells what a call adds: an amount, or with a hash one different thing. 0: nothing.
	takes func(f *finding.Facts) (n uint32, hash uint64)
	// raises is the least level a call gives its case, 0 for none.
	raises func(f *finding.Facts) finding.Level
}

// maxPeople is the longest line of people an address is allowed for by rules that allow for any.
const maxPeople = 50

// done is what one client did of what one row counts on one API: 250 bytes, 12 more for each
// different thing up to sketch.RecentExact.
type done struct {
	row     finding.Event
	window  uint32         // seconds it counts over; another one begins anew
	total   sketch.Counter // what was added
	calls   sketch.Counter // every call on the API since the first that added something
	things  sketch.Recent  // different hashes
	users   sketch.Users
	aged    uint32
	episode episode
	habit   baseline.Habit
	hour    uint32 // hour whose most is being taken
	most    float64
	flagged bool // this hour teaches nothing
	long    *dayDone

	// of the newest call; not written down
	added bool
	n     float64
	exact bool
}

// tallied reports that some row counts a call.
func tallied(f *finding.Facts) bool {
	for _, r := range tallyRows {
		if n, _ := r.tally.takes(f); n > 0 {
			return true
		}
	}
	return false
}

// noteTallies takes a call in for every row that counts it, and as one more call for those of
// which the window holds something already.
func (w *window) noteTallies(f *finding.Facts, at uint32) {
	for _, r := range tallyRows {
		n, hash := r.tally.takes(f)
		t := w.tally(r.ID, n > 0)
		if t == nil {
			continue
		}
		window := r.tally.window
		if x := f.Tuning.Event(r.ID); x != nil && x.Window > 0 {
			window = x.Window
		}
		if t.window != window { // what was counted over another one says nothing about this one
			*t = done{row: r.ID, window: window, long: t.long}
		}
		t.note(r.tally, f, at, n, hash)
		if r.tally.day != nil && n > 0 {
			if t.long == nil {
				t.long = &dayDone{}
			}
			t.long.note(r.tally.day, f, at, w.seen)
		}
	}
}

// tally finds the memory for a row, or makes it.
func (w *window) tally(row finding.Event, create bool) *done {
	for _, t := range w.tallies {
		if t.row == row {
			return t
		}
	}
	if !create {
		return nil
	}
	t := &done{row: row}
	w.tallies = append(w.tallies, t)
	return t
}

func (t *done) note(r *tallyRule, f *finding.Facts, at, n uint32, hash uint64) {
	t.calls.Add(at, t.window, 1)
	if r.people > 0 {
		if at > t.aged+t.window {
			t.users.Age()
			t.aged = at
		}
		if who := person(f); who != 0 {
			t.users.Add(who)
		}
	}
	if t.added = n > 0; !t.added {
		return
	}
	t.total.Add(at, t.window, n)
	t.n, t.exact = float64(t.total.Sum(at, t.window)), true
	if hash != 0 {
		t.things.Add(hash, at, t.window)
		different, exact := t.things.Count(at, t.window)
		t.n, t.exact = float64(different), exact
	}
	t.episode.see(at, t.window)
}

// judgeTally is the client rule of a row that counts.
func judgeTally(r *Row) func(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
	rule := r.tally
	return func(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
		t := w.tally(r.ID, false)
		if t == nil || !t.added {
			return verdict{}, nil
		}
		line := rule.line().tuned(f.Tuning.Event(r.ID))
		v := verdict{observed: t.n, threshold: line.Floor, estimate: !t.exact}
		calls := t.calls.Sum(at, t.window)
		if t.things.Len() > 0 {
			v.within(calls)
		}
		if most, learned := t.habit.Most(at / secondsPerDay); learned {
			v.baseline, v.learned = most, true
			v.threshold = max(line.Least, most*line.Times)
		}
		if people := min(float64(t.users.Count()), rule.people, maxPeople); people > 1 {
			v.threshold *= people
			v.people = int(people)
		}
		if rule.share > 0 && calls > 0 {
			v.share = min(t.n/float64(calls), 1)             // an estimate may be above the calls
			if t.n <= rule.share*float64(calls)+rule.share { // a window may begin with one call too many of them
				v.observed = min(v.observed, v.threshold)
			}
		}
		if rule.raises != nil && v.fires() {
			v.least = rule.raises(f)
		}
		if rule.day == nil || t.long == nil {
			return v, &t.episode
		}
		base := rule.line()
		over := t.long.judge(rule.day, line.Floor/base.Floor, line.Times/base.Times, at, w.seen)
		if v.fires() || !over.fires() {
			if v.fires() { // its calls are said
				t.long.episode.pending = 0
			}
			return v, &t.episode
		}
		t.episode.pending = 0
		return over, &t.long.episode
	}
}

// learnTallies takes the most of each unflagged hour as one observation.
func (w *window) learnTallies(at uint32, flagged bool) {
	hour := at / 3600
	for _, t := range w.tallies {
		if hour > t.hour {
			if !t.flagged && t.most > 0 {
				t.habit.Observe(t.most, t.hour/24)
			}
			t.hour, t.most, t.flagged = hour, 0, false
		}
		if !t.added {
			continue
		}
		if flagged {
			t.flagged = true
		}
		t.most = max(t.most, t.n)
		t.added = false
	}
}

// maxTallies is how many rows there are that count; a state read back has no more.
const maxTallies = 32

func (t *done) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(t.row))
	dst = binary.AppendUvarint(dst, uint64(t.window))
	dst = t.things.Append(t.calls.Append(t.total.Append(dst)))
	dst = binary.BigEndian.AppendUint64(dst, t.users.Now)
	dst = binary.BigEndian.AppendUint64(dst, t.users.Before)
	dst = binary.AppendUvarint(dst, uint64(t.aged))
	dst = t.habit.Append(t.episode.append(dst))
	dst = binary.AppendUvarint(dst, uint64(t.hour))
	dst = finding.AppendFloat(dst, t.most)
	dst = finding.AppendBool(finding.AppendBool(dst, t.flagged), t.long != nil)
	if t.long != nil {
		dst = t.long.append(dst)
	}
	return dst
}

func (t *done) read(u *finding.Unpacker) {
	t.row, t.window = finding.Event(u.Uint32()), u.Uint32()
	t.total.Read(u)
	t.calls.Read(u)
	t.things.Read(u)
	t.users = sketch.Users{Now: u.Fixed64(), Before: u.Fixed64()}
	t.aged = u.Uint32()
	t.episode.read(u)
	t.habit.Read(u)
	t.hour, t.most, t.flagged = u.Uint32(), u.Float(), u.Bool()
	if u.Bool() {
		t.long = &dayDone{}
		t.long.read(u)
	}
}

// has reports that one of the API's purposes is among those given, by their numbers in the
// acceptance table.
func has(f *finding.Facts, purposes ...finding.Purpose) bool {
	for _, p := range f.Purposes {
		for _, q := range purposes {
			if p == q {
				return true
			}
		}
	}
	return false
}
