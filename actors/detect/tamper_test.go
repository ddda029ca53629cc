package detect

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestPE16Marks reads what callers change by hand.
func TestPE16Marks(t *testing.T) {
	e := New(Options{})
	templates := traffic.NewTemplates(traffic.DefaultTemplateLimits)
	for i := range 60 {
		for _, p := range []string{"/users/%/orders", "/users/%", "/categories/%"} {
			templates.Learn("shop.example.com", "GET", strings.Replace(p, "%", string(rune('1'+i%9))+"00"+string(rune('0'+i%10)), 1), 200)
		}
	}
	for _, p := range []string{"/orders", "/profile"} {
		templates.Learn("shop.example.com", "GET", p, 200)
		templates.Learn("shop.example.com", "POST", p, 200)
	}
	head := "\nAuthorization: Bearer abcdefghijklmnop\n"
	for _, c := range []struct {
		request string
		want    finding.Marks
	}{
		{"GET https://shop.example.com/users/1001?id=1001" + head, 0},
		{"GET https://shop.example.com/users/1001?id=1002" + head, finding.MarkDiffers},
		{"GET https://shop.example.com/users/1001/orders?user_id=1002" + head, finding.MarkDiffers},
		{"GET https://shop.example.com/users/1001/orders?userId=1001" + head, 0},
		{"GET https://shop.example.com/users/1001/orders?orderId=77" + head, 0},
		{"GET https://shop.example.com/users/1001/orders?id=77" + head, 0}, // an order's id
		{"GET https://shop.example.com/categories/1001?categoryId=2" + head, finding.MarkDiffers},
		{"GET https://shop.example.com/orders?id=1&id=2" + head, finding.MarkTwice},
		{"GET https://shop.example.com/orders?id[]=1&id[]=2" + head, 0},
		{"GET https://shop.example.com/orders?page=1&page=2" + head, 0},
		{"GET https://shop.example.com/orders?id=1&id=1" + head, 0},
		{"POST https://shop.example.com/orders?orderId=1" + head + "Content-Type: application/json\n\n" + `{"orderId":2}`, finding.MarkDiffers},
		{"POST https://shop.example.com/orders" + head + "Content-Type: application/json\n\n" + `{"lines":[{"id":1},{"id":2}]}`, 0},
		{"POST https://shop.example.com/profile" + head + "Content-Type: application/json\n\n" + `{"name":"a","role":"admin"}`, finding.MarkRole},
		{"POST https://shop.example.com/profile" + head + "Content-Type: application/json\n\n" + `{"name":"a","role":"user"}`, 0},
		{"GET https://shop.example.com/orders?isAdmin=true" + head, finding.MarkRole},
		{"GET https://shop.example.com/orders?isAdmin=false" + head, 0},
		{"GET https://shop.example.com/orders" + head + "Cookie: role=administrator\n", finding.MarkRole},
		{"GET https://shop.example.com/orders" + head + "X-Original-URL: /admin/users\n", finding.MarkURL},
		{"GET https://shop.example.com/orders?q=admin" + head, 0},
	} {
		x, err := risk.Example(c.request + "\n-- 200\nContent-Type: application/json\n\n{\"n\":1}\n").Exchange()
		if err != nil {
			t.Fatalf("%s: %v", c.request, err)
		}
		if got := e.Inspect("default", testKey, templates, x).Facts; got.Marks != c.want {
			t.Errorf("%s: marks %b of %s, want %b", c.request, got.Marks, got.API.Template, c.want)
		}
	}
	x, err := risk.Example("GET https://shop.example.com/orders" + head + "\n-- 200\nContent-Type: application/json\n\n{\"code\":403,\"msg\":\"no permission\"}\n").Exchange()
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Inspect("default", testKey, templates, x).Facts; got.Marks != finding.MarkRefused || got.Given() {
		t.Errorf("an answer that refuses: marks %b", got.Marks)
	}
}
