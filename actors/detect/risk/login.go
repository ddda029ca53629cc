package risk

import (
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// plainPassword looks for a password that its owner typed and the client sent as it was.
func plainPassword(c *Call) (string, bool) {
	p := c.password()
	if p == nil || c.F.Login.Outcome == outcomeNone || !Readable(p.Text) {
		return "", false
	}
	return finding.Say("password_plain", where(p)), true
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
	return finding.Say("password_weak", finding.ArgPhrase("how", why, "")), why != ""
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
			return finding.Say("password_returned", where(v)), true
		}
	}
	return "", false
}

func passwordCookie(c *Call) (string, bool) {
	for i := range c.V.All {
		v := &c.V.All[i]
		if v.Place == traffic.InCookie && (v.Parent == "Cookie" || v.Parent == "Set-Cookie") && c.key(v)&keyPassword != 0 &&
			Readable(v.Text) && len(v.Text) > 1 && !label(v.Text) {
			return finding.Say("password_plain", where(v)), true
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
			return finding.Say("password_url", where(v)), true
		}
	}
	return "", false
}
