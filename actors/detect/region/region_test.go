package region

import (
	"net/netip"
	"testing"
)

func TestEV21TerritoriesHaveCodesOfTheirOwn(t *testing.T) {
	for ip, want := range map[string]string{
		"114.114.114.114": "CN", "203.198.7.66": "HK", "202.175.3.3": "MO", "168.95.1.1": "TW", "8.8.8.8": "US", "::ffff:8.8.8.8": "US",
		"2001:4860:4860::8888": "US", "10.1.2.3": "", "127.0.0.1": "", "fe80::1": "", "192.168.1.1": "",
	} {
		if got := Of(netip.MustParseAddr(ip)).String(); got != want {
			t.Errorf("%s is in %q, want %q", ip, got, want)
		}
	}
	if Of(netip.Addr{}) != 0 {
		t.Error("no address has a country")
	}
	for _, bad := range []string{"", "C", "cn", "CHN", "C1", "中国"} {
		if c, err := Parse(bad); err == nil {
			t.Errorf("%q is read as %v", bad, c)
		}
	}
	if n := testing.AllocsPerRun(100, func() { Of(netip.MustParseAddr("8.8.8.8")) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}
