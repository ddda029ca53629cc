package credential

import (
	"bytes"
	"encoding/base64"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// leeway is how long after its end a token may still be taken: clocks differ, and RFC 7519
// (section 4.1.4) lets a server allow "no more than a few minutes".
const leeway = 10 * time.Minute

// DoubtOf says why what a request shows as its credential can't be valid. One credential that may
// be valid is enough for no doubt, and so is an account or a client certificate that the gateway
// vouches for. Falls towards no doubt: a wrong one would accuse an API.
func DoubtOf(x *traffic.Exchange, found []Found) finding.Doubt {
	if x.Client.Account != "" {
		return finding.DoubtNone
	}
	doubt := finding.DoubtAbsent
	if i := authorization(x); i >= 0 && !spoken(x.Request.Headers[i].Value, found) {
		doubt = blankOrMalformed(x.Request.Headers[i].Value)
	}
	for i := range found {
		d := found[i].doubt(x.Time)
		if d == finding.DoubtNone {
			return d
		}
		doubt = max(doubt, d)
	}
	return doubt
}

func (f *Found) doubt(now time.Time) finding.Doubt {
	switch f.Kind {
	case JSONWebToken:
		switch {
		case f.JWT.Unsigned:
			return finding.DoubtUnsigned
		case f.JWT.Expires > 0 && !now.IsZero() && now.After(time.Unix(f.JWT.Expires, 0).Add(leeway)):
			return finding.DoubtExpired
		}
	case Bearer, Token:
		switch {
		case likeJWT(f.Secret):
			return finding.DoubtMalformed
		case f.Strength.Pattern == Word || f.Strength.Pattern == Repeated || f.Strength.Pattern == Sequence:
			return finding.DoubtMadeUp
		}
	}
	return finding.DoubtNone
}

// likeJWT reports a token that begins as a JWT and was not read as one, or was cut short.
func likeJWT(secret []byte) bool {
	return bytes.HasPrefix(secret, []byte("eyJ")) && (bytes.IndexByte(secret, '.') >= 0 || len(secret) < 24)
}

// authorization gives the index of the Authorization header, -1 where there is none.
func authorization(x *traffic.Exchange) int {
	for i := range x.Request.Headers {
		if name := x.Request.Headers[i].Name; len(name) == len("Authorization") && strings.EqualFold(name, "Authorization") {
			return i
		}
	}
	return -1
}

// spoken reports whether one of the credentials was read from the header.
func spoken(value string, found []Found) bool {
	for i := range found {
		if found[i].Place == traffic.InHeader && strings.EqualFold(found[i].Name, "Authorization") {
			return true
		}
	}
	return strings.TrimSpace(value) == ""
}

// blankOrMalformed judges an Authorization header in which no credential could be read.
func blankOrMalformed(value string) finding.Doubt {
	word, rest, spaced := strings.Cut(strings.TrimSpace(value), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case blank([]byte(rest)), !spaced:
		return finding.DoubtBlank
	case strings.EqualFold(word, "basic"):
		if _, err := base64.StdEncoding.DecodeString(rest); err != nil || !strings.Contains(rest, ":") {
			return finding.DoubtMalformed
		}
	}
	return finding.DoubtBlank
}
