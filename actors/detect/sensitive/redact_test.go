package sensitive

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func redacted(contentType, body string) string {
	x := &traffic.Exchange{Response: traffic.Message{Body: []byte(body)}}
	if contentType != "" {
		x.Response.Headers = []traffic.Header{{Name: "Content-Type", Value: contentType}}
	}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	s := NewScanner()
	return string(s.Redact(nil, v, traffic.Response, s.Values(nil, v, traffic.Response)))
}

func TestRedact(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"string", `{"phone": "13800138000","x":1}`, `{"phone": "138******00","x":1}`},
		{"number becomes a string", `{"phone":13800138000}`, `{"phone":"138******00"}`},
		{"part of a value", `{"m":"call 13800138000 \"now\"\n"}`, `{"m":"call 138******00 \"now\"\u000A"}`},
		{
			"secret by its key", `{"password":"hunter2","pin":1234,"newToken":"","code":200,"smsCode":"123456"}`,
			`{"password":"***","pin":"***","newToken":"","code":200,"smsCode":"***"}`,
		},
		{"key of an object", `{"13800138000":{"a":1}}`, `{"138******00":{"a":1}}`},
		{
			"nested", `{"d":"{\"phone\":\"13800138000\",\"password\":\"a\\\"b\"}"}`,
			`{"d":"{\"phone\":\"138******00\",\"password\":\"***\"}"}`,
		},
		{"escaped value", `{"realName":"\u5f20\u4e09"}`, `{"realName":"张*"}`},
		{"form", `phone=%2B8613800138000&password=a%26b&q=1`, `phone=%2B86138******00&password=***&q=1`},
		{
			"XML", `<u phone="13800138000"><name>A&amp;B</name><password>x</password></u>`,
			`<u phone="138******00"><name>A&#x26;*</name><password>***</password></u>`,
		},
		{"text", "phone 13800138000\xff", "phone 138******00\uFFFD"},
		{"unreadable", "\x1f\x8b\x08\x00", ""},
		{"not JSON to its end", `{"a":1} tel 13800138000`, `{"a":1} tel 138******00`},
		{
			"session cookie in JSON", `{"sessionId":"abc","orderCode":"7","errorCode":"E1"}`,
			`{"sessionId":"***","orderCode":"***","errorCode":"E1"}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := redacted("", c.body); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestRedactLeavesNothing plants values where they are easily missed and looks for them.
func TestRedactLeavesNothing(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 70) + `"13800138000"` + strings.Repeat("}", 70)
	long := `{"m":"` + strings.Repeat("x ", 40_000) + `13800138000"}`
	many := `[` + strings.Repeat(`"a",`, 10_001) + `"13800138000"]`
	for name, body := range map[string]string{
		"too deep": deep, "behind the end of a long value": long, "behind the last value": many,
		"multipart": "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"13800138000\"\r\n\r\n13800138000\r\n--X--",
		"comment":   "<html><!-- 13800138000 --></html>", "script": "<html><script>var p='13800138000'</script></html>",
		"callback": `cb({"p":"13800138000"})`, "UTF-16": "\xff\xfe{\x00}\x00",
	} {
		if got := redacted("", body); strings.Contains(got, "13800138000") {
			t.Errorf("%s: still there", name)
		}
	}
}

func TestRedactHeadersAndQuery(t *testing.T) {
	x := &traffic.Exchange{
		Path: "/u/13800138000", Query: "mobile=13800138000&token=t%20t",
		Request: traffic.Message{Headers: []traffic.Header{
			{Name: "Cookie", Value: "sid=abc; theme=dark"}, {Name: "Authorization", Value: "Bearer x"}, {
				Name:  "X-Phone",
				Value: "13800138000",
			},
		}},
	}
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	s := NewScanner()
	found := s.Values(nil, v, traffic.Request)
	if got := string(s.RedactPath(nil, x.Path, v, found)); got != "/u/138******00" {
		t.Errorf("path %q", got)
	}
	if got := string(s.RedactQuery(nil, x.Query, v, found)); got != "mobile=138******00&token=***" {
		t.Errorf("query %q", got)
	}
	for i, want := range []string{"***", "***", "138******00"} {
		if got := string(s.RedactHeader(nil, x.Request.Headers[i], i, v, traffic.Request, found)); got != want {
			t.Errorf("header %d: %q, want %q", i, got, want)
		}
	}
}

func TestSecretKey(t *testing.T) {
	for key, want := range map[string]bool{
		"password": true, "newPassword": true, "X-Auth-Token": true, "access_token": true, "sms_code": true,
		"Authorization": true,
		"Set-Cookie":    true, "登录密码": true, "client_secret": true, "code": true,
		"passwordLength": false, "postalCode": false, "errorCode": false, "name": false, "": false, "tokenize": false,
		"国家": false, "passwort": true, "contraseña": true, "nuevaContraseña": true, "Senha": true, "mot_de_passe": true,
		"kouling": true, "交易密码": true, "пароль": true, "pw": true, "ПАРОЛЬ": true,
	} {
		if got := SecretKey(key); got != want {
			t.Errorf("%q: %v", key, got)
		}
	}
}

// FuzzRedact: valid UTF-8 out of anything, and JSON out of JSON.
func FuzzRedact(f *testing.F) {
	for _, s := range []string{
		`{"phone":"13800138000","password":"a\"b"}`, `{"d":"{\"idNo\":\"11010519491231002X\"}"}`,
		"phone=138%200013&token=%zz",
		"<a b='13800138000'>x</a>", "姓名：张三，电话：010-62345678", "\xff13800138000",
	} {
		f.Add([]byte(s))
	}
	w, s := traffic.NewWalker(traffic.Limits{}), NewScanner()
	f.Fuzz(func(t *testing.T, body []byte) {
		v := w.Walk(&traffic.Exchange{Response: traffic.Message{Body: body}})
		found := s.Values(nil, v, traffic.Response)
		for _, h := range found {
			if h.Start < 0 || h.Start >= h.End || h.End > len(v.All[h.Index].Text) || h.Confidence < Reported ||
				h.Confidence > 100 {
				t.Fatalf("%+v in %q", h, v.All[h.Index].Text)
			}
		}
		out := s.Redact(nil, v, traffic.Response, found)
		if !utf8.Valid(out) {
			t.Fatalf("%q is not UTF-8", out)
		}
		if json.Valid(body) && utf8.Valid(body) && v.Bodies[traffic.Response].Format == traffic.FormatJSON &&
			!v.Truncated && !json.Valid(out) {
			t.Fatalf("%q became %q", body, out)
		}
	})
}
