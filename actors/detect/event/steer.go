package event

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Order is a person's decision about the baseline of an API.
type Order struct {
	ID         uint64 // of this decision: the same order a second time changes nothing
	Act        baseline.Act
	User       string
	Why        string
	At         time.Time
	IfRevision uint64 // the revision the person saw; AnyRevision: whatever it is
}

// AnyRevision is the IfRevision of those who did not look.
const AnyRevision = ^uint64(0)

// ErrRuled means that somebody else has decided meanwhile.
var ErrRuled = errors.New("somebody else has decided on this baseline meanwhile")

const maxRuling = 200 // bytes of a name or a reason

// ruling is the newest decision.
type ruling struct {
	revision uint64
	order    uint64
	act      baseline.Act
	frozen   bool
	by, why  string
	at       time.Time
	reset    time.Time
}

// Steer carries out a decision and gives the revision it has; with ErrRuled the present one.
func (e *Endpoint) Steer(o Order) (revision uint64, err error) {
	r := &e.ruling
	switch {
	case o.ID != 0 && o.ID == r.order:
		return r.revision, nil
	case o.IfRevision != AnyRevision && o.IfRevision != r.revision:
		return r.revision, ErrRuled
	}
	switch o.Act {
	case baseline.Freeze:
		r.frozen = true
	case baseline.Unfreeze:
		if r.frozen {
			e.rate.Skip(int64(e.newest / 3600))
		}
		r.frozen = false
	case baseline.Reset:
		e.forgetUsual()
		r.reset = o.At.UTC()
	default:
		return r.revision, fmt.Errorf("cannot %s a baseline: want freeze, unfreeze or reset", o.Act)
	}
	r.revision++
	r.order, r.act, r.at = o.ID, o.Act, o.At.UTC()
	r.by, r.why = clip(o.User), clip(o.Why)
	return r.revision, nil
}

func clip(s string) string {
	if len(s) > maxRuling {
		s = strings.ToValidUTF8(s[:maxRuling], "")
	}
	return strings.Clone(s)
}

// forgetUsual begins the baselines anew. What counts for running events stays.
func (e *Endpoint) forgetUsual() {
	e.rate, e.peaks, e.habits = baseline.Rate{}, baseline.Peaks{}, baseline.Habits{}
	e.ways, e.quality = ways{}, quality{}
	e.crowd, e.walkers, e.roamers = newCrowd(), baseline.Habits{}, newRoamers()
	e.since, e.until = 0, 0
	e.odd = sketch.NewHeavy[oddity](maxOdd)
	if e.rotating != nil {
		e.rotating.share = baseline.Habit{}
	}
	for i := range e.fast.Entries() {
		c := &e.fast.Entries()[i].Value
		c.taught, c.most = 0, 0
	}
}

func (r *ruling) append(dst []byte) []byte {
	dst = binary.AppendUvarint(binary.AppendUvarint(dst, r.revision), r.order)
	dst = finding.AppendString(finding.AppendBool(dst, r.frozen), string(r.act))
	dst = finding.AppendString(finding.AppendString(dst, r.by), r.why)
	return finding.AppendTime(finding.AppendTime(dst, r.at), r.reset)
}

func (r *ruling) read(u *finding.Unpacker) {
	*r = ruling{revision: u.Uint(), order: u.Uint(), frozen: u.Bool(), act: baseline.Act(u.String(maxRuling))}
	r.by, r.why = u.String(maxRuling), u.String(maxRuling)
	r.at, r.reset = u.Time(), u.Time()
}
