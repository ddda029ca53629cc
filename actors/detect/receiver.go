package detect

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// receiver hashes whom a message is sent to: the telephone number or mail address in the request of an API that
// sends messages, else the name of its user.
func (e *Engine) receiver() {
	if !e.is(smsSending) && !e.is(mailSending) {
		return
	}
	var buf [64]byte
	best, at := uint8(255), -1
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if len(v.Text) == 0 || v.Place == traffic.InHeader || v.Place == traffic.InCookie {
			continue
		}
		is, rank := e.field.Of(v, fieldOf), uint8(255)
		switch {
		case v.Place == traffic.InPath:
			if _, plain := receiverText(buf[:0], v.Text); plain {
				rank = 200
			}
		case is.means == finding.MeansContact:
			rank = 0
		case is.rank > 0:
			rank = is.rank
		}
		if rank < best {
			best, at = rank, i
		}
	}
	if at < 0 {
		return
	}
	text, _ := receiverText(buf[:0], values[at].Text)
	e.f.Receiver = e.hash.once("receiver", text)
}

// numberDigits are the digits by which a telephone number is known, whatever stands before them for the country.
const numberDigits = 10

// receiverText writes a telephone number as its last digits, so that "+86 138 0013 8000" and "13800138000" are one,
// and anything else in small letters; plain tells that it is a number or a mail address by its looks.
func receiverText(dst, text []byte) (_ []byte, plain bool) {
	text = bytes.TrimSpace(text)
	digits := 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ', c == '-', c == '(', c == ')', c == '+', c == '.':
		default:
			i := bytes.IndexByte(text, '@')
			return append(dst, bytes.ToLower(text)...), i > 0 && bytes.IndexByte(text[i:], '.') > 0
		}
	}
	for _, c := range text {
		if c >= '0' && c <= '9' {
			if digits <= numberDigits {
				dst = append(dst, c)
			}
			digits--
		}
	}
	return dst, len(dst) >= 7
}
