package credential

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Found is one credential of a request.
type Found struct {
	Kind     finding.Credential
	Place    traffic.Place
	Name     string   // of the header, cookie, parameter or field; lives as long as the values
	Index    int      // into Values.All
	Secret   []byte   // the credential itself, to be hashed with the tenant's key; lives as long as the values
	User     []byte   // user name of Basic and Digest, if any; freshly allocated
	JWT      JWT      // zero unless Kind is JSONWebToken
	Strength Strength // of the secret; of Basic, of the password
}

// maxFound bounds the credentials of one call; real calls have up to 5.
const maxFound = 16

// Find lists the credentials of a request. Responses are not looked at: what a login hands
// out is not yet a credential of a call.
func Find(x *traffic.Exchange, v *traffic.Values) []Found { return new(Finder).Append(nil, x, v) }

// Append is Find with the memory of dst.
func (m *Finder) Append(dst []Found, x *traffic.Exchange, v *traffic.Values) []Found {
	m.use(v)
	var sig signed
	values, first := v.Of(traffic.Request)
	n := len(dst)
	for i := range values {
		val := &values[i]
		if len(val.Text) == 0 || len(dst)-n >= maxFound {
			continue
		}
		f := Found{Place: val.Place, Index: first + i}
		ok := false
		switch val.Place {
		case traffic.InHeader:
			if is := m.header.Of(val, headerOf); is.scheme || is.kind != 0 {
				f.Name, f.Secret = val.Key, val.Text
				ok = m.inHeader(&f, is, val.Text)
			}
		case traffic.InCookie:
			if k := m.cookie.Of(val, cookieOf); k != 0 {
				f.Name, f.Secret = val.Key, val.Text
				ok = m.inCookie(&f, k, val.Text)
			}
		case traffic.InQuery, traffic.InForm, traffic.InMultipart, traffic.InJSON, traffic.InPath:
			if val.Shape != traffic.String && val.Place == traffic.InJSON || len(val.Key) < 2 || len(val.Key) > longestField {
				continue
			}
			known := m.field.Of(val, fieldOf)
			if known == (field{}) {
				continue
			}
			if known.part != 0 {
				sig.note(known.part, val.Place, first+i, val.Text)
			}
			f.Name, f.Secret = val.Key, val.Text
			ok = m.inField(&f, known, val)
		}
		if ok {
			dst = append(dst, f)
		}
	}
	if f, ok := sig.found(v); ok && len(dst)-n < maxFound {
		dst = append(dst, f)
	}
	return dst
}

// SetOf gives the kinds found.
func SetOf(found []Found) finding.Set {
	var s finding.Set
	for i := range found {
		s = s.With(uint8(found[i].Kind))
	}
	return s
}

// headerIs is what the name of a header says.
type headerIs struct {
	scheme bool // it is Authorization, whose value says the kind
	kind   finding.Credential
}

func headerOf(name string) (is headerIs) {
	var buf [40]byte
	folded, ok := fold(&buf, name)
	if !ok || len(folded) < 3 {
		return is
	}
	if string(folded) == "authorization" || string(folded) == "proxyauthorization" {
		is.scheme = true
		return is
	}
	if is.kind = headerNames[string(folded)]; is.kind == 0 {
		is.kind = suffixKind(name, false)
	}
	if is.kind != 0 && isNever(name) {
		is.kind = 0
	}
	return is
}

func (m *Finder) inHeader(f *Found, is headerIs, value []byte) bool {
	if is.scheme {
		return m.readScheme(f, value)
	}
	k := is.kind
	if blank(value) {
		return false
	}
	if k == ClientCert {
		f.Kind = k
		return !bytes.EqualFold(value, []byte("NONE")) && !hasPrefixFold(value, "FAILED")
	}
	if k == HMAC && len(value) < 8 {
		return false
	}
	if hasPrefixFold(value, "bearer ") {
		value = bytes.TrimSpace(value[7:])
	}
	return m.named(f, k, value)
}

// cookieOf gives the kind that the name of a cookie says, 0 where it carries no credential.
func cookieOf(name string) finding.Credential {
	if tracker(name) || isNever(name) {
		return 0
	}
	return cookieKind(name)
}

func (m *Finder) inCookie(f *Found, k finding.Credential, value []byte) bool {
	return len(value) >= 4 && !blank(value) && m.named(f, k, value)
}

// cookieKind knows a cookie by its name, without the prefixes of RFC 6265bis, or by how it begins or ends.
func cookieKind(name string) finding.Credential {
	for _, p := range []string{"__Host-", "__Secure-"} {
		name = strings.TrimPrefix(name, p)
	}
	if k := cookieNames.kind(name); k != 0 {
		return k
	}
	for _, b := range sessionBegins {
		if rest, ok := strings.CutPrefix(name, b.begin); ok && allHex(rest, b.upper) {
			return SessionCookie
		}
	}
	k := suffixKind(name, true)
	if k == Token && strings.HasSuffix(strings.ToLower(name), "id") {
		return SessionCookie
	}
	return k
}

// sessionBegins are cookies whose names end in a hash or in random letters: WordPress, Laravel, Drupal, ASP.
var sessionBegins = []struct {
	begin string
	upper bool // what follows are capital letters, not a hash
}{
	{"wordpress_logged_in_", false}, {"wordpress_sec_", false}, {"remember_web_", false}, {"SESS", false}, {"SSESS", false},
	{"ASPSESSIONID", true},
}

// allHex reports eight hexadecimal digits or more, or as many capital letters.
func allHex(s string, upper bool) bool {
	for i := range len(s) {
		c := s[i]
		if upper && (c < 'A' || c > 'Z') || !upper && (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) >= 8
}

// fieldOf gives what the name of a parameter or field says, the zero value where that is nothing.
func fieldOf(name string) field {
	var buf [40]byte
	folded, ok := fold(&buf, name)
	if !ok {
		return field{}
	}
	is := fields[string(folded)]
	is.never = is.never || name == "_token"
	if is.kind == 0 && !is.never {
		is.bare, is.suffix = name == "key" || name == "secret", suffixKind(name, false)
	}
	return is
}

func (m *Finder) inField(f *Found, known field, val *traffic.Value) bool {
	if val.Shape != traffic.String || known.never {
		return false
	}
	value := val.Text
	k := known.kind
	switch {
	case k == APIKey && f.Name == "auth_key" && stamped(value):
		k = SignedURL
	case k != 0:
	case f.Name == "key" && (bytes.HasPrefix(value, []byte("AIza")) || opaque(value)):
		k = APIKey
	case f.Name == "secret" && val.Place == traffic.InQuery && opaque(value):
		k = OAuthClient
	case val.Place == traffic.InQuery:
		k = known.suffix
	}
	if k == 0 || blank(value) || len(value) < 6 || !tokenLike(value) {
		return false
	}
	return m.named(f, k, value)
}

// named settles kind, JWT and strength of a secret found by its name.
func (m *Finder) named(f *Found, k finding.Credential, secret []byte) bool {
	f.Kind, f.Secret = k, secret
	var is *secretIs
	if is = m.secret(secret); is.jwt {
		f.Kind = JSONWebToken
	}
	f.JWT, f.Strength = is.JWT, is.Strength
	return true
}

const jwtBits = 256 // bits; the shortest signature in use, HS256

// blanks are what programs send when they have no credential.
var blanks = []string{
	"null", "undefined", "none", "nil", "true", "false", "0", "-", "deleted", "anonymous", "guest", "nan",
	"[object object]", "{}",
	"\"\"", "expired", "undefined undefined",
}

func blank(value []byte) bool {
	value = bytes.TrimSpace(value)
	if len(value) == 0 {
		return true
	}
	if len(value) > 20 {
		return false
	}
	for _, b := range blanks {
		if len(b) == len(value) && hasPrefixFold(value, b) {
			return true
		}
	}
	return false
}

// tokenLike reports whether a value has the characters of a token: no spaces, nothing but ASCII.
func tokenLike(value []byte) bool {
	for _, c := range value {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// opaque reports a value no person would type: 16 bytes or more of mixed letters and digits.
func opaque(value []byte) bool {
	digits, letters := 0, 0
	for _, c := range value {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		case c != '-' && c != '_':
			return false
		}
	}
	return len(value) >= 16 && digits >= 2 && letters >= 2
}

// stamped reports the form of Aliyun CDN's URL signatures (type A): time-random-user-MD5.
func stamped(value []byte) bool {
	const parts, sum = 4, 32
	p := bytes.Split(value, []byte("-"))
	return len(p) == parts && len(p[0]) == 10 && len(p[parts-1]) == sum
}

func hasPrefixFold(b []byte, prefix string) bool {
	if len(b) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		c, p := b[i], prefix[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if p >= 'A' && p <= 'Z' {
			p += 'a' - 'A'
		}
		if c != p {
			return false
		}
	}
	return true
}
