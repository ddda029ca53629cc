package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	settled   = uint32(10 * 60) // seconds in which who goes on has gone on
	maxStrays = 128             // keys that may yet go on: 48 bytes each; with more, a part of all keys is followed
)

// Spans that things are counted over, in seconds.
const (
	hourWindow = uint32(60 * 60)
	dayWindow  = uint32(24 * 60 * 60)
)

// strays follows keys (names, addresses) that did something once and may yet go on as people do: try again, log
// in, call something else. Who does not is astray. 12 KB at most, half of it while somebody is at it.
type strays struct {
	shift   uint8 // of all keys, one in 1<<shift is followed
	pending []stray

	astray, back [2]sketch.Counter // over an hour and a day: what was done by keys that did not go on, that did
	known, odd   sketch.Counter    // over a day, of those astray: see stray
	ips, blocks  sketch.Recent     // likewise

	share   baseline.Habit // astray for a hundred of those they are compared with, of a day
	day     uint32
	today   [2]uint32 // astray, and those they are compared with
	flagged bool      // this day teaches nothing
	episode episode
}

// stray is a key that may yet go on.
type stray struct {
	key        uint64
	block, ip  uint64 // of its first call; the lowest bit of ip is free
	first, at  uint32 // seconds of its first and its newest call
	n          uint32 // calls
	again      bool   // it went on
	flagged    bool   // its call was, for another reason: it says nothing of what is usual
	odd, known bool   // what makes it look strange, and familiar
}

var spans = [2]uint32{hourWindow, dayWindow}

func addBoth(c *[2]sketch.Counter, at, n uint32) {
	for i := range c {
		c[i].Add(at, spans[i], n)
	}
}

func (r *strays) followed(key uint64) bool { return r.shift == 0 || key>>(64-r.shift) == 0 }

func (r *strays) find(key uint64) int {
	for i := range r.pending {
		if r.pending[i].key == key {
			return i
		}
	}
	return -1
}

func (r *strays) drop(i int) {
	last := len(r.pending) - 1
	r.pending[i] = r.pending[last]
	r.pending = r.pending[:last]
}

// follow takes a call of a key in that may go astray; fresh has what is to be known of its first one.
func (r *strays) follow(fresh stray) *stray {
	i := r.find(fresh.key)
	if i < 0 {
		for len(r.pending) >= maxStrays {
			r.thin()
		}
		if !r.followed(fresh.key) {
			return nil
		}
		fresh.first, fresh.ip = fresh.at, fresh.ip&^1
		i, r.pending = len(r.pending), append(r.pending, fresh)
	}
	s := &r.pending[i]
	s.at, s.n = max(s.at, fresh.at), s.n+1
	return s
}

// blame lets a key that did something teach nothing: its call was flagged.
func (r *strays) blame(key uint64) {
	if i := r.find(key); i >= 0 {
		r.pending[i].flagged = true
	}
}

// thin follows half as many keys from now on.
func (r *strays) thin() {
	r.shift++
	n := 0
	for _, s := range r.pending {
		if r.followed(s.key) {
			r.pending[n] = s
			n++
		}
	}
	r.pending = r.pending[:n]
}

// settle counts the keys that had time enough to go on; of those that do without end, what they did in an hour.
// Who did more than most is no stray: it is somebody's case by itself. 0: all are.
func (r *strays) settle(at, most uint32) {
	for i := 0; i < len(r.pending); {
		s := r.pending[i]
		if at <= s.at+settled && at <= s.first+hourWindow {
			i++
			continue
		}
		r.drop(i)
		n := s.n << r.shift
		switch {
		case s.again:
			addBoth(&r.back, at, n)
			continue
		case most > 0 && s.n > most:
			continue
		}
		if addBoth(&r.astray, at, n); !s.flagged {
			r.today[0] += n
		}
		if s.known {
			r.known.Add(at, dayWindow, n)
		}
		if s.odd {
			r.odd.Add(at, dayWindow, n)
		}
		r.ips.Add(s.ip, at, dayWindow)
		r.blocks.Add(s.block, at, dayWindow)
		r.episode.see(at, dayWindow)
		r.episode.pending += n - 1
	}
}

// turn ends a day: what share went astray is one observation, where that is learned and there were enough of those
// they are compared with.
func (r *strays) turn(day uint32, teach bool, enough uint32) {
	if day <= r.day {
		return
	}
	if teach && r.day > 0 && !r.flagged && r.today[1] >= enough {
		r.share.Observe(100*float64(r.today[0])/float64(max(r.today[1], 1)), r.day)
	}
	if len(r.pending) < maxStrays/4 && r.shift > 0 {
		r.shift--
	}
	r.day, r.today, r.flagged = day, [2]uint32{}, false
}

func (r *strays) append(dst []byte) []byte {
	dst = binary.AppendUvarint(append(dst, r.shift), uint64(len(r.pending)))
	for i := range r.pending {
		s := &r.pending[i]
		ip := s.ip
		if s.flagged {
			ip |= 1
		}
		for _, h := range [...]uint64{s.key, s.block, ip} {
			dst = binary.BigEndian.AppendUint64(dst, h)
		}
		for _, n := range [...]uint32{s.first, s.at, s.n} {
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		dst = finding.AppendBool(finding.AppendBool(finding.AppendBool(dst, s.again), s.odd), s.known)
	}
	for i := range spans {
		dst = r.back[i].Append(r.astray[i].Append(dst))
	}
	dst = r.share.Append(r.blocks.Append(r.ips.Append(r.odd.Append(r.known.Append(dst)))))
	for _, n := range [...]uint32{r.day, r.today[0], r.today[1]} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return r.episode.append(finding.AppendBool(dst, r.flagged))
}

func (r *strays) read(u *finding.Unpacker) {
	r.shift = min(u.Byte(), 40)
	for range u.Len(maxStrays, 30) {
		s := stray{
			key: u.Fixed64(), block: u.Fixed64(), ip: u.Fixed64(),
			first: u.Uint32(), at: u.Uint32(), n: u.Uint32(), again: u.Bool(), odd: u.Bool(), known: u.Bool(),
		}
		s.flagged, s.ip = s.ip&1 == 1, s.ip&^1
		r.pending = append(r.pending, s)
	}
	for i := range spans {
		r.astray[i].Read(u)
		r.back[i].Read(u)
	}
	r.known.Read(u)
	r.odd.Read(u)
	r.ips.Read(u)
	r.blocks.Read(u)
	r.share.Read(u)
	r.day, r.today = u.Uint32(), [2]uint32{u.Uint32(), u.Uint32()}
	r.flagged = u.Bool()
	r.episode.read(u)
}
