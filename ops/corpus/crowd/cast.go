package crowd

import (
	"fmt"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

// Role is one benign caller.
type Role struct {
	Name  string
	Kind  string
	Addr  string
	Agent Agent
	Play  func(v *Visitor)
}

// Cast lists everybody benign of a day, in a fixed order.
func Cast(s *shop.Shop) []Role {
	people, staff := s.Customers(), s.Staff()
	var all []Role
	add := func(kind, addr string, a Agent, play func(v *Visitor)) {
		all = append(all, Role{fmt.Sprintf("%s-%d", kind, len(all)+1), kind, addr, a, play})
	}
	for i := range 16 {
		addr := fmt.Sprintf("192.0.2.%d", 201+i)
		if i%4 == 3 {
			addr = fmt.Sprintf("2001:db8:%x:1::%x", 0x100+i, 0x20+i) // a home line with IPv6
		}
		add("shopper", addr, browsers[i%len(browsers)], func(v *Visitor) { shopper(v, people[i*7], 12, i%4 == 1) })
	}
	for i := range 8 {
		addr := fmt.Sprintf("2001:db8:a%02d::%d", i, 11+i)
		add("app", addr, apps[i%len(apps)], func(v *Visitor) { appUser(v, people[130+i], 12) })
	}
	for i := range 8 { // one office, one address
		add("office", "192.0.2.10", browsers[i%4], func(v *Visitor) { colleague(v, staff[3+i], 6, i < 2) })
	}
	add("helpdesk", "192.0.2.11", browsers[0], func(v *Visitor) { helpdesk(v, staff[40]) })
	add("office-shopper", "192.0.2.10", browsers[1], func(v *Visitor) { shopper(v, people[200], 4, false) })
	add("developer", "192.0.2.12", curl, func(v *Visitor) { developer(v, people[205]) })
	add("device", "192.0.2.230", program("HeronTV/1.4"), func(v *Visitor) { oldDevice(v, people[211]) })
	for i := range 3 {
		add("newcomer", fmt.Sprintf("192.0.2.%d", 240+i), browsers[4+i%2], func(v *Visitor) { newcomer(v, 100+i) })
	}
	add("partner", "192.0.2.77", partner, func(v *Visitor) { batch(v, "heron-p-1001") })
	add("monitor", "192.0.2.53", monitor, probe)
	add("spider", "192.0.2.180", searchBot, spider)
	return all
}
