package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var (
	codeKeys = words(`smscode verifycode verificationcode vcode captcha otp authcode validatecode checkcode mobilecode
		phonecode emailcode mailcode yzm 验证码 onetimepassword passcode pin securitycode dynamiccode validcode verifycation
		smsverifycode otpcode randomcode confirmcode confirmationcode activationcode loginresetcode codevalue
		yanzhengma duanxinma smsvalidcode msgcode verifynum verificationnumber`)
	// sentPaths are words of the path of an API that sends codes.
	sentPaths = []string{"code", "otp", "captcha", "verif", "yzm", "yanzheng", "sms", "验证码", "2fa", "mfa", "passcode"}
	// plainCode are names that hold a code only where nothing else can stand there.
	plainCode = words(`code data result value content msg message info ret body`)
)

// codeReturned looks for a verification code in the answer of an API that sends one to a
// phone or to a mailbox.
func codeReturned(c *Call, mail bool, purposes ...finding.Purpose) (string, bool) {
	if !c.F.OK() || c.X.Method == "GET" && c.X.Query == "" {
		return "", false
	}
	if toMail := c.sendsTo(); !c.is(purposes...) && !c.about(aboutCodes) || toMail != mail {
		return "", false
	}
	values := c.response()
	for i := range values {
		v := &values[i]
		if v.Place != traffic.InCookie && v.Place != traffic.InHeader && v.Place < traffic.InJSON || len(v.Text) < 4 ||
			v.Class&traffic.HasDigit == 0 {
			continue
		}
		code := ""
		switch {
		case codeKeys.has(v.Key):
			code = wholeCode(v.Text, true)
		case v.Place == traffic.InHeader || v.Place == traffic.InCookie:
		case plainCode.has(v.Key) || v.Key == "":
			if code = spokenCode(v.Text); code == "" && !state(v) {
				code = wholeCode(v.Text, false)
			}
		}
		if code != "" && !c.sent([]byte(code)) {
			return finding.Say("code_returned", where(v), number("n", len(code))), true
		}
	}
	return "", false
}

// sendsTo tells whether a code goes to a mailbox: by the value in the request, else by path.
func (c *Call) sendsTo() (mail bool) {
	values := c.request()
	for i := range values {
		if v := &values[i]; v.Place == traffic.InQuery || v.Place >= traffic.InJSON || v.Place == traffic.InPath {
			switch {
			case v.Class&traffic.HasAt != 0 && toMail(c, i):
				return true
			case phoneKeys.has(v.Key) && toPhone(c, i):
				return false
			}
		}
	}
	return c.about(aboutMail)
}

const (
	shortCode = 4
	longCode  = 8
	sureCode  = 6 // digits of nearly all codes
)

// wholeCode gives a value that is a code; named tells that its name says so. Letters may be
// in it then.
func wholeCode(t []byte, named bool) string {
	s := strings.TrimSpace(string(t))
	if len(s) < shortCode || len(s) > longCode {
		return ""
	}
	if digits(s) {
		if named || len(s) == sureCode && !strings.HasSuffix(s, "000") && !strings.HasPrefix(s, "000") {
			return s
		}
		return ""
	}
	if !named || len(s) > sureCode {
		return ""
	}
	n := 0
	for i := range len(s) {
		switch b := s[i]; {
		case b >= '0' && b <= '9':
			n++
		case b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z':
		default:
			return ""
		}
	}
	if n == 0 {
		return ""
	}
	return s
}

// state reports a field that tells how the call went: it stands at the top of the answer and
// is a number, or stands beside others as "code".
func state(v *traffic.Value) bool {
	return v.Shape == traffic.Number && v.Parent == "" && !strings.EqualFold(v.Key, "data")
}

// codeWords stand before a code in a text.
var codeWords = []string{"code is", "code:", "code", "otp is", "otp:", "pin is", "passcode", "验证码为", "验证码是", "验证码：", "验证码",
	"校验码", "动态码"}

// spokenCode finds the code in a text such as "验证码为482913" or "Your code is 482913".
func spokenCode(t []byte) string {
	if len(t) > 400 || len(t) < 8 {
		return ""
	}
	low := bytes.ToLower(t)
	for _, w := range codeWords {
		at := bytes.Index(low, []byte(w))
		if at < 0 {
			continue
		}
		const near = 24 // bytes after the word in which the digits begin
		rest := low[at+len(w):]
		for i := 0; i < len(rest) && i < near; i++ {
			if rest[i] < '0' || rest[i] > '9' {
				continue
			}
			end := i
			for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
				end++
			}
			if n := end - i; n >= shortCode && n <= longCode && !unit(rest[end:]) {
				return string(rest[i:end])
			}
			break
		}
	}
	return ""
}

// unit reports digits that count something: "valid for 3600 seconds".
func unit(after []byte) bool {
	after = bytes.TrimLeft(after, " ")
	for _, u := range [...]string{"s", "min", "hour", "秒", "分", "小时", "*", "个", "条", "次", "@"} {
		if bytes.HasPrefix(after, []byte(u)) {
			return true
		}
	}
	return false
}
