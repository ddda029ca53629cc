package config

import (
	"fmt"
	"net/netip"
)

// Proxy gives the networks of proxies. Without them all people behind a proxy share its
// address, and with it the bound on failed sign-ins; a network that is too wide lets its
// members choose their address.
func (c *Config) Proxy() ([]netip.Prefix, error) { return networks(c.Proxies) }

// Allowed gives the networks that messages may go to although they are not public.
func (c *Config) Allowed() ([]netip.Prefix, error) { return networks(c.Notify.Allow) }

func networks(texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, s := range texts {
		p, err := netip.ParsePrefix(s)
		if a, single := netip.ParseAddr(s); single == nil && a.Zone() == "" {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("want networks such as 10.0.0.0/8 or addresses, have %q", s)
		}
		if p.Bits() == 0 {
			return nil, fmt.Errorf("%s is everybody: name the networks that are meant", s)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}
