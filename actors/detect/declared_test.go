package detect

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestRK01DeclaredMethodsAreNoRisk: a method that an imported description declares is how the
// API works; what it does not declare, and what no description makes harmless, stays a risk.
func TestRK01DeclaredMethodsAreNoRisk(t *testing.T) {
	declared := []traffic.Declared{
		{Host: "shop.example.com", Method: "GET", Template: "/api/orders/{id}"},
		{Host: "shop.example.com", Method: "DELETE", Template: "/api/orders/{orderId}"},
		{Host: "shop.example.com", Method: "OPTIONS", Template: "/api/orders"},
		{Host: "shop.example.com", Method: "TRACE", Template: "/api/orders"},
		{Host: "shop.example.com", Method: "PUT", Template: "/files/{name}"},
		{Host: "shop.example.com", Method: "PUT", Template: "/pages/index.html"},
		{Host: "*.wild.example.com", Method: "PUT", Template: "/notes/{id}"},
	}
	corrections, err := traffic.NewCorrections(nil, declared)
	if err != nil {
		t.Fatal(err)
	}
	const ok = "\n\n-- 200\n\n"
	for _, c := range []struct {
		call           string
		before, behind bool // a risk without, and with the description
	}{
		{"DELETE https://shop.example.com/api/orders/7" + ok, true, false},
		{"OPTIONS https://shop.example.com/api/orders" + ok, true, false},
		{"PUT https://a.wild.example.com/notes/7\n\nx\n-- 201\n\n", true, false},
		{"PUT https://shop.example.com/files/7\n\nx\n-- 201\n\n", true, false},
		{"PUT https://shop.example.com/pages/index.html\n\nx\n-- 201\n\n", true, false},
		{"PUT https://shop.example.com/api/orders/7" + ok, true, true},                // another method of a declared API
		{"DELETE https://shop.example.com/api/customers/7" + ok, true, true},          // another API of the host
		{"DELETE https://pay.example.com/api/orders/7" + ok, true, true},              // another host
		{"TRACE https://shop.example.com/api/orders" + ok, true, true},                // no declaration makes an echo harmless
		{"PUT https://shop.example.com/files/shell.jsp\n\nx\n-- 201\n\n", true, true}, // a page where files are declared
		{"DELETE https://shop.example.com/api/orders/7\n\n-- 401\n\n", false, false},
	} {
		for _, with := range []bool{false, true} {
			x, err := risk.Example(c.call).Exchange()
			if err != nil {
				t.Fatal(err)
			}
			templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
			want := c.before
			if with {
				templates.Correct(corrections)
				want = c.behind
			}
			templates.Learn(x.Host, x.Method, x.Path, 200)
			in := New(Options{}).Inspect("default", testKey, templates, x)
			got := false
			for _, hit := range in.Facts.Risks {
				got = got || hit.Risk == 1
			}
			if in.Facts.Noise || got != want {
				t.Errorf("%.60q with the description %v: RK-01 %v, want %v (noise %v)", c.call, with, got, want, in.Facts.Noise)
			}
		}
	}
}
