package detect

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/param"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Purposes by their numbers in the acceptance table: 1 to 10 log on, 12 to 17 register, 20
// resets a password, 21 checks a code.
func isLogon(p finding.Purpose) bool { return p >= 1 && p <= 10 }

func setsPassword(p finding.Purpose) bool { return p >= 12 && p <= 17 || p == 20 }

// nameKeys are names of the field that says who logs in, best first.
var nameKeys = []string{
	"username", "user_name", "loginname", "login_name", "user", "account", "email", "mobile", "phone", "login", "uname",
	"userid",
	"user_id", "uid", "log", "name", "identifier", "j_username", "usr", "phonenumber", "tel", "mail",
}

// codeKeys are names of the field that carries a verification code.
var codeKeys = []string{
	"code",
	"smscode",
	"sms_code",
	"verifycode",
	"verify_code",
	"captcha",
	"otp",
	"vcode",
	"verificationcode",
	"yzm",
}

// answerKeys are names of the field that carries the answer to a secret question: who knows it may set a password.
var answerKeys = []string{
	"answer", "securityanswer", "security_answer", "secretanswer", "secret_answer", "passwordanswer", "password_answer",
	"hintanswer", "questionanswer", "question_answer",
}

// loginFacts recognises a login attempt and its outcome, and a submitted verification
// code. Registrations and password resets carry passwords too and are no attempts, but who answers
// a secret question attempts to get in by it.
func (e *Engine) loginFacts() {
	name, password, code, answer := e.fields()
	logon, sets := false, false
	for i, p := range e.f.Purposes {
		logon = logon || isLogon(p)
		sets = sets || i == 0 && setsPassword(p)
	}
	if password >= 0 && (logon || sets) {
		e.login.Password = password // what a reset or a registration carries is a password as well
	}
	if code >= 0 && (logon || sets || e.is(codeChecking)) {
		e.f.Code = e.hash.once("code", e.v.All[code].Text)
	}
	switch {
	case e.basic():
	case answer >= 0 && name >= 0 && e.is(passwordReset):
		e.f.Login.Name = e.account(e.v.All[name].Text)
		e.f.Login.Password = e.hash.once("answer", e.v.All[answer].Text)
		e.f.Login.Outcome = e.outcome()
	case sets && !logon, name < 0 && password < 0:
		return
	case password >= 0 && (logon || name >= 0 && e.x.Method != "GET" && e.postsLogin()), logon && name >= 0 && code >= 0:
		e.login = risk.Login{Name: name, Password: password}
		if name >= 0 {
			e.f.Login.Name = e.account(e.v.All[name].Text)
		}
		if password >= 0 {
			e.f.Login.Password = e.hash.once("password", e.v.All[password].Text)
		}
		if e.f.Login.Outcome = e.outcome(); e.f.Login.Outcome == finding.OutcomeOK && password >= 0 {
			e.f.Login.Guess = risk.GuessedFirst(e.named(name), e.v.All[password].Text, e.x.Host)
		}
	}
}

// named gives the text of the value with this number, nil for -1.
func (e *Engine) named(i int) []byte {
	if i < 0 {
		return nil
	}
	return e.v.All[i].Text
}

// Purposes that are asked for, by their numbers in the acceptance table.
const (
	smsSending    finding.Purpose = 18
	mailSending   finding.Purpose = 19
	passwordReset finding.Purpose = 20
	codeChecking  finding.Purpose = 21
	dataCheck     finding.Purpose = 40
	dataQuery     finding.Purpose = 41
)

func (e *Engine) is(p finding.Purpose) bool {
	for _, q := range e.f.Purposes {
		if p == q {
			return true
		}
	}
	return false
}

// postsLogin reports a request of few fields: a form that creates a user has many.
func (e *Engine) postsLogin() bool {
	const few = 8 // fields of a login form with captcha, device and return address
	n := 0
	values, _ := e.v.Of(traffic.Request)
	for i := range values {
		if values[i].Place >= traffic.InJSON {
			n++
		}
	}
	return n <= few
}

// account hashes a name so that "Amy " and "amy" are one.
func (e *Engine) account(name []byte) uint64 {
	return e.hash.of("account", bytes.ToLower(bytes.TrimSpace(name)))
}

// fieldIs is what the name of a field of a request says.
type fieldIs struct {
	rank     uint8 // one more than the place in nameKeys, 0 for no name of a person
	password bool
	code     bool
	answer   bool // to a secret question
	object   bool // names a record or a page of a list
	page     bool // names a page of a list
	asks     bool // may say which of many things is looked up
	amount   bool // if it is a number, it measures something
	signed   bool // which may rightly be below zero
	id       bool // names one record
	rewrites bool // asks the server to take another path or method
	claim    claim
	value    bool // is no name at all but a value of the caller's: a key of a table
	means    finding.Means
}

func fieldOf(key string) (is fieldIs) {
	is.object, is.page = objectKey(key)
	is.asks = !is.object && askKey(lastPart(key))
	is.password, is.code = risk.PasswordKey(key), !hasDigit(key) && foldIn(key, codeKeys)
	is.answer = foldIn(key, answerKeys)
	is.value = param.IsValue(key) || strings.IndexFunc(key, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
	is.id, is.claim, is.rewrites = idKey(key), claimOf(key), rewrites(key)
	last := lastPart(key)
	is.amount = !is.object || is.page && !strings.EqualFold(last, "cursor")
	is.signed = foldIn(last, signedKeys)
	if hasDigit(last) {
		return is // none of the names below has one
	}
	is.means = meansOf(last)
	for i, k := range nameKeys {
		if strings.EqualFold(last, k) {
			is.rank = uint8(i + 1)
			break
		}
	}
	return is
}

// signedKeys name places, differences and clocks: what may be below zero for one caller and not for the others.
var signedKeys = []string{"lat", "latitude", "lon", "lng", "long", "longitude", "x", "y", "z", "dx", "dy", "tz", "timezone", "offset",
	"zone", "delta", "diff", "change", "adjustment", "balance", "angle", "bearing", "heading", "temperature", "altitude", "elevation",
	"left", "top", "bottom", "right", "west", "south", "east", "north", "bias", "shift", "step", "score"}

func hasDigit(s string) bool {
	for i := range len(s) {
		if s[i]-'0' < 10 {
			return true
		}
	}
	return false
}

// fields finds the values of name, password, code and answer in the request, -1 where there is none.
func (e *Engine) fields() (name, password, code, answer int) {
	name, password, code, answer = -1, -1, -1, -1
	best := uint8(len(nameKeys) + 1)
	values, first := e.v.Of(traffic.Request)
	for i := range values {
		v := &values[i]
		if v.Place == traffic.InPath || v.Place == traffic.InHeader || v.Place == traffic.InCookie || len(v.Text) == 0 {
			continue
		}
		is := e.field.Of(v, fieldOf)
		if is.password && password < 0 {
			password = first + i
			continue
		}
		if is.rank > 0 && is.rank < best {
			best, name = is.rank, first+i
		}
		if is.code && code < 0 {
			code = first + i
		}
		if is.answer && answer < 0 {
			answer = first + i
		}
	}
	return name, password, code, answer
}

// lastPart is "name" of "user[name]".
func lastPart(key string) string {
	if i := strings.IndexByte(key, '['); i >= 0 && strings.HasSuffix(key, "]") {
		return key[i+1 : len(key)-1]
	}
	return key
}

func foldIn(s string, all []string) bool {
	for _, a := range all {
		if strings.EqualFold(s, a) {
			return true
		}
	}
	return false
}

// basic takes HTTP Basic as an attempt where it was refused or the API is for logging on;
// everywhere else it is only a credential.
func (e *Engine) basic() bool {
	for i := range e.creds {
		c := &e.creds[i]
		if c.Kind != credential.Basic || e.x.Status != 401 && !e.f.OK() {
			continue
		}
		plain, err := base64.StdEncoding.DecodeString(string(c.Secret))
		if err != nil {
			plain = c.Secret
		}
		user, password, ok := bytes.Cut(plain, []byte(":"))
		if !ok {
			user, password = c.User, plain
		}
		e.f.Login = finding.Login{
			Name: e.account(user), Password: e.hash.once("password", password), Outcome: finding.OutcomeOK,
		}
		if e.x.Status == 401 {
			e.f.Login.Outcome = finding.OutcomeFailed
		} else {
			e.f.Login.Guess = risk.GuessedFirst(user, password, e.x.Host)
		}
		return true
	}
	return false
}
