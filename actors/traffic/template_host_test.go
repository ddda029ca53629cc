package traffic

import (
	"fmt"
	"testing"
)

func TestPE09TenantsOfOneParentBecomeOneHost(t *testing.T) {
	ts := NewTemplates(TemplateLimits{})
	counts := map[string]int{}
	apply := func() {
		for _, f := range ts.Folds() {
			was := f.Was
			if was == "" {
				was = f.Host
			}
			for _, from := range f.From {
				counts[f.Host+" "+f.Method+" "+f.To] += counts[was+" "+f.Method+" "+from]
				delete(counts, was+" "+f.Method+" "+from)
			}
		}
	}
	calls := 0
	call := func(host, path string) {
		ts.Learn(host, "GET", path, 200)
		apply()
		tmpl, ok := ts.Template(host, "GET", path)
		if !ok {
			t.Fatalf("%s%s: no template", host, path)
		}
		counts[ts.HostName(host)+" GET "+tmpl]++
		calls++
	}
	for round := range 30 {
		for i := range 12 {
			host := fmt.Sprintf("team%c.chat.example", 'a'+i)
			call(host, "/api/rooms")
			call(host, fmt.Sprint("/api/rooms/", round*100+i))
			call(host, "/api/me")
			call("api.chat.example", "/api/me")
			call("www.chat.example", "/pricing")
		}
		for i := range 12 { // services of one parent that have nothing in common
			call(fmt.Sprintf("svc%c.shop.example", 'a'+i), fmt.Sprintf("/%c/list", 'a'+i))
		}
	}
	if got := ts.HostName("teamx.chat.example"); got != "{tenant}.chat.example" {
		t.Errorf("a new tenant is %q", got)
	}
	for _, stays := range []string{"api.chat.example", "www.chat.example", "svca.shop.example", "chat.example", "10.0.0.7"} {
		if got := ts.HostName(stays); got != stays {
			t.Errorf("%s became %q", stays, got)
		}
	}
	if n := counts["{tenant}.chat.example GET /api/rooms/{id}"]; n != 360 {
		t.Errorf("%d calls are counted for the rooms of all tenants, want 360: %v", n, counts)
	}
	sum := 0
	for _, n := range counts {
		sum += n
	}
	if sum != calls {
		t.Errorf("%d calls are counted of %d", sum, calls)
	}
	b, _ := ts.AppendBinary(nil)
	back := NewTemplates(TemplateLimits{})
	if err := back.UnmarshalBinary(b); err != nil || back.HostName("teamy.chat.example") != "{tenant}.chat.example" {
		t.Errorf("came back apart: %v", err)
	}
	if n := len(ts.Shapes("{tenant}.chat.example", "/api/rooms/{id}")); n != 1 {
		t.Errorf("%d shapes", n)
	}
}

func TestPE09ParentsOfHosts(t *testing.T) {
	f := func(host, want string) {
		t.Helper()
		if got := parentOf(host); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
	f("acme.example.com", "example.com")
	f("acme.eu.example.com", "eu.example.com")
	f("api.example.com", "")
	f("WWW.example.com", "")
	f("example.com", "")
	f("shop.co.uk", "")
	f("acme.shop.co.uk", "shop.co.uk")
	f("10.0.0.7", "")
	f("[::1]:8080", "")
	f("acme.example.com:8443", "")
	f("", "")
	f(".", "")
}

// TestNF17InventedHostsDoNotStay fills the table of hosts with names that nobody serves.
func TestNF17InventedHostsDoNotStay(t *testing.T) {
	ts := NewTemplates(TemplateLimits{Hosts: 50})
	for i := range 10_000 {
		ts.Learn(fmt.Sprintf("x%d.test", i), "GET", "/orders/7", 403)
	}
	for i := range 40 {
		host := fmt.Sprintf("real%d.test", i)
		ts.Learn(host, "GET", "/orders/7", 200)
		if got, ok := ts.Template(host, "GET", "/orders/7"); got != "/orders/{id}" || !ok {
			t.Fatalf("%s after the flood: %q %v, %+v", host, got, ok, ts.Stats())
		}
	}
	if s := ts.Stats(); s.Hosts > 50 || s.HostsEvicted == 0 {
		t.Errorf("%+v", s)
	}
}

// TestNF17ServedButInventedHostsGo does the same where a server answers to any name.
func TestNF17ServedButInventedHostsGo(t *testing.T) {
	ts := NewTemplates(TemplateLimits{Hosts: 20})
	for range 100 {
		ts.Learn("real.test", "GET", "/orders/7", 200)
	}
	for i := range 10_000 {
		ts.Learn(fmt.Sprintf("x%d.test", i), "GET", "/", 200)
	}
	for range 200 {
		ts.Learn("late.test", "GET", "/carts/7", 200)
		ts.Learn("real.test", "GET", "/orders/7", 200)
	}
	for _, host := range []string{"real.test", "late.test"} {
		if ts.find(host) == nil {
			t.Errorf("%s is not held: %+v", host, ts.Stats())
		}
	}
}
