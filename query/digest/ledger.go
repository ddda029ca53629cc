package digest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// EntryKind is what an entry of a recipient's chain is.
type EntryKind uint8

// Kinds of entries.
const (
	Opening EntryKind = iota + 1 // what was found before is known: an alarm began, or its wish widened
	Sent                         // a digest, sent or to be sent
	Skipped                      // a slot at which there was nothing to say
)

func (k EntryKind) String() string { return [...]string{"", "opening", "digest", "skipped"}[k&3] }

// Entry is one link of a recipient's chain. It is written once and never changed.
type Entry struct {
	Recipient string
	Seq       uint64 // from 1, dense
	ID        string // EntryID
	Kind      EntryKind
	Alarms    []string  // whose it is: of a digest or a skipped slot one, of an opening those that begin
	Slot      time.Time // when it was due
	At        time.Time // when it was written
	Plan      string    // of the recipient from here on, see Plan.Text
	Claims    []string  // IDs of findings
	Channel   string    // of Sent: how it goes out
	Message   Message   // of Sent
	Payload   []byte    // of Sent: what goes out, without secrets
}

// EntryID is the stable ID of an entry. Whoever writes the entry of that number gives it the
// same one, so a message that is sent again has the ID it had.
func EntryID(tenant, recipient string, seq uint64) string {
	return traffic.HashID("dgs_", tenant, recipient, strconv.FormatUint(seq, 10))
}

// Head is the end of a recipient's chain.
type Head struct {
	Seq   uint64
	Plan  string               // of the newest entry
	Slots map[string]time.Time // by alarm, its newest slot that is not after the present time
	Begun map[string]bool      // by alarm: that slot is when it began, nothing was due since
	Sent  time.Time            // slot of the newest digest, not after the present time
}

// Plan is all that concerns one recipient: its alarms with their schedules, and its wishes.
type Plan struct {
	Alarms map[string]Part
}

// Part is one alarm of a plan.
type Part struct {
	Alarm  Alarm
	Filter Filter
}

// planText is what a chain remembers of a plan: by alarm what it wanted and when.
type planText map[string]partText

type partText struct {
	Filter Filter `json:"filter"`
	Times  Alarm  `json:"times"`
}

// Text writes a plan so that equal plans are equal texts.
func (p *Plan) Text() string {
	t := planText{}
	for name, part := range p.Alarms {
		t[name] = partText{part.Filter, times(part.Alarm)}
	}
	b, err := json.Marshal(t)
	if err != nil { // strings and slices of them
		return "{}"
	}
	return string(b)
}

// times keeps what says when an alarm's digests go out.
func times(a Alarm) Alarm {
	return Alarm{Every: a.Every, At: a.At, From: a.From, To: a.To, Wait: a.Wait, Threshold: a.Threshold, Zone: a.Zone}
}

func readPlan(s string) planText {
	t := planText{}
	if s == "" || json.Unmarshal([]byte(s), &t) != nil {
		return planText{}
	}
	return t
}

func (t planText) wish() (w Wish) {
	for _, name := range slices.Sorted(maps.Keys(t)) {
		w = append(w, t[name].Filter)
	}
	return w
}

// Names lists the plan's alarms in order.
func (p *Plan) Names() []string { return slices.Sorted(maps.Keys(p.Alarms)) }

// StepKind is what is to be done next for a recipient.
type StepKind uint8

// Steps.
const (
	Open  StepKind = iota + 1 // write an opening: claim what Known says
	Write                     // compose and write what Alarm is to tell
	Look  StepKind = 3        // see whether so much waits that a burst goes out
)

// Step is one thing to do; each ends with one entry or none.
type Step struct {
	Kind  StepKind
	Begin []string // of Open: alarms that begin
	Alarm string
	Slot  time.Time
	Since time.Time // what is new is new since then
	First bool      // Since is when the alarm began
	Known func(*Item) bool
}

// Steps says what is due for a recipient, in order. After an opening the head is read anew.
//
// An alarm begins with an opening: what was found before counts as known, so that whoever is
// added is told of what comes, not of a year. So does a wish that widened: what the old one
// asked for and was not told yet stays due, what only the new one asks for is known. A chain
// from the future (a clock that was wrong) opens anew and claims nothing twice.
func Steps(h *Head, p *Plan, zone *time.Location, now time.Time) []Step {
	had, old := readPlan(h.Plan), readPlan(h.Plan).wish()
	if h.Plan != p.Text() {
		wish := readPlan(p.Text()).wish()
		known := func(x *Item) bool { return wish.Fits(x) && !old.Fits(x) }
		step := Step{Kind: Open, Slot: now, Known: known}
		for _, n := range p.Names() {
			if t, ok := had[n]; !ok || !sameTimes(t.Times, times(p.Alarms[n].Alarm)) {
				step.Begin = append(step.Begin, n)
			}
		}
		return []Step{step}
	}
	var out []Step
	for _, name := range p.Names() {
		last, ok := h.Slots[name]
		if !ok {
			return []Step{{Kind: Open, Begin: []string{name}, Slot: now, Known: func(*Item) bool { return false }}}
		}
		a := p.Alarms[name].Alarm
		s := ScheduleOf(&a, zone)
		if s.Bursts() {
			out = append(out, Step{Kind: Look, Alarm: name, Slot: now, Since: last, First: h.Begun[name]})
		} else if slot, due := s.Due(last, now); due {
			out = append(out, Step{Kind: Write, Alarm: name, Slot: slot, Since: last, First: h.Begun[name]})
		}
	}
	return out
}

func sameTimes(a, b Alarm) bool {
	return a.Every == b.Every && a.At == b.At && a.From == b.From && a.To == b.To && a.Wait == b.Wait && a.Threshold == b.Threshold && a.Zone == b.Zone
}

// beatEvery is how much time passes between two digests that say that nothing is new: a day,
// less what an hour of daylight saving takes.
const beatEvery = 22 * time.Hour

// Speaks reports whether a slot with so many new findings is a digest, or is skipped.
func Speaks(a *Alarm, h *Head, fresh int, slot time.Time) bool {
	return fresh > 0 || a.Heartbeat && a.Every != Burst && slot.Sub(h.Sent) >= beatEvery
}
