package access

import (
	"sync"
	"time"
)

// throttle slows down guessing, by the pair (source block, user name) so that an attacker
// cannot lock somebody out from elsewhere, and by source block alone so that names cannot be
// changed to get more tries.
//
// Bounded: at most maxPairs are remembered; above that the oldest half is forgotten, which
// may only give an attacker with that many source blocks some more tries.
type throttle struct {
	mu    sync.Mutex
	tries map[string]attempt
}

type attempt struct {
	failures int
	last     time.Time
}

const (
	freeTries  = 5                // a person mistypes
	freeBlock  = 20               // several people behind one address do
	firstWait  = time.Second      // after that, doubling
	longest    = 15 * time.Minute // of one wait
	forgetting = time.Hour        // without a failure all is forgotten
	maxPairs   = 20_000           // about 2 MB
)

func newThrottle() *throttle { return &throttle{tries: map[string]attempt{}} }

// take counts a try before its outcome is known, so that many at once are not all free; it
// says how long the try has to wait instead (0: go on). A try that is told to wait does not
// count. back takes a counted one back: the guess was right, or nobody looked at it; right
// forgets the failures of the pair too.
func (t *throttle) take(block, user string, now time.Time) (wait time.Duration, back func(right bool)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	pair := block + "\x00" + user
	if w := max(t.left(pair, freeTries, now), t.left(block, freeBlock, now)); w > 0 {
		return w, func(bool) {}
	}
	before := map[string]time.Time{}
	for _, key := range []string{pair, block} {
		a := t.tries[key]
		before[key] = a.last
		if now.Sub(a.last) > forgetting {
			a.failures = 0
		}
		t.tries[key] = attempt{a.failures + 1, now}
	}
	if len(t.tries) > maxPairs {
		t.shrink(now)
	}
	return 0, func(right bool) {
		t.mu.Lock()
		defer t.mu.Unlock()
		for key, last := range before {
			t.giveBack(key, now, last)
		}
		if right {
			delete(t.tries, pair)
		}
	}
}

// giveBack undoes the try of that moment.
func (t *throttle) giveBack(key string, now, before time.Time) {
	a, ok := t.tries[key]
	if !ok {
		return
	}
	if a.failures--; a.failures <= 0 {
		delete(t.tries, key)
		return
	}
	if a.last.Equal(now) {
		a.last = before
	}
	t.tries[key] = a
}

func (t *throttle) left(key string, free int, now time.Time) time.Duration {
	a, ok := t.tries[key]
	if !ok || a.failures < free {
		return 0
	}
	if now.Sub(a.last) > forgetting {
		delete(t.tries, key)
		return 0
	}
	wait := longest
	if n := a.failures - free; n < 10 { // 2^10 s is above the longest wait
		wait = min(firstWait<<n, longest)
	}
	return max(0, wait-now.Sub(a.last))
}

// shrink forgets what is older than half of what it has, by bisecting over time.
func (t *throttle) shrink(now time.Time) {
	for age := forgetting; len(t.tries) > maxPairs/2; age /= 2 {
		for key, a := range t.tries {
			if now.Sub(a.last) >= age {
				delete(t.tries, key)
			}
		}
	}
}
