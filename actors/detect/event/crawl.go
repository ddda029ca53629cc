package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// crawl is one client walking through the objects of one API over crawlWindow.
type crawl struct {
	objects sketch.Recent
	calls   sketch.Counter
	users   sketch.Users // sessions and accounts: an office behind one address is many people
	aged    uint32       // when the generation of users began
	walk    episode      // EV-17
	run     run
	habit   baseline.Habit
	hour    uint32 // hour whose most is being taken
	most    uint32 // most different objects of a window in that hour
	flagged bool   // this hour teaches nothing

	n     uint64 // different objects as of the newest call; not written down
	exact bool
}

// begun is the memory of a client whose first calls were only counted by the gate: their
// objects are not known, yet they belong to what follows.
func begun(from, at, calls uint32) *crawl {
	c := &crawl{walk: episode{seen: at, first: from, pending: calls}}
	c.calls.Add(from, crawlWindow, calls)
	return c
}

func (c *crawl) note(f *finding.Facts, at uint32) {
	c.objects.Add(f.Thing(), at, crawlWindow)
	c.n, c.exact = c.objects.Count(at, crawlWindow)
	c.calls.Add(at, crawlWindow, 1)
	c.run.add(at)
	if at > c.aged+crawlWindow {
		c.users.Age()
		c.aged = at
	}
	if who := person(f); who != 0 {
		c.users.Add(who)
	}
}

// run is a stretch of calls without a longer break, and in how many of its seconds there
// was one: people and their pages come in bursts, programs come evenly.
type run struct{ from, last, seconds uint32 }

const (
	runBreak = 10  // seconds without a call that end a run
	runLong  = 60  // seconds from which a run says something
	runShare = 0.6 // share of its seconds with a call from which it is even
)

func (r *run) add(at uint32) {
	if at > r.last+runBreak {
		*r = run{from: at}
	}
	if at > r.last {
		r.last = at
		r.seconds++
	}
}

// even reports a program's pace.
func (r *run) even() bool {
	long := r.last - r.from
	return long >= runLong && float64(r.seconds) >= runShare*float64(long+1)
}

// person is who a successful call belongs to as far as is known, 0 if it is not. What was
// refused proves nobody: an attacker could invent sessions.
func person(f *finding.Facts) uint64 {
	switch {
	case !f.OK():
		return 0
	case f.Account != 0:
		return f.Account
	}
	return f.Session
}

// learn takes the most different objects of each unflagged hour as one observation.
func (c *crawl) learn(f *finding.Facts, at uint32, flagged bool) {
	if most, hour, ok := c.turn(at / 3600); ok {
		c.habit.Observe(float64(most), hour/24)
	}
	c.take(at/3600, flagged)
}

// turn ends an hour: the most different objects of a window in it, and which hour it was; ok is
// false where it has not ended or says nothing.
func (c *crawl) turn(hour uint32) (most, of uint32, ok bool) {
	if hour <= c.hour {
		return 0, 0, false
	}
	most, of, ok = c.most, c.hour, !c.flagged && c.most > 0
	c.hour, c.most, c.flagged = hour, 0, false
	return most, of, ok
}

func (c *crawl) take(hour uint32, flagged bool) {
	c.flagged = c.flagged || flagged
	if hour == c.hour {
		c.most = max(c.most, uint32(c.n))
	}
}

func (c *crawl) append(dst []byte) []byte {
	dst = c.calls.Append(c.objects.Append(dst))
	dst = binary.BigEndian.AppendUint64(dst, c.users.Now)
	dst = binary.BigEndian.AppendUint64(dst, c.users.Before)
	dst = binary.AppendUvarint(dst, uint64(c.aged))
	for _, n := range [...]uint32{c.run.from, c.run.last, c.run.seconds} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = c.habit.Append(c.walk.append(dst))
	dst = binary.AppendUvarint(dst, uint64(c.hour))
	dst = binary.AppendUvarint(dst, uint64(c.most))
	return finding.AppendBool(dst, c.flagged)
}

func (c *crawl) read(u *finding.Unpacker) {
	c.objects.Read(u)
	c.calls.Read(u)
	c.users = sketch.Users{Now: u.Fixed64(), Before: u.Fixed64()}
	c.aged = u.Uint32()
	c.run = run{u.Uint32(), u.Uint32(), u.Uint32()}
	c.walk.read(u)
	c.habit.Read(u)
	c.hour, c.most, c.flagged = u.Uint32(), u.Uint32(), u.Bool()
}
