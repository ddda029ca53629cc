package notify

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

func recipient(t *testing.T, body string) Recipient {
	t.Helper()
	r, bad := ParseRecipient("r", []byte(body))
	if bad != nil {
		t.Fatalf("%s: %v", body, bad)
	}
	return r
}

// hostile is what callers would like receivers to do.
const hostile = "x<!channel> @everyone <@U1> [a](javascript:1) *b* `c` <b>&amp;| ![p](http://e)"

func message() *digest.Message {
	return &digest.Message{
		ID: "dgs_1", Language: "en", At: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC), Subject: "Lapwing: 2 events (1 high, 1 low)",
		Lines: []digest.Line{{Text: "New since yesterday"}, {Text: hostile, Link: "https://l.example/events/evt_1"}, {Text: "自 昨天"}},
		Link:  "https://l.example/digests/dgs_1", Level: "high", Events: 2, Going: 1,
		Items: []digest.Brief{{ID: "evt_1", Kind: "event", Type: "EV-09"}},
	}
}

// got is one request a receiver had.
type got struct {
	path   string
	query  url.Values
	header http.Header
	raw    []byte
	body   map[string]any
}

// receiver is a vendor with a certificate of its own; answer says what it says.
func receiver(t *testing.T, answer func(w http.ResponseWriter)) (string, *Sender, *got) {
	t.Helper()
	g := &got{}
	h := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.path, g.query, g.header = r.URL.Path, r.URL.Query(), r.Header
		g.raw, _ = io.ReadAll(r.Body)
		_ = json.Unmarshal(g.raw, &g.body)
		answer(w)
	}))
	t.Cleanup(h.Close)
	roots := x509.NewCertPool()
	roots.AddCert(h.Certificate())
	s := NewSender(Options{
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, roots: roots,
		Clock: func() time.Time { return time.Unix(1_790_000_000, 5_000_000) },
	})
	return h.URL, s, g
}

func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

// Each channel's format, as its vendor describes it, and how it says no (AL-04).
func TestAL04Channels(t *testing.T) {
	for _, c := range []struct {
		fields string // %s is the receiver's address
		check  func(t *testing.T, g *got)
		yes    string
		no     []string // answers with status 200 that mean no
	}{
		{`{"channel":"webhook","url":"%s/hook","secret":"SECRETKEY0123456"}`, func(t *testing.T, g *got) {
			stamp := g.header.Get("Lapwing-Timestamp")
			if g.header.Get("Idempotency-Key") != "dgs_1" || stamp != "1790000000" ||
				g.header.Get("Lapwing-Signature") != "t="+stamp+",v1="+Sign("SECRETKEY0123456", stamp, g.raw) ||
				at(g.body, "id") != "dgs_1" || at(g.body, "items", 0, "id") != "evt_1" {
				t.Errorf("%v %s", g.header, g.raw)
			}
		}, "", nil},
		{`{"channel":"slack","url":"%s/services/T/B/SECRETKEY"}`, func(t *testing.T, g *got) {
			text, _ := at(g.body, "blocks", 1, "text", "text").(string)
			if at(g.body, "blocks", 0, "text", "type") != "plain_text" || at(g.body, "blocks", 1, "text", "type") != "mrkdwn" ||
				strings.Contains(text, "<!channel>") || !strings.Contains(text, "<https://l.example/events/evt_1|") || len(text) > 3000 {
				t.Errorf("%s", g.raw)
			}
		}, "ok", []string{`{"ok":false,"error":"channel_not_found"}`}},
		{`{"channel":"teams","url":"%s/workflows/SECRETKEY"}`, func(t *testing.T, g *got) {
			card := at(g.body, "attachments", 0)
			if at(g.body, "type") != "message" || at(card, "contentType") != "application/vnd.microsoft.card.adaptive" ||
				at(card, "content", "type") != "AdaptiveCard" || at(card, "content", "body", 0, "type") != "TextBlock" || len(g.raw) > 28<<10 {
				t.Errorf("%s", g.raw)
			}
		}, "1", []string{"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413"}},
		{`{"channel":"dingtalk","url":"%s/robot/send?access_token=SECRETKEY","secret":"SECabc"}`, func(t *testing.T, g *got) {
			stamp := g.query.Get("timestamp")
			if stamp != "1790000000005" || g.query.Get("sign") != keyed("SECabc", stamp+"\nSECabc") || g.query.Get("access_token") != "SECRETKEY" ||
				at(g.body, "msgtype") != "markdown" || at(g.body, "markdown", "title") == "" || len(g.raw) > 20_000 {
				t.Errorf("%v %s", g.query, g.raw)
			}
		}, `{"errcode":0,"errmsg":"ok"}`, []string{`{"errcode":310000,"errmsg":"sign not match"}`, `{}`, `<html>`}},
		{`{"channel":"feishu","url":"%s/open-apis/bot/v2/hook/SECRETKEY","secret":"abc"}`, func(t *testing.T, g *got) {
			if at(g.body, "timestamp") != "1790000000" || at(g.body, "sign") != keyed("1790000000\nabc", "") || at(g.body, "msg_type") != "interactive" ||
				at(g.body, "card", "header", "title", "tag") != "plain_text" || at(g.body, "card", "elements", 0, "text", "tag") != "lark_md" {
				t.Errorf("%s", g.raw)
			}
		}, `{"code":0,"msg":"success","data":{}}`, []string{`{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}`, `{"code":9499,"msg":"Bad Request"}`}},
		{`{"channel":"wecom","url":"%s/cgi-bin/webhook/send?key=SECRETKEY"}`, func(t *testing.T, g *got) {
			text, _ := at(g.body, "markdown", "content").(string)
			if at(g.body, "msgtype") != "markdown" || len(text) > 4096 || strings.Contains(text, "<@") || g.query.Get("key") != "SECRETKEY" {
				t.Errorf("%s", g.raw)
			}
		}, `{"errcode":0,"errmsg":"ok"}`, []string{`{"errcode":93000,"errmsg":"invalid webhook url"}`}},
		{`{"channel":"pagerduty","url":"%s","key":"SECRETKEY"}`, func(t *testing.T, g *got) {
			if g.path != "/v2/enqueue" || at(g.body, "routing_key") != "SECRETKEY" || at(g.body, "event_action") != "trigger" ||
				at(g.body, "dedup_key") != "dgs_1" || at(g.body, "payload", "severity") != "critical" || at(g.body, "payload", "source") != "lapwing" ||
				at(g.body, "payload", "summary") == "" {
				t.Errorf("%s %s", g.path, g.raw)
			}
		}, `{"status":"success","message":"Event processed","dedup_key":"dgs_1"}`, []string{`{"status":"invalid event","message":"x"}`}},
		{`{"channel":"alertmanager","url":"%s/prefix/","token":"SECRETKEY"}`, func(t *testing.T, g *got) {
			var alerts []struct {
				Labels, Annotations map[string]string
				StartsAt, EndsAt    time.Time
				GeneratorURL        string
			}
			if err := json.Unmarshal(g.raw, &alerts); err != nil || g.path != "/prefix/api/v2/alerts" || len(alerts) != 1 ||
				alerts[0].Labels["alertname"] == "" || !alerts[0].EndsAt.After(alerts[0].StartsAt) || g.header.Get("Authorization") != "Bearer SECRETKEY" {
				t.Errorf("%s %s %v", g.path, g.raw, err)
			}
		}, "", nil},
	} {
		for _, answer := range append([]string{c.yes}, c.no...) {
			addr, s, g := receiver(t, func(w http.ResponseWriter) { _, _ = io.WriteString(w, answer) })
			r := recipient(t, strings.Replace(c.fields, "%s", addr, 1))
			t.Run(r.Channel.ID, func(t *testing.T) {
				payload := s.Render(r, message())
				if bytes.Contains(payload, []byte("SECRETKEY")) || !bytes.Equal(payload, s.Render(r, message())) {
					t.Errorf("what is stored holds a secret, or differs: %s", payload)
				}
				err := s.Send(t.Context(), "t", r, "dgs_1", payload)
				if want := answer == c.yes; (err == nil) != want {
					t.Errorf("%q: %v", answer, err)
				}
				if err != nil && strings.Contains(err.Error(), "SECRETKEY") {
					t.Errorf("the error tells a secret: %v", err)
				}
				c.check(t, g)
			})
		}
		for _, status := range []int{204, 301, 400, 401, 404, 429, 500, 503} {
			var r Recipient
			addr, s, _ := receiver(t, func(w http.ResponseWriter) {
				w.WriteHeader(status)
				_, _ = io.WriteString(w, r.Values["key"]+r.Values["token"]+r.Values["secret"]+r.Values["url"])
			})
			r = recipient(t, strings.Replace(c.fields, "%s", addr, 1))
			err := s.Send(t.Context(), "t", r, "dgs_1", s.Render(r, message()))
			if err == nil && status != 204 || err != nil && status/100 != 2 && strings.Contains(err.Error(), "SECRETKEY") {
				t.Errorf("%s: status %d: %v", r.Channel.ID, status, err)
			}
		}
	}
}

func TestAL04Telegram(t *testing.T) {
	r := recipient(t, `{"channel":"telegram","token":"123:abc-DEF","chat":"-100"}`)
	payload := telegram.render(r.Values, message())
	c, err := telegram.request(r.Values, "dgs_1", payload, time.Now())
	var body map[string]any
	if err != nil || c.url != "https://api.telegram.org/bot123:abc-DEF/sendMessage" || json.Unmarshal(c.body, &body) != nil {
		t.Fatalf("%s %v", c.url, err)
	}
	text, _ := body["text"].(string)
	if body["chat_id"] != "-100" || body["parse_mode"] != "HTML" || len([]rune(text)) > 4096 || strings.Contains(text, "<!channel>") ||
		!strings.Contains(text, `<a href="https://l.example/events/evt_1">`) || strings.Contains(text, "<b>&amp;|") {
		t.Errorf("%s", c.body)
	}
	for answer, yes := range map[string]bool{
		`{"ok":true,"result":{}}`: true, `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`: false, `<html>`: false,
	} {
		if err := telegram.answer(200, []byte(answer)); (err == nil) != yes {
			t.Errorf("%s: %v", answer, err)
		}
	}
}

// The longest message there can be keeps within what each receiver takes.
func TestAL04LongMessagesFit(t *testing.T) {
	m := message()
	m.Lines = nil
	for range digest.MostLines {
		m.Lines = append(m.Lines, digest.Line{Text: strings.Repeat("界*", 200), Link: "https://l.example/events/" + strings.Repeat("x", 200)})
	}
	for id, most := range map[string]int{"slack": 40_000, "teams": 28 << 10, "dingtalk": 20_000, "feishu": 20 << 10, "wecom": 4400, "telegram": 9000, "pagerduty": 512 << 10} {
		payload := ChannelOf(id).render(Values{}, m)
		if len(payload) > most || !json.Valid(payload) {
			t.Errorf("%s: %d bytes, valid %v", id, len(payload), json.Valid(payload))
		}
	}
}

// Where there is too little room, findings give way and coverage stays (NF-10).
func TestNF10CoverageStaysWhereAChannelHasLittleRoom(t *testing.T) {
	for _, c := range Channels() {
		if c.render == nil {
			continue
		}
		m := message()
		m.Lines = []digest.Line{{Text: "What is new"}}
		for i := range 6 {
			m.Lines = append(m.Lines, digest.Line{Text: string(rune('A'+i)) + "-finding" + strings.Repeat("界", 300), Link: "https://l.example/events/" + strings.Repeat("x", 300)})
		}
		m.Findings = 6
		m.Lines = append(m.Lines, digest.Line{Text: "Still going on: 4."}, digest.Line{Text: "Coverage: 99.8"})
		payload := string(c.render(Values{}, m))
		for _, want := range []string{"What is new", "A-finding", "Still going on", "Coverage: 99.8"} {
			if !strings.Contains(payload, want) {
				t.Errorf("%s: %q is cut off", c.ID, want)
			}
		}
		if c.ID == "wecom" && (strings.Contains(payload, "F-finding") || !strings.Contains(payload, "…")) {
			t.Error("wecom: nothing gave way, or nothing says so")
		}
	}
}

func TestChannelsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Channels() {
		if c.ID == "" || seen[c.ID] || c.Title == "" || !strings.HasSuffix(c.Means, ".") || c.render == nil || (c.request == nil) != (c.answer == nil) {
			t.Errorf("%s is not complete or stands twice", c.ID)
		}
		seen[c.ID] = true
		for _, f := range c.Fields {
			if f.Name == "" || f.Title == "" || f.Name == channelKey || f.Name == languageKey || f.Secret && f.Binds {
				t.Errorf("%s: field %q", c.ID, f.Name)
			}
		}
	}
	if len(seen) != 11 {
		t.Errorf("%d channels", len(seen))
	}
}
