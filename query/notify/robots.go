package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// dingtalk posts Markdown to a group's custom robot (open.dingtalk.com, "Custom robot
// access"): signed over the time in milliseconds, which may be an hour off; at most 20,000
// bytes; {"errcode":0} is yes.
var dingtalk = &Channel{
	ID: "dingtalk", Title: "DingTalk", Means: "Posts to a group through a custom robot with a signature.",
	Fields: []Field{
		hookURL("https://oapi.dingtalk.com/robot/send?access_token=..."),
		{Name: "secret", Title: "Secret of the signature", Hint: "SEC...", Must: true, Secret: true},
	},
	render: func(_ Values, m *digest.Message) []byte {
		const most = 18_000 // bytes, of 20,000 with what stands around
		return marshal(map[string]any{
			"msgtype":  "markdown",
			"markdown": map[string]any{"title": m.Subject, "text": "#### " + markdown.Replace(m.Subject) + "\n\n" + lines(m, most, "\n\n", markdownLine)},
		})
	},
	request: func(f Values, _ string, payload []byte, now time.Time) (call, error) {
		u, err := url.Parse(f["url"])
		if err != nil {
			return call{}, errSealed // was checked when it was written
		}
		stamp := strconv.FormatInt(now.UnixMilli(), 10)
		q := u.Query()
		q.Set("timestamp", stamp)
		q.Set("sign", keyed(f["secret"], stamp+"\n"+f["secret"]))
		u.RawQuery = q.Encode()
		return jsonCall(u.String(), payload), nil
	},
	answer: errcode("errcode", "errmsg"),
}

// feishu posts a card to a group's custom bot (open.feishu.cn, "Custom bot usage guide"): the
// key of the signature is the time in seconds, a line break and the secret, over nothing; at
// most 20 KB; {"code":0} is yes. Lark is the same at open.larksuite.com.
var feishu = &Channel{
	ID: "feishu", Title: "Feishu / Lark", Means: "Posts a card to a group through a custom bot with a signature.",
	Fields: []Field{
		hookURL("https://open.feishu.cn/open-apis/bot/v2/hook/..."),
		{Name: "secret", Title: "Secret of the signature", Must: true, Secret: true},
	},
	render: func(_ Values, m *digest.Message) []byte {
		const most = 16_000 // bytes, of 20 KB with what stands around
		color := map[string]string{"high": "red", "medium": "orange", "low": "yellow", "": "green"}[m.Level]
		return marshal(map[string]any{
			"msg_type": "interactive",
			"card": map[string]any{
				"config":   map[string]any{"wide_screen_mode": true},
				"header":   map[string]any{"template": color, "title": map[string]any{"tag": "plain_text", "content": m.Subject}},
				"elements": []any{map[string]any{"tag": "div", "text": map[string]any{"tag": "lark_md", "content": lines(m, most, "\n", larkLine)}}},
			},
		})
	},
	request: func(f Values, _ string, payload []byte, now time.Time) (call, error) {
		stamp := strconv.FormatInt(now.Unix(), 10)
		sign := keyed(stamp+"\n"+f["secret"], "")
		body := append([]byte(`{"timestamp":"`+stamp+`","sign":"`+sign+`",`), payload[1:]...)
		return jsonCall(f["url"], body), nil
	},
	answer: errcode("code", "msg"),
}

// larkLine writes what could be markup as the numbers the guide gives for it.
func larkLine(l digest.Line) string {
	text := larkText.Replace(l.Text)
	if l.Link == "" {
		return text
	}
	return "[" + text + "](" + linkable(l.Link) + ")"
}

var larkText = strings.NewReplacer("&", "&#38;", "<", "&#60;", ">", "&#62;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;",
	"~", "&#126;", "`", "&#96;", "!", "&#33;", "(", "&#40;", ")", "&#41;", "#", "&#35;")

// wecom posts Markdown to a group robot (developer.work.weixin.qq.com, "Group robot
// configuration"): the key is in the address; at most 4,096 bytes; {"errcode":0} is yes.
var wecom = &Channel{
	ID: "wecom", Title: "WeCom", Means: "Posts to a group through a group robot.",
	Fields: []Field{hookURL("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...")},
	render: func(_ Values, m *digest.Message) []byte {
		const most = 4096
		head := "**" + wecomText(m.Subject) + "**\n"
		text := head + lines(m, most-len(head), "\n", func(l digest.Line) string {
			if l.Link == "" {
				return wecomText(l.Text)
			}
			return "[" + wecomText(l.Text) + "](" + linkable(l.Link) + ")"
		})
		return marshal(map[string]any{"msgtype": "markdown", "markdown": map[string]any{"content": cutBytes(text, most)}})
	},
	request: posted,
	answer:  errcode("errcode", "errmsg"),
}

// wecomText: its Markdown knows no escapes, so what has a meaning becomes its wide twin; "<@"
// would call people.
func wecomText(s string) string {
	return strings.NewReplacer("<", "＜", ">", "＞", "[", "［", "]", "］", "(", "（", ")", "）", "*", "＊", "`", "＇", "#", "＃").Replace(s)
}

// keyed is HMAC-SHA-256 in base64.
func keyed(key, text string) string {
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}
