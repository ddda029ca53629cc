package sensitive

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	maxEchoes   = 32     // secrets of one side of a call that are looked for
	minEcho     = 4      // characters of a secret that is looked for
	echoBytes   = 256    // bytes of a secret that are compared; what is glued behind goes with it
	sureEcho    = 6      // bytes of a mixed secret that cannot stand in a longer word by chance
	longWord    = 12     // letters of a word that is no part of another by chance
	echoEffort  = 80_000 // bytes compared for one sample, some 2 ms; what stands behind is left out
	codesDigits = 4      // digits of an answer's "code" that may be one that was sent to somebody
)

// Echoes are the secrets of one call, to be hidden wherever else the call repeats them: a
// refused password in an error's text, a code in the statement that stored it. The zero value
// knows none. Not safe for concurrent use; it aliases the call's values.
type Echoes struct {
	all   []echo
	first [256][]uint8 // indexes into all, by first byte
	start [256]bool    // bytes with which a secret may begin, as is or escaped
	left  int          // effort
}

// echo is one secret.
type echo struct {
	text  []byte
	fit   fit
	whole bool // no more than echoBytes
}

// fit is where a secret counts as repeated.
type fit uint8

const (
	anywhere fit = iota // nothing else looks like it
	asCode              // digits, or short: not as part of a longer word
	asWord              // letters only: neither as part of a word nor as a name of the format
)

// EchoesOf collects the secrets that samples replace by their keys on both sides of a call.
func EchoesOf(x *traffic.Exchange, v *traffic.Values) *Echoes {
	e := &Echoes{left: echoEffort}
	for _, side := range []traffic.Side{traffic.Request, traffic.Response} {
		limit := len(e.all) + maxEchoes
		m := &x.Request
		if side == traffic.Response {
			m = &x.Response
		}
		for _, h := range m.Headers {
			if !strings.HasSuffix(strings.ToLower(h.Name), "cookie") && (SecretKey(h.Name) || secretStem(h.Name)) {
				e.header(h.Value, limit)
			}
		}
		values, _ := v.Of(side)
		for i := range values {
			if len(e.all) >= limit {
				break
			}
			if val := &values[i]; hiddenValue(val) && secretIndeed(val) {
				e.add(val.Text, limit)
			}
		}
	}
	return e
}

// header adds what an authorization holds: the token behind its scheme, the password of Basic.
func (e *Echoes) header(value string, limit int) {
	scheme, rest, two := strings.Cut(strings.TrimSpace(value), " ")
	if !two {
		e.add([]byte(scheme), limit)
		return
	}
	rest = strings.TrimSpace(rest)
	e.add([]byte(rest), limit)
	if strings.EqualFold(scheme, "Basic") {
		if clear, err := base64.StdEncoding.DecodeString(rest); err == nil {
			if _, password, ok := bytes.Cut(clear, []byte(":")); ok {
				e.add(password, limit)
			}
		}
	}
}

// secretIndeed reports a hidden value that is a secret indeed: not the language in a cookie, nor the
// result that an answer calls its code.
func secretIndeed(v *traffic.Value) bool {
	if v.Place == traffic.InCookie && !SecretKey(v.Key) && !secretStem(v.Key) {
		return looksSecret(v.Text) || len(v.Text) >= 2*minSecret && bytes.IndexByte(v.Text, ' ') < 0
	}
	if v.Side == traffic.Response && strings.EqualFold(v.Key, "code") {
		return len(v.Text) > codesDigits && bytes.ContainsAny(v.Text, "0123456789")
	}
	return true
}

// add takes one more secret, unless it is too short, known or no secret at all.
func (e *Echoes) add(text []byte, limit int) {
	whole := len(text) <= echoBytes
	if !whole {
		text = text[:Border(text, echoBytes)]
	}
	if len(e.all) >= limit || utf8.RuneCount(text) < minEcho || noSecrets.has(text) ||
		len(bytes.Trim(text, "*")) == 0 {
		return
	}
	for i := range e.all {
		if bytes.Equal(e.all[i].text, text) {
			return
		}
	}
	e.first[text[0]] = append(e.first[text[0]], uint8(len(e.all)))
	e.start[text[0]], e.start['\\'], e.start['%'], e.start['&'] = true, true, true, true
	if text[0] == ' ' {
		e.start['+'] = true
	}
	e.all = append(e.all, echo{text, fitOf(text), whole})
}

// Border is limit, or less so that no character is cut there.
func Border[T string | []byte](text T, limit int) int {
	if limit >= len(text) {
		return len(text)
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// noSecrets are what stands under a secret's key where there is none.
var noSecrets = set("true false null none undefined success failed error optional required password bearer basic")

func fitOf(text []byte) fit {
	var letters, digits int
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		}
	}
	switch n := len(text); {
	case letters == n && n < longWord:
		return asWord
	case digits == n || letters+digits == n && n < sureEcho:
		return asCode
	}
	return anywhere
}
