package event

import (
	"math"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// What one client does on an API within an hour of the clock or a day (UTC), against the most that
// any client usually does there: who stays below every line of a minute or of ten is found over
// the day.
const (
	crowdTimes = 4 // times the usual most of a client: a busy day, a newcomer who works hard
	soleTimes  = 2 // times that, of the program that an API is there for
	mostSole   = 2 // source blocks from which an API is called that is there for one program

	// Least lines of an hour and a day, whatever is usual.
	fastHour, fastDay = 240, 1200 // calls: four a minute for an hour
	walkHour, walkDay = 60, 200   // different objects
	badHour, badDay   = 20, 40    // errors
	badCalls          = 1.5       // times the usual most calls of a client: who fails as often as it used to get answers meets a change of the API
	blockHour         = 600       // calls of one source block
	blockSoon         = 240       // likewise, in the first of soonLines
	blockLeast        = 4         // addresses of a block that is judged as one
	loadSlot          = 600       // seconds over which the calls of the whole API are counted
	loadLeast         = 600       // calls of the whole API in loadSlot
	loadTimes         = 10        // times what it usually has at most: a campaign brings less
	mostBlocks        = 16        // busiest source blocks of one API
	outageCalls       = 3         // times the usual calls up to which a failing API is out of order, not attacked
	outageShare       = 0.5       // of the other clients' calls that fail when it is
	alone             = 0.4       // share of the calls with which one person behind an address, or one address of an account, is taken for the only one
	keptDay           = 24        // calls of a day for which a quiet client keeps its place
	fewCalls          = 10        // of a client that is not worth more memory
	maxPaces          = 20        // clients of one API whose hours and days are followed
	paceTimes         = 4         // times the calls of the last minutes by which a newcomer takes the place of such a client
	maxWalks          = 4         // clients of one API whose objects are followed one by one
)

// pace is what one client did on the API in the open hour and the open day, for the busiest of its clients.
// 190 bytes, and what it points to.
type pace struct {
	hour, day stretch
	spell     spell
	hurry     episode // EV-01 over an hour or a day, or a spell
	walk      *crawl  // nil while others read more objects
	walking   episode // EV-17
	failing   *failing
}

// stretch is an hour or a day of the clock; its number counts them since 1970.
type stretch struct {
	number     uint32
	calls, bad uint32
	objects    sketch.Rough
	people     majority // behind the address
	flagged    bool     // it teaches nothing
}

// turn begins a new stretch, giving the one before.
func (s *stretch) turn(number uint32) (before stretch, turned bool) {
	if number <= s.number {
		return stretch{}, false
	}
	before = *s
	*s = stretch{number: number}
	return before, before.calls > 0
}

func (s *stretch) note(f *finding.Facts) {
	s.calls++
	if failed(f) {
		s.bad++
	}
	if o := f.Thing(); o != 0 {
		s.objects.Add(o)
	}
	s.people.add(uint32(asker(f)))
}

// alone reports that one person makes most of the calls behind the address.
func (s *stretch) alone() bool { return s.people.leads(s.calls) }

// majority finds who made most of the calls, if anybody did (Boyer and Moore: "MJRTY, a fast majority vote
// algorithm", 1981).
type majority struct{ who, lead uint32 }

func (m *majority) add(who uint32) {
	switch {
	case m.lead == 0:
		m.who, m.lead = who, 1
	case m.who == who:
		m.lead++
	default:
		m.lead--
	}
}

// leads reports that one made most of so many calls.
func (m *majority) leads(calls uint32) bool { return float64(m.lead) >= alone*float64(calls) }

// failed tells the errors that EV-25 counts: failed logons have rows of their own.
func failed(f *finding.Facts) bool { return f.Status >= 400 && f.Login.Outcome == finding.OutcomeNone }

// measures of what one client does.
const (
	ofCalls = iota
	ofObjects
	ofErrors
	measures
)

// crowd is what the clients of an API do at most. 700 bytes, and 80 for each busy block.
type crowd struct {
	client [measures][2]baseline.Most // over an hour and a day
	block  baseline.Most              // calls of a block in an hour
	load   baseline.Most              // calls of the API in loadSlot
	blocks sketch.Heavy[blockPace]
	slot   uint32 // the open loadSlot since 1970
	calls  uint32 // of clients that are not blamed for anything
	loud   bool   // the load of this slot was flagged
	ips    sketch.Rough
	leads  []lead  // while the load is flagged: some of those who brought it
	rush   episode // EV-01 of the whole API

	bad, hour uint32    // errors and calls of the API in the open hour
	before    [2]uint32 // calls and errors of the hour before
	number    uint32    // of the open hour
}

func newCrowd() crowd { return crowd{blocks: sketch.NewHeavy[blockPace](mostBlocks)} }

// blockPace is what a source block did in an hour.
type blockPace struct {
	number  uint32
	calls   uint32
	spell   spell
	ips     uint64 // one bit an address of it, by hash
	flagged bool
	episode episode
}

// noteCrowd takes a call in.
func (e *Endpoint) noteCrowd(f *finding.Facts, at uint32) {
	c := &e.crowd
	e.closePace(e.caller, at)
	if p := e.paced(f, at); p != nil {
		p.hour.note(f)
		p.day.note(f)
		p.spell.add(at, spellPace)
		e.noteWalk(p, f, at)
		p.noteFailed(f, at)
	}
	if hour := at / hourWindow; hour > c.number {
		e.closeBlocks(hour)
		c.before = [2]uint32{}
		if hour == c.number+1 {
			c.before = [2]uint32{c.hour, c.bad}
		}
		c.number, c.hour, c.bad = hour, 0, 0
		e.observe(&fewStretch, 0, hour/24) // of clients that have no pace
		e.observe(&fewStretch, 1, hour/24)
	}
	c.hour++
	if failed(f) {
		c.bad++
	}
	e.noteBlock(f, at)
	if slot := at / loadSlot; slot > c.slot {
		if c.slot > 0 && !c.loud && !e.ruling.frozen {
			c.load.Observe(float64(c.calls), c.slot*loadSlot/secondsPerDay)
		}
		if !c.loud || slot > c.slot+1 {
			c.leads = nil
		}
		c.slot, c.calls, c.loud, c.ips = slot, 0, false, sketch.Rough{}
	}
	if !e.caller.blamed && f.Flagged == 0 && !e.block.flagged || c.loud {
		c.calls++
		c.ips.Add(e.callerKey)
		c.rush.see(at, loadSlot)
	}
}

// paced gives the pace of a client that makes more than a few calls, nil for the others.
func (e *Endpoint) paced(f *finding.Facts, at uint32) *pace {
	c := e.caller
	if c.pace != nil {
		return c.pace
	}
	c.few += min(1, math.MaxUint8-c.few)
	if failed(f) {
		c.fewBad += min(1, math.MaxUint8-c.fewBad)
	}
	if c.few < fewCalls || !e.roomToPace(at) {
		return nil
	}
	before := stretch{calls: uint32(c.few) - 1, bad: uint32(c.fewBad)}
	if failed(f) {
		before.bad--
	}
	p := &pace{hour: before, day: before}
	p.hour.number, p.day.number = at/hourWindow, at/secondsPerDay
	if before.bad > 0 {
		p.failing = &failing{}
		p.failing.calls.Add(at, badWindow, before.calls)
		p.failing.bad.Add(at, badWindow, before.bad)
		p.failing.episode = episode{seen: at, first: at, pending: before.bad}
	}
	c.pace, c.few, c.fewBad = p, 0, 0
	return p
}

// roomToPace makes room for the pace of one more client, where need be in the place of one that called less
// today, that called far less lately, or that was flagged and has not come back since that hour.
func (e *Endpoint) roomToPace(at uint32) bool {
	n, own := 0, uint32(0)
	var least *caller
	var quiet *sketch.HeavyEntry[caller]
	for i := range e.fast.Entries() {
		x := &e.fast.Entries()[i]
		c := &x.Value
		if c == e.caller {
			own = x.Count - x.Over
		}
		if c.pace == nil {
			continue
		}
		n++
		if least == nil || c.pace.day.calls < least.pace.day.calls {
			least = c
		}
		if c.pace.day.flagged && c.minute/60 >= at/hourWindow {
			continue // it shall teach nothing for the rest of the hour
		}
		if quiet == nil || x.Count < quiet.Count {
			quiet = x
		}
	}
	switch {
	case n < maxPaces:
		return true
	case least.pace.day.calls < uint32(e.caller.few) && !least.pace.day.flagged:
		least.pace = nil
	case quiet != nil && own > paceTimes*quiet.Count:
		quiet.Value.pace = nil
	default:
		return false
	}
	return true
}

// closePace teaches what the client did in the hour and the day that ended.
func (e *Endpoint) closePace(c *caller, at uint32) {
	if c.pace == nil {
		return
	}
	if before, turned := c.pace.hour.turn(at / hourWindow); turned {
		e.observe(&before, 0, before.number/24)
	}
	if before, turned := c.pace.day.turn(at / secondsPerDay); turned {
		e.observe(&before, 1, before.number)
	}
}

// fewStretch is at most what a client without a pace did.
var fewStretch = stretch{calls: fewCalls - 1, bad: 1}

func (e *Endpoint) observe(s *stretch, i int, day uint32) {
	if s.flagged || e.ruling.frozen {
		return
	}
	n := &e.crowd.client
	n[ofCalls][i].Observe(float64(s.calls), day)
	n[ofObjects][i].Observe(s.objects.Count(), day)
	n[ofErrors][i].Observe(float64(s.bad), day)
}

// blameCrowd makes what the client and its block do now teach nothing.
func (e *Endpoint) blameCrowd() {
	if p := e.caller.pace; p != nil {
		p.hour.flagged, p.day.flagged = true, true
	}
	e.block.flagged = true
}

// spans are the stretches a client is judged over; spanLength is how long they are.
func (p *pace) spans() [2]*stretch { return [2]*stretch{&p.hour, &p.day} }

var spanLength = [2]time.Duration{time.Hour, 24 * time.Hour}

// overUsual judges a measure of one client against the most that is usual, over an hour and then over a day.
func (e *Endpoint) overUsual(measure int, times float64, least [2]float64, observed func(*stretch) float64) (verdict, bool) {
	c := e.caller
	if c.pace == nil {
		return verdict{}, false
	}
	for i, s := range c.pace.spans() {
		if float64(s.calls) <= least[i] { // none of the measures is above the calls
			continue
		}
		n := observed(s)
		most, learned := e.crowd.client[measure][i].Usual()
		if n <= least[i] || !learned {
			continue
		}
		line := max(least[i], times*most)
		if measure == ofErrors {
			calls, _ := e.crowd.client[ofCalls][i].Usual()
			line = max(line, badCalls*calls)
		}
		v := verdict{
			observed: n, baseline: most, learned: true, threshold: math.Ceil(line),
			window: spanLength[i], calls: s.calls, estimate: measure == ofObjects,
		}
		if !s.alone() {
			v.shared(c)
		}
		if v.fires() {
			return v, true
		}
	}
	return verdict{}, false
}

// Whose doing it is, where it is not one address.
var (
	whoBlock   = finding.ArgPhrase("who", "block", "")
	whoClients = finding.ArgPhrase("who", "clients", "")
)
