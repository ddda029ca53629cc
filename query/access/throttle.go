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

// wait says how long the next try has to wait; 0 means go on.
func (t *throttle) wait(block, user string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return max(t.left(block+"\x00"+user, freeTries, now), t.left(block, freeBlock, now))
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

func (t *throttle) failed(block, user string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, key := range []string{block + "\x00" + user, block} {
		a := t.tries[key]
		if now.Sub(a.last) > forgetting {
			a.failures = 0
		}
		t.tries[key] = attempt{a.failures + 1, now}
	}
	if len(t.tries) > maxPairs {
		t.shrink(now)
	}
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

func (t *throttle) passed(block, user string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, block+"\x00"+user)
}
