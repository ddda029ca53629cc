package crowd

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

var wishes = []string{"jacket", "夹克", "backpack", "winter", "跑鞋", "scarf", "navy", "waterproof", "礼物"}

// shopper is a person at a browser: looks around, often signs in, sometimes buys.
func shopper(v *Visitor, p *shop.Person, visits int, clumsy bool) {
	v.visits(visits, leisure, func() {
		v.land()
		v.browse(3 + v.R.IntN(5))
		if v.R.IntN(12) == 0 {
			v.waitForStock()
		}
		if v.R.IntN(10) < 6 {
			v.signIn(p, clumsy)
			v.account(p)
			if v.R.IntN(3) == 0 {
				v.buy(p)
			}
		}
		if v.R.IntN(6) == 0 {
			v.page("/logout")
		}
	})
}

// page opens a page and lets the browser fetch what belongs to it.
func (v *Visitor) page(path string) {
	v.get(shop.HostShop, path)
	v.referer = "https://" + shop.HostShop + path
	v.Now = v.Now.Add(time.Duration(80+v.R.IntN(200)) * time.Millisecond)
}

func (v *Visitor) land() {
	v.page([]string{"/", "/", "/", "/category/clothes", v.anArticle()}[v.R.IntN(5)])
	for _, f := range []string{"/static/shop.css", "/static/shop.js", "/static/logo.png"} {
		v.get(shop.HostShop, f, "Accept", "*/*")
	}
	if v.R.IntN(8) == 0 {
		v.get(shop.HostShop, "/favicon.ico", "Accept", "image/*")
	}
}

func (v *Visitor) anArticle() string {
	all := v.World.Shop.ArticlePaths()
	return all[v.R.IntN(len(all))]
}

func (v *Visitor) aSlug() string {
	all := v.World.Shop.Slugs()
	return all[v.R.IntN(len(all))]
}

func (v *Visitor) browse(pages int) {
	for range pages {
		v.pause(4*time.Second, 35*time.Second)
		switch v.R.IntN(7) {
		case 0:
			v.page("/category/" + []string{"clothes", "bags", "shoes"}[v.R.IntN(3)])
			v.get(shop.HostAPI, fmt.Sprintf("/api/v1/products?category=shoes&page=%d", 1+v.R.IntN(2)))
		case 1:
			v.get(shop.HostAPI, "/api/v1/search?q="+url.QueryEscape(wishes[v.R.IntN(len(wishes))]))
		case 2:
			v.page(v.anArticle())
		default:
			slug := v.aSlug()
			v.page("/products/" + slug)
			v.get(shop.HostAPI, "/api/v1/products/"+slug)
			v.get(shop.HostAPI, "/api/v1/products/"+slug+"/stock")
			if v.R.IntN(2) == 0 {
				v.get(shop.HostAPI, "/api/v1/products/"+slug+"/reviews")
			}
			if v.R.IntN(6) == 0 {
				v.get(shop.HostAPI, "/api/v1/image/proxy?url="+url.QueryEscape("https://img.heron.example/"+slug+".png"))
			}
		}
	}
}

// signIn uses the form or the script of the page; clumsy people mistype up to three times.
func (v *Visitor) signIn(p *shop.Person, clumsy bool) {
	v.pause(3*time.Second, 15*time.Second)
	fails := 0
	if clumsy && v.R.IntN(2) == 0 {
		fails = 1 + v.R.IntN(3)
	}
	if v.R.IntN(2) == 0 {
		v.login(shop.HostAPI, "/api/v1/login", p, fails)
		return
	}
	v.page("/login")
	for i := range fails + 1 {
		word := p.Password
		if i < fails {
			word = mistype(v.R, word)
		}
		v.pause(4*time.Second, 14*time.Second)
		form := url.Values{"username": {p.Username}, "password": {word}}
		v.call("POST", shop.HostShop, "/login", "application/x-www-form-urlencoded", []byte(form.Encode()))
	}
}

func (v *Visitor) account(p *shop.Person) {
	v.get(shop.HostAPI, "/api/v1/users/me")
	v.get(shop.HostAPI, "/api/v1/cart")
	v.pause(3*time.Second, 20*time.Second)
	v.get(shop.HostAPI, "/api/v1/orders?page=1&page_size=10")
	mine := v.World.Shop.OrdersOf(p.ID)
	for range min(len(mine), v.R.IntN(3)) {
		v.pause(3*time.Second, 20*time.Second)
		v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/%d", mine[v.R.IntN(len(mine))]))
	}
	switch v.R.IntN(8) {
	case 0:
		v.postJSON(shop.HostAPI, "/graphql", map[string]string{"query": "{ viewer { id realName email } }"})
	case 1:
		v.get(shop.HostAPI, "/api/v1/invoices")
	case 2:
		v.upload()
	case 3:
		v.get(shop.HostAPI, "/api/v1/orders/export?page_size=20")
	case 4:
		v.postJSON(shop.HostAPI, "/graphql", map[string]string{"query": "{ products { slug title price } }"})
	}
}

// waitForStock presses reload, as people do when a sale is about to open.
func (v *Visitor) waitForStock() {
	slug := v.aSlug()
	for range 8 + v.R.IntN(10) {
		v.get(shop.HostAPI, "/api/v1/products/"+slug+"/stock")
		v.pause(3*time.Second, 9*time.Second)
	}
}

func (v *Visitor) upload() {
	body := "--heron\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n退货照片 return\r\n--heron\r\n" +
		"Content-Disposition: form-data; name=\"file\"; filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\n" +
		"\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\xff\x10", 40) + "\r\n--heron--\r\n"
	r := v.call("POST", shop.HostAPI, "/api/v1/files", "multipart/form-data; boundary=heron", []byte(body))
	var out struct{ ID string }
	if r.data(&out) && v.token != "" {
		v.get(shop.HostAPI, "/api/v1/files/"+out.ID+"?access_token="+v.token, "Accept", "image/*")
	}
}

func (v *Visitor) buy(p *shop.Person) {
	v.pause(5*time.Second, 30*time.Second)
	v.postJSON(shop.HostAPI, "/api/v1/cart/items", map[string]any{"slug": v.aSlug(), "count": 1 + v.R.IntN(2)})
	v.get(shop.HostAPI, "/api/v1/addresses")
	if v.R.IntN(4) == 0 {
		v.get(shop.HostAPI, "/api/v1/coupons/"+[]string{"WELCOME10", "SPRING20", "OLD5"}[v.R.IntN(3)])
	}
	v.pause(10*time.Second, 40*time.Second)
	var placed struct{ ID int }
	if !v.postJSON(shop.HostAPI, "/api/v1/orders", map[string]any{}).data(&placed) || placed.ID == 0 {
		return
	}
	v.pause(10*time.Second, 60*time.Second)
	v.postJSON(shop.HostAPI, "/api/v1/payments", map[string]any{
		"orderId": placed.ID, "cardNo": p.Card, "expiry": "08/29", "cvv": fmt.Sprint(100 + v.R.IntN(900)),
		"cardHolder": p.Name,
	})
	v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/%d", placed.ID))
	if v.R.IntN(3) == 0 {
		var made struct{ InvoiceNo string }
		if v.postJSON(shop.HostAPI, "/api/v1/invoices", map[string]any{
			"orderId": placed.ID, "companyName": "苏州白鹭贸易有限公司",
		}).data(&made) {
			v.get(shop.HostAPI, "/api/v1/invoices/"+made.InvoiceNo)
		}
	}
	if v.R.IntN(3) == 0 {
		v.postJSON(shop.HostAPI, "/api/v1/products/"+v.aSlug()+"/reviews", map[string]any{"stars": 5, "text": "很好！"})
	}
}
