package baseline

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// historyWeeks is how many weeks of figures are kept beside those in force, so that a slow drift shows.
const historyWeeks = 8

// Week is what was usual at the end of a week.
type Week struct {
	Day       uint32  // its last day since 1970
	PerMinute float32 // calls a minute, over the week
	PerClient float32 // p99 of a client's calls a minute
	Latency   float32 // p95, as measured
	Size      float32 // p95, as measured
	Errors    float32 // share of 4xx and 5xx answers
}

// History keeps the figures of the last weeks. 200 bytes.
type History struct{ all []Week } // oldest first

// Due reports that a week has gone by since the last entry.
func (h *History) Due(day uint32) bool {
	return len(h.all) == 0 || day >= h.all[len(h.all)-1].Day+7
}

// Add keeps the figures of a week.
func (h *History) Add(w Week) {
	if len(h.all) == historyWeeks {
		copy(h.all, h.all[1:])
		h.all = h.all[:historyWeeks-1]
	}
	h.all = append(h.all, w)
}

// Weeks lists what is kept, oldest first; it is shared and must not be changed.
func (h *History) Weeks() []Week { return h.all }

// Append writes the history.
func (h *History) Append(dst []byte) []byte {
	dst = append(dst, byte(len(h.all)))
	for _, w := range h.all {
		dst = binary.AppendUvarint(dst, uint64(w.Day))
		for _, f := range [...]float32{w.PerMinute, w.PerClient, w.Latency, w.Size, w.Errors} {
			dst = appendFloat(dst, f)
		}
	}
	return dst
}

// Read reads what Append wrote; errors stay in u.
func (h *History) Read(u *finding.Unpacker) {
	*h = History{}
	for range u.Len(historyWeeks, 21) {
		h.all = append(h.all, Week{u.Uint32(), readFloat(u), readFloat(u), readFloat(u), readFloat(u), readFloat(u)})
	}
}
