package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// refusalFields is how many fields of an answer are read for a refusal: those that say so
// stand first.
const refusalFields = 12

var (
	stateKeys   = words(`code status statuscode errcode errno ret retcode resultcode errorcode error`)
	messageKeys = words(`msg message error errmsg errormessage detail description info reason errordescription title`)
	refusals    = words(`401 403 40100 40101 40300 40301 4001 4003 unauthorized unauthenticated forbidden notlogin
		notloggedin accessdenied tokenexpired invalidtoken`)
	refusalWords = []string{
		"unauthorized", "unauthenticated", "not logged in", "log in first", "login required", "please log in",
		"please login", "sign in first", "access denied", "permission denied", "forbidden", "token expired",
		"invalid token", "missing token", "authentication required", "session expired",
		"未登录", "请登录", "请先登录", "未授权", "无权限", "没有权限", "登录已过期", "登录失效", "未认证", "认证失败", "拒绝访问",
	}
)

// longestRefusal is the most bytes of a message that is read for a refusal.
const longestRefusal = 200

// refusalParts are few, and each refusal holds one: those beyond ASCII stand only where such bytes do.
var refusalParts = [2][]string{
	{"auth", "log", "sign in", "denied", "forbidden", "token", "expired"}, {"登录", "授权", "权限", "认证", "拒绝"},
}

// refusing reports a text of at most longestRefusal bytes with one of the words above.
func refusing(v *traffic.Value) bool {
	var buf [longestRefusal]byte
	text := buf[:len(v.Text)]
	for i, b := range v.Text {
		if b-'A' < 26 {
			b |= 0x20
		}
		text[i] = b
	}
	may := false
	for i, parts := range refusalParts {
		if i == 1 && v.Class&traffic.HasHigh == 0 {
			break
		}
		for _, p := range parts {
			may = may || bytes.Contains(text, []byte(p))
		}
	}
	if !may {
		return false
	}
	for _, w := range refusalWords {
		if bytes.Contains(text, []byte(w)) {
			return true
		}
	}
	return false
}

// shortestRefusal is the length of the shortest of the words above, in bytes.
var shortestRefusal = func() int {
	n := len(refusalWords[0])
	for _, w := range refusalWords {
		n = min(n, len(w))
	}
	return n
}()

// refusedInside reports an answer of 200 whose first fields say that the caller may not:
// many gateways answer so.
func (c *Call) refusedInside() bool {
	if c.refusal == notAsked {
		c.refusal = toldNo
		if c.refuses(c.response()) {
			c.refusal = toldYes
		}
	}
	return c.refusal == toldYes
}

// Refused reports an answer of 200 whose body says that the caller may not.
func (c *Call) Refused() bool { return c.refusedInside() }

func (c *Call) refuses(values []traffic.Value) bool {
	seen := 0
	for i := range values {
		v := &values[i]
		if v.Place < traffic.InJSON || v.Place == traffic.InHTML {
			continue
		}
		if seen++; seen > refusalFields {
			return false
		}
		switch {
		case len(v.Text) > longestRefusal:
		case c.key(v)&keyState != 0 && refusals.has(string(v.Text)):
			return true
		case c.key(v)&keyMessage != 0 && len(v.Text) >= shortestRefusal:
			if refusing(v) {
				return true
			}
		}
	}
	return false
}

// served reports a call that succeeded, was not stopped and was not refused in the body.
func (c *Call) served() bool { return c.F.OK() && !c.F.Blocked && !c.refusedInside() }

// sent reports whether the request held this very value: an answer that repeats it gives
// nothing away.
func (c *Call) sent(value []byte) bool {
	values := c.request()
	for i := range values {
		if bytes.Equal(bytes.TrimSpace(values[i].Text), value) {
			return true
		}
	}
	return false
}

// prose reports a text that people wrote to be read: it has sentences, or stands where
// articles stand.
func prose(v *traffic.Value) bool {
	const (
		sentence = 60 // bytes of a text that can be one
		spaces   = 8  // of a text that is one
	)
	if v.Place == traffic.InHTML || proseKeys.has(v.Key) {
		return true
	}
	return len(v.Text) > sentence && bytes.Count(v.Text, []byte(" ")) >= spaces && !failing(v)
}

// failing reports a value that tells of an error: what stands there was not written for readers.
func failing(v *traffic.Value) bool {
	k := strings.ToLower(v.Key)
	return strings.Contains(k, "err") || strings.Contains(k, "exception") || strings.Contains(k, "trace") ||
		strings.Contains(k, "stack") || strings.Contains(k, "cause") || k == "message" || k == "msg" || k == "log"
}

var proseKeys = words(`content body article text html markdown description summary comment remark note readme help doc
	documentation answer question example examples sample tutorial post bio intro abstract changelog releasenotes`)
