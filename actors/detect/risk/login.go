package risk

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// plainPassword looks for a password that its owner typed and the client sent as it was.
func plainPassword(c *Call) (string, bool) {
	p := c.password()
	if p == nil || c.F.Login.Outcome == outcomeNone || !Readable(p.Text) {
		return "", false
	}
	return where(p) + " holds a readable password", true
}

// weakPassword looks for a login that succeeded with a password that is guessed first.
func weakPassword(c *Call) (string, bool) {
	if c.F.Login.Outcome != outcomeOK {
		return "", false
	}
	_, p := c.loginPair()
	if p == nil || !Readable(p) {
		return "", false
	}
	why := Weak(p)
	return fmt.Sprintf("a login succeeded with a password that is %s", why), why != ""
}

// passwordReturned looks for a password in an answer: a value, not a text about one.
func passwordReturned(c *Call) (string, bool) {
	if !c.F.OK() {
		return "", false
	}
	values := c.response()
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || v.Place == traffic.InHTML || c.key(v)&keyPassword == 0 ||
			v.Shape != traffic.String && (v.Shape != traffic.Number || len(v.Text) < shortCode) {
			continue
		}
		if Readable(v.Text) && !label(v.Text) {
			return where(v) + " of the answer holds a readable password", true
		}
	}
	return "", false
}

func passwordCookie(c *Call) (string, bool) {
	for i := range c.V.All {
		v := &c.V.All[i]
		if v.Place == traffic.InCookie && (v.Parent == "Cookie" || v.Parent == "Set-Cookie") && c.key(v)&keyPassword != 0 &&
			Readable(v.Text) && len(v.Text) > 1 && !label(v.Text) {
			return where(v) + " holds a readable password", true
		}
	}
	return "", false
}

// passwordInURL also takes a hash for a password: whoever reads the address can log in with it.
func passwordInURL(c *Call) (string, bool) {
	values := c.request()
	for i := range values {
		v := &values[i]
		if v.Place == traffic.InQuery && c.key(v)&keyPassword != 0 && (Readable(v.Text) || hashed(v.Text)) && !flag(v.Text) {
			return where(v) + " holds a password", true
		}
	}
	return "", false
}
