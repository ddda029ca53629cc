package credential

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// signed gathers the parameters that make a signed URL or a signed request together: one
// of them alone means nothing.
type signed struct {
	have  uint32
	index int // of the signature's value
}

const (
	hasSignature   = 1 << iota // Signature, sig, sign: the name says little
	hasOwnMark                 // a signature whose name says whose it is
	hasKeyID                   // whose key
	hasExpiry                  //
	hasVersion                 // Azure's sv
	hasNonce                   // timestamp or nonce
	hasInQuery                 // the signature stands in the query
	minSignature   = 6         // bytes; shorter values are words
	minRequestSign = 16        // bytes; a request's signature is at least a truncated MD5
)

// parts names the parameters, folded.
var parts = func() map[string]uint32 {
	m := map[string]uint32{}
	for part, list := range map[uint32]string{
		hasOwnMark:   `xamzsignature xgoogsignature xosssignature qsignature xobssignature xtossignature`,
		hasSignature: `signature sig sign hmac`,
		hasKeyID: `xamzcredential awsaccesskeyid ossaccesskeyid googleaccessid keypairid accesskeyid qak appkey appid ak
			xgoogcredential partnerid mchid oauthconsumerkey clientid`,
		hasExpiry:  `expires xamzexpires se exp policy`,
		hasVersion: `sv`,
		hasNonce:   `timestamp ts nonce noncestr signaturenonce xcatimestamp`,
	} {
		for _, n := range strings.Fields(list) {
			m[n] = part
		}
	}
	return m
}()

func (s *signed) note(p uint32, place traffic.Place, index int, value []byte) {
	if p&(hasSignature|hasOwnMark) != 0 {
		if len(value) < minSignature {
			return
		}
		s.index = index
		if place == traffic.InQuery {
			s.have |= hasInQuery
		}
	}
	s.have |= p
}

// found decides: a signed URL has a signature of its own name, or one with a key or a
// version and an expiry; a signed request has a long signature with a key or a nonce.
func (s *signed) found(v *traffic.Values) (Found, bool) {
	if s.have&(hasSignature|hasOwnMark) == 0 {
		return Found{}, false
	}
	val := &v.All[s.index]
	f := Found{Place: val.Place, Name: val.Key, Index: s.index, Secret: val.Text, Strength: StrengthOf(val.Text)}
	switch {
	case s.have&hasInQuery != 0 && (s.have&hasOwnMark != 0 ||
		s.have&hasExpiry != 0 && s.have&(hasKeyID|hasVersion) != 0):
		f.Kind = SignedURL
	case len(val.Text) >= minRequestSign && s.have&(hasKeyID|hasNonce) != 0:
		f.Kind = HMAC
	default:
		return Found{}, false
	}
	return f, true
}
