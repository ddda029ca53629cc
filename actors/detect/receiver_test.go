package detect

import (
	"strings"
	"testing"
)

// TestTE10WhomAMessageIsSentTo: however a number is written it is the same one, and no raw number stays.
func TestTE10WhomAMessageIsSentTo(t *testing.T) {
	of := func(path, body string) uint64 {
		t.Helper()
		kind := "application/json"
		if !strings.HasPrefix(body, "{") {
			kind = "application/x-www-form-urlencoded"
		}
		in, _ := inspect(t, New(Options{}), "POST http://shop.example.com"+path+"\nContent-Type: "+kind+"\n\n"+body+"\n-- 200\nContent-Type: application/json\n\n{\"code\":0,\"msg\":\"sent\"}")
		return in.Facts.Receiver
	}
	want := of("/api/sms/send", `{"mobile":"13800138000"}`)
	if want == 0 {
		t.Fatal("no receiver of a short message")
	}
	for _, c := range []struct{ path, body string }{
		{"/api/sms/send", `{"mobile":"+86 138-0013-8000","scene":"login"}`},
		{"/api/sms/send", `{"phone":13800138000}`},
		{"/api/sms/send", "tel=86%2013800138000&type=1"},
		{"/api/sms/send?phoneNumber=13800138000", "type=1"},
		{"/api/sms/send", `{"user":"amy","phone":"13800138000"}`},
	} {
		if of(c.path, c.body) != want {
			t.Errorf("%s %s is another receiver", c.path, c.body)
		}
	}
	if of("/api/sms/send", `{"mobile":"13800138001"}`) == want {
		t.Error("two numbers are one receiver")
	}
	if of("/api/orders", `{"mobile":"13800138000"}`) != 0 || of("/api/login", `{"mobile":"13800138000","password":"x"}`) != 0 {
		t.Error("a receiver of no message")
	}
}
