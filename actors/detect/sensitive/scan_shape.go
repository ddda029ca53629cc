package sensitive

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Shapes that fill a whole value and settle it at once: they are what most strings with digits
// in them are. TestShapesSettleNothingElse holds them to what the readers would have found.

// instant reads a date, alone or with a time of day behind it as RFC 3339 and SQL write it.
// False where the value has another shape.
func (s *Scanner) instant(class traffic.Class) bool {
	const day = len("2006-01-02")
	b := s.text
	if len(b) < day || len(b) > 35 || b[4] != '-' || b[7] != '-' || class&(traffic.HasDigit|traffic.HasHigh) != traffic.HasDigit {
		return false
	}
	if !shapeDay.fits(b) || !digits(b[8:day]) || len(b) > day && !timeOfDay(b[day:]) {
		return false
	}
	if year := number(b[:4]); year >= firstYear && year <= 2100 && validDate(year, number(b[5:7]), number(b[8:day])) {
		s.hit(Date, 0, day, Strong, "a day that exists")
	}
	return true
}

// wordShape is a shape of eight bytes, the first lowest: the bytes with 0 for each digit, and
// what must be added to each byte's difference so that anything else reaches the top bit.
type wordShape struct{ bytes, add uint64 }

var (
	shapeDay  = wordShape{0x2D30302D30303030, 0x7F76767F76767676} // 0000-00-
	shapeTime = wordShape{0x30303A30303A3030, 0x76767F76767F7676} // 00:00:00
)

// fits reads eight bytes at once: the difference of a digit to 0 is below 10, that of any other
// byte of the shape is 0.
func (w wordShape) fits(b []byte) bool {
	x := binary.LittleEndian.Uint64(b) ^ w.bytes
	return (x+w.add|x)&0x8080808080808080 == 0
}

// timeOfDay reports T or a space, a time to the second, a fraction and a zone.
func timeOfDay(b []byte) bool {
	const second = len("T15:04:05")
	if len(b) < second || b[0] != 'T' && b[0] != ' ' || !shapeTime.fits(b[1:]) {
		return false
	}
	b = b[second:]
	if len(b) > 1 && b[0] == '.' {
		n := 1
		for n < len(b) && tokenBytes[b[n]] == kDigit {
			n++
		}
		if n > 10 {
			return false
		}
		b = b[n:]
	}
	switch {
	case len(b) == 0, len(b) == 1 && b[0] == 'Z':
		return true
	case len(b) == 6 && (b[0] == '+' || b[0] == '-') && b[3] == ':':
		return digits(b[1:3]) && digits(b[4:])
	}
	return false
}

// uuid reports five groups of hexadecimal digits, which are an identifier and nothing else.
func uuid(b []byte) bool {
	if len(b) != 36 || b[8] != '-' || b[13] != '-' || b[18] != '-' || b[23] != '-' {
		return false
	}
	for i, c := range b {
		if !isHex(c) && i != 8 && i != 13 && i != 18 && i != 23 {
			return false
		}
	}
	return true
}
