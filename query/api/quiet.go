package api

import (
	"sync"
	"time"
)

const sayEvery = time.Second // one line a second and code tells enough of an outage

// quiet keeps a store that crashes from flooding the log: one line a code and second, with
// the number of those of the code that were not said since the last. The zero value is
// ready; bounded by the number of codes; safe for concurrent use.
type quiet struct {
	mu   sync.Mutex
	said map[Code]saying
}

type saying struct {
	at     time.Time
	unsaid int
}

// say reports whether a failure is to be logged, and how many were not logged before it.
func (q *quiet) say(c Code, now time.Time) (unsaid int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.said == nil {
		q.said = map[Code]saying{}
	}
	last, before := q.said[c]
	if before && now.Sub(last.at) < sayEvery {
		last.unsaid++
		q.said[c] = last
		return 0, false
	}
	q.said[c] = saying{at: now}
	return last.unsaid, true
}
