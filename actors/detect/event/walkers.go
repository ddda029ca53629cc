package event

import (
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// noteWalk takes in which object the client asks for, once it is among those that ask for most.
func (e *Endpoint) noteWalk(p *pace, f *finding.Facts, at uint32) {
	if f.Thing() == 0 {
		return
	}
	if p.walk == nil {
		if !e.roomToWalk(p, at) {
			return
		}
		p.walk = &crawl{}
	}
	p.walk.note(f, at)
}

// roomToWalk makes room for one more client whose objects are followed one by one, where need be in the
// place of one that reads less, or has read nothing for the whole window. It looks now and then.
func (e *Endpoint) roomToWalk(p *pace, at uint32) bool {
	if p.hour.calls > fewCalls && p.hour.calls%8 != 0 {
		return false
	}
	n, least, fewest := 0, (*pace)(nil), 0.0
	for i := range e.fast.Entries() {
		x := &e.fast.Entries()[i]
		o := x.Value.pace
		if o == nil || o.walk == nil {
			continue
		}
		if at > o.walk.run.last+crawlWindow {
			e.endWalk(x, at)
			continue
		}
		n++
		if read := o.hour.objects.Count(); least == nil || read < fewest {
			least, fewest = o, read
		}
	}
	if n < maxWalks {
		return true
	}
	if fewest >= p.hour.objects.Count() || least.day.flagged {
		return false
	}
	least.walk = nil
	return true
}

// learnWalk takes the most different objects of each unflagged hour as one observation of the client.
func (e *Endpoint) learnWalk(f *finding.Facts, at uint32, flagged bool) {
	if e.caller.pace == nil {
		return
	}
	if c := e.caller.pace.walk; c != nil {
		e.closeWalk(c, e.callerKey, at)
		c.take(at/3600, flagged || f.Attacks != 0)
	}
}

func (e *Endpoint) closeWalk(c *crawl, key uint64, at uint32) {
	if most, hour, ok := c.turn(at / 3600); ok && most >= walkLearned/2 && !e.ruling.frozen {
		e.walkers.Observe(key, float64(most), hour/24)
	}
}

// endWalk forgets the objects of a client that is quiet, and takes its last hour.
func (e *Endpoint) endWalk(entry *sketch.HeavyEntry[caller], at uint32) {
	w := entry.Value.pace.walk
	e.closeWalk(w, entry.Key, max(at, w.run.last+hourWindow))
	entry.Value.pace.walk = nil
}

// rest forgets what a client that is quiet needs no more.
func (e *Endpoint) rest(entry *sketch.HeavyEntry[caller], at uint32) {
	p := entry.Value.pace
	if p == nil {
		return
	}
	if p.walk != nil && at > p.walk.run.last+2*crawlWindow {
		e.endWalk(entry, at)
	}
	if p.failing != nil && at > p.failing.episode.seen+dayWindow {
		p.failing = nil
	}
	if entry.Count == 0 && (p.day.calls < keptDay || p.day.number < at/secondsPerDay) {
		entry.Value.pace = nil
	}
}

// failing is a client whose calls fail: over ten minutes; pace has the hour and the day.
type failing struct {
	calls, bad sketch.Counter
	episode    episode
}

func (p *pace) noteFailed(f *finding.Facts, at uint32) {
	bad := failed(f)
	if p.failing == nil {
		if !bad {
			return
		}
		p.failing = &failing{}
	}
	p.failing.calls.Add(at, badWindow, 1)
	if bad {
		p.failing.bad.Add(at, badWindow, 1)
		p.failing.episode.see(at, dayWindow)
	}
}

func (b *failing) append(dst []byte) []byte {
	return b.episode.append(b.bad.Append(b.calls.Append(dst)))
}

func (b *failing) read(u *finding.Unpacker) {
	b.calls.Read(u)
	b.bad.Read(u)
	b.episode.read(u)
}
