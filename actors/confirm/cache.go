package confirm

import (
	"sync"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// maxVerdicts bounds the verdicts remembered: 16 bytes each, a few megabytes with the map.
const maxVerdicts = 1 << 17

// cache remembers verdicts by the shape of what was doubted (attack.Doubt). Calls of one
// shape differ in numbers and ids only; it falls towards the verdict of the first of them.
type cache struct {
	mu    sync.Mutex
	known map[uint64]finding.Set
}

func (c *cache) get(shape uint64) (finding.Set, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	set, ok := c.known[shape]
	return set, ok
}

func (c *cache) put(shape uint64, set finding.Set) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= maxVerdicts {
		c.known = make(map[uint64]finding.Set)
	}
	c.known[shape] = set
}
