package traffic

import "github.com/zeebo/xxh3"

// Sizes of the cache of judged words: the words of one host's paths fit, and a word that
// is longer than a slot is judged each time.
const (
	cacheSlots = 512
	cacheWord  = 31 // bytes
)

// wordCache remembers what words look like by themselves, since the same few hundred words
// make nearly all paths. It is no part of what was learned.
type wordCache struct {
	slots [cacheSlots]cachedWord
}

type cachedWord struct {
	n     uint8
	class class
	word  [cacheWord]byte
}

// wordClass is the function of that name, remembered.
func (c *wordCache) wordClass(s string, t tally) class {
	if len(s) > cacheWord {
		return wordClass(s, t)
	}
	slot := &c.slots[xxh3.HashString(s)%cacheSlots]
	if string(slot.word[:slot.n]) != s {
		slot.class = wordClass(s, t)
		slot.n = uint8(copy(slot.word[:], s))
	}
	return slot.class
}
