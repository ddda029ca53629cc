package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	outcomeNone = finding.OutcomeNone
	outcomeOK   = finding.OutcomeOK
)

// unknownUser are phrases that tell that an account does not exist, in small letters with
// plain apostrophes.
var unknownUser = []string{
	"user does not exist", "user doesn't exist", "user not exist", "user not found", "no such user", "unknown user",
	"user is not exist", "user unknown", "user is unknown", "account does not exist", "account doesn't exist",
	"account not exist", "account not found", "unknown account", "no such account", "no account found",
	"no account with", "no account exists", "no account for", "couldn't find your account", "could not find your account",
	"can't find an account", "cannot find an account", "we don't recognize that", "username not found",
	"username does not exist", "username doesn't exist", "unknown username", "user name not found",
	"user name does not exist", "no user with", "no user found", "no user exists", "user not registered",
	"not a registered user", "is not registered", "isn't registered", "not registered yet", "email not found",
	"email does not exist", "email doesn't exist", "email address not found", "email not registered",
	"email address does not exist", "email is not registered", "no user is registered", "unregistered user",
	"unregistered email", "phone number not registered", "mobile number not registered", "phone not registered",
	"invalid username.", "invalid user name.", "username is invalid", "wrong username.", "incorrect username.",
	"username is incorrect", "member not found", "customer not found", "login does not exist", "no matching account",
	"user_not_found", "usernotfound", "account_not_found", "user_not_exist", "usernotexist", "email_not_found",
	"user_does_not_exist", "unknown_user", "no_such_user", "accountnotfound", "unknownaccount", "email_not_registered",
	"用户不存在", "用户名不存在", "账号不存在", "帐号不存在", "账户不存在", "帐户不存在", "会员不存在", "该用户不存在",
	"无此用户", "没有此用户", "没有该用户", "查无此人", "查无此用户", "用户未注册", "账号未注册", "帐号未注册", "手机号未注册",
	"手机号不存在", "手机号码未注册", "手机号码不存在", "邮箱未注册", "邮箱不存在", "尚未注册", "还未注册", "未注册用户", "未找到该用户",
	"找不到该用户", "找不到用户", "用户名错误", "账号错误", "帐号错误", "用户名不正确", "账号不正确", "未查询到用户", "工号不存在",
	"用戶不存在", "帳號不存在", "帳戶不存在", "尚未註冊", "無此用戶", "查無此帳號",
}

// bothWrong are phrases that leave open which of the two was wrong, although a phrase above
// is part of them.
var bothWrong = []string{
	"or password", "or the password", "and password", "and/or password", "/password", "password or", "or is incorrect",
	"if the account exists", "if an account", "或密码", "或者密码", "和密码", "及密码", "与密码", "/密码", "密码或", "或口令",
	"或密碼",
}

const (
	promptValues = 64  // fields of an answer that are read for a prompt
	promptBytes  = 400 // bytes of a field that is a prompt
	pageBytes    = 16 << 10
)

// tellingPrompt looks for an answer to a failed login that says that there is no such account.
func tellingPrompt(c *Call) (string, bool) {
	if c.F.Login.Outcome == outcomeNone { // a "code" of 1 looks like success and is not: the words decide
		return "", false
	}
	values := c.response()
	seen := 0
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || v.Class&(traffic.HasLetter|traffic.HasHigh) == 0 {
			continue
		}
		limit := promptBytes
		if v.Place >= traffic.InHTML {
			limit = pageBytes
		}
		if len(v.Text) > limit {
			continue
		}
		if phrase := prompt(v.Text); phrase != "" {
			return finding.Say("prompt", finding.Arg("text", phrase)), true
		}
		if seen++; seen > promptValues && v.Place < traffic.InHTML {
			break
		}
	}
	if phrase := prompt([]byte(c.X.Response.Header("Location"))); phrase != "" {
		return finding.Say("prompt_page", finding.Arg("text", phrase)), true
	}
	return "", false
}

// prompt gives the phrase of a text that tells of an unknown account, "" if there is none.
func prompt(text []byte) string {
	low := strings.ToLower(string(text))
	low = strings.NewReplacer("’", "'", "+", " ", "%20", " ").Replace(low)
	for _, phrase := range unknownUser {
		at := strings.Index(low, phrase)
		if at < 0 && phrase[len(phrase)-1] == '.' && strings.HasSuffix(low, phrase[:len(phrase)-1]) {
			at = len(low) - len(phrase) + 1
		}
		if at < 0 {
			continue
		}
		const near = 48 // bytes before and after the phrase in which the other half of it stands
		around := low[max(0, at-near):min(len(low), at+len(phrase)+near)]
		for _, open := range bothWrong {
			if strings.Contains(around, open) {
				return ""
			}
		}
		return phrase
	}
	return absentSubject(low)
}

// subjects and absences make the same phrases with something between: "User amy does not exist".
var (
	subjects = []string{"user ", "username ", "account ", "email ", "e-mail ", "member ", "customer ", "phone number ", "login "}
	absences = []string{
		" does not exist", " doesn't exist", " not exist", " not found", " was not found", " could not be found", " is unknown",
		" is not registered", " isn't registered", " has not been registered", " has no account", " not registered",
	}
	noSubject = []string{"no user registered", "no account registered", "no user associated", "no account associated",
		"no user matching", "there is no user", "there is no account", "couldn't find a user", "could not find a user",
		"could not find user", "cannot find user", "can't find user", "unable to find user", "unable to find account"}
)

func absentSubject(low string) string {
	const between = 48 // bytes of a name or an address
	for _, p := range noSubject {
		if strings.Contains(low, p) && !open(low) {
			return p
		}
	}
	for _, s := range subjects {
		at := strings.Index(low, s)
		if at < 0 || at > 0 && low[at-1] >= 'a' && low[at-1] <= 'z' {
			continue
		}
		rest := low[at+len(s)-1 : min(len(low), at+len(s)+between)]
		for _, a := range absences {
			if strings.Contains(rest, a) && !open(low) {
				return s + "..." + a
			}
		}
	}
	return ""
}

// open reports a text that speaks of the password as well.
func open(low string) bool {
	for _, o := range bothWrong {
		if strings.Contains(low, o) {
			return true
		}
	}
	return false
}

func cut(b []byte, n int) []byte { return b[:min(len(b), n)] }

// isSentence tells a message about a password from a password.
func isSentence(p []byte) bool { return bytes.Count(bytes.TrimSpace(p), []byte(" ")) >= 2 }
