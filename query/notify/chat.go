package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// hookURL is the field of receivers whose address is itself the secret.
func hookURL(hint string) Field {
	return Field{Name: "url", Title: "Webhook address", Hint: hint, Must: true, Secret: true, Check: secure}
}

func posted(f Values, _ string, payload []byte, _ time.Time) (call, error) {
	return jsonCall(f["url"], payload), nil
}

// slack posts to an incoming webhook: blocks of mrkdwn, at most 3,000 characters a section
// (docs.slack.dev, "Sending messages using incoming webhooks" and "Section block"). Incoming
// webhooks answer "ok"; addresses of the Web API answer {"ok":false} with status 200.
var slack = &Channel{
	ID: "slack", Title: "Slack", Means: "Posts to a channel through an incoming webhook.",
	Fields: []Field{hookURL("https://hooks.slack.com/services/T000/B000/XXXX")},
	render: func(_ Values, m *digest.Message) []byte {
		const section = 3000
		text := lines(m, section, "\n", func(l digest.Line) string {
			if l.Link == "" {
				return mrkdwn.Replace(l.Text)
			}
			return "<" + linkable(l.Link) + "|" + mrkdwn.Replace(l.Text) + ">"
		})
		return marshal(map[string]any{
			"text": mrkdwn.Replace(m.Subject), // of the notification, where blocks are not shown
			"blocks": []any{
				map[string]any{"type": "header", "text": map[string]any{"type": "plain_text", "text": cutBytes(m.Subject, 150)}},
				map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": text}},
			},
			"unfurl_links": false,
		})
	},
	request: posted,
	answer: func(status int, body []byte) error {
		var a struct {
			OK    *bool  `json:"ok"`
			Error string `json:"error"`
		}
		if err := accepted(status, body); err != nil {
			return err
		}
		if json.Unmarshal(body, &a) == nil && a.OK != nil && !*a.OK {
			return said(status, []byte(a.Error))
		}
		return nil
	},
}

// mrkdwn escapes what Slack gives a meaning; the bar ends a link's address.
var mrkdwn = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "¦", "*", "∗", "`", "'", "~", "∼")

// teams posts an adaptive card to a workflow, "Post to a channel when a webhook request is
// received" (learn.microsoft.com, "Create incoming webhooks with Workflows"), which answers
// 202; the older connectors answer 200 and say what is wrong in the text. At most 28 KB.
var teams = &Channel{
	ID: "teams", Title: "Microsoft Teams", Means: "Posts a card to a channel or chat through a workflow's webhook.",
	Fields: []Field{hookURL("https://prod-01.westeurope.logic.azure.com/workflows/...")},
	render: func(_ Values, m *digest.Message) []byte {
		body := []any{map[string]any{"type": "TextBlock", "text": markdown.Replace(m.Subject), "weight": "Bolder", "size": "Medium", "wrap": true}}
		for _, l := range m.Lines {
			body = append(body, map[string]any{"type": "TextBlock", "text": markdownLine(l), "wrap": true, "spacing": "Small"})
		}
		return marshal(map[string]any{
			"type": "message",
			"attachments": []any{map[string]any{
				"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil,
				"content": map[string]any{
					"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body,
					"actions": []any{map[string]any{"type": "Action.OpenUrl", "title": "Lapwing", "url": m.Link}},
				},
			}},
		})
	},
	request: posted,
	answer: func(status int, body []byte) error {
		if err := accepted(status, body); err != nil {
			return err
		}
		if text := string(body); strings.Contains(text, "HTTP error") || strings.Contains(text, "delivery failed") {
			return said(status, body)
		}
		return nil
	},
}

// telegram calls sendMessage of the Bot API (core.telegram.org/bots/api): HTML, at most 4,096
// characters, and {"ok":false,"description"} where it says no.
var telegram = &Channel{
	ID: "telegram", Title: "Telegram", Means: "Sends to a chat, group or channel through a bot.",
	Fields: []Field{
		{Name: "token", Title: "Token of the bot", Hint: "123456:ABC-DEF...", Must: true, Secret: true, Check: botToken},
		{Name: "chat", Title: "Chat", Hint: "-1001234567890 or @channel", Must: true, Binds: true},
	},
	render: func(f Values, m *digest.Message) []byte {
		const most = 4000 // of 4,096
		text := "<b>" + html.Replace(m.Subject) + "</b>\n" + lines(m, most-len(m.Subject)-16, "\n", func(l digest.Line) string {
			if l.Link == "" {
				return html.Replace(l.Text)
			}
			return `<a href="` + html.Replace(l.Link) + `">` + html.Replace(l.Text) + "</a>"
		})
		return marshal(map[string]any{
			"chat_id": f["chat"], "text": text, "parse_mode": "HTML", "link_preview_options": map[string]any{"is_disabled": true},
		})
	},
	request: func(f Values, _ string, payload []byte, _ time.Time) (call, error) {
		return jsonCall(telegramAPI+"/bot"+f["token"]+"/sendMessage", payload), nil
	},
	answer: func(status int, body []byte) error {
		var a struct {
			OK          bool   `json:"ok"`
			Description string `json:"description"`
		}
		if json.Unmarshal(body, &a) != nil {
			return said(status, body)
		}
		if !a.OK {
			return said(status, []byte(a.Description))
		}
		return accepted(status, body)
	},
}

const telegramAPI = "https://api.telegram.org"

var html = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func botToken(s string) error {
	id, rest, ok := strings.Cut(s, ":")
	if !ok || id == "" || rest == "" || strings.Trim(id, "0123456789") != "" || strings.ContainsAny(rest, "/?#% ") {
		return errors.New("want a token such as 123456:ABC-DEF, as @BotFather gives it")
	}
	return nil
}

// errcode is how DingTalk, WeCom and Feishu say no: with status 200 and a number.
func errcode(code, text string) func(int, []byte) error {
	return func(status int, body []byte) error {
		if err := accepted(status, body); err != nil {
			return err
		}
		var a map[string]any
		if json.Unmarshal(body, &a) != nil {
			return said(status, body)
		}
		n, ok := a[code].(float64)
		if !ok {
			return said(status, body)
		}
		if n != 0 {
			return fmt.Errorf("the receiver answered %s %d: %s", code, int64(n), printable(fmt.Sprint(a[text]), mostSaid))
		}
		return nil
	}
}
