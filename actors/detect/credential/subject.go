package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// subjectClaims are the claims of a token that name its user, best first: the name by which people log in
// before a number, so that a session and its logon are one account where they can be.
var subjectClaims = []string{
	"preferred_username", "username", "user_name", "login", "email", "upn", "account", "sub", "user_id", "userid", "uid", "user", "id",
}

const (
	longestPayload = 8 << 10 // bytes of a token's payload that are read
	longestSubject = 256
)

// Subject gives who a JSON web token is for, by its claims or those of an object inside ("data", "user"); ""
// where it does not say or cannot be read. It does not check the signature: whether the token is good only
// the answer shows.
func Subject(token []byte) string {
	_, rest, ok := bytes.Cut(token, []byte("."))
	payload, _, signed := bytes.Cut(rest, []byte("."))
	if !ok || !signed || len(payload) > longestPayload {
		return ""
	}
	plain, err := base64.RawURLEncoding.AppendDecode(nil, bytes.TrimRight(payload, "="))
	if err != nil {
		return ""
	}
	var claims map[string]any
	d := json.NewDecoder(bytes.NewReader(plain))
	d.UseNumber()
	if d.Decode(&claims) != nil {
		return ""
	}
	if who := subjectOf(claims); who != "" {
		return who
	}
	for _, inner := range []string{"data", "user", "identity", "claims"} {
		if m, ok := claims[inner].(map[string]any); ok {
			if who := subjectOf(m); who != "" {
				return who
			}
		}
	}
	return ""
}

func subjectOf(claims map[string]any) string {
	for _, name := range subjectClaims {
		var who string
		switch v := claims[name].(type) {
		case string:
			who = strings.TrimSpace(v)
		case json.Number:
			who = v.String()
		}
		if who != "" && len(who) <= longestSubject {
			return who
		}
	}
	return ""
}
