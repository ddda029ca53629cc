package event

import (
	"net/netip"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// cloned copies a name that a state keeps, because facts may alias the batch they came in.
func cloned(a traffic.API) traffic.API {
	return traffic.API{
		Host: strings.Clone(a.Host), Method: strings.Clone(a.Method), Template: strings.Clone(a.Template),
	}
}

// ClientKey gives the address under which a client is remembered: of IPv6 the /64 that a
// provider gives to one customer, because every program of that customer may take another
// of its addresses; of IPv4 the address itself.
func ClientKey(ip netip.Addr) netip.Addr {
	ip = ip.Unmap()
	if ip.Is4() || !ip.IsValid() {
		return ip
	}
	return finding.Block(ip).Addr()
}

// apiHash tells APIs of one holder of state apart.
func apiHash(a traffic.API) uint64 {
	return xxh3.HashString(a.Host)*31 + xxh3.HashString(a.Method)*17 + xxh3.HashString(a.Template)
}

func prefixHash(p netip.Prefix) uint64 {
	b := p.Addr().As16()
	return xxh3.Hash(b[:])
}
