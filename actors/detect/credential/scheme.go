package credential

import (
	"bytes"
	"encoding/base64"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// schemes are the words an Authorization header begins with.
var schemes = []struct {
	word   string
	prefix bool // the word only begins with it: "AWS4-HMAC-SHA256"
	kind   finding.Credential
}{
	{"bearer", false, Bearer},
	{"basic", false, Basic},
	{"digest", false, Digest},
	{"token", false, Token},
	{"apikey", false, APIKey},
	{"api-key", false, APIKey},
	{"ssws", false, APIKey},
	{"key", false, APIKey},
	{"negotiate", false, Negotiate},
	{"ntlm", false, Negotiate},
	{"kerberos", false, Negotiate},
	{"jwt", false, Bearer},
	{"dpop", false, Bearer},
	{"aws", true, HMAC},
	{"tc3-", true, HMAC},
	{"acs3-", true, HMAC},
	{"sdk-hmac", true, HMAC},
	{"hmac", true, HMAC},
	{"oss", true, HMAC},
	{"obs", true, HMAC},
	{"signature", false, HMAC},
	{"sharedkey", true, HMAC},
	{"sharedaccesssignature", false, HMAC},
	{"bce-auth", true, HMAC},
	{"wechatpay2", true, HMAC},
	{"oauth", false, HMAC}, // OAuth 1.0 signs every request
	{"hawk", false, HMAC},
	{"qiniu", false, HMAC},
	{"qbox", false, HMAC},
}

// readScheme reads an Authorization header.
func (m *Finder) readScheme(f *Found, value []byte) bool {
	value = bytes.TrimSpace(value)
	word, rest, spaced := bytes.Cut(value, []byte(" "))
	rest = bytes.TrimSpace(rest)
	if !spaced { // no scheme: the whole is a token, unless it is a scheme without one
		if schemeKind(word) != 0 || blank(word) {
			return false
		}
		return len(word) >= 4 && m.named(f, Token, word)
	}
	if blank(rest) {
		return false
	}
	f.Secret = rest
	switch k := schemeKind(word); k {
	case 0:
		f.Kind, f.Strength = Custom, StrengthOf(rest)
	case Basic:
		return readBasic(f, rest)
	case Digest:
		f.Kind, f.User = Digest, quoted(rest, `username="`)
		return bytes.Contains(rest, []byte("response"))
	case HMAC, Negotiate:
		f.Kind = k
		f.Strength = StrengthOf(rest)
	default:
		return m.named(f, k, rest)
	}
	return true
}

func schemeKind(word []byte) finding.Credential {
	for _, s := range schemes {
		if hasPrefixFold(word, s.word) && (s.prefix || len(word) == len(s.word)) {
			return s.kind
		}
	}
	return 0
}

// readBasic undoes base64; the strength is the password's.
func readBasic(f *Found, coded []byte) bool {
	var space [256]byte
	coded = bytes.TrimRight(coded, "=")
	if len(coded) > len(space) {
		return false
	}
	n, err := base64.RawStdEncoding.Decode(space[:], coded)
	if err != nil {
		return false
	}
	user, password, ok := bytes.Cut(space[:n], []byte(":"))
	if !ok {
		return false
	}
	f.Kind, f.User, f.Strength = Basic, bytes.Clone(user), StrengthOf(password)
	return true
}

func quoted(b []byte, open string) []byte {
	_, rest, ok := bytes.Cut(b, []byte(open))
	if !ok {
		return nil
	}
	name, _, _ := bytes.Cut(rest, []byte(`"`))
	return bytes.Clone(name[:min(len(name), 256)])
}
