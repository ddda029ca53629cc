package detect

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// planted are values that must never leave the inspection as they are (NF-06).
var planted = []string{
	"11010519491231002X", "6222021234567890128", "13812345678", "amy.pond@example.com", "Tr0ub4dor&3",
	"5F2A9C1B7D3E4F60A1B2C3D4E5F60718", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlMTIzNDU2Nzg5MA",
	"LTAI5tJ8mQ2vX7nR4kW9pZ3c", "kQ7xV2mN9pL4wR8tZ3cB6yH1sD5fG0", "482913", "203.0.113.77",
}

// places put a value into a call in every way there is.
var places = map[string]func(key, value string) string{
	"query": func(k, v string) string {
		return "GET https://shop.example.com/api/customers?" + k + "=" + v + "\n\n-- 200\n\n{}"
	},
	"path": func(_, v string) string {
		return "GET https://shop.example.com/api/phone/" + v + "\n\n-- 200\n\n{}"
	},
	"request body": func(k, v string) string {
		return "POST https://shop.example.com/api/login\nContent-Type: application/json\n\n" +
			fmt.Sprintf(`{"user":"amy","%s":"%s"}`, k, v) + "\n-- 200\nContent-Type: application/json\n\n{}"
	},
	"form": func(k, v string) string {
		return "POST https://shop.example.com/api/login\nContent-Type: application/x-www-form-urlencoded\n\nuser=amy&" +
			k + "=" +
			strings.ReplaceAll(v, "&", "%26") + "\n-- 401\n\n"
	},
	"response body": func(k, v string) string {
		return "GET https://shop.example.com/api/me\n\n-- 200\nContent-Type: application/json\n\n" +
			fmt.Sprintf(`{"data":[{"%s":"%s"},{"%s":"%s"}]}`, k, v, k, v)
	},
	"nested": func(k, v string) string {
		return "GET https://shop.example.com/api/me\n\n-- 200\nContent-Type: application/json\n\n" +
			fmt.Sprintf(`{"data":"{\"%s\":\"%s\"}"}`, k, v)
	},
	"xml": func(k, v string) string {
		return "GET https://shop.example.com/api/me\n\n-- 200\nContent-Type: application/xml\n\n" +
			fmt.Sprintf(`<r><%s>%s</%s></r>`, k, strings.ReplaceAll(v, "&", "&amp;"), k)
	},
	"broken json": func(k, v string) string {
		return "GET https://shop.example.com/api/me\n\n-- 200\nContent-Type: application/json\n\n" +
			fmt.Sprintf(`{"a":[{"%s":"%s"},{"b"`, k, v)
	},
	"authorization": func(_, v string) string {
		return "GET https://shop.example.com/api/me\nAuthorization: Bearer " + v + "\n\n-- 200\n\n{}"
	},
	"basic": func(_, v string) string {
		return "GET https://shop.example.com/api/me\nAuthorization: Basic " +
			base64.StdEncoding.EncodeToString([]byte("amy:"+v)) + "\n\n-- 401\n\n{}"
	},
	"cookie": func(_, v string) string {
		return "GET https://shop.example.com/api/me\nCookie: lang=en; sessionid=" + v + "\n\n-- 200\nSet-Cookie: sid=" +
			v + "; Path=/\n\n{}"
	},
	"header": func(k, v string) string {
		return "GET https://shop.example.com/api/me\nX-" + k + ": " + v + "\n\n-- 200\nX-" + k + ": " + v + "\n\n{}"
	},
	"user agent": func(_, v string) string {
		return "GET https://shop.example.com/api/me\nUser-Agent: " + v + "/1.0\n\n-- 200\n\n{}"
	},
}

// keys name each planted value as an application would.
var keys = []string{
	"idCard", "bankCard", "mobile", "email", "password", "token", "accessToken", "accessKeyId", "accessKeySecret",
	"smsCode", "clientIp",
}

// TestNF06Canary plants each value in each place and looks for it in all that leaves the
// inspection. The user's name "amy" is not looked for: alone it is no personal datum.
func TestNF06Canary(t *testing.T) {
	e := New(Options{})
	for place, build := range places {
		for i, value := range planted {
			if place == "path" && !strings.ContainsAny(value[:1], "0123456789") || place == "user agent" && len(value) < 8 {
				continue // a word in the path may be a fixed word; six digits in a user agent are a version
			}
			text := build(keys[i], value)
			if place == "query" || place == "path" {
				text = strings.ReplaceAll(text, "&", "%26")
			}
			in, x := inspect(t, e, text)
			facts := fmt.Sprintf("%+v", in.Facts)
			facts = strings.ReplaceAll(facts, x.Client.IP.String(), "")
			if strings.Contains(facts, value) {
				t.Errorf("%s in %s: the facts hold it: %s", keys[i], place, facts)
			}
			s := e.Sample(x, &in, nil)
			s.Client = netip.Addr{} // said on purpose
			if got := fmt.Sprintf("%+v", s); strings.Contains(got, value) {
				t.Errorf("%s in %s: the sample holds it: %s", keys[i], place, got)
			}
			if place == "basic" &&
				strings.Contains(fmt.Sprintf("%+v", s), base64.StdEncoding.EncodeToString([]byte("amy:"+value))) {
				t.Errorf("the sample holds a Basic header")
			}
		}
	}
}

func TestXV06SampleIsBoundedAndReadable(t *testing.T) {
	e := New(Options{})
	body := `{"rows":[` + strings.Repeat(`{"note":"日本語テキスト","n":1},`, 2000) + `{"n":2}]}`
	in, x := inspect(t, e, "GET https://shop.example.com/api/rows\n\n-- 200\nContent-Type: application/json\n\n"+body)
	s := e.Sample(x, &in, []string{"SD-05"})
	if len(s.Response.Body) > 16<<10 || len(s.Response.Body) < 15<<10 || !s.Response.Cut ||
		!utf8.ValidString(s.Response.Body) {
		t.Errorf("%d bytes, cut %v", len(s.Response.Body), s.Response.Cut)
	}
	if s.Request.Cut || s.Status != 200 || len(s.Reasons) != 1 || s.ID != x.ID {
		t.Errorf("sample %+v", s)
	}
	x.Response.Body, x.Response.Headers = []byte("a\xff\x00b"), []traffic.Header{{Name: "X-\xff", Value: "\xfe"}}
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	in = e.Inspect("t", testKey, templates, x)
	s = e.Sample(x, &in, nil)
	for _, text := range []string{s.Response.Body, s.Response.Headers[0].Name, s.Response.Headers[0].Value} {
		if !utf8.ValidString(text) {
			t.Errorf("%q is not UTF-8", text)
		}
	}
}

func TestSamplerKeepsFirsts(t *testing.T) {
	s := NewSampler()
	api := traffic.API{Host: "h", Method: "GET", Template: "/x"}
	day := in2026
	reasons := func(f finding.Facts) string {
		f.API = api
		if f.Time.IsZero() {
			f.Time = day
		}
		r, keep := s.Reasons(&f)
		if !keep {
			return "no"
		}
		return "yes " + strings.Join(r, " ")
	}
	phone := []finding.DataCount{{Type: 5, Entries: 1}}
	for i, c := range []struct {
		f    finding.Facts
		want string
	}{
		{finding.Facts{}, "yes "},
		{finding.Facts{ResData: phone}, "yes SD-05"},
		{finding.Facts{ResData: phone}, "yes "},
		{finding.Facts{ResData: phone}, "no"},
		{finding.Facts{ReqData: phone}, "yes SD-05"},
		{finding.Facts{Risks: []finding.RiskHit{{Risk: 18}}}, "yes RK-18"},
		{finding.Facts{Risks: []finding.RiskHit{{Risk: 18}}}, "no"},
		{finding.Facts{Attacks: finding.Set(0).With(1)}, "yes TW-01"},
		{finding.Facts{Attacks: finding.Set(0).With(1)}, "no"},
		{finding.Facts{Attacks: finding.Set(0).With(1), Time: day.AddDate(0, 0, 1)}, "yes TW-01"},
		{finding.Facts{Noise: true}, "no"},
	} {
		if got := reasons(c.f); got != c.want {
			t.Errorf("call %d: %q, want %q", i, got, c.want)
		}
		one, _ := s.AppendBinary(nil)
		back := NewSampler()
		if err := back.UnmarshalBinary(one); err != nil {
			t.Fatal(err)
		}
		two, _ := back.AppendBinary(nil)
		if string(one) != string(two) {
			t.Fatal("the same sampler gave other bytes")
		}
		s = back
	}
}
