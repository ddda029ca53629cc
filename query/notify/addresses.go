package notify

import "net/netip"

// refusedNets are networks no message goes to unless the node's configuration allows it: this
// machine, this site, and what is no address of a single machine. Sources: the IANA
// registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and what came after).
var refusedNets = prefixes(
	"0.0.0.0/8",         // this network
	"10.0.0.0/8",        // private
	"100.64.0.0/10",     // carriers' own; clouds keep metadata at 100.100.100.200
	"127.0.0.0/8",       // this machine
	"168.63.129.16/32",  // a cloud's own services, though the address looks public
	"169.254.0.0/16",    // this link; metadata of most clouds
	"172.16.0.0/12",     // private
	"192.0.0.0/24",      // protocols; some clouds keep metadata at 192.0.0.192
	"192.0.2.0/24",      // documentation
	"192.31.196.0/24",   // AS112
	"192.52.193.0/24",   // automatic multicast tunnels
	"192.88.99.0/24",    // relays of 6to4
	"192.168.0.0/16",    // private
	"192.175.48.0/24",   // AS112
	"198.18.0.0/15",     // measurements
	"198.51.100.0/24",   // documentation
	"203.0.113.0/24",    // documentation
	"224.0.0.0/4",       // groups
	"240.0.0.0/4",       // reserved, broadcast
	"2001::/23",         // protocols, Teredo and other tunnels among them
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4: an IPv4 address in disguise
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
)

// globalIPv6 is all that is given out; the rest is this machine, this site, groups, mapped and
// translated IPv4 addresses, or nothing.
var globalIPv6 = netip.MustParsePrefix("2000::/3")

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

// refused reports whether nothing is sent to an address that was not allowed by name.
func refused(ip netip.Addr) bool {
	if !ip.IsValid() || ip.Zone() != "" {
		return true
	}
	if ip.Is6() && !globalIPv6.Contains(ip) { // ::ffff:127.0.0.1 too
		return true
	}
	return within(refusedNets, ip)
}

func within(nets []netip.Prefix, ip netip.Addr) bool {
	for _, n := range nets {
		if n.Contains(ip) {
			return true
		}
	}
	return false
}
