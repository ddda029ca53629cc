package risk

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var (
	smsPaths = []string{"sms", "shortmessage", "short-message", "textmessage", "text-message", "duanxin", "mobile-message",
		"短信"}
	mailPaths = []string{"mail", "youjian", "邮件", "newsletter/send"}
	sendPaths = []string{"send", "fasong", "push", "notify", "dispatch", "deliver", "发送", "message", "batch", "sms", "mail"}
	// askPaths are words of the path of an API by which people write to the owner of the
	// site: what they write is free, and where it goes to is not theirs to say.
	askPaths = []string{"contact", "feedback", "ticket", "support", "complain", "survey", "comment", "subscribe", "template",
		"inbound", "receive", "webhook", "callback", "draft", "inbox", "search", "verify", "check"}

	textKeys = words(`content message text body msg smscontent messagecontent smstext smsbody msgcontent messagebody
		textbody htmlbody html mailcontent emailcontent mailbody emailbody subject title htmlcontent textcontent
		sms 内容 短信内容 邮件内容 neirong msgtext contents plain`)
	phoneKeys = words(`phone mobile tel to phones mobiles phonenumber phonenumbers mobilenumber receiver receivers recipient
		recipients phoneno mobileno msisdn telephone number numbers tonumber destination phonelist target sendto
		手机号 shouji cellphone`)
	mailKeys = words(`to email mail recipient recipients receiver receivers toemail tomail toaddress toaddr emails emailto
		mailto emailaddress address sendto target toemails addressee 收件人`)
)

// freeMessage looks for a request that names a receiver and the text he gets, both as the
// caller likes.
func freeMessage(c *Call, path topic, receivers names, isReceiver func(c *Call, i int) bool,
	purposes ...finding.Purpose,
) (string, bool) {
	if !c.served() || !c.is(purposes...) && !(c.about(path) && c.about(aboutSending)) || c.about(aboutAsking) {
		return "", false
	}
	values := c.request()
	to, text := -1, -1
	for i := range values {
		v := &values[i]
		switch {
		case v.Place != traffic.InQuery && v.Place < traffic.InJSON:
		case text < 0 && textKeys.has(v.Key) && freeText(v.Text):
			text = i
		case to < 0 && (receivers.has(v.Key) || receivers.has(v.Parent)) && isReceiver(c, i):
			to = i
		}
	}
	if to < 0 || text < 0 {
		return "", false
	}
	return finding.Say("message", where(&values[to]), placed("other", values[text].Place, values[text].Key)), true
}

// freeText reports words of a person: no number of a template, no code, no parameters.
func freeText(t []byte) bool {
	t = bytes.TrimSpace(t)
	if len(t) < 4 || t[0] == '{' && t[len(t)-1] == '}' || t[0] == '[' && t[len(t)-1] == ']' {
		return false
	}
	class := traffic.ClassOf(t)
	if class&traffic.HasHigh != 0 {
		return len(t) >= 2*len("字")
	}
	return bytes.IndexByte(t, ' ') > 0 && class&traffic.HasLetter != 0
}

// toPhone reports a value that is a phone number.
func toPhone(c *Call, i int) bool {
	t := bytes.TrimSpace(c.V.All[i].Text)
	n := 0
	for _, b := range t {
		switch {
		case b >= '0' && b <= '9':
			n++
		case b != '+' && b != '-' && b != ' ' && b != '(' && b != ')' && b != ',' && b != ';':
			return false
		}
	}
	return n >= 7
}

// toMail reports a value that is an address of mail.
func toMail(c *Call, i int) bool {
	v := &c.V.All[i]
	if v.Class&traffic.HasAt == 0 {
		return false
	}
	for j := range c.Found {
		if c.Found[j].Index == i && c.Found[j].Type == sensitive.Email {
			return true
		}
	}
	at := bytes.IndexByte(v.Text, '@')
	return at > 0 && bytes.IndexByte(v.Text[at:], '.') > 1
}
