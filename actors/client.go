package actors

import (
	"net/netip"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// clientKind is one actor an address (of IPv6 the /64 that one customer has): what it did lately. Addresses of one source block
// share a shard, whose book folds what they do together to one case.
func clientKind(newState func(f *finding.Facts) State, read func() State) Kind {
	return Kind{
		Name: "client",
		Key: func(dst []byte, f *finding.Facts) ([]byte, bool) {
			if !f.Client.IsValid() {
				return dst, false
			}
			return event.ClientKey(f.Client).AppendTo(append(append(dst, f.Tenant...), sep)), true
		},
		Place: func(dst []byte, f *finding.Facts) []byte { return appendBlock(dst, f.Tenant, f.Client) },
		PlaceID: func(dst []byte, identity string) []byte {
			i := strings.LastIndexByte(identity, sep)
			ip, err := netip.ParseAddr(identity[i+1:])
			if i < 0 || err != nil {
				return append(dst, identity...) // no client's identity: any shard will not have it
			}
			return appendBlock(dst, identity[:i], ip)
		},
		New: newState, Read: read, Flags: finding.FlaggedAddress,
	}
}

func appendBlock(dst []byte, tenant string, ip netip.Addr) []byte {
	b := finding.Block(ip).Addr().As16()
	return append(append(append(dst, tenant...), sep), b[:]...)
}
