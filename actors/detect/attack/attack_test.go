package attack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func (e Example) exchange() *traffic.Exchange {
	x := &traffic.Exchange{Method: e.Method, Host: "h", Path: e.Path, Query: e.Query}
	if x.Method == "" {
		x.Method = "GET"
	}
	if x.Path == "" {
		x.Path = "/p"
	}
	if e.Type != "" {
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: "Content-Type", Value: e.Type})
	}
	for _, l := range e.Headers {
		n, v, _ := strings.Cut(l, ": ")
		x.Request.Headers = append(x.Request.Headers, traffic.Header{Name: n, Value: v})
	}
	x.Request.Body = []byte(e.Body)
	return x
}

func judge(e Example) finding.Set {
	x := e.exchange()
	return Of(x, traffic.NewWalker(traffic.Limits{}).Walk(x))
}

func named(s finding.Set) (out []string) {
	s.Each(func(n uint8) { out = append(out, Name(finding.Attack(n))) })
	return out
}

// TestTW01ToTW14Kinds holds that each kind finds its examples, and that what it ignores is no attack at all.
func TestTW01ToTW14Kinds(t *testing.T) {
	names := strings.Fields(`sql_injection xss command_injection core_file_access file_upload malicious_scanning
		trojan_backdoor
		xml_injection web_app_vulnerability ldap_injection ssrf ssti unauthorized_access non_compliant_protocol`)
	if len(compiled) > maxRules || len(triggers.wakes) > 1<<16-2 {
		t.Fatalf("%d rules, %d states do not fit", len(compiled), len(triggers.wakes))
	}
	if len(Kinds()) != len(names) {
		t.Fatalf("have %d kinds", len(Kinds()))
	}
	for i, k := range Kinds() {
		if int(k.ID) != i+1 || k.Name != names[i] || Name(k.ID) != k.Name || Title(k.ID) != k.Title || k.Title == "" ||
			len(k.Finds) < 5 || len(k.Ignores) < 3 {
			t.Errorf("row %d is incomplete: %s", i+1, k.Name)
		}
		t.Run(fmt.Sprintf("TW%02d", k.ID), func(t *testing.T) {
			for _, e := range k.Finds {
				if got := judge(e); !got.Has(uint8(k.ID)) {
					t.Errorf("%+v: got %v", e, named(got))
				}
			}
			for _, e := range k.Ignores {
				if got := judge(e); got != 0 {
					t.Errorf("%+v: taken for %v", e, named(got))
				}
			}
		})
	}
}

func TestTW06Verdicts(t *testing.T) {
	f := func(v traffic.Verdict, want finding.Attack) {
		t.Helper()
		if got := Verdict(v); got != finding.Set(0).With(uint8(want)) {
			t.Errorf("%+v: %v", v, named(got))
		}
	}
	f(traffic.Verdict{Action: "block", Rule: "942100"}, SQLInjection)
	f(traffic.Verdict{Action: "log", Rule: "934110"}, SSRF)
	f(traffic.Verdict{Action: "block", Rule: "1", Class: "xss"}, XSS)
	f(traffic.Verdict{Action: "block", Class: "attack-sqli"}, SQLInjection)
	f(traffic.Verdict{Action: "block", Class: "OWASP_CRS/WEB_ATTACK/SQL_INJECTION"}, SQLInjection)
	f(traffic.Verdict{Action: "block", Class: "Cross-Site Scripting"}, XSS)
	f(traffic.Verdict{Action: "log", Class: "Path Traversal"}, CoreFileAccess)
	f(traffic.Verdict{Action: "block", Class: "no such class"}, 0)
	f(traffic.Verdict{Action: "block", Rule: "949110"}, 0)
	f(traffic.Verdict{Action: "allow", Rule: "942100"}, 0)
	f(traffic.Verdict{Action: "block", Rule: "942011"}, 0)
	f(traffic.Verdict{}, 0)
}

func FuzzOf(f *testing.F) {
	for _, k := range Kinds() {
		f.Add(k.Finds[0].Path, k.Finds[0].Query, k.Finds[0].Body)
	}
	f.Fuzz(func(_ *testing.T, path, query, body string) {
		judge(Example{Path: path, Query: query, Body: body, Headers: []string{"User-Agent: " + query}})
	})
}

func benchCall() *traffic.Exchange {
	return Example{
		Method: "POST", Path: "/api/v2/orders/8812/items", Query: "page=2&size=20&sort=-created_at&q=blue+suede+shoes",
		Type: "application/json",
		Headers: []string{
			"Host: shop.example.com",
			"User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36",
			"Accept: application/json, text/plain, */*", "Referer: https://shop.example.com/cart?step=2",
			"Cookie: sid=9a8b7c6d5e4f; lang=en",
		},
		Body: `{"items":[{"sku":"SHOE-42","name":"Blue suede shoes, men's","n":1},{"sku":"SOCK-1","name":"Wool socks (2
			pairs)","n":2}],` +
			`"note":"Please ring twice & leave it at O'Brien's, thanks!","address":{"street":"1 Main St.
				#4","city":"Dublin"}}`,
	}.exchange()
}

func BenchmarkOf(b *testing.B) {
	x := benchCall()
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	s := &Scanner{}
	b.ReportAllocs()
	for b.Loop() {
		if set, _ := s.Judge(x, v); set != 0 {
			b.Fatal("taken for an attack")
		}
	}
}

// BenchmarkFresh is BenchmarkOf for values never seen before.
func BenchmarkFresh(b *testing.B) {
	x := benchCall()
	v := traffic.NewWalker(traffic.Limits{}).Walk(x)
	s := &Scanner{}
	b.ReportAllocs()
	for b.Loop() {
		s.clean = memo{slots: s.clean.slots}
		clear(s.clean.slots)
		s.Judge(x, v)
	}
}
