package crowd

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// appUser is a person with the shop's own app: signs in by text message, stays signed in for the visit.
func appUser(v *Visitor, p *shop.Person, visits int) {
	v.visits(visits, leisure, func() {
		v.get(shop.HostAPI, "/api/v1/products?page=1")
		if !v.signInByCode(p) {
			return
		}
		v.get(shop.HostAPI, "/api/v1/users/me")
		for range 3 + v.R.IntN(6) {
			v.pause(3*time.Second, 25*time.Second)
			slug := v.aSlug()
			v.get(shop.HostAPI, "/api/v1/products/"+slug)
			v.get(shop.HostAPI, "/api/v1/products/"+slug+"/stock")
		}
		switch v.R.IntN(5) {
		case 0:
			v.buy(p)
		case 1:
			v.postJSON(shop.HostAPI, "/api/v1/addresses",
				map[string]string{"receiver": p.Name, "mobile": p.Mobile, "address": p.Address})
			v.call("DELETE", shop.HostAPI, fmt.Sprintf("/api/v1/addresses/%d", p.ID*10+1), "", nil)
		case 2:
			v.call("PUT", shop.HostAPI, "/api/v1/users/me", "application/json", []byte(`{"email":"`+p.Email+`"}`))
		default:
			v.account(p)
		}
		if v.R.IntN(2) == 0 {
			v.postJSON(shop.HostAPI, "/api/v1/logout", map[string]any{})
		}
	})
}

func (v *Visitor) signInByCode(p *shop.Person) bool {
	v.postJSON(shop.HostAPI, "/api/v1/sms/send", map[string]string{"mobile": p.Mobile, "scene": "login"})
	v.pause(8*time.Second, 30*time.Second)
	if v.R.IntN(6) == 0 { // read the telephone badly, once
		v.postJSON(shop.HostAPI, "/api/v1/login/sms", map[string]string{"mobile": p.Mobile, "code": "000000"})
		v.pause(4*time.Second, 9*time.Second)
	}
	in := map[string]string{"mobile": p.Mobile, "code": v.World.Shop.CodeFor(p.Mobile)}
	return v.accept(v.postJSON(shop.HostAPI, "/api/v1/login/sms", in))
}

// oldDevice is a set-top box that still signs in the way it did ten years ago.
func oldDevice(v *Visitor, p *shop.Person) {
	v.visits(8, steady, func() {
		v.get(shop.HostAPI, "/legacy/login?user="+p.Username+"&password="+queryEscape(p.Password))
		v.pause(2*time.Second, 5*time.Second)
		v.get(shop.HostAPI, "/api/v1/orders?page=1&page_size=5")
	})
}

// newcomer registers and then uses the shop.
func newcomer(v *Visitor, serial int) {
	v.visits(1, leisure, func() {
		v.land()
		v.browse(2)
		name := fmt.Sprintf("newcomer%d", serial)
		v.postJSON(shop.HostAPI, "/api/v1/register", map[string]string{
			"username": name, "password": "Welcome#2026", "mobile": fmt.Sprintf("1390000%04d", serial),
			"email": name + "@mail.example",
		})
		v.pause(5*time.Second, 20*time.Second)
		v.accept(v.postJSON(shop.HostAPI, "/api/v1/login", map[string]string{"username": name, "password": "Welcome#2026"}))
		v.get(shop.HostAPI, "/api/v1/users/me")
		v.browse(4)
	})
}
