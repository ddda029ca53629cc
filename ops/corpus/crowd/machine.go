package crowd

import (
	"fmt"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// probe asks every minute whether the shop is alive, and rarely more.
func probe(v *Visitor) {
	n := 0
	v.every(time.Minute, func() {
		v.get(shop.HostAPI, "/healthz")
		if n++; n%10 == 0 {
			v.get(shop.HostAPI, "/api/v1/status")
		}
	})
}

// batch is a partner's job: from two in the night it pages through the orders, then asks about some.
func batch(v *Visitor, key string) {
	first, last := shop.OrderIDs()
	night := v.World.Start.In(Local).Truncate(24 * time.Hour).Add(24*time.Hour - 6*time.Hour) // 02:00 local
	v.until(night)
	for page := 1; page <= 60; page++ {
		v.get(shop.HostAPI, fmt.Sprintf("/partner/v1/orders?page=%d&page_size=20", page), "X-API-Key", key)
		v.pause(4*time.Second, 9*time.Second)
	}
	for range 40 {
		var b strings.Builder
		b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><query>`)
		for range 10 {
			fmt.Fprintf(&b, "<id>%d</id>", first+v.R.IntN(last-first+1))
		}
		b.WriteString("</query>")
		v.call("POST", shop.HostAPI, "/partner/v1/orders/query", "application/xml", []byte(b.String()), "X-API-Key", key)
		v.pause(5*time.Second, 12*time.Second)
	}
}

// spider is a search engine: slow, all day, pages only, robots.txt first.
func spider(v *Visitor) {
	n := 0
	v.every(75*time.Second, func() {
		switch n++; {
		case n%150 == 1:
			v.get(shop.HostShop, "/robots.txt")
			v.get(shop.HostShop, "/sitemap.xml")
		case n%3 == 0:
			v.get(shop.HostShop, v.anArticle())
		case n%40 == 0:
			v.get(shop.HostShop, "/products/discontinued-model-"+v.aSlug())
		default:
			v.get(shop.HostShop, "/products/"+v.aSlug())
		}
	})
}

// developer of the shop: a few calls by hand, among them the forgotten debug page.
func developer(v *Visitor, p *shop.Person) {
	v.visits(5, working, func() {
		v.get(shop.HostAPI, "/api/v1/status")
		v.pause(5*time.Second, 40*time.Second)
		v.get(shop.HostAPI, "/debug/trace")
		v.login(shop.HostAPI, "/api/v1/login", p, 0)
		v.pause(5*time.Second, 40*time.Second)
		v.get(shop.HostAPI, "/api/v1/search?q=it%27s")
		v.get(shop.HostAPI, "/api/v1/files/download?path=manuals/washing.pdf")
		v.get(shop.HostAPI, "/api/v1/orders?page=1&page_size=100")
	})
}
