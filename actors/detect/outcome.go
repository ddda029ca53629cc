package detect

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// outcome says whether a login attempt got in, as far as the answer shows it: first the
// status, then what the answer says in so many words, then what it hands out. Where these
// say nothing it is unknown, never guessed.
func (e *Engine) outcome() finding.Outcome {
	switch s := e.x.Status; {
	case s == 401 || s == 403 || s == 400 || s == 422 || s == 423:
		return finding.OutcomeFailed
	case s >= 300 && s < 400:
		return e.redirected()
	case s == 404 && anyIn(e.prompt(), failWords):
		return finding.OutcomeFailed
	case s >= 200 && s < 300:
		return e.answered()
	}
	return finding.OutcomeUnknown
}

// backToLogin are words in the address to which a failed login is sent.
var backToLogin = []string{"login", "signin", "sign-in", "error", "fail", "denied", "invalid", "auth?"}

func (e *Engine) redirected() finding.Outcome {
	to := strings.ToLower(e.x.Response.Header("Location"))
	if to == "" {
		return finding.OutcomeUnknown
	}
	if anyIn([]byte(to), backToLogin) {
		return finding.OutcomeFailed
	}
	return finding.OutcomeOK
}

// tokenKeys are names of what a successful login hands out.
var tokenKeys = []string{
	"token", "accesstoken", "access_token", "jwt", "idtoken", "id_token", "authtoken", "auth_token", "sessionid",
	"session_id",
	"authentication", "bearer", "refreshtoken", "refresh_token", "ticket", "sessiontoken", "session_token",
}

// failWords stand in answers to failed logins, in small letters.
var failWords = []string{
	"invalid", "incorrect", "wrong", "bad credentials", "not match", "unauthorized", "authentication " +
		"failed", "login failed",
	"failed to log", "not found", "does not exist", "denied", "locked", "try " +
		"again", "错误", "失败", "不正确", "不存在", "无效",
}

// passwordInputs are the forms in which a page asks for a password.
var passwordInputs = []string{`type="password"`, `type='password'`, `type=password`}

// okCodes are values of a "code" or "status" field that mean success.
var okCodes = []string{"0", "200", "00000", "0000", "1", "ok", "success", "true", "succeeded", "20000"}

// okKeys are names of fields that state success or failure.
var okKeys = []string{"success", "ok", "authenticated", "loggedin"}

const minToken = 8 // characters of a token that is one

// answered reads an answer of 200.
func (e *Engine) answered() finding.Outcome {
	said, token := e.says()
	switch {
	case said == finding.OutcomeFailed:
		return said
	case token:
		return finding.OutcomeOK
	case anyIn(e.prompt(), failWords):
		return finding.OutcomeFailed
	case anyIn(e.v.Bodies[traffic.Response].Text, passwordInputs):
		return finding.OutcomeFailed // the form again
	case said == finding.OutcomeOK:
		return said
	}
	for i := range e.x.Response.Headers {
		if strings.EqualFold(e.x.Response.Headers[i].Name, "Set-Cookie") {
			return finding.OutcomeOK
		}
	}
	return finding.OutcomeUnknown
}

// says reads the fields of an answer that state success or failure, and whether it hands
// out a token.
func (e *Engine) says() (said finding.Outcome, token bool) {
	values, _ := e.v.Of(traffic.Response)
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || len(v.Key) > 20 {
			continue
		}
		switch key := strings.ToLower(v.Key); {
		case foldIn(key, okKeys) || key == "result" && v.Shape == traffic.Bool:
			if string(v.Text) == "false" {
				return finding.OutcomeFailed, false
			}
			if string(v.Text) == "true" {
				said = finding.OutcomeOK
			}
		case (key == "code" || key == "status" || key == "errcode" || key == "ret" || key == "retcode") && len(v.Text) > 0:
			if foldIn(string(v.Text), okCodes) {
				said = max(said, finding.OutcomeOK)
			} else if v.Shape == traffic.Number || foldIn(string(v.Text), []string{"error", "fail", "failed", "failure"}) {
				return finding.OutcomeFailed, false
			}
		case key == "error" && v.Shape == traffic.String && len(v.Text) > 0 && string(v.Text) != "0":
			return finding.OutcomeFailed, false
		case foldIn(key, tokenKeys) && len(v.Text) >= minToken && v.Shape == traffic.String:
			token = true
		}
	}
	return said, token
}

// promptBytes is how much of an answer is read for words.
const promptBytes = 4 << 10

// prompt gives the beginning of the answer in small letters; of a page of HTML nothing,
// because pages are full of such words.
func (e *Engine) prompt() []byte {
	b := &e.v.Bodies[traffic.Response]
	if b.Format == traffic.FormatHTML {
		return nil
	}
	return bytes.ToLower(b.Text[:min(len(b.Text), promptBytes)])
}

func anyIn(b []byte, words []string) bool {
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			return true
		}
	}
	return false
}
