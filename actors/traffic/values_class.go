package traffic

// Class is a set of byte kinds: what a text is made of.
type Class uint16

// Kinds of bytes. Together they tell readers of values what a text cannot be, at the cost of
// one table look-up a byte in the loop that looks for the end of the text anyway.
const (
	HasDigit Class = 1 << iota
	HasUpper
	HasLower
	HasHigh // 0x80 and above: anything but ASCII
	HasWide // 0xEF, with which full-width forms begin in UTF-8 (：，（); HasHigh as well
	HasAt
	HasColon
	HasDot
	HasSpace // a space; other white space is HasMark
	HasDash
	HasEqual
	HasPunct // _ / , + # & ? %: what addresses, paths and queries are written with
	HasMark  // quotes, brackets, backslash, control characters and the rest: rare in plain data

	bareStop   Class = 1 << 14 // not part of a set: ends an unquoted word of JSON
	quotedStop Class = 1 << 15 // not part of a set: ends the string loop of the JSON reader
)

// Sets of kinds. HasOther is every byte that is no letter, digit, dot, colon or at sign.
const (
	HasLetter = HasUpper | HasLower
	HasOther  = HasSpace | HasDash | HasEqual | HasPunct | HasMark
)

var classes = func() (t [256]Class) {
	for b := range t {
		switch {
		case b >= '0' && b <= '9':
			t[b] = HasDigit
		case b >= 'A' && b <= 'Z':
			t[b] = HasUpper
		case b >= 'a' && b <= 'z':
			t[b] = HasLower
		case b >= 0x80:
			t[b] = HasHigh | bareStop
		default:
			t[b] = HasMark | bareStop
		}
	}
	t[0xEF] |= HasWide
	for b, c := range map[byte]Class{
		'.': HasDot, '-': HasDash, '+': HasPunct, '_': HasPunct, // these may stand in an unquoted word
		'@': HasAt | bareStop, ':': HasColon | bareStop, ' ': HasSpace | bareStop, '=': HasEqual | bareStop,
		'/': HasPunct | bareStop, ',': HasPunct | bareStop, '#': HasPunct | bareStop, '&': HasPunct | bareStop,
		'?': HasPunct | bareStop, '%': HasPunct | bareStop,
		'"': HasMark | bareStop | quotedStop, '\\': HasMark | bareStop | quotedStop,
	} {
		t[b] = c
	}
	return t
}()
