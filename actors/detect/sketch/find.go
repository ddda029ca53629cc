package sketch

// Index gives the place of a hash among others, -1 where it is not: 16 at a time where the processor can.
func Index(hashes []uint64, h uint64) int { return index(hashes, h) }

// within counts the times of the window that ends now.
func within(at []uint32, now, window uint32) int {
	if now < window {
		return len(at)
	}
	return above(at, now-window)
}

// Pairs counts the keys that are equal to one, and those of them beside which there is a zero. Both slices have
// the same length.
func Pairs(keys []uint32, values []uint8, key uint32) (all, zero int) {
	return pairs(keys, values[:len(keys)], key)
}

func pairsOneByOne(keys []uint32, values []uint8, key uint32) (all, zero int) {
	for i, k := range keys {
		if k == key {
			all++
			if values[i] == 0 {
				zero++
			}
		}
	}
	return all, zero
}
