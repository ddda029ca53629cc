package crowd

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// Live lists harmless callers with one visit each, for runs in real time, where a whole day is too long.
func Live(s *shop.Shop) []Role {
	people, staff := s.Customers(), s.Staff()
	var all []Role
	for i := range 8 {
		all = append(all, Role{
			fmt.Sprintf("live-shopper-%d", i+1), "shopper", fmt.Sprintf("192.0.2.%d", 201+i), browsers[i%len(browsers)],
			func(v *Visitor) {
				v.land()
				v.browse(3)
				v.signIn(people[i*7], i%4 == 1)
				v.account(people[i*7])
				v.buy(people[i*7])
			},
		})
	}
	for i := range 3 {
		all = append(all, Role{
			fmt.Sprintf("live-app-%d", i+1), "app", fmt.Sprintf("2001:db8:a%02d::%d", i, 11+i), apps[i%len(apps)],
			func(v *Visitor) {
				v.signInByCode(people[130+i])
				v.browse(2)
				v.account(people[130+i])
			},
		})
	}
	for i := range 4 { // one office, one address
		all = append(all, Role{
			fmt.Sprintf("live-office-%d", i+1), "office", "192.0.2.10", browsers[i%4],
			func(v *Visitor) {
				if !v.login(shop.HostStaff, "/hr/api/v1/login", staff[3+i], i%2) {
					return
				}
				for page := range 4 {
					v.pause(longPause, 2*longPause)
					v.get(shop.HostStaff, fmt.Sprintf("/internal/staff?page=%d&page_size=10", 1+page))
				}
			},
		})
	}
	return all
}
