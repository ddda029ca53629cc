package detect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Bounds of what a call looks up by parameters whose names do not say that they name a record.
const (
	leastAsked = 3  // bytes of a number or code that is one of many
	mostAsked  = 32 // bytes of a code that somebody gave to something; longer ones are made up by programs
	asksMost   = 4  // parameters that make up what is asked for
)

// asked hashes what a call without a record in its path or an id looks up: the stop, the number plate, the article
// number in a parameter of its query, or of its body where it is a question. What people write, what measures something,
// when, where and how is asked are no such thing: searches, maps and pages are looked at by the dozen.
func (e *Engine) asked() {
	if e.f.Noise || e.f.Object != 0 || e.f.Login.Outcome != finding.OutcomeNone {
		return
	}
	body := e.is(dataCheck) || e.is(dataQuery) // they say what is looked for
	if !body && e.x.Method != "GET" && e.x.Method != "HEAD" {
		return
	}
	values, _ := e.v.Of(traffic.Request)
	n := 0
	for i := range values {
		v := &values[i]
		if v.Key == "" || v.Nested || v.Place != traffic.InQuery && (!body || v.Place != traffic.InJSON && v.Place != traffic.InForm) ||
			!named(v) || !e.field.Of(v, fieldOf).asks {
			continue
		}
		if n++; n > asksMost {
			break
		}
		if n == 1 {
			e.hash.begin("asked")
		}
		e.hash.addText(v.Key)
		e.hash.add(v.Text)
	}
	if n > 0 {
		e.f.Asked = e.hash.end()
	}
}

// named reports a value that may be the name of one of many things: a number, a code with digits, an address of mail.
func named(v *traffic.Value) bool {
	if v.Class&traffic.HasDigit == 0 && v.Class&traffic.HasAt == 0 || len(v.Text) < leastAsked {
		return false
	}
	switch formOf(v) {
	case finding.FormInteger:
		return !clock(v.Text)
	case finding.FormToken:
		return len(v.Text) <= mostAsked
	case finding.FormEmail:
		return true
	default:
		return false
	}
}

// clock reports a number that counts the seconds or milliseconds since 1970, as this century does, or is below zero.
func clock(b []byte) bool {
	return b[0] == '-' || (len(b) == 10 || len(b) == 13) && b[0] == '1'
}

// askKey reports a parameter that may say which of many things is asked for: it does not name the caller or the call, and
// none of the words of its name says that it measures, orders, shows or signs something.
func askKey(key string) bool {
	for rest := key; rest != ""; {
		var word string
		if word, rest = nextWord(rest); notAsked[strings.ToLower(word)] {
			return false
		}
	}
	var buf [24]byte
	plain := string(plainName(&buf, key))
	return len(key) > 1 && !notAsked[plain] && !callerKeys[plain]
}

// nextWord cuts the first word off a name: to a separator, a digit or the capital letter of the next one.
func nextWord(name string) (word, rest string) {
	upper := true
	for i, c := range name {
		switch {
		case !unicode.IsLetter(c):
			_, size := utf8.DecodeRuneInString(name[i:])
			return name[:i], name[i+size:]
		case unicode.IsUpper(c) && !upper:
			return name[:i], name[i:]
		}
		upper = unicode.IsUpper(c)
	}
	return name, ""
}

// notAsked are words in the names of parameters that do not say which thing is asked for; the last row is Pinyin: begin,
// end, time, day, number of a page.
var notAsked = words(`
	q query search term terms keyword keywords text input prefix suggest filter filters like match wd kw word words name title
	page pages limit offset size count per skip top max min rows take cursor start end begin from to since until before after first last
	next prev n num total length batch chunk part
	time timestamp ts date day days week month year hour hours minute minutes second seconds night nights at created updated modified expires
	expire ttl period duration interval timeout delay age birthday dob tz timezone
	lat latitude lon lng long longitude x y z bbox bounds zoom radius distance center north south east west geo coord coords position tile
	width height w h dpr quality scale angle rotate crop depth dpi res resolution ratio
	price amount fee rate cost value sum balance weight quantity qty adults children guests rooms persons people discount tax score rating points
	v ver version build nonce sign signature sig hash rand random rnd r cb callback seq cache cachebuster buster token session sid trace
	span request req device client app apikey key hmac checksum etag state challenge verifier captcha secret auth t uuid fingerprint
	lang locale language sort order orderby sortby fields format type status mode currency view tab level step index idx flag color colour utm
	ref referrer source campaign gclid fbclid
	kaishi jieshu shijian riqi yema`)
