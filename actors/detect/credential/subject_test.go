package credential

import (
	"encoding/base64"
	"testing"
)

// TestXV01SubjectOfATokenIsItsUser reads the users of tokens as common programs write them.
func TestXV01SubjectOfATokenIsItsUser(t *testing.T) {
	for payload, want := range map[string]string{
		`{"sub":"user-7","iat":1}`: "user-7",
		`{"sub":42}`:               "42",
		`{"sub":"f1c0","preferred_username":"amy","email":"a@b"}`:                          "amy",
		`{"status":"success","data":{"id":1,"email":"amy@example.com","role":"customer"}}`: "amy@example.com",
		`{"user":{"id":9}}`:    "9",
		`{"iss":"x","exp":17}`: "",
		`{"sub":""}`:           "",
		`{"sub":{"a":1}}`:      "",
		`not json`:             "",
		`{"sub":"` + string(make([]byte, 300)) + `"}`: "",
	} {
		token := "eyJhbGciOiJIUzI1NiJ9." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".c2ln"
		if got := Subject([]byte(token)); got != want {
			t.Errorf("%s: %q, want %q", payload, got, want)
		}
	}
	for _, token := range []string{"", "abc", "a.b", "a.%%%.c", ".."} {
		if got := Subject([]byte(token)); got != "" {
			t.Errorf("%s: %q", token, got)
		}
	}
}
