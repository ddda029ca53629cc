package config

import (
	"fmt"
	"strings"
	"testing"
)

func TestProxiesAreNetworksOrAddresses(t *testing.T) {
	c, err := Load(write(t, "proxies: [10.1.2.3/8, 192.0.2.7]\n"), []string{"LAPWING_PROXIES="})
	if err != nil || len(c.Proxies) != 0 {
		t.Fatalf("the environment does not win: %v %v", c.Proxies, err)
	}
	c, err = Load(write(t, "proxies: [10.1.2.3/8, 192.0.2.7, '2001:db8::/32', '::1']\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Proxy()
	if want := "[10.0.0.0/8 192.0.2.7/32 2001:db8::/32 ::1/128]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v %v, want %s", got, err, want)
	}
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "proxy.example", "10.0.0.0/33", "0.0.0.0/0", "::/0", "10.0.0.0/8,192.0.2.7", "fe80::1%eth0"} {
		c := Default()
		c.Proxies = []string{bad}
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "proxies") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	b, err := Schema()
	if err != nil || !strings.Contains(string(b), `"proxies"`) {
		t.Errorf("the schema lacks proxies: %v", err)
	}
}
