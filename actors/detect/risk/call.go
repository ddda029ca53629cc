package risk

import (
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Call is one inspected call as the rows see it. It is valid until the next inspection.
type Call struct {
	X      *traffic.Exchange
	V      *traffic.Values
	F      *finding.Facts // without the risks
	Found  []sensitive.Found
	Creds  []credential.Found
	Login  Login
	Tokens *Tokens
	Names  *Names // what is remembered of names of fields; may be nil
	Sign   string // name of the row of attack.Leaks that set F.Error, as in "java"

	Declared bool // an imported description of the API has the method

	refusal told    // whether the answer of 200 is a refusal, told once a call
	topics  *topics // what the path speaks of, told once a call
	shown   Shown   // see glance
}

// told is toldYes, toldNo, or not asked yet.
type told uint8

const (
	notAsked told = iota
	toldNo
	toldYes
)

// Login names the values of a login attempt by their index in V.All, -1 where there is
// none. The zero value must not be used: see NoLogin.
type Login struct{ Name, Password int }

// NoLogin is what a call has that is no login.
var NoLogin = Login{Name: -1, Password: -1}

// is reports whether the call serves one of the purposes.
func (c *Call) is(purposes ...finding.Purpose) bool {
	for _, p := range c.F.Purposes {
		for _, q := range purposes {
			if p == q {
				return true
			}
		}
	}
	return false
}

// password gives the value that a login attempt carried as its password, nil if none.
func (c *Call) password() *traffic.Value {
	if c.Login.Password < 0 || c.Login.Password >= len(c.V.All) {
		return nil
	}
	return &c.V.All[c.Login.Password]
}

func (c *Call) request() []traffic.Value {
	v, _ := c.V.Of(traffic.Request)
	return v
}

func (c *Call) response() []traffic.Value {
	v, _ := c.V.Of(traffic.Response)
	return v
}

// anonymous reports a call that showed no credential of any kind.
func (c *Call) anonymous() bool { return c.F.Creds == 0 && c.F.Session == 0 && c.F.Account == 0 }

// level of a data type, S0 for unknown ones. A custom type's level is part of its number.
func level(t finding.DataType) finding.Sensitivity { return levels[t] }

var levels = func() (all [256]finding.Sensitivity) {
	for i := range all {
		t := finding.DataType(i)
		if row, ok := sensitive.ByID(t); ok {
			all[i] = row.Level
		} else {
			all[i], _, _ = t.Custom()
		}
	}
	return all
}()

const (
	labelBytes  = 40 // of a name in a reason
	labelDigits = 5  // digits from which a name may be a number of somebody
)

// Label makes a field's name fit for a reason: short, printable, and "?" where the name
// could itself be a personal value.
func Label(key string) string {
	digits := 0
	for i, r := range key {
		if r >= '0' && r <= '9' {
			digits++
		}
		if r < ' ' || r == 0x7f || r == '@' || r == '\ufffd' || digits >= labelDigits || i >= labelBytes {
			return "?"
		}
	}
	return key
}

// Reason cuts a text to MaxReason at a character's border.
func Reason(s string) string {
	if len(s) <= MaxReason {
		return s
	}
	return strings.ToValidUTF8(s[:MaxReason], "")
}
