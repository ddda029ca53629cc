package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// How an API answers: latency, size, status. What rises and stays is told as a notice of the API
// and not as an event (PE-20): nobody attacks with it, and whoever watches for attacks would soon
// learn to look away.

const (
	sizeUnit     = 16                            // bytes: sizes are learned to 256 MB
	latencyFloor = 50 * time.Millisecond         // more than usual is told from there on
	sizeFloor    = 16 << 10                      // bytes, likewise
	latencySlack = latencyFloor / latencyUnit    // in units of the measure
	sizeSlack    = float64(sizeFloor / sizeUnit) // likewise
)

// quality is what is usual of an API's answers. About 1.9 KB.
type quality struct {
	latency, size baseline.Measure
	mix           baseline.Mix
	history       baseline.History
}

// note takes in a call that was neither flagged nor refused; teach says whether it is learned from.
func (q *quality) note(f *finding.Facts, at uint32, teach bool) {
	hour := int64(at / 3600)
	q.mix.Add(f.Status, hour, teach)
	if !f.OK() {
		return
	}
	if f.Latency > 0 {
		q.latency.Add(float64(f.Latency)/float64(latencyUnit), hour, float64(latencySlack), teach)
	}
	if f.ResSize > 0 {
		q.size.Add(float64(f.ResSize)/sizeUnit, hour, sizeSlack, teach)
	}
}

// notices tells what has risen and stays.
func (q *quality) notices() []baseline.Notice {
	out := []baseline.Notice{}
	tell := func(kind string, r baseline.Risen, unit float64, text string) {
		if !r.Told() {
			return
		}
		n := baseline.Notice{
			Kind: kind, Since: time.Unix(r.Since*3600, 0).UTC(), Hours: int(r.Hours), Observed: r.Observed * unit, Usual: r.Usual * unit,
		}
		n.Text = fmt.Sprintf(text, n.Observed, n.Usual, n.Hours)
		out = append(out, n)
	}
	const ms = float64(latencyUnit) / float64(time.Millisecond)
	tell("latency", q.latency.Risen(), ms, "95 %% of its answers take up to %.0f ms, %.0f ms are usual in its slowest hours; for %d hours now.")
	tell("errors", q.mix.Risen(), 100, "%.0f %% of its answers are errors, %.0f %% are usual in its worst hours; for %d hours now.")
	tell("size", q.size.Risen(), sizeUnit, "95 %% of its answers have up to %.0f bytes, %.0f are usual in its largest hours; for %d hours now.")
	return out
}

func (q *quality) append(dst []byte) []byte {
	return q.history.Append(q.mix.Append(q.size.Append(q.latency.Append(dst))))
}

func (q *quality) read(u *finding.Unpacker) {
	q.latency.Read(u)
	q.size.Read(u)
	q.mix.Read(u)
	q.history.Read(u)
}
