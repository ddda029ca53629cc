package traffic

// Class is a set of byte kinds: what a text is made of.
type Class uint8

// Kinds of bytes. HasOther is every byte that has no kind of its own.
const (
	HasDigit Class = 1 << iota
	HasLetter
	HasHigh // 0x80 and above: anything but ASCII
	HasAt
	HasColon
	HasDot
	HasOther
	stop // not part of a set: ends the string loop of the JSON reader
)

// ClassOf gives the kinds of bytes in text.
func ClassOf(text []byte) Class {
	var c Class
	for _, b := range text {
		c |= classes[b]
	}
	return c &^ stop
}

var classes = func() (t [256]Class) {
	for b := range t {
		switch {
		case b >= '0' && b <= '9':
			t[b] = HasDigit
		case b|0x20 >= 'a' && b|0x20 <= 'z' && b < 0x80:
			t[b] = HasLetter
		case b >= 0x80:
			t[b] = HasHigh
		case b == '@':
			t[b] = HasAt
		case b == ':':
			t[b] = HasColon
		case b == '.':
			t[b] = HasDot
		default:
			t[b] = HasOther
		}
	}
	t['"'] |= stop
	t['\\'] |= stop
	return t
}()
