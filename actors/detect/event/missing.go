package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Lines of the rows about calls that lack what all others carry, for one client in an hour. People who
// press a button with empty fields do it twice; a program that breaks sends the same again and again,
// one that tries what happens sends others.
const (
	lackRefused  = 20  // calls that were refused
	lackAnswered = 0.5 // times that, where they were answered all the same
	lackSame     = 5   // times that, logons that are all alike: a health check has one a minute
	lackShapes   = 3   // different ways of calling from which on they are tries
	maxLacking   = 8   // clients and kinds of such calls of one API that are followed: 130 bytes each

	lackFirst  = finding.Event(31) // TE-01, the first of the rows
	lackLogons = finding.Event(33) // TE-03, from which on they are about logons
	lackRows   = 4                 // TE-01 to TE-04
)

// missing follows calls of one API that lack what all others carry.
type missing struct {
	all     [lackRows]sketch.Counter // of every client
	callers sketch.Heavy[lackingCalls]
}

// lackingCalls is what one client sent of one kind.
type lackingCalls struct {
	answered, refused sketch.Counter
	last              uint32
	shapes            [lackShapes]uint64
	episode           episode
}

func newMissing() *missing {
	return &missing{callers: sketch.NewHeavy[lackingCalls](maxLacking)}
}

// parametersSeen reports that all parameters of a call are known: none left out, its body read in full.
func parametersSeen(f *finding.Facts) bool {
	return len(f.Forms) < finding.MaxForms && f.Bodies&(finding.ReqRead|finding.ReqCut|finding.Unreadable) == finding.ReqRead
}

// lacks tells what a call lacks and which row it belongs to, 0 for none.
func (w *ways) lacks(f *finding.Facts, at uint32) (row finding.Event, l baseline.Lacking) {
	if !parametersSeen(f) || f.Status == 429 {
		return 0, l
	}
	l = w.carried.Lacking(f.Forms, f.Login.Outcome != finding.OutcomeNone, at/secondsPerDay, &w.forms)
	switch {
	case l.Means == finding.MeansNone:
		return 0, l
	case f.OK() && !w.forms.Knows(f.Forms): // who is answered with other parameters has a newer program
		if l.Means != finding.MeansAction || says(f, l.Means) {
			return 0, l
		}
		return 34, l // but a newer one also says what is to be done: by another name, then
	case l.Means == finding.MeansLogon:
		return 33, l
	case l.Means == finding.MeansAction:
		return 34, l
	case f.Status == 401: // a page that lost its session has nobody to ask for
		return 0, l
	case l.Empty:
		return 31, l
	}
	return 32, l
}

// says reports that one of the parameters is for this.
func says(f *finding.Facts, means finding.Means) bool {
	for _, p := range f.Forms {
		if p.Means == means {
			return true
		}
	}
	return false
}

// noteLacking takes a call in that may lack something.
func (e *Endpoint) noteLacking(f *finding.Facts, at uint32) {
	e.lack.row, e.lack.of = e.ways.lacks(f, at)
	if e.lack.row == 0 {
		return
	}
	if e.missing == nil {
		e.missing = newMissing()
	}
	e.missing.all[e.lack.row-lackFirst].Add(at, oddWindow, 1)
	o, _ := e.missing.callers.Touch(e.callerKey*31 + uint64(e.lack.row))
	c := &o.Value
	if at > c.last+oddWindow {
		c.shapes = [lackShapes]uint64{}
	}
	c.last = max(c.last, at)
	shape := shapeOf(f)
	if e.lack.row == 34 && f.OK() && !e.ways.forms.Knows(f.Forms) { // of a newer program the names stay the same
		shape = f.Params | 1
	}
	c.shape(shape)
	if f.Status >= 200 && f.Status < 400 {
		c.answered.Add(at, oddWindow, 1)
	} else {
		c.refused.Add(at, oddWindow, 1)
	}
	c.episode.see(at, oddWindow)
	e.lack.calls = c
}

// shapeOf is a hash of which parameters a call has, how they are written and what it is about.
func shapeOf(f *finding.Facts) uint64 {
	h := f.Params ^ f.Object*31
	for _, p := range f.Forms {
		h = h*1099511628211 + uint64(p.Form) + 1
	}
	return h | 1
}

func (c *lackingCalls) shape(h uint64) {
	for i, s := range c.shapes {
		if s == h {
			return
		}
		if s == 0 {
			c.shapes[i] = h
			return
		}
	}
}

// tries reports that the calls differ: somebody tries what happens.
func (c *lackingCalls) tries() bool { return c.shapes[lackShapes-1] != 0 }

// judgeLacking judges the calls of one kind that one client sends, where most of them come from it: a new
// version of a program lacks the same everywhere.
func judgeLacking(row finding.Event) func(*Endpoint, *finding.Facts, uint32) (verdict, *episode) {
	return func(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
		if e.lack.row != row {
			return verdict{}, nil
		}
		c := e.lack.calls
		answered, refused := c.answered.Sum(at, oddWindow), c.refused.Sum(at, oddWindow)
		v := verdict{
			observed: float64(answered + refused), baseline: float64(e.lack.of.With), threshold: lineOf(row, f).Floor, learned: true,
			calls: answered + refused,
		}
		switch {
		case !c.tries() && row < lackLogons, 2*(answered+refused) <= e.missing.all[row-lackFirst].Sum(at, oddWindow):
			return verdict{}, nil
		case !c.tries():
			v.threshold *= lackSame
		case float64(answered) > lackAnswered*v.threshold:
			v.threshold *= lackAnswered
		}
		if v.fires() {
			v.extra = lackWords(&e.lack.of, answered)
			if f.OK() && mostSensitive(f.ResData) >= finding.S2 {
				v.least = finding.Medium
			}
		}
		return v, &c.episode
	}
}

// lackWords are the values of the reason.
func lackWords(l *baseline.Lacking, answered uint32) string {
	said := finding.Arg("name", risk.Label(l.Name))
	if answered > 0 {
		said += finding.Arg("answered", figure(float64(answered)))
	}
	return said
}

// forgetLacking takes back what flagged calls have taught of what may be left out.
func (e *Endpoint) forgetLacking() {
	if e.lack.row != 0 {
		e.ways.carried.Forget(e.lack.of.Name)
	}
}

func (m *missing) age(at uint32) {
	m.callers.Halve(func(o *sketch.HeavyEntry[lackingCalls]) bool { return at > o.Value.last+oddWindow })
}

func appendMissing(dst []byte, m *missing) []byte {
	if m == nil {
		return append(dst, 0)
	}
	dst = append(dst, 1)
	for i := range m.all {
		dst = m.all[i].Append(dst)
	}
	return appendEntries(dst, &m.callers, (*lackingCalls).append)
}

func readMissing(u *finding.Unpacker) *missing {
	if !u.Bool() {
		return nil
	}
	m := newMissing()
	for i := range m.all {
		m.all[i].Read(u)
	}
	readEntries(u, &m.callers, maxLacking, (*lackingCalls).read)
	return m
}

func (c *lackingCalls) append(dst []byte) []byte {
	dst = binary.AppendUvarint(c.refused.Append(c.answered.Append(dst)), uint64(c.last))
	for _, s := range c.shapes {
		dst = binary.BigEndian.AppendUint64(dst, s)
	}
	return c.episode.append(dst)
}

func (c *lackingCalls) read(u *finding.Unpacker) {
	c.answered.Read(u)
	c.refused.Read(u)
	c.last = u.Uint32()
	for i := range c.shapes {
		c.shapes[i] = u.Fixed64()
	}
	c.episode.read(u)
}
