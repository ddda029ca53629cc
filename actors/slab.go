package actors

// slab keeps small pieces of bytes side by side in pages, so that a million of them are no object
// each for the collector to look at. A piece that ends leaves its place to the next of its size;
// pages stay. Not safe for concurrent use.
type slab struct {
	classes [len(slabSizes)]slabClass
	big     [][]byte // pieces above the largest size, each by itself
	bigFree []uint32
}

// slabClass is the pieces of one size.
type slabClass struct {
	pages [][]byte
	free  []uint32 // places that ended
	next  uint32   // place never used yet
}

// slabSizes are the sizes of places, in bytes: close together where most states are.
var slabSizes = [...]int{
	8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024,
}

const (
	slabPage  = 8 << 10
	slabBig   = len(slabSizes) // class of what has no place in a page
	slabShift = 27             // bits of a place's number; the class is above
)

// slabClassOf gives the class for n bytes.
func slabClassOf(n int) int {
	if n <= 80 {
		return max(n+7, 8)/8 - 1
	}
	for c := 10; c < slabBig; c++ {
		if n <= slabSizes[c] {
			return c
		}
	}
	return slabBig
}

// put keeps room for n bytes and gives its reference; at gives the bytes, to be written by the caller.
func (s *slab) put(n int) uint32 {
	class := slabClassOf(n)
	if class == slabBig {
		b := make([]byte, n)
		if last := len(s.bigFree) - 1; last >= 0 {
			i := s.bigFree[last]
			s.bigFree, s.big[i] = s.bigFree[:last], b
			return slabRef(class, i)
		}
		s.big = append(s.big, b)
		return slabRef(class, uint32(len(s.big)-1)) //nolint:gosec // far below 2^27
	}
	c := &s.classes[class]
	if last := len(c.free) - 1; last >= 0 {
		i := c.free[last]
		c.free = c.free[:last]
		return slabRef(class, i)
	}
	i := c.next
	c.next++
	if int(i)/slabPlaces(class) == len(c.pages) {
		c.pages = append(c.pages, make([]byte, slabPage))
	}
	return slabRef(class, i)
}

func slabRef(class int, i uint32) uint32 { return uint32(class)<<slabShift | i } //nolint:gosec // 5 bits

func slabPlaces(class int) int { return slabPage / slabSizes[class] }

// at gives n bytes of a place. They are valid until the place ends.
func (s *slab) at(ref uint32, n int) []byte {
	class, i := int(ref>>slabShift), int(ref&(1<<slabShift-1))
	if class == slabBig {
		return s.big[i][:n:n]
	}
	per := slabPlaces(class)
	from := i % per * slabSizes[class]
	return s.classes[class].pages[i/per][from : from+n : from+n]
}

// end gives a place back.
func (s *slab) end(ref uint32) {
	class, i := int(ref>>slabShift), ref&(1<<slabShift-1)
	if class == slabBig {
		s.big[i] = nil
		s.bigFree = append(s.bigFree, i)
		return
	}
	s.classes[class].free = append(s.classes[class].free, i)
}

// fits reports that n bytes belong into the same kind of place, so that they can stay where they are.
func (s *slab) fits(ref uint32, n int) bool {
	class := int(ref >> slabShift)
	return class != slabBig && slabClassOf(n) == class
}
