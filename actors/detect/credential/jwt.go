package credential

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"strings"
)

// JWT is what a JSON web token says of itself, unverified.
type JWT struct {
	Alg      string // as written: "RS256", "none"; "" if absent
	Issuer   string // at most 128 bytes
	Expires  int64  // Unix seconds, 0 if absent
	Issued   int64  // Unix seconds, 0 if absent
	Unsigned bool   // alg none, or no signature
}

// Symmetric reports an algorithm whose verifier can also sign (HS256, HS384, HS512).
func (j JWT) Symmetric() bool { return strings.HasPrefix(strings.ToUpper(j.Alg), "HS") }

// Bounds of what is decoded, in bytes. Larger tokens are still tokens: the rest is not read.
const (
	maxJWTHeader = 1 << 10
	maxJWTClaims = 8 << 10
	maxIssuer    = 128
)

// ParseJWT opens a token; ok is false when it is none. Nothing is verified.
func ParseJWT(token []byte) (j JWT, ok bool) {
	if len(token) < 10 || token[0] != 'e' || token[1] != 'y' {
		return j, false
	}
	i := bytes.IndexByte(token, '.')
	if i < 0 || i > maxJWTHeader*4/3 {
		return j, false
	}
	k := bytes.IndexByte(token[i+1:], '.')
	if k < 0 || bytes.IndexByte(token[i+k+2:], '.') >= 0 && bytes.Count(token, dot) != 4 {
		return j, false
	}
	var space [maxJWTHeader]byte
	header, ok := decode(space[:], token[:i])
	if !ok || header[0] != '{' {
		return j, false
	}
	alg, found := text(header, `"alg"`)
	if !found {
		return j, false
	}
	j.Alg = algName(alg)
	signature := token[i+k+2:]
	j.Unsigned = len(signature) == 0 || strings.EqualFold(j.Alg, "none")
	var claimSpace [maxJWTClaims]byte
	if claims, ok := decode(claimSpace[:], token[i+1:i+1+k]); ok && claims[0] == '{' {
		j.Expires, j.Issued = number(claims, `"exp"`), number(claims, `"iat"`)
		if iss, ok := text(claims, `"iss"`); ok {
			j.Issuer = string(iss[:min(len(iss), maxIssuer)])
		}
	}
	return j, true
}

var dot = []byte{'.'}

// decode undoes base64url into space, as far as it fits.
func decode(space, src []byte) ([]byte, bool) {
	src = bytes.TrimRight(src, "=")
	src = src[:min(len(src), len(space)/3*4)]
	n, err := base64.RawURLEncoding.Decode(space, src)
	return space[:n], err == nil && n > 1
}

// text finds a string member without reading the document around it: good enough for the
// flat objects tokens are, and it may only miss a token, never open a door.
func text(doc []byte, key string) ([]byte, bool) {
	rest, ok := member(doc, key)
	if !ok || len(rest) == 0 || rest[0] != '"' {
		return nil, false
	}
	end := bytes.IndexByte(rest[1:], '"')
	if end < 0 {
		return nil, false
	}
	return rest[1 : 1+end], true
}

func number(doc []byte, key string) int64 {
	rest, _ := member(doc, key)
	var n int64
	for _, c := range rest[:min(len(rest), 15)] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

func member(doc []byte, key string) ([]byte, bool) {
	i := bytes.Index(doc, []byte(key))
	if i < 0 {
		return nil, false
	}
	rest := bytes.TrimLeft(doc[i+len(key):], " \t\r\n")
	if len(rest) == 0 || rest[0] != ':' {
		return nil, false
	}
	return bytes.TrimLeft(rest[1:], " \t\r\n"), true
}

var algNames = []string{
	"RS256", "HS256", "ES256", "PS256", "RS384", "HS384", "ES384", "PS384", "RS512", "HS512", "ES512", "PS512", "EdDSA",
	"none",
}

func algName(b []byte) string {
	for _, a := range algNames {
		if string(b) == a {
			return a
		}
	}
	return string(b[:min(len(b), 32)])
}

// weakKeys are keys of examples and tutorials that signed tokens in the wild carry.
var weakKeys = strings.Fields(`secret your-256-bit-secret your-384-bit-secret your-512-bit-secret secretkey
	secret_key secret-key
	mysecret mysecretkey my_secret password 123456 12345678 123456789 1234567890 key jwt jwtsecret jwt_secret jwt-secret
	jwtkey test test123 token admin changeme supersecret super-secret shhhhh keyboardcat your-secret-key your_secret_key
	secret123 secret1 secret1234 mysecretpassword jwtsecretkey jwt_secret_key jwt-secret-key secretkey123 my-secret-key
	my_secret_key my-secret thisisasecret this_is_a_secret thisismysecret this-is-a-secret iamasecret mykey key123 jwt123
	jwttoken jwt_token jwtpassword tokensecret token_secret token-secret accesstokensecret access_token_secret authsecret
	auth_secret auth-secret appsecret app_secret app-secret appkey app_key serversecret hs256 hs256-secret HS256 sharedsecret
	shared_secret shared-secret symmetrickey signing_key signing-key signature hmac hmackey hmac_key dev development prod
	production staging demo sample example temp tmp user root toor guest abcd1234 abcdefg abcdef 111111 000000 888888
	666666 654321 87654321 123123 1234 12345 1234567 password1 password123 passw0rd p@ssw0rd admin123 admin@123 admin888
	welcome letmein iloveyou monkey dragon master superman shhh shhhh shhhhhh ssshhh keyboard-cat keyboard_cat express
	django-insecure flask laravel spring springboot ruoyi jeecg abcdefghijklmnopqrstuvwxyz jwtsign tokenkey
	token_key AllYourBase a-string-secret-at-least-256-bits-long your-secret yoursecret yoursecretkey some-secret
	somesecret randomsecret replace-me changeit change_me change-me insecure verysecret very-secret top-secret topsecretkey
	qwerty 1q2w3e4r default private topsecret s3cr3t hmac-secret example_key signingkey abc123 foo bar
	random randomkey randomstring random_string random-key random_key pass passwd pwd mypassword my_password login auth access
	session api apikey api_key api-key apisecret api_secret api-secret super_secret super-secret-key super_secret_key
	supersecretkey verysecretkey very_secret secrets security secure hello helloworld hello-world world baz foobar string value
	none null undefined unknown nothing something whatever anything node nodejs node-secret python django golang java php rails
	ruby symfony nest nestjs fastapi app web server client backend website company internal public privatekey private_key
	private-key public-key encryption encrypt hash salt pepper nonce seed magic number asdf asdfgh zxcvbn qwerty123 qwertyuiop
	pass123 pass1234 p4ssw0rd Password1 Password123 P@ssw0rd sunshine princess football baseball trustno1 batman michael`)

// WeakKey reports whether a token's HMAC was made with one of the keys everybody tries
// first (RK-02), and which. It costs about 270 hashes: ask once a token and not once a call.
func WeakKey(token []byte) (key string, weak bool) {
	j, ok := ParseJWT(token)
	if !ok {
		return "", false
	}
	var sum func() hash.Hash
	switch strings.ToUpper(j.Alg) {
	case "HS256":
		sum = sha256.New
	case "HS384":
		sum = sha512.New384
	case "HS512":
		sum = sha512.New
	default:
		return "", false
	}
	i := bytes.LastIndexByte(token, '.')
	signature, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(token[i+1:], "=")))
	if err != nil {
		return "", false
	}
	for _, k := range append([]string{""}, weakKeys...) {
		m := hmac.New(sum, []byte(k))
		m.Write(token[:i])
		if hmac.Equal(m.Sum(nil), signature) {
			return k, true
		}
	}
	return "", false
}
