package crowd

import (
	"fmt"
	"net/url"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// colleague works in the back office; eight of them share one address. The portal sends the session's
// token with every call, also where the server never asks for it.
func colleague(v *Visitor, p *shop.Person, visits int, personnel bool) {
	v.visits(visits, working, func() {
		fails := 0
		if v.R.IntN(8) == 0 {
			fails = 1 + v.R.IntN(2)
		}
		if !v.login(shop.HostStaff, "/hr/api/v1/login", p, fails) {
			return
		}
		all := v.World.Shop.Staff()
		for range 4 + v.R.IntN(6) {
			v.pause(8*time.Second, 70*time.Second)
			other := all[v.R.IntN(len(all))]
			switch v.R.IntN(6) {
			case 0, 1:
				v.get(shop.HostStaff, fmt.Sprintf("/internal/staff?page=%d&page_size=10", 1+v.R.IntN(12)))
			case 2:
				v.get(shop.HostStaff, "/hr/api/v1/staff/search?id_card="+other.IDCard)
			default:
				v.get(shop.HostStaff, fmt.Sprintf("/hr/api/v1/staff/%d", other.ID))
			}
		}
		if personnel {
			v.personnel()
		}
	})
}

func (v *Visitor) personnel() {
	v.pause(20*time.Second, 90*time.Second)
	switch v.R.IntN(4) {
	case 0:
		v.get(shop.HostStaff, "/hr/api/v1/payroll?month=2026-10")
	case 1:
		v.postJSON(shop.HostStaff, "/internal/report",
			map[string]string{"sql": "SELECT department, COUNT(*) FROM staff GROUP BY department"})
	case 2:
		v.get(shop.HostStaff, "/internal/config/storage")
	default:
		all := v.World.Shop.Staff()
		p := all[v.R.IntN(len(all))]
		v.postJSON(shop.HostStaff, "/hr/api/v1/staff",
			map[string]string{"name": p.Name, "mobile": p.Mobile, "idCard": p.IDCard})
	}
}

// helpdesk is the heavy but legitimate user: all working day from one order to the next as customers
// call, in no order of numbers.
func helpdesk(v *Visitor, p *shop.Person) {
	first, last := shop.OrderIDs()
	customers := v.World.Shop.Customers()
	v.visits(10, working, func() {
		if !v.login(shop.HostStaff, "/hr/api/v1/login", p, 0) {
			return
		}
		for range 30 {
			v.pause(15*time.Second, 55*time.Second)
			v.get(shop.HostAPI, fmt.Sprintf("/api/v1/orders/%d", first+v.R.IntN(last-first+1)))
			if v.R.IntN(2) == 0 {
				v.get(shop.HostAPI, fmt.Sprintf("/api/v1/users/%d", customers[v.R.IntN(len(customers))].ID))
			}
		}
		v.get(shop.HostAPI, "/api/v1/orders?page=1&page_size=30")
	})
}
