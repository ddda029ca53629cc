package actors

// chain is what a shard's saved checkpoint consists of in this epoch: a base and parts after it. What
// is written follows what changed: a part is as large as that, and a base is only written anew when
// the parts together have outgrown it. So a byte of change is written about twice, once in a part and
// its share of a base; three times at most where all keys are new.
type chain struct {
	base      uint64 // change at the base, 0: none saved in this epoch
	part      uint32 // newest saved
	book      uint64 // clock of the book at the newest saved
	baseBytes int
	partBytes int // of all parts

	next link // gathered and not yet confirmed
}

// link is one more piece.
type link struct {
	change uint64
	base   uint64
	part   uint32
	book   uint64
	bytes  int
}

const (
	mostParts  = 512      // of one base: a load reads so many at most
	mostGone   = 16 << 10 // forgotten keys that one part names
	leastParts = 64 << 10 // bytes of parts up to which no base is written anew for their size
)

// wantsBase reports whether the next piece is to be a base. Shards differ in how much they let the
// parts grow, from once to twice the base, so that not all write one at the same time. What is saved
// decides alone: after a base whose outcome is unknown comes a base, never a part of the one before.
func (c *chain) wantsBase(shard uint32) bool {
	return c.base == 0 || c.part >= mostParts ||
		c.partBytes > leastParts && c.partBytes > c.baseBytes*(8+int(shard%8))/8
}

// gathered notes the next piece: it has the number after the newest that is confirmed, so one that was
// gathered before and not confirmed is replaced.
func (c *chain) gathered(change uint64, base bool, book uint64, bytes int) link {
	c.next = link{change: change, base: c.base, part: c.part + 1, book: book, bytes: bytes}
	if base {
		c.next.base, c.next.part = change, 0
	}
	return c.next
}

// saved notes that the piece gathered at that change is saved; false: a newer one was gathered since,
// which has all of it.
func (c *chain) saved(change uint64) bool {
	if change != c.next.change {
		return false
	}
	n := c.next
	c.next = link{}
	c.base, c.part, c.book = n.base, n.part, n.book
	if n.part == 0 {
		c.baseBytes, c.partBytes = n.bytes, 0
	} else {
		c.partBytes += n.bytes
	}
	return true
}
