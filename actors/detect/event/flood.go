package event

import (
	"encoding/binary"
	"math"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	floodDay    = 60   // calls in a day by addresses that call nothing else: a shop has visitors who leave
	floodHour   = 0.5  // times that in an hour
	floodCold   = 1.7  // times that while it is not known what is usual
	floodTimes  = 4    // times what is usual for as many who go on, and times what is usual of a day
	floodAlone  = 2.5  // times that where nobody ever goes on, as of a host that does nothing else: a campaign brings less
	floodShare  = 0.75 // of the calls: of people, a part goes on even where a campaign ends with what they did
	floodOdd    = 0.7  // of them by programs, while it is not known what is usual
	floodBlocks = 12   // source blocks: what comes from fewer is judged by the address
	enoughGone  = 5    // who went on in a day from which on it says what share does

	targetDay    = 10 // messages to one receiver in a day: people ask again, and have three addresses
	targetBlocks = 6  // from so many networks
	targetTimes  = 3  // times what this receiver is used to: a telephone that a whole company logs in with

	maxFloods  = 8  // APIs of one host that are followed
	maxTargets = 16 // receivers of one API: 400 bytes each
)

// flood follows what is done on one API from ever other addresses. A person who registers or asks for a code does
// something with it: loads the next page, sends the code. A pool of addresses, each used for a call or a few, does
// not. So what counts is calls of addresses that called nothing else of the host after them; and, of messages, how
// many networks write to one receiver. 12 KB at most without receivers, 19 KB with them.
type flood struct {
	api traffic.API
	row finding.Event
	strays
	most    baseline.Habit // astray in a day
	targets sketch.Heavy[target]
	newest  uint32
	target  *target // of the call being judged
}

// target is a receiver that many messages are sent to.
type target struct {
	sent    sketch.Counter
	ips     sketch.Rough
	blocks  sketch.Recent
	habit   baseline.Habit // most in a day
	day     uint32
	most    uint32
	flagged bool
	episode episode
}

func newFlood(api traffic.API, row finding.Event) *flood {
	return &flood{api: api, row: row, targets: sketch.NewHeavy[target](maxTargets)}
}

// noteFloods takes a call of the host in: for the API it belongs to, and as going on for those of its address
// that did something on another before. It gives the flood of its API, nil for none.
func (d *Domain) noteFloods(f *finding.Facts, at uint32) *flood {
	key := addressHash(ClientKey(f.Client))
	for _, l := range d.floods {
		if l.api != f.API {
			l.goesOn(key, at)
		}
	}
	if f.Noise || f.API.Template == "" {
		return nil
	}
	for _, r := range floodRows {
		if n, _ := r.tally.takes(f); n > 0 {
			l := d.flood(f.API, r.ID, at)
			l.note(f, key, at, uint32(r.tally.floor))
			return l
		}
	}
	return nil
}

// flood finds or makes the memory of an API, in the place of the one not called for longest.
func (d *Domain) flood(api traffic.API, row finding.Event, at uint32) *flood {
	oldest := 0
	for i, l := range d.floods {
		if l.api == api && l.row == row {
			l.newest = at
			return l
		}
		if l.newest < d.floods[oldest].newest {
			oldest = i
		}
	}
	l := newFlood(cloned(api), row)
	l.newest = at
	if len(d.floods) < maxFloods {
		d.floods = append(d.floods, l)
	} else {
		d.floods[oldest] = l
	}
	return l
}

// goesOn takes in that an address called something else.
func (l *flood) goesOn(key uint64, at uint32) {
	if len(l.pending) == 0 {
		return
	}
	i := l.find(key)
	if i < 0 {
		return
	}
	n := l.pending[i].n << l.shift
	l.drop(i)
	addBoth(&l.back, at, n)
	l.today[1] += n
}

func (l *flood) note(f *finding.Facts, key uint64, at, most uint32) {
	if day := at / secondsPerDay; day > l.day {
		if l.day > 0 && !l.flagged {
			l.most.Observe(float64(l.today[0]), l.day)
		}
		l.turn(day, true, enoughGone)
		l.targets.Halve(func(e *sketch.HeavyEntry[target]) bool {
			return e.Count == 0 && e.Value.habit.Days() < baseline.EnoughDays
		})
	}
	l.settle(at, most)
	l.follow(stray{key: key, block: prefixHash(finding.Block(f.Client)), ip: key, at: at, odd: !human(f.Tool)})
	l.target = nil
	if f.Receiver == 0 {
		return
	}
	e, _ := l.targets.Touch(f.Receiver)
	t := &e.Value
	if day := at / secondsPerDay; day > t.day {
		if t.most > 0 && !t.flagged {
			t.habit.Observe(float64(t.most), t.day)
		}
		t.day, t.most, t.flagged = day, 0, false
	}
	t.sent.Add(at, dayWindow, 1)
	t.most = max(t.most, t.sent.Sum(at, dayWindow))
	t.ips.Add(key)
	t.blocks.Add(prefixHash(finding.Block(f.Client)), at, dayWindow)
	t.episode.see(at, dayWindow)
	l.target = t
}

// judge judges the receiver of a call first, then all addresses of its API.
func (l *flood) judge(r *Row, f *finding.Facts, at uint32) (verdict, *episode) {
	line := r.tally.line()
	tuned := line.tuned(f.Tuning.Event(r.ID))
	by, times := tuned.Floor/line.Floor, tuned.Times/line.Times
	if t := l.target; t != nil {
		if v := t.over(by, times, at); v.fires() {
			t.flagged = true
			return v, &t.episode
		}
	}
	if l.episode.pending == 0 { // nobody went astray since the last call
		return verdict{}, nil
	}
	for i := len(spans) - 1; i >= 0; i-- {
		if v := l.over(i, floodDay*by, floodTimes*times, at); v.fires() {
			l.flagged = true
			return v, &l.episode
		}
	}
	return verdict{}, nil
}

// over measures the messages to one receiver over a day.
func (t *target) over(by, times float64, at uint32) verdict {
	blocks, _ := t.blocks.Count(at, dayWindow)
	v := verdict{
		observed: float64(t.sent.Sum(at, dayWindow)), threshold: math.Ceil(targetDay * by),
		window: seconds(dayWindow), ips: uint32(t.ips.Count()), many: true,
	}
	v.calls = uint32(v.observed)
	if most, learned := t.habit.Most(at / secondsPerDay); learned {
		v.baseline, v.learned = most, true
		v.threshold = max(v.threshold, math.Ceil(targetTimes*times*most))
	}
	if !v.fires() || blocks < targetBlocks {
		return verdict{}
	}
	v.extra = finding.ArgPhrase("who", "one_receiver", figure(max(float64(v.ips), float64(blocks))))
	return v
}

// over measures what addresses did that called nothing else, over an hour (0) or a day (1).
func (l *flood) over(span int, floor, times float64, at uint32) verdict {
	window := spans[span]
	if span == 0 {
		floor *= floodHour
	}
	n := float64(l.astray[span].Sum(at, window))
	if n <= floor {
		return verdict{}
	}
	blocks, _ := l.blocks.Count(at, window)
	ips, exact := l.ips.Count(at, window)
	gone := float64(l.back[span].Sum(at, window))
	v := verdict{
		observed: n, threshold: math.Ceil(floor), window: seconds(window), many: true,
		ips: uint32(ips), estimate: l.shift > 0 || !exact, calls: uint32(n),
	}
	day := at / secondsPerDay
	if most, learned := l.most.Most(day); learned {
		v.baseline, v.learned = max(most, 0.1), true
		share, known := l.share.Most(day)
		if !known { // nobody ever goes on: that they do not says nothing, only how many they are
			most *= floodAlone
		}
		v.threshold = max(v.threshold, math.Ceil(times*most))
		if known {
			v.threshold = max(v.threshold, math.Ceil(times*share/100*gone))
		}
	} else {
		v.threshold = math.Ceil(floodCold * floor)
	}
	odd := float64(l.odd.Sum(at, dayWindow)) >= floodOdd*float64(l.astray[1].Sum(at, dayWindow))
	if n < floodShare*(n+gone) || blocks < floodBlocks || !v.learned && !odd {
		return verdict{}
	}
	v.extra = finding.ArgPhrase("who", "rotating", figure(float64(ips)))
	return v
}

func (d *Domain) judgeFloods(l *flood, f *finding.Facts, at uint32, out *[]finding.Finding) {
	for _, r := range floodRows {
		if r.ID == l.row {
			v, ep := l.judge(r, f, at)
			r.judged(ep, f, at, &v, out)
		}
	}
}

func appendFloods(dst []byte, all []*flood) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for _, l := range all {
		dst = binary.AppendUvarint(append(finding.AppendAPI(dst, l.api), byte(l.row)), uint64(l.newest))
		dst = l.most.Append(l.strays.append(dst))
		dst = appendEntries(dst, &l.targets, (*target).append)
	}
	return dst
}

func readFloods(u *finding.Unpacker) (all []*flood) {
	for range u.Len(maxFloods, 30) {
		l := newFlood(u.API(), finding.Event(u.Byte()))
		l.newest = u.Uint32()
		l.strays.read(u)
		l.most.Read(u)
		readEntries(u, &l.targets, maxTargets, (*target).read)
		all = append(all, l)
	}
	return all
}

func (t *target) append(dst []byte) []byte {
	dst = t.habit.Append(t.blocks.Append(t.ips.Append(t.sent.Append(dst))))
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(t.day)), uint64(t.most))
	return t.episode.append(finding.AppendBool(dst, t.flagged))
}

func (t *target) read(u *finding.Unpacker) {
	t.sent.Read(u)
	t.ips.Read(u)
	t.blocks.Read(u)
	t.habit.Read(u)
	t.day, t.most, t.flagged = u.Uint32(), u.Uint32(), u.Bool()
	t.episode.read(u)
}
