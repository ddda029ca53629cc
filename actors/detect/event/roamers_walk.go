package event

import (
	"encoding/binary"
	"math/bits"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// roamPace is up to how many times the line of ten minutes an account's reading is judged by the hour and the day:
// what is faster is found in ten minutes, by the account's own state.
const roamPace = 1.2

// reading is which objects an account asked for over its addresses. 110 bytes, for those with roamAddrs of them.
type reading struct {
	number  [2]uint32 // the open hour and day
	objects [2]sketch.Rough
	since   uint32 // when it began, without a break of crawlWindow
	last    uint32
	episode episode // EV-17
}

// reads takes a call in.
func (m *roamer) reads(f *finding.Facts, at uint32) {
	if f.Thing() == 0 || m.reading == nil && bits.OnesCount64(m.spans[1].addrs) < roamAddrs {
		return
	}
	if m.reading == nil {
		m.reading = &reading{}
	}
	r := m.reading
	for i := range r.objects {
		if n := m.spans[i].number; n > r.number[i] {
			r.number[i], r.objects[i] = n, sketch.Rough{}
		}
		r.objects[i].Add(f.Thing())
	}
	if r.since == 0 || at > r.last+crawlWindow {
		r.since = at
	}
	r.last = max(r.last, at)
	r.episode.see(at, dayWindow)
}

// judgeReading judges how many objects the account of the call asked for over its addresses, each of which keeps to
// what is usual, against the most that any one client reads and any one account calls.
func (e *Endpoint) judgeReading(f *finding.Facts, at uint32, line *Line) (verdict, *episode) {
	m := e.roamer
	if m == nil || m.reading == nil || at < m.reading.since+crawlWindow {
		return verdict{}, nil
	}
	r, least, times := m.reading, line.Least/walkLearned, crowdTimes*line.Times/walkTimes
	windows := float64(at-max(r.since, at-at%hourWindow))/float64(crawlWindow) + 1
	if r.objects[0].Count() > roamPace*windows*walkLine(f, line, false) {
		return verdict{}, nil
	}
	if f.Account == 0 {
		times *= roamKeys
	}
	for i, floor := range [2]float64{walkHour * least, walkDay * least} {
		s := &m.spans[i]
		n := min(r.objects[i].Count(), float64(s.calls))
		if v, over := e.overRoaming(f, ofObjects, i, n, floor, times); over {
			v.estimate = true
			return v, &r.episode
		}
	}
	return verdict{}, nil
}

func (r *reading) append(dst []byte) []byte {
	for i := range r.objects {
		dst = r.objects[i].Append(binary.AppendUvarint(dst, uint64(r.number[i])))
	}
	return r.episode.append(binary.AppendUvarint(binary.AppendUvarint(dst, uint64(r.since)), uint64(r.last)))
}

func (r *reading) read(u *finding.Unpacker) {
	for i := range r.objects {
		r.number[i] = u.Uint32()
		r.objects[i].Read(u)
	}
	r.since, r.last = u.Uint32(), u.Uint32()
	r.episode.read(u)
}
