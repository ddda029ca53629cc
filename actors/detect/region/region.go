package region

import (
	"fmt"
	"net/netip"

	"github.com/phuslu/iploc"
)

// Code is a country or territory as two letters of ISO 3166; 0 is none known.
type Code uint16

func (c Code) String() string {
	if c == 0 {
		return ""
	}
	return string([]byte{byte(c >> 8), byte(c)})
}

// Parse reads a code: two capital letters.
func Parse(s string) (Code, error) {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return 0, fmt.Errorf("cannot read country %.20q: want two letters such as CN", s)
	}
	return Code(s[0])<<8 | Code(s[1]), nil
}

// Of gives the code of an address.
func Of(ip netip.Addr) Code {
	ip = ip.Unmap()
	if !ip.IsValid() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return 0
	}
	c, err := Parse(iploc.IPCountry(ip))
	if err != nil || c == 'Z'<<8|'Z' {
		return 0
	}
	return c
}
