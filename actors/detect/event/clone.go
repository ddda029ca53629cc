package event

import (
	"net/netip"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// cloned copies a name that a state keeps, because facts may alias the batch they came in.
func cloned(a traffic.API) traffic.API {
	return traffic.API{
		Host: strings.Clone(a.Host), Method: strings.Clone(a.Method), Template: strings.Clone(a.Template),
	}
}

// apiHash tells APIs of one holder of state apart.
func apiHash(a traffic.API) uint64 {
	return xxh3.HashString(a.Host)*31 + xxh3.HashString(a.Method)*17 + xxh3.HashString(a.Template)
}

func prefixHash(p netip.Prefix) uint64 {
	b := p.Addr().As16()
	return xxh3.Hash(b[:])
}
