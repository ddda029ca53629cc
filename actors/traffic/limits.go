package traffic

// Limits bounds what one walk may read and hold. A zero field means its default.
// Whatever lies beyond a limit is left unread, counted in Over, and never an error.
type Limits struct {
	Depth     int // nested containers
	Values    int // values of both sides together
	TextBytes int // bytes of one value's text
	BodyBytes int // bytes of one body
}

// DefaultLimits is what a Walker uses where nothing else is said.
var DefaultLimits = Limits{
	Depth:     64,       // real APIs stay under 20; what stands deeper is read as text
	Values:    10_000,   // about 1 MB of Values; a page of 500 rows of 20 columns
	TextBytes: 64 << 10, // bytes; longer strings are files, and files are cut by sensors anyway
	BodyBytes: 1 << 20,  // bytes; bounds the time of one call to a few milliseconds
}

func (l Limits) orDefault() Limits {
	pick := func(v, d int) int {
		if v <= 0 {
			return d
		}
		return v
	}
	return Limits{
		Depth:     pick(l.Depth, DefaultLimits.Depth),
		Values:    pick(l.Values, DefaultLimits.Values),
		TextBytes: pick(l.TextBytes, DefaultLimits.TextBytes),
		BodyBytes: pick(l.BodyBytes, DefaultLimits.BodyBytes),
	}
}

// Over counts how often each limit left something unread in one walk.
type Over struct {
	Depth  int // containers read as text, elements read without their place
	Values int // 1 when the list was full, else 0
	Text   int // values cut to TextBytes
	Body   int // bodies cut to BodyBytes
}

// Any reports whether anything was left unread.
func (o Over) Any() bool { return o != Over{} }
