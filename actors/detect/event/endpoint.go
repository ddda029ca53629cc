package event

import (
	"time"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const secondsPerDay = 24 * 60 * 60

// Endpoint is what is remembered of one API: its inventory entry, its baselines, its
// busiest clients and the risks it has shown. About 3 KB, 16 KB when busy, 26 KB at most.
// Not safe for concurrent use.
type Endpoint struct {
	api    traffic.API
	newest uint32 // Unix second of the newest call
	late   uint64
	asset  inventory
	auth   authCount // of calls that teach what is normal
	all    authCount // of every call, flagged ones too: what the API lets in
	proof  proof     // that credentials are never looked at

	rate    baseline.Rate
	peaks   baseline.Peaks
	habits  baseline.Habits
	fast    sketch.Heavy[caller]
	open    sketch.Heavy[opened]
	ways    ways
	quality quality
	ruling  ruling
	since   uint32 // Unix seconds of the first and the newest call learned from, 0: none
	until   uint32
	odd     sketch.Heavy[oddity]
	aged    uint32 // when the busiest clients were last aged
	risks   []riskCount
	counts  dayCounts
	figures []dayFigure
	own     own
	crowd   crowd
	walkers baseline.Habits // most different objects of the few who rightly read many
	judged  uint32          // minute in which the risks of the whole API were last judged

	roamers roamers // who calls over changing addresses

	missing  *missing  // nil while no call lacked anything
	rotating *rotating // nil while nobody logged in

	caller    *caller // of the call being judged
	block     *blockPace
	roamer    *roamer // nil where its account keeps to one address
	callerKey uint64
	lack      lack
}

// lack is what the call being judged lacks.
type lack struct {
	row   finding.Event // 0: nothing
	of    baseline.Lacking
	calls *lackingCalls
}

// NewEndpoint makes the state of an API that was never seen.
func NewEndpoint(api traffic.API) *Endpoint {
	return &Endpoint{
		api:   cloned(api),
		fast:  sketch.NewHeavy[caller](maxFast),
		open:  sketch.NewHeavy[opened](maxOpen),
		odd:   sketch.NewHeavy[oddity](maxOdd),
		crowd: newCrowd(), roamers: newRoamers(),
	}
}

// caller is one of the busiest clients of the API.
type caller struct {
	minute  uint32    // newest minute since 1970
	n       [3]uint32 // calls of that minute and the two before: as far as Lateness reaches
	users   sketch.Users
	hour    uint32 // hour whose most is being taken
	most    uint32 // most calls in one minute of that hour
	failed  uint32 // logins that failed in that hour
	taught  uint32 // calls of that hour that the rate was taught
	flagged bool   // this hour says nothing of the client's habit
	blamed  bool   // flagged calls in this hour: it teaches nothing at all
	fast    episode

	few, fewBad uint8 // calls and errors so far of a client without a pace
	pace        *pace
}

// opened is a client that got sensitive data without a credential.
type opened struct {
	entries sketch.Counter
	episode episode
}

// Apply judges one call of the API, then learns from it. Contributions to events and
// risks are appended to out.
func (e *Endpoint) Apply(f *finding.Facts, out *[]finding.Finding) {
	e.own.apply(f, finding.PerAPI, out)
	at, judged := e.take(f)
	if judged {
		e.noteLacking(f, at)
		flagged, from := false, len(*out)
		for _, r := range rows {
			if r.endpoint == nil {
				continue
			}
			v, ep := r.endpoint(e, f, at)
			flagged = r.judged(ep, f, at, &v, out) && !r.many || flagged
		}
		if len(*out) > from {
			agree((*out)[from:], f, e.habitVotes(f, at))
		}
		e.learn(f, at, flagged, false)
		e.tally(f, at, flagged || f.Flagged != 0)
		e.judgeRisks(f, at, out)
	}
	e.showRisks(f, out)
}

// Learn takes a call in as normal without judging it: for a stated learning period.
func (e *Endpoint) Learn(f *finding.Facts) {
	if at, judged := e.take(f); judged {
		e.learn(f, at, false, true)
	}
}

// take counts the call; calls too late are counted but not judged.
func (e *Endpoint) take(f *finding.Facts) (at uint32, judged bool) {
	at = uint32(max(f.Time.Unix(), 0))
	e.asset.note(f, at)
	if at+lateness < e.newest {
		e.late++
		return at, false
	}
	e.newest = max(e.newest, at)
	if at >= e.aged+crawlWindow {
		e.age(at)
	}
	a := ClientKey(f.Client).As16()
	e.callerKey = xxh3.Hash(a[:])
	c, fresh := e.fast.Touch(e.callerKey)
	if fresh && c.Over > 0 { // its first calls were not followed
		c.Value.flagged = true
	}
	e.noteLogon(f, at)
	e.caller = &c.Value
	e.caller.count(at / 60)
	e.noteCrowd(f, at)
	e.roamer = nil
	if who := person(f); who != 0 {
		e.caller.users.Add(who)
		if e.roamer = e.roamers.note(who, e.callerKey, at, !e.ruling.frozen); e.roamer != nil {
			e.roamer.reads(f, at)
		}
	}
	return at, true
}

// age forgets the clients that were quiet, so that the busiest of now find a place.
func (e *Endpoint) age(at uint32) {
	e.aged = at
	e.fast.Halve(func(c *sketch.HeavyEntry[caller]) bool {
		c.Value.users.Age()
		e.closeHour(&c.Value, c.Key, at/3600)
		e.closePace(&c.Value, at)
		e.rest(c, at)
		return c.Count == 0 && c.Value.pace == nil
	})
	e.open.Halve(func(o *sketch.HeavyEntry[opened]) bool {
		return o.Count == 0 && o.Value.entries.Sum(at, openWindow) == 0
	})
	if e.missing != nil {
		e.missing.age(at)
	}
	e.odd.Halve(func(o *sketch.HeavyEntry[oddity]) bool {
		return o.Count == 0 && o.Value.n.Sum(at, oddWindow) == 0
	})
}

func (c *caller) count(minute uint32) {
	if minute > c.minute {
		for range min(minute-c.minute, 3) {
			c.n[2], c.n[1], c.n[0] = c.n[1], c.n[0], 0
		}
		c.minute = minute
	}
	if back := c.minute - minute; back < 3 {
		c.n[back]++
	}
}

// in gives the calls of a minute.
func (c *caller) in(minute uint32) uint32 {
	if back := c.minute - minute; back < 3 {
		return c.n[back]
	}
	return 0
}

// learn teaches the baselines, unless the call was flagged, here or by others, refused or an attack.
// sure: in a stated learning period, in which everything is usual.
func (e *Endpoint) learn(f *finding.Facts, at uint32, flagged, sure bool) {
	e.closeHour(e.caller, e.callerKey, at/3600)
	if !f.Blocked {
		e.all.note(f)
		e.proof.note(f)
	}
	by := f.Flagged
	if flagged {
		by |= finding.FlaggedAddress
	}
	e.learnWalk(f, at, by != 0)
	if by != 0 {
		e.blame(f, at, by)
		return
	}
	if refused(f) || e.caller.blamed && !sure {
		return
	}
	e.auth.note(f)
	e.quality.note(f, at, !e.ruling.frozen)
	if e.ruling.frozen {
		return
	}
	if e.since == 0 || at < e.since { // calls come in any order within the lateness
		e.since = at
	}
	e.until = max(e.until, at)
	e.keepWeek(at)
	e.ways.learn(f, at, sure)
	e.rate.Add(int64(at / 3600))
	e.caller.taught++
	e.peaks.Add(e.callerKey, at/60)
	e.caller.most = max(e.caller.most, e.caller.in(at/60))
}

// blame lets a flagged call teach nothing. An address that did it, or on which nobody but the account that
// did it is known, teaches nothing at all in this hour, and what it taught is taken back; behind one that is
// shared, others go on teaching.
func (e *Endpoint) blame(f *finding.Facts, at uint32, by finding.Flagged) {
	e.blameCrowd()
	if e.rotating != nil {
		e.rotating.blame(f.Login.Name)
	}
	taught := uint32(0)
	e.caller.flagged = true
	if by&finding.FlaggedAddress != 0 || e.caller.users.Count() <= 1 {
		taught, e.caller.taught = e.caller.taught, 0
		e.caller.blamed = e.caller.blamed || by&finding.FlaggedAddress != 0 // else it is judged with others still
	}
	if e.ruling.frozen {
		return
	}
	e.peaks.Flag(e.callerKey)
	e.rate.Take(int64(at/3600), taught)
	e.ways.forget(f, at, taught)
	e.forgetLacking()
}

// habitFloor is from how many calls a minute a client's habit is worth a place.
const habitFloor = 20

// closeHour takes the most calls a minute of an unflagged hour as one observation.
func (e *Endpoint) closeHour(c *caller, key uint64, hour uint32) {
	if hour <= c.hour {
		return
	}
	if !c.flagged && c.most >= habitFloor {
		e.habits.Observe(key, float64(c.most), c.hour/24)
	}
	c.hour, c.most, c.failed, c.taught, c.flagged, c.blamed = hour, 0, 0, 0, false, false
}

// refused tells calls that got nothing: they teach nothing.
func refused(f *finding.Facts) bool {
	return f.Blocked || f.Attacks != 0 || f.Status == 401 || f.Status == 403 || f.Status == 429
}

// Late is the number of calls that came too late to be judged.
func (e *Endpoint) Late() uint64 { return e.late }

// Usual gives what is known of the API's rate: calls a minute of the whole API usual at
// that time, and of one client; learned tells whether it is judged by.
func (e *Endpoint) Usual(at time.Time) (perMinute, perClient float64, learned bool) {
	hour := at.Unix() / 3600
	perMinute, _ = e.rate.Expected(hour)
	perClient, learned = e.peaks.Usual(hour)
	return perMinute, perClient, learned
}

// Idle reports that the API was not called for a while: its state is worth keeping but
// need not stay in memory.
func (e *Endpoint) Idle(now time.Time) bool {
	return now.Unix() > int64(e.newest)+int64(idleAPI/time.Second)
}
