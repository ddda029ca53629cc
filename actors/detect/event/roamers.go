package event

import (
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	roamPlaces = 64  // people of one API whose newest address is known: 8 bytes each
	maxRoamers = 4   // of those whose address changed, the busiest
	roamAddrs  = 4   // addresses from which it is the account's rate and none of theirs
	roamKeys   = 2.5 // times the line, where only a session is known: a key of the application, which all its users have
)

// roamers follows how fast one account or session calls the API over addresses of which each keeps to what is usual.
// 600 bytes, and 120 for each that changes its address.
type roamers struct {
	newest []lastAddress // by the account's hash; another one takes the place
	busy   sketch.Heavy[roamer]
	most   [2]baseline.Most // calls of any one of them, over an hour and a day
	number [2]uint32        // of the open hour and day
}

// lastAddress is where somebody called from the last time.
type lastAddress struct{ who, addr uint32 }

// roamer is what one account did in the open hour and the open day.
type roamer struct {
	spans   [2]roamed
	flagged [2]bool // the open hour or day teaches nothing
	from    uint32  // newest address
	moves   uint8   // changes of the address in the open hour
	episode episode
	reading *reading // nil while it keeps to few addresses
	name    string   // as findings name it, "" until one does; not written down
}

type roamed struct {
	number, calls uint32
	addrs         uint64   // one bit an address, by hash
	most          majority // of the addresses
}

func newRoamers() roamers { return roamers{busy: sketch.NewHeavy[roamer](maxRoamers)} }

// note takes a call in and gives the roamer whose it is, nil where it is none; teach says whether it is learned from.
func (r *roamers) note(who, addr uint64, at uint32, teach bool) *roamer {
	numbers := [2]uint32{at / hourWindow, at / dayWindow}
	for i, n := range numbers {
		if n > r.number[i] {
			if r.number[i] > 0 && teach {
				r.teach(i)
			}
			r.number[i] = n
			if i == 0 {
				r.busy.Halve(func(e *sketch.HeavyEntry[roamer]) bool { return e.Count == 0 })
			}
		}
	}
	if r.newest == nil {
		r.newest = make([]lastAddress, roamPlaces)
	}
	p := &r.newest[who%roamPlaces]
	me, from := uint32(who>>32)|1, uint32(addr>>32)
	stays := p.who != me || p.addr == from
	*p = lastAddress{me, from}
	if stays && r.busy.Find(who) == nil {
		return nil
	}
	e, _ := r.busy.Touch(who)
	m := &e.Value
	if m.spans[0].number != numbers[0] {
		m.moves = 0
	}
	if from != m.from {
		m.from, m.moves = from, m.moves+min(1, math.MaxUint8-m.moves)
	}
	for i := range m.spans {
		m.flagged[i] = m.flagged[i] && m.spans[i].number == numbers[i]
		m.spans[i].note(numbers[i], addr)
	}
	m.episode.see(at, dayWindow)
	return m
}

// teach takes what the roamers did in the hour (0) or the day (1) that ended; nothing is an observation, too.
func (r *roamers) teach(i int) {
	day := r.number[i]
	if i == 0 {
		day /= 24
	}
	r.most[i].Observe(0, day)
	for k := range r.busy.Entries() {
		if m := &r.busy.Entries()[k].Value; m.spans[i].number == r.number[i] && !m.flagged[i] {
			r.most[i].Observe(float64(m.spans[i].calls), day)
		}
	}
}

// twoPlaces reports an account that goes to and fro between a few addresses: nobody does who travels.
func (m *roamer) twoPlaces() bool {
	return m.moves >= toAndFro && bits.OnesCount64(m.spans[0].addrs) < roamAddrs
}

const toAndFro = 4 // changes of the address within an hour

func (s *roamed) note(number uint32, addr uint64) {
	if number > s.number {
		*s = roamed{number: number}
	}
	s.calls++
	s.addrs |= 1 << (addr & 63)
	s.most.add(uint32(addr >> 32))
}

// judgeRoamer judges the account of the call over its addresses, against the most that any one client or roamer
// usually does.
func (e *Endpoint) judgeRoamer(f *finding.Facts, times, least float64) (verdict, *episode) {
	m := e.roamer
	if m == nil {
		return verdict{}, nil
	}
	if f.Account == 0 {
		times *= roamKeys
	}
	for i, floor := range [2]float64{fastHour * least, fastDay * least} {
		s := &m.spans[i]
		if v, over := e.overRoaming(f, ofCalls, i, float64(s.calls), floor, times); over {
			return v, &m.episode
		}
	}
	return verdict{}, nil
}

// overRoaming judges n of a measure that the account of the call has over an hour (0) or a day (1), where no one
// address has most of it, against the most that any one client has of it and any one roamer calls.
func (e *Endpoint) overRoaming(f *finding.Facts, measure, i int, n, floor, times float64) (verdict, bool) {
	m := e.roamer
	s := &m.spans[i]
	if n <= floor || bits.OnesCount64(s.addrs) < roamAddrs || s.most.leads(s.calls) {
		return verdict{}, false
	}
	one, learned := e.crowd.client[measure][i].Usual()
	most, known := e.roamers.most[i].Usual()
	if !learned || !known {
		return verdict{}, false
	}
	most = max(most, one)
	v := verdict{
		observed: n, baseline: most, learned: true, threshold: math.Ceil(max(floor, times*most)),
		window: spanLength[i], calls: s.calls,
	}
	if !v.fires() {
		return verdict{}, false
	}
	if m.name == "" {
		m.name = finding.AccountText(f)
	}
	v.account, m.flagged = m.name, [2]bool{true, true}
	return v, true
}

func (r *roamers) append(dst []byte) []byte {
	n := 0
	for _, p := range r.newest {
		if p.who != 0 {
			n++
		}
	}
	dst = binary.AppendUvarint(dst, uint64(n))
	for i, p := range r.newest {
		if p.who != 0 {
			dst = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(append(dst, byte(i)), p.who), p.addr)
		}
	}
	dst = r.most[1].Append(r.most[0].Append(dst))
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(r.number[0])), uint64(r.number[1]))
	return appendEntries(dst, &r.busy, (*roamer).append)
}

func (r *roamers) read(u *finding.Unpacker) {
	const each = 9
	for range u.Len(roamPlaces, each) {
		if r.newest == nil {
			r.newest = make([]lastAddress, roamPlaces)
		}
		if b := u.Bytes(each); b != nil {
			r.newest[b[0]%roamPlaces] = lastAddress{binary.BigEndian.Uint32(b[1:]), binary.BigEndian.Uint32(b[5:])}
		}
	}
	r.most[0].Read(u)
	r.most[1].Read(u)
	r.number = [2]uint32{u.Uint32(), u.Uint32()}
	readEntries(u, &r.busy, maxRoamers, (*roamer).read)
}

func (m *roamer) append(dst []byte) []byte {
	for i := range m.spans {
		s := &m.spans[i]
		for _, n := range [...]uint32{s.number, s.calls, s.most.who, s.most.lead} {
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		dst = finding.AppendBool(binary.BigEndian.AppendUint64(dst, s.addrs), m.flagged[i])
	}
	dst = m.episode.append(append(binary.BigEndian.AppendUint32(dst, m.from), m.moves))
	if dst = finding.AppendBool(dst, m.reading != nil); m.reading != nil {
		dst = m.reading.append(dst)
	}
	return dst
}

func (m *roamer) read(u *finding.Unpacker) {
	for i := range m.spans {
		m.spans[i] = roamed{number: u.Uint32(), calls: u.Uint32(), most: majority{u.Uint32(), u.Uint32()}, addrs: u.Fixed64()}
		m.flagged[i] = u.Bool()
	}
	if b := u.Bytes(5); b != nil {
		m.from, m.moves = binary.BigEndian.Uint32(b), b[4]
	}
	m.episode.read(u)
	if u.Bool() {
		m.reading = &reading{}
		m.reading.read(u)
	}
}
