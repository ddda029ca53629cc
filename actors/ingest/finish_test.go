package ingest

import (
	"fmt"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func header(name, value string) traffic.Header { return traffic.Header{Name: name, Value: value} }

func TestTargets(t *testing.T) {
	for _, c := range []struct{ method, scheme, host, target, want string }{
		{"GET", "", "h", "/a?b=c", "h /a b=c"},
		{"GET", "", "H.Example.COM:80", "/", "h.example.com / "},
		{"GET", "https", "h.example.com:443", "/", "h.example.com / "},
		{"GET", "https", "h.example.com:80", "/", "h.example.com:80 / "},
		{"GET", "http", "h.example.com:443", "/", "h.example.com:443 / "},
		{"GET", "", "h.example.com.:8080", "/", "h.example.com:8080 / "},
		{"GET", "", "h.example.com.", "/", "h.example.com / "},
		{"GET", "", "[2001:DB8::1]:8080", "/", "[2001:db8::1]:8080 / "},
		{"GET", "", "h:", "/", "h / "},
		{"GET", "", "user:pw@h:81", "/", "h:81 / "},
		{"GET", "", "evil", "http://good.example/a/b?c", "good.example /a/b c"},
		{"GET", "", "h", "http://good.example", "good.example / "},
		{"GET", "", "h", "HTTPS://good.example:443?x", "good.example / x"},
		{"OPTIONS", "", "h", "*", "h * "},
		{"CONNECT", "", "h", "db.example:5432", "db.example:5432 / "},
		{"GET", "", "h", "relative", "h /relative "},
		{"GET", "", "h", "/a b\x00\xff?q=é", "h /a%20b%00%FF q=%C3%A9"},
		{"GET", "", "h", "/%zz/../..//x", "h /%zz/../..//x "},
		{"GET", "", "", "/", "missing_field"},
		{"GET", "", "h", "", "missing_field"},
		{"GET", "", "a b", "/", "malformed"},
		{"GET", "", "h/evil", "/", "malformed"},
		{"GET", "", "<script>", "/", "malformed"},
		{"GET", "", "h:port", "/", "malformed"},
		{"GET", "", ".", "/", "malformed"},
	} {
		r := run{o: Options{Limits: Limits{}.withDefaults()}}
		r.x = traffic.Exchange{Method: c.method, Scheme: c.scheme, Host: c.host, Path: c.target}
		err := r.target()
		got := r.x.Host + " " + r.x.Path + " " + r.x.Query
		if err != nil {
			got = string(ReasonOf(err))
		}
		if got != c.want {
			t.Errorf("%+v\n got %q", c, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"203.0.113.7": "203.0.113.7 0", "203.0.113.7:81": "203.0.113.7 81", "::ffff:203.0.113.7": "203.0.113.7 0",
		"[::ffff:203.0.113.7]:9": "203.0.113.7 9", "2001:db8::1": "2001:db8::1 0", "[2001:db8::1]": "2001:db8::1 0",
		"fe80::1%eth0": "fe80::1 0", " 10.0.0.1 ": "10.0.0.1 0",
		"": "", "unix:": "", "unknown": "", "1.2.3": "", "1.2.3.4.5": "", "256.1.1.1": "", "[::1": "",
	} {
		a, port, ok := address(in)
		got := ""
		if ok {
			got = fmt.Sprint(a, " ", port)
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	r := run{o: Options{Zone: time.FixedZone("", 8*3600)}}
	for in, want := range map[string]string{
		"2026-11-21T09:30:00.123456789Z": "2026-11-21T09:30:00.123456789Z",
		"2026-11-21T09:30:00+08:00":      "2026-11-21T01:30:00Z",
		"2026-11-21T09:30:00+0800":       "2026-11-21T01:30:00Z",
		"21/Nov/2026:09:30:00 +0800":     "2026-11-21T01:30:00Z",
		"1763717400":                     "2025-11-21T09:30:00Z",
		"1763717400.123456789":           "2025-11-21T09:30:00.123456789Z",
		"1763717400123":                  "2025-11-21T09:30:00.123Z",
		"1763717400123.5":                "2025-11-21T09:30:00.1235Z",
		"1763717400123456":               "2025-11-21T09:30:00.123456Z",
		"1763717400123456789":            "2025-11-21T09:30:00.123456789Z",
		"1.7637174e9":                    "2025-11-21T09:30:00Z",
		"Sat Nov 21 09:30:00 2026":       "2026-11-21T01:30:00Z",
		"2026/11/21 09:30:00":            "2026-11-21T01:30:00Z",
		"yesterday":                      "", "-5": "", "1.2.3": "", "1e99": "", "NaN": "", "99999999999999999999": "",
		"0x10": "",
	} {
		got := ""
		if at, ok := r.parseTime(in); ok {
			got = at.UTC().Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestSmallFields(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP/1.1": "1.1", "1.1": "1.1", "HTTP/2.0": "2", "h2": "2", "HTTP/3": "3", "1": "1.0", "HTTP/1.0": "1.0", "": "",
		"banana": "",
	} {
		if got := versionOf(in); got != want {
			t.Errorf("version %q gives %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"HTTPS": "https", "on": "https", "http": "http", "ftp": "", "": ""} {
		if got := schemeOf(in); got != want {
			t.Errorf("scheme %q gives %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"Denied": "block", "log": "log", "pass": "allow", "what": "", "": ""} {
		if got := actionOf(in); got != want {
			t.Errorf("action %q gives %q, want %q", in, got, want)
		}
	}
	r := run{o: Options{Limits: Limits{FieldBytes: 5}}}
	for in, want := range map[string]string{"abcdefg": "abcde", "ab\x00\ncd": "abc", "é\xff": "é\uFFFD", "李雷x": "李"} {
		if got := r.field(in); got != want {
			t.Errorf("field %q gives %q, want %q", in, got, want)
		}
	}
}

func TestWAFClasses(t *testing.T) {
	for _, c := range []struct {
		rule string
		tags []string
		want string
	}{
		{"942100", []string{"attack-sqli"}, "sql_injection"},
		{"941100", nil, "xss"},
		{"932100", []string{"attack-rce"}, "command_injection"},
		{"933110", []string{"attack-injection-php"}, "file_upload"},
		{"930120", nil, "core_file_access"},
		{"913100", []string{"attack-reputation-scanner"}, "malicious_scanning"},
		{"949110", []string{"attack-generic"}, ""},
		{"1001", nil, ""},
	} {
		if got, _ := classOf(c.rule, c.tags); got != c.want {
			t.Errorf("rule %s gives %q, want %q", c.rule, got, c.want)
		}
	}
	known := map[string]bool{
		"sql_injection": true, "xss": true, "command_injection": true, "core_file_access": true, "file_upload": true,
		"malicious_scanning": true, "trojan_backdoor": true, "xml_injection": true, "web_app_vulnerability": true,
		"ldap_injection": true, "ssrf": true, "ssti": true, "unauthorized_access": true, "non_compliant_protocol": true,
	}
	for _, row := range wafTags {
		if !known[row.class] {
			t.Errorf("tag %s: %q is no attack of ours", row.tag, row.class)
		}
	}
	for n, class := range wafFamilies {
		if !known[class] {
			t.Errorf("family %d: %q is no attack of ours", n, class)
		}
	}
}
