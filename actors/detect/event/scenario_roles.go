package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func deleted204(f *finding.Facts, _ int) { f.Status = 204 }

// calls are n calls of one API by an account.
func calls(method, template string, v visit, n int) []finding.Facts {
	all := visits(v, make([]int, n)...)
	for i := range all {
		all[i].API, all[i].Object = traffic.API{Host: "shop.example.com", Method: method, Template: template}, 0
	}
	return all
}

// hostDays is so many days of a host on which customers read orders and some administrators, all from one room,
// do what they do.
func hostDays(days, customers, admins int) (all []finding.Facts) {
	for day := range days {
		for a := range customers {
			for _, after := range []time.Duration{0, 7 * time.Hour} {
				v := visit{account: a, day: day, after: after + time.Duration(a)*time.Minute, every: 3 * time.Second}
				all = append(all, calls("GET", "/orders", v, 4)...)
				all = append(all, calls("GET", "/profile", v, 2)...)
				all = append(all, calls("POST", "/cart", v, 1)...)
			}
		}
		for a := range admins {
			v := visit{account: 900 + a, day: day, after: time.Duration(a) * 20 * time.Minute, every: time.Minute, ip: "10.9.8.7"}
			all = append(all, calls("GET", "/orders", v, 2)...)
			for _, p := range []string{"/admin/users", "/reports/revenue", "/reports/margins", "/reports/refunds", "/admin/orders"} {
				all = append(all, calls("GET", p, v, 9)...)
			}
			v.status = deleted204
			all = append(all, calls("DELETE", "/admin/users/{id}", v, 1)...)
		}
	}
	return join(all)
}

// hostSoon is two hours of customers and one administrator.
func hostSoon(customers int) (all []finding.Facts) {
	for i := range 8 {
		for a := range customers {
			all = append(all, calls("GET", "/api/orders", visit{account: a, after: time.Duration(15*i)*time.Minute + time.Duration(a)*time.Second, every: time.Second}, 3)...)
		}
		all = append(all, calls("GET", "/api/admin/orders", visit{account: 900, after: time.Duration(15*i) * time.Minute, ip: "10.9.8.7"}, 1)...)
	}
	return join(all)
}
