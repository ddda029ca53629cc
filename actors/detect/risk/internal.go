package risk

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// internalAddress looks for an address of the own network (RFC 1918, RFC 4193) in an answer.
// Left out are the caller's own address, what the request already said, whole networks, and
// prose: an article may well explain 192.168.0.1.
func internalAddress(c *Call) (string, bool) {
	_, first := c.V.Of(traffic.Response)
	for i := range c.Found {
		f := &c.Found[i]
		if f.Index < first || f.Type != sensitive.IPv4 && f.Type != sensitive.IPv6 {
			continue
		}
		v := &c.V.All[f.Index]
		ip, err := netip.ParseAddr(string(v.Text[f.Start:f.End]))
		if err != nil || !ip.IsPrivate() || c.callers(ip) || network(ip, v.Text[f.End:]) {
			continue
		}
		if prose(v) && !failing(v) || c.V.Bodies[traffic.Response].Format == traffic.FormatHTML && v.Place >= traffic.InJSON &&
			c.F.Error == 0 || c.sent(v.Text[f.Start:f.End]) || versionBefore(v, f.Start) {
			continue
		}
		return finding.Say("private_address", where(v)), true
	}
	return "", false
}

// callers reports an address that the caller has himself.
func (c *Call) callers(ip netip.Addr) bool {
	if ip == c.X.Client.IP.Unmap() {
		return true
	}
	for _, via := range c.X.Client.Via {
		if ip == via.Unmap() {
			return true
		}
	}
	via := c.X.Request.Header("X-Forwarded-For")
	return via != "" && strings.Contains(via, ip.String())
}

// network reports the first address of a network, or one with a length behind it: those
// describe how the network is laid out and lead nowhere.
func network(ip netip.Addr, after []byte) bool {
	if len(after) > 1 && after[0] == '/' && after[1] >= '0' && after[1] <= '9' {
		return true
	}
	b := ip.As16()
	return b[15] == 0
}

var versionEnds = []string{"version", "build", "release", "revision", "firmware"}

// versionBefore reports four numbers that a word calls a version.
func versionBefore(v *traffic.Value, start int) bool {
	if ends(v.Key, versionEnds) {
		return true
	}
	before := bytes.ToLower(v.Text[max(0, start-12):start])
	return bytes.HasSuffix(before, []byte("v")) || bytes.Contains(before, []byte("version")) ||
		bytes.Contains(before, []byte("build"))
}
