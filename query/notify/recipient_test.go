package notify

import (
	"bytes"
	"strings"
	"testing"
)

func TestAL13MistakesInRecipientsAreNamed(t *testing.T) {
	for body, field := range map[string]string{
		`{}`:                                    "/channel",
		`{"channel":"pigeon"}`:                  "/channel",
		`{"channel":1}`:                         "/",
		`{"channel":"console"} {}`:              "/",
		`{"channel":"console","x":"1"}`:         "/x",
		`{"channel":"console","language":"fr"}`: "/language",
		`{"channel":"mail"}`:                    "/to",
		`{"channel":"mail","to":"nobody"}`:      "/to",
		`{"channel":"mail","to":"a@example.com\r\nBcc: b@example.com"}`:                        "/to",
		`{"channel":"mail","to":"a@example.com","server":"smtp.example.com"}`:                  "/server",
		`{"channel":"mail","to":"a@example.com","tls":"maybe"}`:                                "/tls",
		`{"channel":"mail","to":"a@example.com","from":"x y"}`:                                 "/from",
		`{"channel":"webhook","url":"ftp://x/","secret":"0123456789abcdef"}`:                   "/url",
		`{"channel":"webhook","url":"https://u:p@x/","secret":"0123456789abcdef"}`:             "/url",
		`{"channel":"webhook","url":"https://example.com:99999/","secret":"0123456789abcdef"}`: "/url",
		`{"channel":"webhook","url":"https://example.com:0/","secret":"0123456789abcdef"}`:     "/url",
		`{"channel":"webhook","url":"https://example.com:/","secret":"0123456789abcdef"}`:      "/url",
		`{"channel":"slack","url":"https://hooks.slack.com:70000/x"}`:                          "/url",
		`{"channel":"webhook","url":"https://x/","secret":"short"}`:                            "/secret",
		`{"channel":"slack","url":"http://hooks.slack.com/x"}`:                                 "/url",
		`{"channel":"telegram","token":"1:a/../x","chat":"1"}`:                                 "/token",
	} {
		_, bad := ParseRecipient("r", []byte(body))
		found := false
		for _, f := range bad {
			found = found || f.Field == field
		}
		if !found {
			t.Errorf("%s: %v, want something about %s", body, bad, field)
		}
	}
}

func TestAL13PortsThatThereAre(t *testing.T) {
	for _, at := range []string{"https://example.com/", "https://example.com:1/", "https://example.com:65535/x", "http://[2001:db8::1]:8443/", "https://[2001:db8::1]/"} {
		if _, err := web(at); err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
}

func keys(tenant string) []byte { return bytes.Repeat([]byte(tenant[:1]), 32) }

// A secret that is stored is of no use anywhere but where it was written for.
func TestSecretsAreSealedToTheirPlace(t *testing.T) {
	body := `{"channel":"webhook","url":"https://a.example/","secret":"0123456789abcdef"}`
	r := recipient(t, body)
	if bad := Seal(keys, "t", &r); bad != nil {
		t.Fatal(bad)
	}
	stored := string(r.JSON())
	if strings.Contains(stored, "0123456789abcdef") || !strings.Contains(stored, `"secret":"sealed:`) {
		t.Fatalf("stored as %s", stored)
	}
	again := recipient(t, stored)
	if bad := Seal(keys, "t", &again); bad != nil || string(again.JSON()) != stored {
		t.Errorf("written again: %v %s", bad, again.JSON())
	}
	open, err := Open(keys, "t", again)
	if err != nil || open.Values["secret"] != "0123456789abcdef" || again.Values["secret"] == open.Values["secret"] {
		t.Errorf("%v %v", open.Values, err)
	}
	for what, steal := range map[string]func() (Recipient, string){
		"another address": func() (Recipient, string) {
			return recipient(t, strings.Replace(stored, "a.example", "evil.example", 1)), "t"
		},
		"another tenant": func() (Recipient, string) { return recipient(t, stored), "u" },
		"another name": func() (Recipient, string) {
			r, _ := ParseRecipient("other", []byte(stored))
			return r, "t"
		},
		"another field": func() (Recipient, string) {
			return recipient(t, `{"channel":"alertmanager","url":"https://a.example/","token":"`+again.Values["secret"]+`"}`), "t"
		},
		"cut": func() (Recipient, string) {
			return recipient(t, strings.Replace(stored, "sealed:", "sealed:A", 1)), "t"
		},
	} {
		r, tenant := steal()
		if bad := Seal(keys, tenant, &r); bad == nil {
			t.Errorf("%s: taken", what)
		}
		if got, err := Open(keys, tenant, r); err == nil {
			t.Errorf("%s: opened %v", what, got.Values)
		}
	}
	if bad := Seal(nil, "t", &open); bad == nil {
		t.Error("a node without a key keeps a secret in the clear")
	}
}
