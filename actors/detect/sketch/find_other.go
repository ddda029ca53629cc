//go:build !amd64

package sketch

func index(words []uint64, h uint64) int {
	for i, w := range words {
		if w == h {
			return i
		}
	}
	return -1
}

func above(words []uint32, limit uint32) (n int) {
	for _, w := range words {
		if w > limit {
			n++
		}
	}
	return n
}

func pairs(keys []uint32, values []uint8, key uint32) (all, zero int) {
	return pairsOneByOne(keys, values, key)
}
