package event

import (
	"encoding/binary"
	"math"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// spell is a run of calls that come as fast as one that is over the line of an hour would have them, without a
// pause that makes up for it: how many, and since when (a cumulative sum, as Page had it: "Continuous inspection
// schemes", 1954). What is many times the usual need not last an hour to be seen.
type spell struct{ from, n uint32 }

const (
	spellPace  = 3600 / fastHour // seconds a call
	spellGrace = 60              // seconds that a pause may last in any case
)

// soonLines are the lines of a spell, the shortest first: so many calls, and so many times the most that any
// client usually makes in a whole hour.
var soonLines = [...]struct {
	window       uint32 // seconds, since the spell began
	least, times float64
}{
	{300, 60, 6},
	{900, 90, 4},
}

// add takes a call in; pace is how many seconds each of them makes up for.
func (s *spell) add(at, pace uint32) {
	if longest := soonLines[len(soonLines)-1].window; s.n == 0 || at > s.from+s.n*pace+spellGrace || at > s.from+longest {
		*s = spell{from: at}
	}
	s.n++
}

// within gives the calls of a spell that is not older than a window, 0 for any other.
func (s *spell) within(at, window uint32) uint32 {
	if at > s.from+window {
		return 0
	}
	return s.n
}

// overSoon judges a client's spell.
func (e *Endpoint) overSoon(f *finding.Facts, at uint32, by, least float64) (verdict, bool) {
	p := e.caller.pace
	if p == nil || float64(p.spell.n) <= soonLines[0].least*least {
		return verdict{}, false
	}
	most, learned := e.crowd.client[ofCalls][0].Usual()
	if !learned {
		return verdict{}, false
	}
	if e.itsOwn(f, at) {
		by *= soleTimes
	}
	for _, l := range soonLines {
		v := verdict{
			observed: float64(p.spell.within(at, l.window)), baseline: most, learned: true,
			threshold: math.Ceil(max(l.least*least, l.times*by*most)), window: seconds(l.window), calls: p.spell.n,
		}
		if !p.hour.alone() {
			v.shared(e.caller)
		}
		if v.fires() {
			return v, true
		}
	}
	return verdict{}, false
}

func seconds(n uint32) time.Duration { return time.Duration(n) * time.Second }

func (s *spell) append(dst []byte) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(dst, uint64(s.from)), uint64(s.n))
}

func (s *spell) read(u *finding.Unpacker) { *s = spell{u.Uint32(), u.Uint32()} }
