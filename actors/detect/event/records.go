package event

import (
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Bounds of what is learned of the records of one API.
const (
	maxCross  = 64 // accounts that read what belongs to others, with their habits
	maxWalk   = 32 // accounts that read most of what is not known to be theirs
	maxWarped = 8  // accounts that send ids which disagree

	crossWindow = uint32(7 * secondsPerDay)
	walkWindow  = uint32(3600)
	warpWindow  = uint32(3600)

	keepersSoon  = 8    // owners who came back from which an API is known to have owners within an hour
	keptSoon     = 30   // and how often they did
	keepersLater = 5    // likewise after LearnDays of its first call
	openAnswers  = 0.1  // share of answers without an account from which records are for everybody
	crossShare   = 0.1  // share of accounts that read others' records up to which records have owners
	crossFree    = 2    // and so many besides: one attacker, one clerk
	peakDays     = 7    // days in which what staff does most is taken as it is: the more is known, the more are others'
	crossMeets   = 2    // accounts with whom one must have read the same to be one that reads others'
	recordsLater = 3    // days after which fewer owners are enough
	recordsKeep  = 60   // days without a call after which nothing is worth keeping
	learnHalf    = 1e6  // calls from which the counts of answers are halved
	fewLocals    = 2    // owners in a network up to which it is one of staff
	scaleLimit   = 1000 // an estimate from a sample says no more than so many times what was seen
)

// Records is what is remembered of whose the records of one API are, learned from which account is
// given which of them: 12 to 24 bytes a record up to 60 KB, more for accounts that read what is not
// theirs (12 bytes a record and account). Where accounts read the same records it finds that out and
// judges nothing. Not safe for concurrent use.
type Records struct {
	newest  uint32
	late    uint64
	begun   uint32 // second of the first call
	owners  owners
	persons persons // who the sessions are
	given   uint32  // answers to accounts and sessions
	open    uint32  // answers to nobody in particular

	keepers  sketch.Distinct // accounts that came back to a record of theirs
	kept     uint32          // how often they did
	crossers sketch.Distinct // accounts that read a record that another had read before
	caught   uint32          // of these, accounts that an event was made of
	settled  uint32          // minute for which owned was judged
	owned    bool

	cross sketch.Heavy[crosser]
	walk  sketch.Heavy[walker]
	aged  uint32
	usual baseline.Habit // most records in an hour that one account reads and that are not known to be its own
	day   uint32
	most  uint32 // of the day

	warped  sketch.Heavy[warper]
	warpers sketch.Users // accounts whose ids disagree
	callers sketch.Users

	// of the call being judged
	who    uint64
	me     uint32   // as owners are known: the account, or who the session is
	crime  *crosser // reads what is known to be another's
	stray  *crosser // that, or what another read once
	walker *walker
	warp   *warper
}

// NewRecords makes the state of an API whose records were never asked for.
func NewRecords() *Records {
	return &Records{
		cross: sketch.NewHeavy[crosser](maxCross), walk: sketch.NewHeavy[walker](maxWalk),
		warped: sketch.NewHeavy[warper](maxWarped),
	}
}

// crosser is an account that reads records of others.
type crosser struct {
	network uint64
	objects sketch.Recent  // of others, over a day
	habit   baseline.Habit // most of them in a day
	peak    uint32         // likewise, of the first days of one that did so from the beginning
	since   uint32         // second from which the next two are counted
	few     tagSet         // records of others, over crossWindow
	owners  tagSet         // whose they are
	met     tagSet         // accounts that read the same, as far as nobody came back to it
	day     uint32
	most    uint32
	flagged bool  // this day teaches nothing
	staff   bool  // did so before it was known that records have owners, or came from where such do
	caught  bool  // an event was made of it
	locals  uint8 // owners who came back to theirs from its network
	episode episode
	name    string
}

// Reuse makes a place another's.
func (c *crosser) Reuse() {
	objects := c.objects
	objects.Clear()
	*c = crosser{objects: objects}
}

// tagSet counts different tags, up to its size.
type tagSet struct {
	n    uint8
	tags [8]uint32
}

func (o *tagSet) add(tag uint32) {
	for _, t := range o.tags[:o.n] {
		if t == tag {
			return
		}
	}
	if int(o.n) < len(o.tags) {
		o.tags[o.n] = tag
		o.n++
	}
}

func (o *tagSet) full() bool { return int(o.n) == len(o.tags) }

// walker is an account that reads records which are not known to be its own.
type walker struct {
	objects sketch.Recent // over walkWindow
	foreign sketch.Counter
	missing sketch.Counter
	habit   baseline.Habit // most in an hour
	hour    uint32
	most    uint32
	flagged bool
	episode episode
	name    string
}

// Reuse makes a place another's.
func (w *walker) Reuse() {
	objects := w.objects
	objects.Clear()
	*w = walker{objects: objects}
}

// RecordsKey names whose state a call belongs to: the records of a path, whatever is done with them.
// false: the call asks for no record.
func RecordsKey(dst []byte, f *finding.Facts) ([]byte, bool) {
	if f.Object == 0 || f.Noise || f.API.Template == "" {
		return dst, false
	}
	dst = append(append(dst, f.API.Host...), f.API.Template...)
	for i := range len(f.API.Method) {
		if f.API.Method[i] == ' ' { // an operation over one path
			dst = append(dst, f.API.Method[i:]...)
			break
		}
	}
	return dst, true
}

// asker is whose a call is, as far as it says: the account, else the session.
func asker(f *finding.Facts) uint64 {
	if f.Account != 0 {
		return f.Account
	}
	return f.Session
}

// Apply judges one call for a record, then learns from it.
func (r *Records) Apply(f *finding.Facts, out *[]finding.Finding) {
	at := uint32(max(f.Time.Unix(), 0))
	if at+lateness < r.newest {
		r.late++
		return
	}
	if r.begun == 0 {
		r.begun = at
	}
	r.newest = max(r.newest, at)
	if at >= r.aged+walkWindow {
		r.age(at)
	}
	if r.who = asker(f); r.who == 0 {
		if f.Given() {
			r.open++
		}
		return
	}
	r.crime, r.stray, r.walker, r.warp = nil, nil, nil, nil
	r.note(f, at)
	r.noteWarp(f, at)
	flagged, from := false, len(*out)
	for _, row := range recordRows {
		v, ep, name := row.records(r, f, at)
		flagged = row.judgedOf(name, ep, f, at, &v, out) || flagged
	}
	agree((*out)[from:], f, 0)
	r.learn(at, flagged || f.Attacks != 0)
}

// note compares whose the record is with who asks for it.
func (r *Records) note(f *finding.Facts, at uint32) {
	tag, me := tagOf(f.Object), tagOf(r.who)
	if f.Account == 0 {
		me = r.persons.person(me)
	}
	r.me = me
	if !f.Given() {
		if f.Status == 401 || f.Status == 403 || f.Status == 404 || f.Status == 410 || f.Marks&finding.MarkRefused != 0 {
			r.walks(f, at, &r.walkerOf().missing)
		}
		return
	}
	r.given++
	if r.given >= learnHalf {
		r.given, r.open = r.given/2, r.open/2
	}
	now := uint16((at - min(r.begun, at)) / occasion)
	o := &r.owners
	if f.Account == 0 {
		said := false
		me, said = r.noteSession(f, at, now)
		if r.me = me; said {
			return
		}
	}
	i, s := o.find(tag), owned{}
	if i >= 0 {
		s = o.at(i)
	}
	switch {
	case i < 0 && len(o.tags) > 0: // not in the sample
	case s.tag == 0:
		r.walks(f, at, nil)
		if n, _ := r.walker.objects.Count(at, walkWindow); n <= walkFloor { // who collects shall not own
			o.put(owned{tag: tag, owner: me, last: now})
		}
	case s.owner == me:
		if now > s.last {
			o.last[i], o.times[i] = now, min(s.times+1, 200)
			r.returned(f)
		}
	case s.times > 0 && now-s.last < ownerForget/4:
		r.crosses(f, i, at)
	default: // nobody came back to it: it is whoever's read it last
		r.crossed(f, s.owner, at)
		r.walks(f, at, &r.walkerOf().foreign)
		o.set(i, me, now)
	}
}

// returned takes in that an account came back to a record of its own.
func (r *Records) returned(f *finding.Facts) {
	if r.keepers.Add(r.who) {
		r.settled = 0
	}
	r.kept = min(r.kept+1, 1<<30)
	net := network(f.Client)
	if e := r.cross.Find(r.who); e != nil && e.Value.met.full() {
		return // it reads everybody's, and some again
	}
	for i := range r.cross.Entries() {
		if c := &r.cross.Entries()[i].Value; c.network == net && c.locals < 200 {
			c.locals++
		}
	}
}

// crossed takes in that somebody reads what another read once. One of the two reads what is not its own: where
// one meets many others so, as support and jobs do, it is that one; else who meets more than one other. Who
// does so before it is known that records have owners does it every day.
func (r *Records) crossed(f *finding.Facts, owner, at uint32) {
	owned := r.Owned(at)
	if owned && r.owners.weak(owner) > grabs {
		return // that one only collects
	}
	for i, key := range r.cross.Keys() {
		if tagOf(key) == owner && r.cross.Entries()[i].Value.met.full() {
			return
		}
	}
	c := r.crosserOf(f, at)
	c.objects.Add(f.Object, at, secondsPerDay)
	r.stray = c
	if c.met.add(owner); c.met.n >= crossMeets {
		r.strays()
	}
	if !owned {
		c.episode.seen = max(c.episode.seen, at)
	}
}

// strays takes in that the account of the call does not keep to its own.
func (r *Records) strays() {
	if r.crossers.Add(r.who) {
		r.settled = 0
	}
}

// crosses takes in that somebody reads what is another's: the record in a place.
func (r *Records) crosses(f *finding.Facts, i int, at uint32) {
	c, s := r.crosserOf(f, at), r.owners.at(i)
	if c.owners.n+1 >= crossMeets || f.Account != 0 { // what a person has may be known under two sessions
		r.strays()
	}
	r.crime, r.stray = c, c
	if at > c.since+crossWindow {
		c.since, c.few, c.owners = at, tagSet{}, tagSet{}
	}
	c.objects.Add(f.Object, at, secondsPerDay)
	c.few.add(s.tag)
	c.owners.add(s.owner)
	window := crossWindow
	if c.habit.Days() >= baseline.EnoughDays {
		window = secondsPerDay // it is measured by the day
	}
	c.episode.see(at, window)
	r.walks(f, at, &r.walkerOf().foreign)
}

func (r *Records) crosserOf(f *finding.Facts, at uint32) *crosser {
	e, fresh := r.cross.Touch(r.who)
	c := &e.Value
	if fresh {
		c.network = network(f.Client)
		c.staff = !r.Owned(at) || r.fromStaff(c) || r.young(at) && !r.owners.owns(r.me)
	}
	return c
}

// fromStaff reports that an account calls from the network of others who do so every day, where no
// owners come from.
func (r *Records) fromStaff(c *crosser) bool {
	for i := range r.cross.Entries() {
		o := &r.cross.Entries()[i].Value
		if o != c && o.network == c.network && o.locals <= fewLocals && !o.caught && (o.staff || o.habit.Days() >= baseline.EnoughDays) {
			return true
		}
	}
	return false
}

func (r *Records) walkerOf() *walker {
	if r.walker == nil {
		e, _ := r.walk.Touch(r.who)
		r.walker = &e.Value
	}
	return r.walker
}

// walks counts a record that is not known to be the account's own; of tells why, if there is a reason
// to think that it is not.
func (r *Records) walks(f *finding.Facts, at uint32, of *sketch.Counter) {
	w := r.walkerOf()
	had := w.objects.Len()
	w.objects.Add(f.Object, at, walkWindow)
	if of != nil && (w.objects.Len() != had || had == sketch.RecentExact) {
		of.Add(at, walkWindow, 1)
	}
	w.episode.see(at, walkWindow)
}
