package event

import (
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	settled    = uint32(10 * 60)      // seconds in which people who mistyped have tried again
	hourWindow = uint32(60 * 60)      //
	dayWindow  = uint32(24 * 60 * 60) //
	maxStrays  = 128                  // names that failed and may yet come back: 32 bytes each; with more, a part of all names is followed
)

// rotating follows the logons of one API whatever their addresses. Who mistypes tries again, soon and from the
// same place; a list of stolen pairs is tried once each, from wherever the next address of a pool is. So what counts
// is names that failed and did not come back. 14 KB at most, half of it while somebody is at it, for APIs that log in.
type rotating struct {
	shift   uint8 // of all names, one in 1<<shift is followed
	pending []stray
	names   nameFilter

	strays, back, ok [2]sketch.Counter // over an hour and a day: names that did not come back, that did; logons that succeeded
	known, odd       sketch.Counter    // over a day, of the strays: names that got in before; a program or country that never does
	ips, blocks      sketch.Recent     // of the strays
	again, first     uint32            // logons that succeeded, by names that had before and that had not; halved now and then

	share   baseline.Habit // strays for a hundred logons that succeeded, of a day
	day     uint32
	today   [2]uint32 // strays and successes
	flagged bool      // this day teaches nothing
	episode episode
}

// stray is a name that failed.
type stray struct {
	name       uint64
	block, ip  uint64 // of its first try
	at         uint32 // of the newest
	again      bool   // tried again from the same block
	odd, known bool
}

var spans = [2]uint32{hourWindow, dayWindow}

func addBoth(c *[2]sketch.Counter, at, n uint32) {
	for i := range c {
		c[i].Add(at, spans[i], n)
	}
}

// note takes a logon in; teach says whether its day is learned from.
func (r *rotating) note(f *finding.Facts, at uint32, odd, teach bool) {
	r.turn(at/secondsPerDay, teach)
	r.settle(at)
	in := &f.Login
	switch in.Outcome {
	case finding.OutcomeOK:
		addBoth(&r.ok, at, 1)
		r.today[1]++
		if r.names.has(in.Name) {
			r.again++
		} else {
			r.first++
		}
		if r.again+r.first >= 2000 {
			r.again, r.first = r.again/2, r.first/2
		}
		r.names.add(in.Name)
		if i := r.find(in.Name); i >= 0 {
			r.drop(i)
			addBoth(&r.back, at, 1<<r.shift)
		}
	case finding.OutcomeFailed:
		if r.followed(in.Name) {
			r.failed(f, at, odd)
		}
	case finding.OutcomeNone, finding.OutcomeUnknown:
	}
}

func (r *rotating) followed(name uint64) bool { return r.shift == 0 || name>>(64-r.shift) == 0 }

func (r *rotating) find(name uint64) int {
	for i := range r.pending {
		if r.pending[i].name == name {
			return i
		}
	}
	return -1
}

func (r *rotating) drop(i int) {
	last := len(r.pending) - 1
	r.pending[i] = r.pending[last]
	r.pending = r.pending[:last]
}

func (r *rotating) failed(f *finding.Facts, at uint32, odd bool) {
	block := prefixHash(finding.Block(f.Client))
	i := r.find(f.Login.Name)
	if i < 0 {
		for len(r.pending) >= maxStrays {
			r.thin()
		}
		if !r.followed(f.Login.Name) {
			return
		}
		r.pending = append(r.pending, stray{
			name: f.Login.Name, block: block, ip: addressHash(f.Client), at: at, odd: odd, known: r.names.has(f.Login.Name),
		})
		return
	}
	s := &r.pending[i]
	s.at = max(s.at, at)
	s.again = s.again || block == s.block
}

// thin follows half as many names from now on.
func (r *rotating) thin() {
	r.shift++
	n := 0
	for _, s := range r.pending {
		if r.followed(s.name) {
			r.pending[n] = s
			n++
		}
	}
	r.pending = r.pending[:n]
}

// settle counts the names that had time enough to come back.
func (r *rotating) settle(at uint32) {
	for i := 0; i < len(r.pending); {
		s := r.pending[i]
		if at <= s.at+settled {
			i++
			continue
		}
		r.drop(i)
		if s.again {
			addBoth(&r.back, at, 1<<r.shift)
			continue
		}
		addBoth(&r.strays, at, 1<<r.shift)
		r.today[0] += 1 << r.shift
		if s.known {
			r.known.Add(at, dayWindow, 1<<r.shift)
		}
		if s.odd {
			r.odd.Add(at, dayWindow, 1<<r.shift)
		}
		r.ips.Add(s.ip, at, dayWindow)
		r.blocks.Add(s.block, at, dayWindow)
		r.episode.see(at, dayWindow)
	}
}

// turn ends a day: what share of the names went astray is one observation, where that is learned.
func (r *rotating) turn(day uint32, teach bool) {
	if day <= r.day {
		return
	}
	if teach && r.day > 0 && !r.flagged && r.today[1] >= enoughLogons {
		r.share.Observe(100*float64(r.today[0])/float64(r.today[1]), r.day)
	}
	if len(r.pending) < maxStrays/4 && r.shift > 0 {
		r.shift--
	}
	r.day, r.today, r.flagged = day, [2]uint32{}, false
}

// enoughLogons is from how many that succeeded a day says what is usual.
const enoughLogons = 20
