package detect

import (
	"math"
	"math/bits"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maxForms  = finding.MaxForms
	longForm  = 512 // bytes from which a value is long
	hexForm   = 16  // hexadecimal digits from which they are an identifier
	slabForms = 64
)

// forms notes how the parameters of the request were written (EV-06). Passwords and codes are none
// of its business: their forms are rules of the application, and people try others. Names that are
// values themselves ({"13800138000": ...}) are left out: facts hold no raw personal value.
func (e *Engine) forms() {
	if e.f.Noise {
		return
	}
	values, _ := e.v.Of(traffic.Request)
	var found [maxForms]finding.Written
	n := 0
	for i := range values {
		v := &values[i]
		if v.Key == "" || v.Place != traffic.InQuery && v.Place != traffic.InJSON && v.Place != traffic.InForm || v.Nested {
			continue
		}
		is := e.field.Of(v, fieldOf)
		if is.password || is.code || is.value {
			continue
		}
		found[n] = finding.Written{Name: v.Key, Form: formOf(v), Means: is.means}
		if w := &found[n]; is.amount && (w.Form == finding.FormInteger || w.Form == finding.FormDecimal) {
			w.Size = sizeOf(v.Text, is.signed)
		}
		if n++; n == maxForms {
			break
		}
	}
	if n == 0 {
		return
	}
	e.f.Forms = e.written.take(n, slabForms)
	for _, p := range found[:n] {
		e.f.Forms = append(e.f.Forms, finding.Written{Name: e.kept.of(p.Name), Form: p.Form, Means: p.Means, Size: p.Size})
	}
}

const (
	tokenClasses = traffic.HasDigit | traffic.HasLetter | traffic.HasDash | traffic.HasDot | traffic.HasPunct
	textClasses  = tokenClasses | traffic.HasSpace | traffic.HasColon | traffic.HasAt
)

// formOf tells how a value is written.
func formOf(v *traffic.Value) finding.Form {
	b, c := v.Text, v.Class
	switch {
	case v.Shape == traffic.Null, len(b) == 0:
		return finding.FormEmpty
	case len(b) > longForm:
		return finding.FormLong
	case v.Shape == traffic.Bool, len(b) <= 5 && (string(b) == "true" || string(b) == "false"):
		return finding.FormBool
	case c == traffic.HasDigit, c == traffic.HasDigit|traffic.HasDash && b[0] == '-' && number(b[1:]) == finding.FormInteger:
		return finding.FormInteger
	case c&^(traffic.HasDigit|traffic.HasDash) == traffic.HasDot && number(b) == finding.FormDecimal:
		return finding.FormDecimal
	case c&traffic.HasHigh != 0:
		if c&(traffic.HasMark|traffic.HasEqual) != 0 {
			return finding.FormMarks
		}
		return finding.FormForeign
	case day(b):
		return finding.FormDate
	case hexadecimal(b):
		return finding.FormID
	case c&^traffic.HasLetter == 0:
		return finding.FormWord
	case c&traffic.HasColon != 0 && link(b):
		return finding.FormLink
	case c&(traffic.HasMark|traffic.HasEqual) != 0:
		return finding.FormMarks
	case c&traffic.HasAt != 0 && c&traffic.HasDot != 0 && c&(traffic.HasSpace|traffic.HasColon) == 0:
		return finding.FormEmail
	case c&^tokenClasses == 0:
		return token(b)
	case c&^textClasses == 0:
		return finding.FormText
	}
	return finding.FormMarks
}

// token tells a token from a list of them and from a path.
func token(b []byte) finding.Form {
	list, path := false, false
	for _, c := range b {
		list = list || c == ','
		path = path || c == '/' || c == '?' || c == '&' || c == '#' || c == '%'
	}
	switch {
	case path:
		return finding.FormMarks
	case list:
		return finding.FormList
	}
	return finding.FormToken
}

// number tells an integer from a decimal number with one dot.
func number(b []byte) finding.Form {
	dots := 0
	for i, c := range b {
		switch {
		case c == '.':
			dots++
		case c == '-' && i == 0 && len(b) > 1:
		case c < '0' || c > '9':
			return finding.FormNone
		}
	}
	switch dots {
	case 0:
		return finding.FormInteger
	case 1:
		return finding.FormDecimal
	}
	return finding.FormNone
}

// sizeOf is how large a number is, as finding.Written has it; of what is rightly below zero at times the sign
// says nothing.
func sizeOf(b []byte, signed bool) int8 {
	below := len(b) > 0 && b[0] == '-'
	n := uint64(0)
	for _, c := range b {
		if c == '.' {
			break
		}
		if c >= '0' && c <= '9' {
			n = min(n, math.MaxUint64/16)*10 + uint64(c-'0')
		}
	}
	size := int8(1 + bits.Len64(n))
	if below && !signed {
		return -size
	}
	return size
}

// day reports a value that begins with a day as ISO 8601 writes it.
func day(b []byte) bool {
	return len(b) >= 10 && len(b) <= 35 && b[4] == b[7] && (b[4] == '-' || b[4] == '/') && number(b[:4]) == finding.FormInteger &&
		number(b[5:7]) == finding.FormInteger && number(b[8:10]) == finding.FormInteger
}

// hexadecimal reports an identifier of hexadecimal digits, with the hyphens of a UUID or without.
func hexadecimal(b []byte) bool {
	n := 0
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f':
			n++
		case c != '-':
			return false
		}
	}
	return n >= hexForm
}

// link reports a scheme of letters and ://.
func link(b []byte) bool {
	for i, c := range b {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return i > 1 && c == ':' && i+2 < len(b) && b[i+1] == '/' && b[i+2] == '/'
		}
	}
	return false
}
