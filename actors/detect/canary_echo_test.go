package detect

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

// logon is a call that hands in a password, and its answer.
func logon(password, kind, answer string) string {
	key, _ := json.Marshal(password)
	return "POST https://shop.example.com/login\nContent-Type: application/json\n\n" +
		`{"username":"bob","password":` + string(key) + "}\n-- 401\nContent-Type: " + kind + "\n\n" + answer
}

// TestNF06CanaryEchoes: what the call names a secret on one side is hidden wherever it is repeated.
func TestNF06CanaryEchoes(t *testing.T) {
	const odd, sms = `q"u'o\te&<7>+ %/é`, "771203"
	inJSON := func(s string) string {
		b, _ := json.Marshal(map[string]string{"input": "got " + s + "!"})
		return string(b)
	}
	code := func(kind, answer string) string {
		return "POST https://shop.example.com/api/sms?mobile=13912345622&code=" + sms + "\n\n-- 500\nContent-Type: " + kind + "\n\n" + answer
	}
	hunter := "Hunter7secret-a1"
	get := "GET https://shop.example.com/api/me\n"
	for name, c := range map[string]struct{ text, secret string }{
		"value":         {logon(hunter, "application/json", `{"error":"bad","input":{"value":"`+hunter+`"}}`), hunter},
		"key":           {logon(hunter, "application/json", `{"bad":{"`+hunter+`":1}}`), hunter},
		"list":          {logon(hunter, "application/json", `{"errors":[{"field":"password","rejected":"`+hunter+`"}]}`), hunter},
		"HTML":          {logon(hunter, "text/html", "<html><body>Wrong: "+hunter+"</body></html>"), hunter},
		"text":          {logon(hunter, "text/plain", "invalid credentials bob/"+hunter), hunter},
		"XML":           {logon(hunter, "application/xml", "<e><m>"+hunter+"</m></e>"), hunter},
		"broken JSON":   {logon(hunter, "application/json", `{"error":[{"x":"`+hunter+`"},{`), hunter},
		"inside a word": {logon(hunter, "text/plain", "user bob"+hunter+"x"), hunter},
		"header":        {logon(hunter, "text/plain\nX-Debug: bob "+hunter, "no"), hunter},
		"location":      {logon(hunter, "text/plain\nLocation: /login/"+hunter+"?u="+hunter, "no"), hunter},
		"in JSON":       {logon(odd, "application/json", inJSON(odd)), odd},
		"URL in JSON":   {logon(odd, "application/json", inJSON(url.QueryEscape(odd))), odd},
		"path in JSON":  {logon(odd, "application/json", inJSON(url.PathEscape(odd))), odd},
		"HTML in JSON":  {logon(odd, "application/json", inJSON(html.EscapeString(odd))), odd},
		"in HTML":       {logon(odd, "text/html", "<html><body>Wrong: "+html.EscapeString(odd)+"</body></html>"), odd},
		"in text":       {logon(odd, "text/plain", "Wrong ("+odd+")"), odd},
		"JSON in text":  {logon(odd, "text/plain", "Wrong: "+inJSON(odd)), odd},
		"plain word":    {logon("monkey", "text/plain", "bob said monkey, no"), "monkey"},
		"SQL":           {code("text/plain", "INSERT INTO sms(mobile,code) VALUES ('139******22','"+sms+"')"), sms},
		"SQL in JSON":   {code("application/json", `{"error":"VALUES (\"139\",\"`+sms+`\")\n`+sms+`"}`), sms},
		"number":        {code("application/json", `{"got":`+sms+`}`), sms},
		"Chinese":       {code("text/plain", "您的短信"+sms+"已发送"), sms},
		"bearer":        {get + "Authorization: Bearer q7-wkzv-81\n\n-- 403\nContent-Type: text/plain\n\nbad q7-wkzv-81", "q7-wkzv-81"},
		"basic": {get + "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("bob:"+hunter)) +
			"\n\n-- 403\nContent-Type: text/plain\n\nbad " + hunter, hunter},
		"session": {get + "Cookie: sessionid=ab12-cd34\n\n-- 403\nContent-Type: text/plain\n\nno session ab12-cd34", "ab12-cd34"},
		"issued": {get + "\n-- 200\nContent-Type: application/json\nX-Issued: tk-55-wkzv\n\n" +
			`{"token":"tk-55-wkzv","next":"tk-55-wkzv"}`, "tk-55-wkzv"},
		"at the border": {logon(hunter, "text/plain", strings.Repeat("x y ", sampleBody/4-2)+hunter), hunter[:8]},
	} {
		e := New(Options{})
		in, x := inspect(t, e, c.text)
		s := e.Sample(x, &in, nil)
		got := fmt.Sprintf("%+v %+v", s, in.Facts)
		quoted, _ := json.Marshal(c.secret)
		for _, form := range []string{
			c.secret, strings.Trim(string(quoted), `"`), url.QueryEscape(c.secret), url.PathEscape(c.secret), html.EscapeString(c.secret),
		} {
			if strings.Contains(got, form) {
				t.Errorf("%s: the sample holds %s: %s", name, form, got)
			}
		}
		if x.Response.Header("Content-Type") == "application/json" && name != "broken JSON" && !json.Valid([]byte(s.Response.Body)) {
			t.Errorf("%s: no JSON: %s", name, s.Response.Body)
		}
	}
}

// TestNF06EchoesLeaveTheRest: a secret that is a common word or a short number destroys nothing.
func TestNF06EchoesLeaveTheRest(t *testing.T) {
	for password, want := range map[string]string{
		"name":   `{"name":"x","colour":"***","rows":[{"filename":"names.txt","name":"y"}],"n":12345,"at":"2026-01-01T10:00:00Z"}`,
		"true":   `{"ok":true,"n":null}`,
		"1234":   `{"n":12345,"m":"v1234","l":"***, 12345","k":"***"}`,
		"colour": `{"colour":"red","discoloured":"colours"}`,
		`":"x`:   `{"a":"x","b":"xx"}`,
		`x\`:     `{"a":"xx\"","b":"x\\"}`,
		`abc\`:   `{"a":"abc\"","b":"***"}`,
		"    ":   `{"a":    1}`,
		"{\"a\"": `{"a":[{"a":1}]}`,
	} {
		e := New(Options{})
		answer := want
		switch password {
		case "name":
			answer = strings.Replace(want, "***", "name", 1)
		case "1234":
			answer = strings.Replace(strings.Replace(want, "***", "1234", 1), `"***"`, "1234", 1)
		case `abc\`:
			answer = strings.Replace(want, "***", `abc\\`, 1)
		}
		in, x := inspect(t, e, logon(password, "application/json", answer))
		got := e.Sample(x, &in, nil).Response.Body
		if !json.Valid([]byte(got)) {
			t.Errorf("%s: no JSON: %s", password, got)
		}
		in, x = inspect(t, e, logon("another-9", "application/json", want))
		if as := e.Sample(x, &in, nil).Response.Body; got != as {
			t.Errorf("%s: %s, want %s", password, got, as)
		}
	}
}

// TestNF06EchoEffort: a call made to be compared often costs a bounded time and shows less.
func TestNF06EchoEffort(t *testing.T) {
	var body strings.Builder
	body.WriteString(`{"x":1`)
	for i := range 40 {
		fmt.Fprintf(&body, `,"k%d_token":"%s%d"`, i, strings.Repeat("%", 200), i)
	}
	e := New(Options{})
	text := "POST https://shop.example.com/api/me\nContent-Type: application/json\n\n" + body.String() + "}\n-- 200\nContent-Type: text/plain\n\n" +
		strings.Repeat("%", 100<<10)
	in, x := inspect(t, e, text)
	got := e.Sample(x, &in, nil).Response.Body
	if !strings.HasSuffix(got, "…") || len(got) > sampleBody/2 {
		t.Errorf("%d bytes are shown: the effort has no bound", len(got))
	}
}
