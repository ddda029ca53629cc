package ingest

import (
	"net/netip"
	"strconv"
	"strings"
)

// client checks who called.
func (r *run) client() error {
	if r.raw.ip == "" {
		return refuse(MissingField, "client.ip is missing")
	}
	ip, port, ok := address(r.raw.ip)
	if !ok {
		return refuse(Malformed, "client.ip %q is no IP address", short(r.raw.ip))
	}
	c := &r.x.Client
	c.IP, c.Port = ip, port
	if p := r.raw.port; p > 0 && p < 1<<16 {
		c.Port = uint16(p)
	}
	if len(r.via) > 0 {
		c.Via = r.via[:len(r.via):len(r.via)]
	}
	return nil
}

// address reads an IP address, with or without port, brackets and zone. IPv4 in IPv6
// clothes becomes IPv4, so that one client is one client.
func address(s string) (netip.Addr, uint16, bool) {
	s = strings.TrimSpace(s)
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Unmap().WithZone(""), 0, true
	}
	host, port, found := s, "", false
	if strings.HasPrefix(s, "[") {
		host, port, found = strings.Cut(s[1:], "]")
		port = strings.TrimPrefix(port, ":")
	} else {
		host, port, found = strings.Cut(s, ":")
	}
	a, err := netip.ParseAddr(host)
	if err != nil || !found {
		return netip.Addr{}, 0, false
	}
	p, _ := strconv.ParseUint(port, 10, 16)
	return a.Unmap().WithZone(""), uint16(p), true
}

// addVia adds a proxy; what is no address is passed over (proxies write "unknown").
func (r *run) addVia(s string) {
	if a, _, ok := address(s); ok && len(r.via) < maxVia {
		r.via = append(r.via, a)
	}
}

// addVias adds the addresses of an X-Forwarded-For header.
func (r *run) addVias(list string) {
	for one := range strings.SplitSeq(list, ",") {
		r.addVia(one)
	}
}
